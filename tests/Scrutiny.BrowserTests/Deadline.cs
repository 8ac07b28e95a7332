using System.Diagnostics;

namespace Scrutiny.BrowserTests;

/// <summary>Waiting for a condition, never for a time.</summary>
internal static class Deadline
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(30);

    public static async Task UntilAsync(Func<bool> holds, TimeSpan patience, Func<string> otherwise)
    {
        var clock = Stopwatch.StartNew();
        while (!holds())
        {
            Assert.That(clock.Elapsed, Is.LessThan(patience), otherwise);
            await Task.Delay(Look);
        }
    }
}
