using System.Collections.Concurrent;

namespace Scrutiny.Web.Live;

/// <summary>The big screens that this process serves: which event each shows, and how late it came.</summary>
internal sealed class OpenScreens(TimeProvider clock)
{
    /// <summary>More say nothing to an operator, and are not kept.</summary>
    public const int MostOfMeeting = 50;

    // A slide with a picture may take this long before a screen counts as behind.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(3);

    private readonly string node = Guid.NewGuid().ToString("N");
    private readonly ConcurrentDictionary<string, Screen> open = new();

    /// <summary>A screen shows what was so after this event.</summary>
    /// <param name="connection">The screen's.</param>
    /// <param name="tail">The meeting that it follows.</param>
    /// <param name="seq">Number of the event; one that has not happened counts as the last.</param>
    public void Show(string connection, MeetingTail tail, long seq)
    {
        var events = tail.State.Events;
        var reached = (int)Math.Clamp(seq, 0, events.Count);
        var known = open.GetValueOrDefault(connection);
        if (known is null && open.Values.Count(screen => screen.Tail == tail) >= MostOfMeeting)
        {
            return;
        }

        // The first word of a screen says what it opened with, and nothing of how long that took.
        var took = known is null || reached <= known.Seq ? known?.Took : clock.GetUtcNow() - events[reached - 1].At;
        open[connection] = new Screen(tail, reached, took);
    }

    public void Leave(string connection) => open.TryRemove(connection, out _);

    /// <summary>How they stand, a report for each meeting that has any.</summary>
    public IReadOnlyList<ScreenReport> Reports() =>
    [
        .. open.Values.GroupBy(screen => screen.Tail).Select(screens => new ScreenReport(
            node, screens.Key.State.Meeting.Slug, screens.Count(), screens.Count(IsBehind), screens.Max(screen => screen.Took) is { } slowest ? (int)Math.Clamp(slowest.TotalMilliseconds, 0, 1e8) : null)),
    ];

    private bool IsBehind(Screen screen)
    {
        var events = screen.Tail.State.Events;
        return screen.Seq < events.Count && clock.GetUtcNow() - events[screen.Seq].At > Grace;
    }

    private sealed record Screen(MeetingTail Tail, int Seq, TimeSpan? Took);
}
