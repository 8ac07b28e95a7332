using System.Globalization;
using Scrutiny.Measures;
using Scrutiny.Periods;

namespace Scrutiny.Quotations;

/// <summary>Says in plain words what was quoted, what is known now, and how far both are apart.</summary>
public static class CorrectionWords
{
    private const int MostPlacesNamed = 3;

    /// <summary>Said where a figure was provisional and its publisher has settled it.</summary>
    public const string WasProvisional = "The figure was provisional when it was quoted; its publisher has revised it since.";

    /// <summary>The measure and its part by name.</summary>
    /// <param name="measure">The measure.</param>
    /// <param name="breakdown">Key of the part.</param>
    public static string Name(Measure measure, string breakdown)
    {
        ArgumentNullException.ThrowIfNull(measure);
        return breakdown == "total" ? measure.Name : $"{measure.Name}: {measure.Breakdowns.FirstOrDefault(part => part.Key == breakdown)?.Name ?? breakdown}";
    }

    /// <summary>By how much: <c>0.2 percentage points lower (−0.2%)</c>. Null where one of both is no figure.</summary>
    /// <param name="old">What was said.</param>
    /// <param name="now">What is known.</param>
    /// <param name="measure">The measure.</param>
    public static string? Size(decimal? old, decimal? now, Measure measure)
    {
        ArgumentNullException.ThrowIfNull(measure);
        if (old is not { } then || now is not { } known)
        {
            return null;
        }

        // What a reader sees is rounded, and so is the distance between both; a difference in a decimal that is not shown has no size to show.
        var size = Math.Abs(Shown(known, measure) - Shown(then, measure));
        var words = measure.Unit == Unit.Percent ? $"{FigureText.Number(size, measure)} percentage point{(FigureText.Number(size, measure) == "1" ? "" : "s")}" : FigureText.Words(size, measure);
        var share = then == 0 ? "" : $" ({((known - then) / Math.Abs(then) * 100).ToString("+#,##0.0;−#,##0.0;0.0", CultureInfo.InvariantCulture)}%)";
        var (more, less) = measure.Unit switch
        {
            Unit.Percent or Unit.RatePer1000 => ("higher", "lower"),
            Unit.Count or Unit.Hours => ("more", "fewer"),
            Unit.Seconds or Unit.Days => ("longer", "shorter"),
            Unit.Pounds => ("more", "less"),
        };
        return $"{words} {(known > then ? more : less)}{share}";
    }

    /// <summary>The notice that is proposed.</summary>
    /// <param name="measure">The measure.</param>
    /// <param name="areaName">Name of the area; null for the body's own.</param>
    /// <param name="figure">Which figure.</param>
    /// <param name="old">What was said.</param>
    /// <param name="now">What is known; null for no figure.</param>
    /// <param name="places">What the places are called that say the old figure and are public.</param>
    public static string Draft(Measure measure, string? areaName, FigureName figure, decimal old, decimal? now, IEnumerable<string> places)
    {
        ArgumentNullException.ThrowIfNull(measure);
        ArgumentNullException.ThrowIfNull(figure);
        // Titles hold commas of their own.
        var all = places.Distinct().Select(title => $"“{title}”").ToList();
        var named = all.Count <= MostPlacesNamed ? Joined(all) : Joined([.. all.Take(MostPlacesNamed), $"{all.Count - MostPlacesNamed} other places"]);
        var of = $"{Name(measure, figure.Breakdown)}{(areaName is null ? "" : $", {areaName}")}, {figure.Period.Words(measure.Frequency)}";
        var instead = now is { } known ? $"The figure is now {FigureText.Words(known, measure)}, {Size(old, now, measure)}." : "No figure stands in its place.";
        return $"{of}: {(all.Count == 0 ? "it" : named)} gave {FigureText.Words(old, measure)}. {instead}";
    }

    private static decimal Shown(decimal value, Measure measure) => Math.Round(value, measure.Decimals, MidpointRounding.AwayFromZero);

    private static string Joined(List<string> parts) => parts.Count < 2 ? string.Concat(parts) : $"{string.Join(", ", parts.Take(parts.Count - 1))} and {parts[^1]}";
}
