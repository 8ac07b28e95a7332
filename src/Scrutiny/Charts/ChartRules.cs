using System.Text.RegularExpressions;

namespace Scrutiny.Charts;

/// <summary>What a specification must hold to before any renderer draws it.</summary>
internal static partial class ChartRules
{
    private const int MostSeries = 4;

    /// <exception cref="ArgumentException">The specification contradicts itself.</exception>
    public static void Check(ChartPicture chart)
    {
        ArgumentNullException.ThrowIfNull(chart);
        Require(IdPattern().IsMatch(chart.Id), "Id must be letters, digits and hyphens and start with a letter.");
        Require(!string.IsNullOrWhiteSpace(chart.Title), "Title must not be empty.");
        var (narrowest, widest) = chart switch
        {
            ChartSpecification { Kind: ChartKind.Sparkline } => (60, 640),
            HeadlineChart => (180, 1920),
            _ => (320, 1920),
        };
        Require(chart.Width >= narrowest && chart.Width <= widest, $"Width must be {narrowest} to {widest} pixels.");
        Require(chart.Decimals is >= 0 and <= 3, "Decimals must be 0 to 3.");
        Require(chart.Scale is >= 1 and <= 4, "Scale must be 1 to 4.");
        Require(chart.Width / chart.Scale >= narrowest, $"Width divided by scale must be at least {narrowest} pixels, or the text has no room.");
        switch (chart)
        {
            case ChartSpecification series:
                CheckSeries(series);
                break;
            case BeforeAfterChart parted:
                CheckPoints(parted.Points);
                CheckSegments([.. new[] { parted.Before, parted.After }.OfType<ChartSegment>()]);
                Require(parted.Before is null || parted.Before.To < parted.At, "The segment before must end before the date.");
                Require(parted.After is null || parted.After.From >= parted.At, "The segment after must begin on the date or later.");
                CheckTargets(parted.Target is null ? [] : [parted.Target]);
                CheckBands(parted.Tolerance is null ? [] : [parted.Tolerance]);
                break;
            case BarChart bars:
                CheckBars(bars);
                break;
            case FunnelChart funnel:
                CheckFunnel(funnel);
                break;
            case HeadlineChart headline:
                CheckValue(headline.Value, headline.Status, "The headline");
                CheckPoints(headline.Points);
                break;
            case SmallMultiples multiples:
                foreach (var small in multiples.Charts)
                {
                    Require(small.Kind is ChartKind.Spc or ChartKind.Line && small.OtherSeries.Count == 0, $"'{small.Title}' must be a process control or line chart of one series to stand among small multiples.");
                    CheckSeries(small);
                }

                break;
        }
    }

    private static void CheckSeries(ChartSpecification chart)
    {
        CheckTargets(chart.Target is null ? chart.FormerTargets : [.. chart.FormerTargets, chart.Target]);
        CheckBands(chart.Tolerance is null ? chart.FormerTolerances : [.. chart.FormerTolerances, chart.Tolerance]);
        Require(chart.Annotations.Select(annotation => annotation.Number).Distinct().Count() == chart.Annotations.Count, "Annotation numbers must differ.");
        CheckPoints(chart.Points);
        CheckSegments(chart.Segments);
        if (chart.OtherSeries.Count == 0)
        {
            return;
        }

        Require(chart.Kind == ChartKind.Line, "Only a line chart has several series.");
        Require(chart.OtherSeries.Count < MostSeries, $"A chart has at most {MostSeries} series; use small multiples for more.");
        Require(chart.Tolerance is null && chart.FormerTolerances.Count == 0, "A chart of several series has no tolerance: whose would it be?");
        string[] names = [chart.SeriesName, .. chart.OtherSeries.Select(series => series.Name)];
        Require(names.All(name => !string.IsNullOrWhiteSpace(name)) && names.Distinct(StringComparer.Ordinal).Count() == names.Length, "Each of several series needs a name of its own.");
        foreach (var series in chart.OtherSeries)
        {
            CheckPoints(series.Points);
        }
    }

    private static void CheckBars(BarChart chart)
    {
        CheckTargets(chart.Target is null ? [] : [chart.Target]);
        foreach (var bar in chart.Bars)
        {
            Require(!string.IsNullOrWhiteSpace(bar.Label), "A bar needs a label.");
            CheckValue(bar.Value, bar.Status, $"The bar {bar.Label}");
            Require(
                bar is { Lower: null, Upper: null } || (bar is { Value: not null, Lower: { } lower, Upper: { } upper } && double.IsFinite(lower) && double.IsFinite(upper) && lower <= upper),
                $"The interval of {bar.Label} needs a value and two finite ends, the lower first.");
        }
    }

    private static void CheckFunnel(FunnelChart chart)
    {
        Require(!string.IsNullOrWhiteSpace(chart.SizeTitle), "SizeTitle must not be empty.");
        Require(chart.Average is null || double.IsFinite(chart.Average.Value), "The average must be finite.");
        foreach (var unit in chart.Units)
        {
            Require(!string.IsNullOrWhiteSpace(unit.Label), "A unit needs a label.");
            Require(double.IsFinite(unit.Size) && unit.Size >= 0 && double.IsFinite(unit.Value), $"Size and value of {unit.Label} must be finite, and the size not negative.");
        }

        Require(chart.Units.Select(unit => unit.Label).Distinct(StringComparer.Ordinal).Count() == chart.Units.Count, "The names of units must differ.");
        foreach (var curve in (IReadOnlyList<FunnelLimit>[])[chart.Limits95, chart.Limits998])
        {
            for (var index = 0; index < curve.Count; index++)
            {
                var limit = curve[index];
                Require(double.IsFinite(limit.Size) && limit.Size >= 0 && double.IsFinite(limit.Lower) && double.IsFinite(limit.Upper) && limit.Lower <= limit.Upper, "Limits must be finite, the lower first.");
                Require(index == 0 || curve[index - 1].Size < limit.Size, "Limits must rise in size.");
            }
        }
    }

    private static void CheckPoints(IReadOnlyList<ChartPoint> points)
    {
        for (var index = 0; index < points.Count; index++)
        {
            CheckValue(points[index].Value, points[index].Status, $"The point {points[index].ShortLabel}");
            Require(index == 0 || points[index - 1].Position < points[index].Position, $"Points must rise in date; see {points[index].ShortLabel}.");
        }
    }

    private static void CheckValue(double? value, PointStatus status, string what)
    {
        Require(value is null || double.IsFinite(value.Value), $"{what} has a value that is not finite; use null for none.");
        Require(IsAbsent(status) == value is null, $"{what} has status {status}, which does not go with {(value is null ? "no value" : "a value")}.");
    }

    private static void CheckSegments(IReadOnlyList<ChartSegment> segments)
    {
        for (var index = 0; index < segments.Count; index++)
        {
            var segment = segments[index];
            Require(segment.From <= segment.To, $"The segment from {segment.From:O} ends before it begins.");
            Require(index == 0 || segments[index - 1].To < segment.From, $"The segment from {segment.From:O} overlaps the one before.");
            foreach (var value in (double?[])[segment.Mean, segment.Lower, segment.Upper])
            {
                Require(value is null || double.IsFinite(value.Value), $"The segment from {segment.From:O} has a mean or limit that is not finite; use null for none.");
            }
        }
    }

    private static void CheckTargets(IReadOnlyList<ChartTarget> targets)
    {
        Require(targets.All(target => double.IsFinite(target.Value)), "A target must be finite.");
        CheckDates([.. targets.Select(target => (target.From, target.To))], "target");
    }

    private static void CheckBands(IReadOnlyList<ChartBand> bands)
    {
        Require(
            bands.All(band => (band.Lower is not null || band.Upper is not null) && double.IsFinite(band.Lower ?? 0) && double.IsFinite(band.Upper ?? 0) && !(band.Lower >= band.Upper)),
            "A tolerance needs an edge; its edges must be finite, and the upper above the lower.");
        CheckDates([.. bands.Select(band => (band.From, band.To))], "tolerance");
    }

    private static void CheckDates(IReadOnlyList<(DateOnly? From, DateOnly? To)> spans, string what)
    {
        for (var index = 0; index < spans.Count; index++)
        {
            Require(!(spans[index].To < spans[index].From), $"A {what} ends before it takes effect.");
            Require(index == 0 || spans[index - 1].To < spans[index].From, $"Each former {what} must end before the next takes effect.");
        }
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
