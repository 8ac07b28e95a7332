namespace Scrutiny.Ingest.Reading;

/// <summary>What a source declares about its files, and how much any file may ask of this machine.</summary>
internal sealed record ReadingOptions
{
    private const long Megabyte = 1024 * 1024;

    /// <summary>The encoding of a CSV, such as <c>windows-1252</c>; null to detect it. A byte-order mark overrules it.</summary>
    public string? Encoding { get; init; }

    /// <summary>The separator of a CSV; null to detect comma, semicolon or tab.</summary>
    public char? Delimiter { get; init; }

    /// <summary>
    /// One ASCII character: CSV lines that start with it are delivered as rows of one cell which holds the whole line, because
    /// a title or a stated total may stand there.
    /// </summary>
    public string? Comment { get; init; }

    /// <summary>Bytes of a workbook as delivered.</summary>
    public long MaximumWorkbookBytes { get; init; } = 50 * Megabyte;

    /// <summary>Bytes of all parts of a workbook, unpacked.</summary>
    public long MaximumUnpackedBytes { get; init; } = 300 * Megabyte;

    /// <summary>Bytes of one part of a workbook, unpacked.</summary>
    public long MaximumPartBytes { get; init; } = 200 * Megabyte;

    /// <summary>Bytes of an XLSX's shared strings, unpacked, which are held in memory.</summary>
    public long MaximumSharedStringsBytes { get; init; } = 64 * Megabyte;

    /// <summary>Parts in a workbook's zip.</summary>
    public int MaximumParts { get; init; } = 2_000;

    /// <summary>The number of the last row with text in a workbook's sheet.</summary>
    public int MaximumRows { get; init; } = 1_000_000;

    /// <summary>Columns up to the last one with text in a workbook's sheet.</summary>
    public int MaximumColumns { get; init; } = 256;

    /// <summary>Bytes of a CSV that was delivered as .gz or .zip, unpacked.</summary>
    public long MaximumUnpackedTextBytes { get; init; } = 2048 * Megabyte;

    /// <summary>Bytes of a JSON file, which is held in memory whole.</summary>
    public int MaximumJsonBytes { get; init; } = 16 * (int)Megabyte;

    /// <summary>Bytes of UTF-8 in one CSV record, which may span lines inside quotes.</summary>
    public int MaximumRecordBytes { get; init; } = (int)Megabyte;

    /// <summary>Bytes of UTF-8 in one CSV field.</summary>
    public int MaximumFieldBytes { get; init; } = 128 * 1024;

    /// <summary>Fields in one CSV record.</summary>
    public int MaximumFields { get; init; } = 4_096;
}
