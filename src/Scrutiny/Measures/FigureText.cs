using System.Globalization;

namespace Scrutiny.Measures;

/// <summary>Writes values as a person reads them. Rounds for display only, halves away from zero.</summary>
public static class FigureText
{
    private const decimal SecondsShownAsMinutes = 120;

    /// <summary>The value with its unit: <c>92.1%</c>, <c>159,808</c>, <c>12.2 seconds</c>, <c>10 minutes 24 seconds</c>, <c>34 days</c>, <c>£261.46</c>.</summary>
    /// <param name="value">The value in the measure's unit.</param>
    /// <param name="measure">The measure.</param>
    public static string Words(decimal value, Measure measure)
    {
        var number = Number(value, measure);

        return measure.Unit switch
        {
            Unit.Percent => number + "%",
            Unit.Count => number,
            Unit.Seconds when Math.Abs(value) >= SecondsShownAsMinutes => MinutesAndSeconds(value),
            Unit.Seconds => number + Plural(number, " second"),
            Unit.Days => number + Plural(number, " day"),
            Unit.Hours => number + Plural(number, " hour"),
            Unit.Pounds => (value < 0 ? "−£" : "£") + Number(Math.Abs(value), measure),
            Unit.RatePer1000 => number + " per 1,000",
        };
    }

    /// <summary>The value with its unit, as short as a small card needs: <c>4m 4s</c>, <c>34 days</c>, <c>£259m</c>.</summary>
    /// <param name="value">The value in the measure's unit.</param>
    /// <param name="measure">The measure.</param>
    public static string Brief(decimal value, Measure measure)
    {
        ArgumentNullException.ThrowIfNull(measure);
        if (measure.Unit == Unit.Seconds && Math.Abs(value) >= SecondsShownAsMinutes)
        {
            var (minutes, seconds) = Math.DivRem((long)Math.Round(value, MidpointRounding.AwayFromZero), 60);
            return string.Create(CultureInfo.InvariantCulture, $"{minutes}m {seconds}s");
        }

        return measure.Unit == Unit.Pounds && Math.Abs(value) >= 1_000_000
            ? string.Create(CultureInfo.InvariantCulture, $"£{Math.Round(value / 1_000_000, 1, MidpointRounding.AwayFromZero):#,##0.#}m")
            : Words(value, measure);
    }

    /// <summary>The number alone, rounded to the measure's decimals, thousands separated: for table cells under a heading with the unit.</summary>
    /// <param name="value">The value in the measure's unit.</param>
    /// <param name="measure">The measure.</param>
    public static string Number(decimal value, Measure measure)
    {
        ArgumentNullException.ThrowIfNull(measure);
        var rounded = Math.Round(value, measure.Decimals, MidpointRounding.AwayFromZero);

        // The true minus sign, as tables of figures are set.
        return rounded.ToString("N" + measure.Decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture).Replace('-', '−');
    }

    /// <summary>The unit as a column heading says it.</summary>
    /// <param name="unit">The unit.</param>
    public static string Heading(Unit unit) => unit switch
    {
        Unit.Percent => "%",
        Unit.Count => "Number",
        Unit.Seconds => "Seconds",
        Unit.Days => "Days",
        Unit.Hours => "Hours",
        Unit.Pounds => "£",
        Unit.RatePer1000 => "Per 1,000",
    };

    private static string MinutesAndSeconds(decimal value)
    {
        var seconds = (long)Math.Round(value, MidpointRounding.AwayFromZero);
        var (minutes, rest) = Math.DivRem(Math.Abs(seconds), 60);
        var text = string.Create(CultureInfo.InvariantCulture, $"{minutes} minute{(minutes == 1 ? "" : "s")}{(rest == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" {rest} second{(rest == 1 ? "" : "s")}"))}");

        return seconds < 0 ? "−" + text : text;
    }

    private static string Plural(string number, string unit) => number == "1" ? unit : unit + "s";
}
