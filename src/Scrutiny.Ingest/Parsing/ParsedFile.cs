namespace Scrutiny.Ingest.Parsing;

/// <summary>What a parser says of a file as a whole; filled while it is read, so that a refused file's report holds what was seen.</summary>
internal sealed class ParsedFile
{
    /// <summary>When the document was last saved, as it says itself.</summary>
    public DateTimeOffset? Saved { get; set; }

    public long RowsRead { get; set; }

    public List<string> Notes { get; } = [];

    /// <summary>The totals that the file states, by the number of their check.</summary>
    public Dictionary<int, decimal> StatedTotals { get; } = [];
}
