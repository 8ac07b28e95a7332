namespace Scrutiny.Meetings;

/// <summary>The recording of a meeting, and how its time runs beside the meeting's.</summary>
/// <param name="Number">Number of the event that linked it.</param>
/// <param name="Address">Its address, https.</param>
/// <param name="OffsetSeconds">At which second of it the meeting began.</param>
public sealed record Recording(long Number, string Address, int OffsetSeconds)
{
    private static readonly string[] WithTimeInQuery = ["youtube.com", "youtu.be"];

    /// <summary>The address of a moment in it: by the field that the large video site reads, elsewhere by a media fragment (W3C).</summary>
    /// <param name="into">How far into the meeting.</param>
    public string At(TimeSpan into)
    {
        var seconds = Math.Max(0, (long)into.TotalSeconds + OffsetSeconds);
        var address = Address.Split('#')[0];
        var host = new Uri(Address).Host;
        return Array.Exists(WithTimeInQuery, known => host == known || host.EndsWith("." + known, StringComparison.OrdinalIgnoreCase))
            ? $"{address}{(address.Contains('?', StringComparison.Ordinal) ? '&' : '?')}t={seconds}s"
            : $"{address}#t={seconds}";
    }
}
