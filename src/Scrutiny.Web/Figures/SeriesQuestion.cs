using System.Globalization;
using Scrutiny.Areas;
using Scrutiny.Dashboards;
using Scrutiny.Measures;

namespace Scrutiny.Web.Figures;

/// <summary>Which series is asked for, and as known at which moment.</summary>
/// <param name="Id">The measure's id.</param>
/// <param name="Measure">The measure.</param>
/// <param name="Area">The area.</param>
/// <param name="Breakdown">The breakdown's key; <c>total</c> for all.</param>
/// <param name="AsKnown">The moment; null for now.</param>
internal sealed record SeriesQuestion(string Id, Measure Measure, Area Area, string Breakdown, DateTimeOffset? AsKnown)
{
    public const string Total = "total";

    /// <summary>Name of the breakdown; null for the total.</summary>
    public string? Part => Measure.Breakdowns.FirstOrDefault(part => part.Key == Breakdown)?.Name;

    /// <summary>Reads the question from an address.</summary>
    /// <returns>The question, or what is wrong with it in one sentence with the status that says so.</returns>
    public static (SeriesQuestion? Question, int Status, string? Wrong) Read(Catalogue catalogue, string id, string? area, string? breakdown, string? asKnown, string defaultArea)
    {
        if (!catalogue.Measures.TryGetValue(id, out var measure))
        {
            return (null, StatusCodes.Status404NotFound, $"There is no measure '{id}'; /api/v1/measures lists them.");
        }

        var code = string.IsNullOrEmpty(area) ? defaultArea : area;
        if (!catalogue.Areas.ByCode.TryGetValue(code, out var known))
        {
            return (null, StatusCodes.Status404NotFound, $"There is no area '{code}'; use an ONS code such as E23000030.");
        }

        var key = string.IsNullOrEmpty(breakdown) ? Total : breakdown;
        if (key != Total && measure.Value.Breakdowns.All(part => part.Key != key))
        {
            return (null, StatusCodes.Status404NotFound, $"The measure '{id}' has no breakdown '{key}'.");
        }

        if (string.IsNullOrEmpty(asKnown))
        {
            return (new SeriesQuestion(id, measure.Value, known, key, null), StatusCodes.Status200OK, null);
        }

        return TryMoment(asKnown, out var moment)
            ? (new SeriesQuestion(id, measure.Value, known, key, moment), StatusCodes.Status200OK, null)
            : (null, StatusCodes.Status400BadRequest, $"as-known is '{asKnown}'; write a moment in UTC such as 2021-04-01T18:42:00Z.");
    }

    /// <summary>Reads the moment of <c>as-known</c>; a day alone is its first moment in UTC.</summary>
    public static bool TryMoment(string text, out DateTimeOffset moment) =>
        DateTimeOffset.TryParseExact(text, ["yyyy-MM-ddTHH:mm:ssZ", "yyyy-MM-ddTHH:mmZ", "yyyy-MM-ddTHH:mm:ss.FFFFFFFZ", "yyyy-MM-ddTHH:mm", "yyyy-MM-dd"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out moment)
        && moment.Year is >= 1900 and <= 9000;
}
