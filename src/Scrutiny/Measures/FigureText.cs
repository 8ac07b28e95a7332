using System.Globalization;

namespace Scrutiny.Measures;

/// <summary>Writes values as a person reads them. Rounds for display only, halves away from zero.</summary>
public static class FigureText
{
    private const decimal SecondsShownAsMinutes = 120;

    private static readonly string[] Small = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"];
    private static readonly string[] Tens = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

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
            Unit.Pounds => number.StartsWith('−') ? "−£" + number[1..] : "£" + number,
            Unit.RatePer1000 => number + " per 1,000",
        };
    }

    /// <summary>The value with its unit as it is said aloud: <c>92.1 per cent</c>, <c>four minutes twelve seconds</c>, <c>261 pounds 46</c>, <c>minus 3</c>.</summary>
    /// <param name="value">The value in the measure's unit.</param>
    /// <param name="measure">The measure.</param>
    public static string Spoken(decimal value, Measure measure)
    {
        var number = Number(value, measure);
        var text = measure.Unit switch
        {
            Unit.Percent => number + " per cent",
            Unit.Count => number,
            Unit.Seconds when Math.Abs(value) >= SecondsShownAsMinutes => MinutesAndSeconds(value, InWords),
            Unit.Seconds => number + Plural(number, " second"),
            Unit.Days => number + Plural(number, " day"),
            Unit.Hours => number + Plural(number, " hour"),
            Unit.Pounds => PoundsAloud(value, number),
            Unit.RatePer1000 => number + " per thousand",
        };

        return text.Replace("−", "minus ", StringComparison.Ordinal);
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

        // The true minus sign, as tables of figures are set; none on what rounds to nothing.
        return (rounded == 0 ? 0 : rounded).ToString("N" + measure.Decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture).Replace('-', '−');
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

    private static string MinutesAndSeconds(decimal value, Func<long, string>? number = null)
    {
        number ??= digits => digits.ToString(CultureInfo.InvariantCulture);
        var seconds = (long)Math.Round(value, MidpointRounding.AwayFromZero);
        var (minutes, rest) = Math.DivRem(Math.Abs(seconds), 60);
        var text = $"{number(minutes)} minute{(minutes == 1 ? "" : "s")}{(rest == 0 ? "" : $" {number(rest)} second{(rest == 1 ? "" : "s")}")}";

        return seconds < 0 ? "−" + text : text;
    }

    private static string PoundsAloud(decimal value, string number)
    {
        if (Math.Abs(value) >= 1_000_000)
        {
            return Math.Round(value / 1_000_000, 1, MidpointRounding.AwayFromZero).ToString("#,##0.#", CultureInfo.InvariantCulture).Replace('-', '−') + " million pounds";
        }

        var parts = number.Split('.');
        return $"{parts[0]} {(parts[0] == "1" ? "pound" : "pounds")}{(parts.Length == 1 || parts[1].Trim('0').Length == 0 ? "" : " " + parts[1].TrimStart('0'))}";
    }

    // Minutes and seconds are heard as words; from a hundred on, digits are easier.
    private static string InWords(long number) => number switch
    {
        < 20 => Small[number],
        < 100 => Tens[(number / 10) - 2] + (number % 10 == 0 ? "" : "-" + Small[number % 10]),
        _ => number.ToString("#,##0", CultureInfo.InvariantCulture),
    };

    private static string Plural(string number, string unit) => number == "1" ? unit : unit + "s";
}
