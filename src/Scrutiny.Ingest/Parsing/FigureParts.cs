namespace Scrutiny.Ingest.Parsing;

/// <summary>Which parts of a figure its frame holds.</summary>
[Flags]
internal enum FigureParts : byte
{
    None = 0,
    Value = 1,
    Numerator = 2,
    Denominator = 4,

    /// <summary>The displayed text; where it is absent it is the same as the raw text.</summary>
    Displayed = 8,

    Counted = 16,
    Ranges = 32,

    All = Value | Numerator | Denominator | Displayed | Counted | Ranges,
}
