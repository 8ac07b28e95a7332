using System.Globalization;
using System.Text;
using Scrutiny.Areas;
using Scrutiny.Dashboards;
using Scrutiny.Measures;
using Scrutiny.Observations;

namespace Scrutiny.Web.Figures;

/// <summary>Series as open data: RFC 4180, UTF-8, one header row, nothing else in the file.</summary>
internal sealed class SeriesCsv(Catalogue catalogue)
{
    public const string MediaType = "text/csv; charset=utf-8; header=present";

    private static readonly string[] Columns = ["measure", "area", "area_name", "breakdown", "period", "from", "to", "value", "numerator", "denominator", "status", "known_from", "source", "synthetic", "receipt"];

    private readonly StringBuilder csv = new StringBuilder().AppendJoin(',', Columns).Append("\r\n");

    public SeriesCsv Add(string measure, Area area, string breakdown, JudgedSeries series)
    {
        foreach (var point in series.Values.Select(value => value.Point).OfType<SeriesPoint>())
        {
            csv.AppendJoin(
                ',',
                measure,
                area.Code,
                Cell(area.Name),
                breakdown,
                Cell(point.Period.Key(series.Measure.Frequency)),
                Day(point.Period.From),
                Day(point.Period.To),
                Number(point.Value),
                Number(point.Numerator),
                Number(point.Denominator),
                point.Status.Name(),
                point.KnownFrom.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture),
                point.Source,
                catalogue.IsSynthetic(point.Source) ? "true" : "false",
                point.Receipt.ToString(CultureInfo.InvariantCulture)).Append("\r\n");
        }

        return this;
    }

    public override string ToString() => csv.ToString();

    private static string Cell(string text) => text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Number(decimal? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "";
}
