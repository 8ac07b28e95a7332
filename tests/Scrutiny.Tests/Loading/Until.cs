using System.Diagnostics;

namespace Scrutiny.Tests.Loading;

/// <summary>Waits for a condition, with a deadline.</summary>
internal static class Until
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    public static async Task TrueAsync(Func<Task<bool>> condition)
    {
        for (var clock = Stopwatch.StartNew(); !await condition(); await Task.Delay(TimeSpan.FromMilliseconds(5)))
        {
            Assert.That(clock.Elapsed, Is.LessThan(Deadline), "the condition did not come true in time");
        }
    }
}
