using System.CommandLine;
using System.Globalization;
using Npgsql;
using Scrutiny.Dashboards;
using Scrutiny.Database;
using Scrutiny.Observations;

namespace Scrutiny.Cli.Verbs.Series;

/// <summary><c>series MEASURE</c>: the points of one published series, shaped as in the API.</summary>
internal static class SeriesVerb
{
    public static Command Create()
    {
        var measure = new Argument<string>("MEASURE") { Description = "Id of the measure." };
        var area = new Option<string>("--area") { Description = "ONS code of the area.", HelpName = "CODE", DefaultValueFactory = _ => "E23000030" };
        var breakdown = new Option<string>("--breakdown") { Description = "Key of the breakdown; without it, the total.", HelpName = "KEY", DefaultValueFactory = _ => "total" };
        var asKnown = new Option<string?>("--as-known") { Description = "As known at a moment, UTC.", HelpName = "TIME" };
        var json = new Option<bool>("--json") { Description = "Prints JSON." };
        var csv = new Option<bool>("--csv") { Description = "Prints CSV." };
        var verb = new Command("series", "The points of one published series.") { measure, area, breakdown, asKnown, json, csv };
        verb.SetAction(async (parsed, cancel) =>
        {
            var catalogue = Catalogue.Read(Working.DashboardsFolder);
            var id = parsed.GetValue(measure)!;
            if (!catalogue.Measures.TryGetValue(id, out var declared))
            {
                throw SentenceException.Unusable($"There is no measure '{id}'{NearestMatch.Hint(id, catalogue.Measures.Keys)}");
            }

            DateTimeOffset? moment = parsed.GetValue(asKnown) is { } text ? Load.LoadVerb.ParseMoment(text, "--as-known") : null;
            await using var lease = await PrivateCluster.UseAsync(DataFolder.Open(parsed.GetValue(CommandLine.Data)), Console.Error.WriteLine, cancel);
            await MigrateVerb.MigrateAsync(lease, _ => { }, cancel);
            await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(lease.ConnectionString(DatabaseRole.Public)) { SearchPath = "published" }.ConnectionString);
            await connection.OpenAsync(cancel);
            var (code, key) = (parsed.GetValue(area)!, parsed.GetValue(breakdown)!);
            var points = (await SeriesPoints.ReadAsync(connection, id, code, key, declared.Value.Sources, moment, cancel: cancel)).Select(point => new Line(
                point.Period.Key(declared.Value.Frequency), point.Period.From, point.Period.To, point.Value, point.Numerator, point.Denominator, point.Status, point.KnownFrom, point.Source, point.Receipt)).ToList();
            if (parsed.GetValue(json))
            {
                Json.Print(new { Measure = id, Area = code, Breakdown = key, AsKnown = moment, Points = points });
                return 0;
            }

            var separator = parsed.GetValue(csv) ? "," : "\t";
            Console.WriteLine(string.Join(separator, "period", "from", "to", "value", "numerator", "denominator", "status", "known_from", "source", "receipt"));
            foreach (var point in points)
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{point.Period}{separator}{point.From:yyyy-MM-dd}{separator}{point.To:yyyy-MM-dd}{separator}{point.Value}{separator}{point.Numerator}{separator}{point.Denominator}{separator}{point.Status.Name()}{separator}{point.KnownFrom:yyyy-MM-ddTHH:mm:ssZ}{separator}{point.Source}{separator}{point.Receipt}"));
            }

            return 0;
        });
        return verb;
    }

    private sealed record Line(
        string Period, DateOnly From, DateOnly To, decimal? Value, decimal? Numerator, decimal? Denominator, ObservationStatus Status, DateTimeOffset KnownFrom, string Source, long Receipt);
}
