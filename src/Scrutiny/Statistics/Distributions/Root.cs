namespace Scrutiny.Statistics.Distributions;

/// <summary>The root of a rising function: Newton's steps, kept inside a bracket that each of them narrows.</summary>
internal static class Root
{
    private const int MostSteps = 2000;

    /// <summary>Where the function crosses zero.</summary>
    /// <param name="function">A rising function, and its slope or something near it.</param>
    /// <param name="low">A place where the function is not above zero.</param>
    /// <param name="high">A place where it is not below zero; infinite where none is known.</param>
    /// <param name="guess">Where to begin; any number will do.</param>
    /// <returns>The root, to the last digit or two that the function itself can tell apart.</returns>
    public static double Of(Func<double, (double Value, double Slope)> function, double low, double high, double guess)
    {
        var x = guess > low && guess < high ? guess : Between(low, high);
        for (var step = 0; step < MostSteps; step++)
        {
            var (value, slope) = function(x);
            if (value == 0)
                return x;

            if (value < 0)
                low = x;
            else
                high = x;

            var next = x - (value / slope);
            if (!(next > low && next < high))
                next = Between(low, high);

            if (Math.Abs(next - x) <= 2e-16 * Math.Abs(x) || next == low || next == high)
                return next;

            x = next;
        }

        return x;
    }

    private static double Between(double low, double high) =>
        double.IsInfinity(high) ? (low > 0 ? 2 * low : 1) : low + ((high - low) / 2);
}
