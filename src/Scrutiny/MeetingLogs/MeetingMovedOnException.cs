namespace Scrutiny.MeetingLogs;

/// <summary>Somebody else acted first: what was asked for rests on a state that is no longer the meeting's. Look again, then ask again.</summary>
public sealed class MeetingMovedOnException : Exception
{
    /// <summary>The meeting moved on.</summary>
    /// <param name="inner">What the database said; null where the log said it.</param>
    public MeetingMovedOnException(Exception? inner = null)
        : base("The meeting moved on.", inner)
    {
    }
}
