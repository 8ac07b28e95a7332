namespace Scrutiny.Web.Caching;

/// <summary>Up to which publication this process knows that its answers are true.</summary>
internal sealed class PublishedVersion
{
    private const long Unknown = -1;
    private long number = Unknown;

    /// <summary>Number of the last publication; null while publications can't be heard of: then nothing that was kept may be shown.</summary>
    public long? Number => Interlocked.Read(ref number) is var known && known == Unknown ? null : known;

    /// <summary>To be called before anybody is told of a publication, or they would be shown what was kept from before it.</summary>
    public void Reached(long publication) => Interlocked.Exchange(ref number, publication);

    public void Lose() => Interlocked.Exchange(ref number, Unknown);
}
