namespace Scrutiny.Ingest.Parsing;

/// <summary>Rows of a file packed for receipts.</summary>
internal sealed record PackedRows(string Sheet, int FirstRow, int LastRow, byte[] Content);
