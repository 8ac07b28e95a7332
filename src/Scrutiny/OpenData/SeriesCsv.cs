using System.Globalization;
using System.Text;
using Scrutiny.Areas;
using Scrutiny.Dashboards;
using Scrutiny.Measures;
using Scrutiny.Observations;

namespace Scrutiny.OpenData;

/// <summary>Series as open data: RFC 4180, UTF-8, one header row, nothing else in the file.</summary>
/// <param name="catalogue">Says which sources are made up.</param>
public sealed class SeriesCsv(Catalogue catalogue)
{
    /// <summary>As it is sent.</summary>
    public const string MediaType = "text/csv; charset=utf-8; header=present";

    private static readonly string[] Columns = ["measure", "area", "area_name", "breakdown", "period", "from", "to", "value", "numerator", "denominator", "status", "known_from", "source", "synthetic", "receipt"];

    private readonly StringBuilder csv = new StringBuilder().AppendJoin(',', Columns).Append("\r\n");

    /// <summary>Adds every point of a series.</summary>
    /// <param name="measure">Id of the measure.</param>
    /// <param name="area">The area.</param>
    /// <param name="breakdown">Key of the part.</param>
    /// <param name="series">The series.</param>
    public SeriesCsv Add(string measure, Area area, string breakdown, JudgedSeries series)
    {
        ArgumentNullException.ThrowIfNull(series);
        return Add(measure, area, breakdown, series.Measure, series.Values.Select(value => value.Point).OfType<SeriesPoint>());
    }

    /// <summary>Adds some points of a series.</summary>
    /// <param name="measure">Id of the measure.</param>
    /// <param name="area">The area.</param>
    /// <param name="breakdown">Key of the part.</param>
    /// <param name="declared">The measure.</param>
    /// <param name="points">The points.</param>
    public SeriesCsv Add(string measure, Area area, string breakdown, Measure declared, IEnumerable<SeriesPoint> points)
    {
        ArgumentNullException.ThrowIfNull(area);
        ArgumentNullException.ThrowIfNull(declared);
        ArgumentNullException.ThrowIfNull(points);
        foreach (var point in points)
        {
            csv.AppendJoin(
                ',',
                measure,
                area.Code,
                Cell(area.Name),
                breakdown,
                Cell(point.Period.Key(declared.Frequency)),
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

    /// <summary>The file so far.</summary>
    public override string ToString() => csv.ToString();

    private static string Cell(string text) => text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Number(decimal? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "";
}
