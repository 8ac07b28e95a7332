namespace Scrutiny.Benchmarks.Live;

/// <summary>How long many messages took, counted in tenths of a millisecond, by many at once.</summary>
internal sealed class Latencies
{
    private const int TenthsAtMost = 1_200_000;

    private readonly int[] counts = new int[TenthsAtMost + 1];
    private int count;

    public int Count => Volatile.Read(ref count);

    public void Add(TimeSpan took)
    {
        Interlocked.Increment(ref counts[Math.Clamp((int)(took.TotalMilliseconds * 10), 0, TenthsAtMost)]);
        Interlocked.Increment(ref count);
    }

    /// <summary>Milliseconds within which this part of them came; 0 where none did.</summary>
    public double Within(double part)
    {
        var (wanted, seen) = ((long)Math.Ceiling(Count * part), 0L);
        for (var tenths = 0; tenths <= TenthsAtMost; tenths++)
        {
            seen += counts[tenths];
            if (seen >= wanted && seen > 0)
            {
                return tenths / 10.0;
            }
        }

        return 0;
    }
}
