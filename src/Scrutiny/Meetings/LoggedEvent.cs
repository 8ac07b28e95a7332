namespace Scrutiny.Meetings;

/// <summary>One event of a meeting's log.</summary>
/// <param name="Number">From 1 without gaps, on the side from which it was read.</param>
/// <param name="At">When, by the database's clock, UTC.</param>
/// <param name="Act">What happened.</param>
/// <param name="Restricted">Whether the public never sees it.</param>
/// <param name="Seq">Its number on the public's side; null where it is not there.</param>
public sealed record LoggedEvent(long Number, DateTimeOffset At, MeetingAct Act, bool Restricted, long? Seq)
{
    /// <summary>Since when whoever reads could know of it, UTC: of an event that was shown to the public later, that moment.</summary>
    public DateTimeOffset KnownAt { get; init; } = At;

    /// <summary>The act's JSON exactly as it was hashed; null where the event was not read from a log.</summary>
    public string? Stored { get; init; }
}
