namespace Scrutiny.Ingest.Parsing;

/// <summary>What a parser says, each with its length before it; see <see cref="FrameWriter"/> for what each holds.</summary>
internal enum FrameKind : byte
{
    /// <summary>When the document was last saved.</summary>
    Saved = 1,

    /// <summary>A sheet's name; figures give its number.</summary>
    Sheet,

    /// <summary>Measure, area and breakdown; figures give their number.</summary>
    Series,

    Figure,

    Reject,

    /// <summary>Packed rows for receipts.</summary>
    Rows,

    /// <summary>One sentence for the load's report.</summary>
    Note,

    /// <summary>The total that the file states, for a check by its number.</summary>
    StatedTotal,

    /// <summary>How many rows were read.</summary>
    RowsRead,

    /// <summary>The file can't be used, in one sentence; nothing follows.</summary>
    Refusal,

    /// <summary>All of the file was read; nothing follows.</summary>
    End,
}
