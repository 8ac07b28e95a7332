namespace Scrutiny.Web.Caching;

/// <summary>Rises in this process with every act of a meeting that it has heard of, after it knows what happened: answers kept from before are not shown again.</summary>
internal sealed class MeetingsVersion
{
    private const long Unknown = -1;
    private long last;
    private long number = Unknown;

    /// <summary>Null while meetings can't be heard of: then nothing that was kept may be shown.</summary>
    public long? Number => Interlocked.Read(ref number) is var known && known == Unknown ? null : known;

    public void Rise() => Interlocked.Exchange(ref number, Interlocked.Increment(ref last));

    public void Lose() => Interlocked.Exchange(ref number, Unknown);
}
