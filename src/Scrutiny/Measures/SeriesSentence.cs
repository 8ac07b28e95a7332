using System.Text.RegularExpressions;
using Scrutiny.Observations;
using Scrutiny.Periods;
using Scrutiny.Statistics;

namespace Scrutiny.Measures;

/// <summary>Says in plain English what a series shows, and never more than the figures bear.</summary>
public static partial class SeriesSentence
{
    /// <summary>The latest value in a sentence: <c>In September 2026, 92.1% of 999 calls were answered within 10 seconds (provisional).</c></summary>
    /// <param name="series">The series.</param>
    public static string Latest(JudgedSeries series)
    {
        ArgumentNullException.ThrowIfNull(series);
        if (series.Latest is not { Point.Value: { } value } latest)
        {
            return series.Values.Count == 0 ? "No figures are published yet." : $"No figure is available; the last period is marked {series.Values[^1].Point?.Status.Words() ?? "missing"}.";
        }

        // What is missing is said, or an old figure would pass for the latest.
        var last = series.Values[^1];
        var missing = last.Period == latest.Period ? "" : $" For {WithArticle(last.Period, series.Measure)} the figure is {(last.Point?.Status ?? ObservationStatus.NotAvailable).Words()}.";

        return $"{ValueAt(series.Measure, latest.Period, value)}{Caution(latest.Point!.Status)}.{missing}";
    }

    /// <summary>What one value says, without a full stop.</summary>
    /// <param name="measure">The measure.</param>
    /// <param name="period">The period.</param>
    /// <param name="value">The value.</param>
    public static string ValueAt(Measure measure, Period period, decimal value)
    {
        ArgumentNullException.ThrowIfNull(measure);
        return $"{period.Opening(measure.Frequency)}, {Of(measure, value, FigureText.Words(value, measure))}";
    }

    /// <summary>The measure's sentence with a value in it; <c>{one|many}</c> follows the number as it is written.</summary>
    /// <param name="measure">The measure.</param>
    /// <param name="value">The value.</param>
    /// <param name="text">The value with its unit.</param>
    internal static string Of(Measure measure, decimal value, string text)
    {
        var number = FigureText.Number(value, measure);

        // "There were no deaths", where a noun follows; "was 0" where none does.
        var said = number == "0" && measure.Unit == Unit.Count && measure.Sentence.Contains("{value} {", StringComparison.Ordinal) ? "no" : text;
        return OneOrMany().Replace(measure.Sentence, match => match.Groups[number == "1" ? 1 : 2].Value).Replace("{value}", said, StringComparison.Ordinal);
    }

    /// <summary>Whether the latest value is a change or noise; empty where it can't be judged and for run charts.</summary>
    /// <param name="series">The series.</param>
    public static string Signal(JudgedSeries series)
    {
        ArgumentNullException.ThrowIfNull(series);
        if (series.Control is not { } control || series.Latest?.Judged is not { } judged)
        {
            return "";
        }

        var notes = control.Notes | judged.Segment.Notes;
        if (notes.HasFlag(SpcNotes.RunChartOnly))
        {
            return "There are too few figures yet to tell a change from chance.";
        }

        if (notes.HasFlag(SpcNotes.HeapedData))
        {
            return "Most figures are the same, so the chart cannot tell a change from chance.";
        }

        if (notes.HasFlag(SpcNotes.NoVariation))
        {
            return "The figure has not varied.";
        }

        var trial = notes.HasFlag(SpcNotes.TrialLimits) ? $" The range rests on {judged.Segment.PresentCount} of the {Spc.PointsForFirmLimits} figures that it needs, so it is provisional." : "";

        return Pattern(judged) + trial;
    }

    private static string Pattern(JudgedPoint judged)
    {
        var what = (judged.Rule ?? SpcRule.CommonCause) switch
        {
            SpcRule.CommonCause => "",
            SpcRule.AboveUpperLimit => "it lies above the range that chance alone would give",
            SpcRule.BelowLowerLimit => "it lies below the range that chance alone would give",
            SpcRule.TrendIncreasing => "it is part of a run of seven or more rises in a row",
            SpcRule.TrendDecreasing => "it is part of a run of seven or more falls in a row",
            SpcRule.TwoInThreeAbove => "it is one of at least two in three figures close to the upper limit",
            SpcRule.TwoInThreeBelow => "it is one of at least two in three figures close to the lower limit",
            SpcRule.RunAbove => "it is one of seven or more figures in a row above the average",
            SpcRule.RunBelow => "it is one of seven or more figures in a row below the average",
        };

        return judged.Meaning switch
        {
            Meaning.CommonCause => "This is within the usual range: no sign of a real change.",
            Meaning.Improvement => $"This is a sign of improvement: {what}.",
            Meaning.Concern => $"This is a cause for concern: {what}.",
            Meaning.NeutralHigh or Meaning.NeutralLow => $"This is a sign of a real change: {what}.",
        };
    }

    private static string WithArticle(Period period, Measure measure) =>
        measure.Frequency == Frequency.Rolling12 ? "the " + period.Words(measure.Frequency) : period.Words(measure.Frequency);

    private static string Caution(ObservationStatus status) => status switch
    {
        ObservationStatus.Final => "",
        _ => $" ({status.Words()})",
    };

    /// <summary>What stands in a sentence for the singular and the plural.</summary>
    [GeneratedRegex(@"\{([^{}|]*)\|([^{}|]*)\}", RegexOptions.CultureInvariant)]
    internal static partial Regex OneOrMany();
}
