using System.Globalization;
using Scrutiny.Periods;
using Scrutiny.Statistics;

namespace Scrutiny.Measures;

/// <summary>The phrases that a measure's sentences are made of, to be read or to be said aloud.</summary>
/// <param name="measure">The measure.</param>
/// <param name="aloud">Whether they are to be said: "92.1 per cent" for "92.1%".</param>
internal sealed class SeriesPhrases(Measure measure, bool aloud)
{
    /// <summary>Below this many, a percentage of a count says more than the count does.</summary>
    private const decimal FewForPercentage = 10;

    /// <summary>"92.1%", "four minutes twelve seconds".</summary>
    public string Value(decimal value) => aloud ? FigureText.Spoken(value, measure) : FigureText.Words(value, measure);

    /// <summary>The value as it is shown.</summary>
    public decimal Rounded(decimal value) => Math.Round(value, measure.Decimals, MidpointRounding.AwayFromZero);

    /// <summary>"89.96%": with the decimals that it has, up to six.</summary>
    public string Unrounded(decimal value)
    {
        var fine = measure with { Decimals = Math.Min(6, (int)(value / 1.0000000000000000000000000000m).Scale) };
        return measure.Unit == Unit.Seconds ? FigureText.Number(value, fine) + " seconds" : new SeriesPhrases(fine, aloud).Value(value);
    }

    /// <summary>"October 2026", "the year ending September 2018".</summary>
    public string Named(Period period) => measure.Frequency switch
    {
        Frequency.Rolling12 => "the " + period.Words(measure.Frequency),
        Frequency.FinancialYear when aloud => YearsToMarch(period),
        Frequency.Month or Frequency.Quarter or Frequency.FinancialYear or Frequency.Year or Frequency.AsAt => period.Words(measure.Frequency),
    };

    /// <summary>"in October 2026", "at 30 September 2019".</summary>
    public string During(Period period) => (measure.Frequency == Frequency.AsAt ? "at " : "in ") + Named(period);

    /// <summary>"1.4 percentage points higher than", "361 (1.5%) fewer than", "the same as". A fact about two figures, never a judgement.</summary>
    public string Difference(decimal now, decimal then)
    {
        // The figures that a reader sees must not seem to contradict the words.
        var size = Math.Abs(now - then);
        if (Rounded(size) == 0 || Rounded(now) == Rounded(then))
        {
            return now == then ? "the same as" : "about the same as";
        }

        var (more, less) = measure.Unit switch
        {
            Unit.Percent or Unit.RatePer1000 => ("higher", "lower"),
            Unit.Count or Unit.Hours => ("more", "fewer"),
            Unit.Seconds or Unit.Days => ("longer", "shorter"),
            Unit.Pounds => ("more", "less"),
        };

        return $"{(measure.Unit == Unit.Percent ? Points(size) : Value(size) + Share(size, then))} {(now > then ? more : less)} than";
    }

    /// <summary>"90% or more", "10 seconds or less".</summary>
    public string OrBetter(decimal value) => measure.Improvement == Improvement.Decrease ? OrLess(value) : OrMore(value);

    /// <summary>"85% or more", "10 seconds or less", "between 5% and 10%".</summary>
    public string Band(MeasureTolerance tolerance) => tolerance switch
    {
        { Least: { } least, Most: { } most } => $"between {Threshold(least)} and {Threshold(most)}",
        { Least: { } least } => OrMore(least),
        _ => OrLess(tolerance.Most!.Value),
    };

    /// <summary>"month", and for a date "count".</summary>
    public string OnePeriod => measure.Frequency switch
    {
        Frequency.Month => "month",
        Frequency.Quarter => "quarter",
        Frequency.FinancialYear or Frequency.Year => "year",
        Frequency.Rolling12 => "figure",
        Frequency.AsAt => "count",
    };

    /// <summary>"3 months", "1 month".</summary>
    public string Periods(int count) => string.Create(CultureInfo.InvariantCulture, $"{count} {OnePeriod}{(count == 1 ? "" : "s")}");

    /// <summary>How often a target was met: "in none of the last 12 months". Empty where so little can be judged that the latest figure says it all, and for rolling figures, which share most of what they count.</summary>
    public string Met(TargetRecord record) =>
        record.PeriodsMeasured < 2 || measure.Frequency == Frequency.Rolling12 ? ""
        : (record.PeriodsMet == 0 ? "in none of " : record.PeriodsMet == record.PeriodsMeasured ? "in each of " : string.Create(CultureInfo.InvariantCulture, $"in {record.PeriodsMet} of "))
            + (record.PeriodsMeasured == 12 ? "the last " + Periods(12) : $"the {Periods(record.PeriodsMeasured)} that can be judged");

    /// <summary>A name in the middle of a sentence: "National standard" loses its capital, "Home Office allocation" keeps it.</summary>
    public static string Inside(string name) => name.Skip(1).Any(char.IsUpper) ? name : char.ToLowerInvariant(name[0]) + name[1..];

    /// <summary>The same, at the start of one.</summary>
    public static string Opening(string words) => char.ToUpperInvariant(words[0]) + words[1..];

    // A threshold is a round number that somebody chose: "90%", where a figure is "90.0%".
    private string Threshold(decimal value)
    {
        var whole = value == Math.Truncate(value) ? new SeriesPhrases(measure with { Decimals = 0 }, aloud) : this;
        return whole.Value(value);
    }

    private string OrMore(decimal value) => Threshold(value) + " or more";

    private string OrLess(decimal value) => Threshold(value) + (measure.Unit == Unit.Count ? " or fewer" : " or less");

    private string Points(decimal size)
    {
        var number = FigureText.Number(size, measure);
        return $"{number} percentage point{(number == "1" ? "" : "s")}";
    }

    // Of nothing there is no percentage; of a few there is one that misleads.
    private string Share(decimal size, decimal then)
    {
        if (measure.Unit is Unit.Seconds or Unit.Days || then < FewForPercentage)
        {
            return "";
        }

        var percent = Math.Round(100 * size / then, 1, MidpointRounding.AwayFromZero);
        return percent == 0 ? "" : aloud ? $", or {percent.ToString("#,##0.0", CultureInfo.InvariantCulture)} per cent," : $" ({percent.ToString("#,##0.0", CultureInfo.InvariantCulture)}%)";
    }

    private static string YearsToMarch(Period period)
    {
        var years = period.To.Year - period.From.Year;
        return $"the {(years <= 1 ? "year" : years.ToString(CultureInfo.InvariantCulture) + " years")} to March {period.To.Year.ToString(CultureInfo.InvariantCulture)}";
    }
}
