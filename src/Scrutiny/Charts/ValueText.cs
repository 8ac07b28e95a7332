using System.Globalization;

namespace Scrutiny.Charts;

/// <summary>Values in words that a reader knows: 92.1%, 12,500, £1,200, 10m 24s.</summary>
internal static class ValueText
{
    private const double LongestInSeconds = 120;
    private const double LongestInMinutes = 7200;
    private const double Million = 1_000_000;

    /// <summary>A value with its unit, for labels and speech.</summary>
    public static string Full(double value, ChartUnit unit, int decimals) => unit switch
    {
        ChartUnit.Percent => Number(value, decimals) + "%",
        ChartUnit.Count => Number(value, decimals),
        ChartUnit.PerThousand => Number(value, decimals) + " per 1,000",
        ChartUnit.Seconds => Duration(value, decimals),
        ChartUnit.Days => Plural(value, decimals, "day"),
        ChartUnit.Hours => Plural(value, decimals, "hour"),
        ChartUnit.Pounds => Pounds(Number(value, decimals)),
    };

    /// <summary>A value on the axis: short, since its neighbours give the context.</summary>
    public static string OnAxis(double value, double step, ChartUnit unit)
    {
        var decimals = DecimalsOf(step);
        return unit switch
        {
            ChartUnit.Percent => Number(value, decimals) + "%",
            ChartUnit.Count => Abbreviated(value, step),
            ChartUnit.Seconds => value == 0 ? "0" : Duration(value, decimals, step >= 60 ? 59 : LongestInSeconds),
            ChartUnit.PerThousand or ChartUnit.Days or ChartUnit.Hours => Number(value, decimals),
            ChartUnit.Pounds => Pounds(Abbreviated(value, step)),
        };
    }

    /// <summary>The unit's name where the axis does not show it at each tick; otherwise empty.</summary>
    public static string AxisCaption(ChartUnit unit) => unit switch
    {
        ChartUnit.PerThousand => "Per 1,000",
        ChartUnit.Days => "Days",
        ChartUnit.Hours => "Hours",
        ChartUnit.Percent or ChartUnit.Count or ChartUnit.Seconds or ChartUnit.Pounds => "",
    };

    private static string Number(double value, int decimals)
    {
        // Half away from zero, as a reader rounds; and no minus sign on what rounds to nothing.
        var rounded = Math.Round(value, decimals, MidpointRounding.AwayFromZero);
        if (rounded == 0)
        {
            rounded = 0;
        }

        var text = Math.Abs(rounded).ToString("N" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        return rounded < 0 ? "\u2212" + text : text;
    }

    private static string Plural(double value, int decimals, string unit)
    {
        var number = Number(value, decimals);
        return number == "1" ? $"1 {unit}" : $"{number} {unit}s";
    }

    private static string Pounds(string number) => number.StartsWith('\u2212') ? "\u2212£" + number[1..] : "£" + number;

    private static string Abbreviated(double value, double step) =>
        step >= Million / 10 && Math.Abs(value) >= Million / 10
            ? Number(value / Million, DecimalsOf(step / Million)) + "m"
            : Number(value, DecimalsOf(step));

    private static string Duration(double seconds, int decimals, double longestInSeconds = LongestInSeconds)
    {
        var size = Math.Abs(seconds);
        if (size <= longestInSeconds)
        {
            return Number(seconds, decimals) + "s";
        }

        var sign = seconds < 0 ? "\u2212" : "";
        var whole = (long)Math.Round(size, MidpointRounding.AwayFromZero);
        if (whole < LongestInMinutes)
        {
            return whole % 60 == 0 ? $"{sign}{whole / 60}m" : string.Create(CultureInfo.InvariantCulture, $"{sign}{whole / 60}m {whole % 60:00}s");
        }

        var minutes = (whole + 30) / 60;
        return minutes % 60 == 0
            ? $"{sign}{Number(minutes / 60, 0)}h"
            : string.Create(CultureInfo.InvariantCulture, $"{sign}{Number(minutes / 60, 0)}h {minutes % 60:00}m");
    }

    private static int DecimalsOf(double step)
    {
        for (var decimals = 0; decimals < 6; decimals++)
        {
            var scaled = step * Math.Pow(10, decimals);
            if (Math.Abs(scaled - Math.Round(scaled)) < 1e-6)
            {
                return decimals;
            }
        }

        return 6;
    }
}
