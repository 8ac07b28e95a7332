using System.Text.RegularExpressions;

namespace Scrutiny.Charts;

/// <summary>What a specification must hold to before any renderer draws it.</summary>
internal static partial class ChartRules
{
    /// <exception cref="ArgumentException">The specification contradicts itself.</exception>
    public static void Check(ChartSpecification chart)
    {
        ArgumentNullException.ThrowIfNull(chart);
        Require(IdPattern().IsMatch(chart.Id), "Id must be letters, digits and hyphens and start with a letter.");
        Require(!string.IsNullOrWhiteSpace(chart.Title), "Title must not be empty.");
        var (narrowest, widest) = chart.Kind == ChartKind.Sparkline ? (60, 640) : (320, 1920);
        Require(chart.Width >= narrowest && chart.Width <= widest, $"Width must be {narrowest} to {widest} pixels.");
        Require(chart.Decimals is >= 0 and <= 3, "Decimals must be 0 to 3.");
        Require(chart.Scale is >= 1 and <= 4, "Scale must be 1 to 4.");
        Require(chart.Width / chart.Scale >= narrowest, $"Width divided by scale must be at least {narrowest} pixels, or the text has no room.");
        Require(chart.Target is null || double.IsFinite(chart.Target.Value), "The target must be finite.");
        Require(
            chart.Tolerance is not { } band || (double.IsFinite(band.Lower) && double.IsFinite(band.Upper) && band.Lower < band.Upper),
            "The tolerance must be finite and its upper edge above its lower.");
        Require(chart.Annotations.Select(annotation => annotation.Number).Distinct().Count() == chart.Annotations.Count, "Annotation numbers must differ.");

        for (var index = 0; index < chart.Points.Count; index++)
        {
            CheckPoint(chart.Points[index]);
            Require(index == 0 || chart.Points[index - 1].Position < chart.Points[index].Position, $"Points must rise in date; see {chart.Points[index].ShortLabel}.");
        }

        for (var index = 0; index < chart.Segments.Count; index++)
        {
            var segment = chart.Segments[index];
            Require(segment.From <= segment.To, $"The segment from {segment.From:O} ends before it begins.");
            Require(index == 0 || chart.Segments[index - 1].To < segment.From, $"The segment from {segment.From:O} overlaps the one before.");
            foreach (var value in (double?[])[segment.Mean, segment.Lower, segment.Upper])
            {
                Require(value is null || double.IsFinite(value.Value), $"The segment from {segment.From:O} has a mean or limit that is not finite; use null for none.");
            }
        }
    }

    private static void CheckPoint(ChartPoint point)
    {
        Require(point.Value is null || double.IsFinite(point.Value.Value), $"The value for {point.ShortLabel} is not finite; use null for none.");
        Require(
            IsAbsent(point.Status) == point.Value is null,
            $"The point {point.ShortLabel} has status {point.Status}, which does not go with {(point.Value is null ? "no value" : "a value")}.");
    }

    /// <summary>True for a status that says why there is no value.</summary>
    public static bool IsAbsent(PointStatus status) => status is PointStatus.NotAvailable or PointStatus.NotApplicable or PointStatus.Confidential;

    private static void Require(bool holds, string message)
    {
        if (!holds)
        {
            throw new ArgumentException(message);
        }
    }

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9-]*$", RegexOptions.CultureInvariant)]
    private static partial Regex IdPattern();
}
