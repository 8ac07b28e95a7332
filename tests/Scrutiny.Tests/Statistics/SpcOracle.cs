using System.Globalization;
using Scrutiny.Statistics;

namespace Scrutiny.Tests.Statistics;

/// <summary>One series as NHSRplotthedots 0.2.2 judged it under R 4.5.0; the columns are described in Files/README.md.</summary>
internal sealed record OracleSeries(
    string Id,
    IReadOnlyDictionary<string, string> Row,
    IReadOnlyList<IReadOnlyDictionary<string, string>> Points,
    IReadOnlyList<IReadOnlyDictionary<string, string>> Groups)
{
    public bool ReferenceStops => Row["r_status"] == "error";

    /// <summary>The series as it went into R: the points in their unsorted input order.</summary>
    public SpcSeries ToSeries() => new()
    {
        Points = [.. Points
            .OrderBy(point => int.Parse(point["input_index"], CultureInfo.InvariantCulture))
            .Select(point => new SpcPoint(DateOnly.Parse(point["date"], CultureInfo.InvariantCulture), SpcOracle.Number(point["value"])))],
        Improvement = Enum.Parse<Improvement>(Row["improvement_direction"], ignoreCase: true),
        Target = SpcOracle.Number(Row["target"]),
        RebaseDates = [.. Row["rebase_dates"].Split(';', StringSplitOptions.RemoveEmptyEntries)
            .Select(date => DateOnly.Parse(date, CultureInfo.InvariantCulture))],
        FixAfter = (int?)SpcOracle.Number(Row["fix_after_n_points"]),
        ScreenOutliers = Row["screen_outliers"] == "1",
    };
}

/// <summary>Reads the oracle's files.</summary>
internal static class SpcOracle
{
    public static IReadOnlyList<OracleSeries> Read(string folder)
    {
        var points = Oracle.Rows(folder, "spc_points").ToLookup(row => row["series_id"]);
        var groups = Oracle.Rows(folder, "spc_groups").ToLookup(row => row["series_id"]);

        return [.. Oracle.Rows(folder, "spc_series")
            .Select(row => new OracleSeries(row["series_id"], row, [.. points[row["series_id"]]], [.. groups[row["series_id"]]]))];
    }

    public static double? Number(string text) => text.Length == 0 ? null : double.Parse(text, CultureInfo.InvariantCulture);
}
