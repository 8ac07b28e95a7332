namespace Scrutiny.Web.Questions;

/// <summary>
/// Some at once, then so many in a minute, for each of any number of keys in memory of a fixed size: a key is one of many slots, each with the
/// moment at which it will be full again. Two keys may share a slot, which is why the slots are drawn anew in each process and the budgets are large.
/// </summary>
internal sealed class AskBudget(int burst, int eachMinute, TimeProvider time)
{
    private const int Slots = 1 << 18;

    private readonly long[] fullAt = new long[Slots];
    private readonly long interval = TimeSpan.FromMinutes(1).Ticks / eachMinute;

    /// <summary>Takes a place.</summary>
    /// <param name="key">Whose; it is kept nowhere.</param>
    /// <returns>Null where there was one; else how long until there is.</returns>
    public TimeSpan? Take(string key)
    {
        // The hash of a text is seeded at random in each process.
        ref var slot = ref fullAt[(uint)key.GetHashCode(StringComparison.Ordinal) % Slots];
        while (true)
        {
            var (now, before) = (time.GetUtcNow().UtcTicks, Volatile.Read(ref slot));
            var after = Math.Max(before, now) + interval;
            if (after - now > burst * interval)
            {
                return TimeSpan.FromTicks(after - now - (burst * interval));
            }

            if (Interlocked.CompareExchange(ref slot, after, before) == before)
            {
                return null;
            }
        }
    }
}
