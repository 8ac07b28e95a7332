namespace Scrutiny.Statistics;

/// <summary>
/// The arithmetic mean as R computes it. One pass leaves 33.3, sixteen times over, an ulp away from 33.3, and then a flat
/// line shows seven points below its own mean; the second pass takes that error out.
/// </summary>
internal static class TwoPassMean
{
    /// <summary>The mean of the values that are not NaN; NaN where there is none.</summary>
    public static double Of(ReadOnlySpan<double> values)
    {
        var count = 0;
        var sum = 0.0;
        foreach (var value in values)
        {
            if (!double.IsNaN(value))
            {
                sum += value;
                count++;
            }
        }

        var first = sum / count;
        var residual = 0.0;
        foreach (var value in values)
        {
            if (!double.IsNaN(value))
                residual += value - first;
        }

        return first + (residual / count);
    }
}
