namespace Scrutiny.Ingest.Reading;

/// <summary>What a zip turns out to be.</summary>
internal enum ArchiveContent
{
    Xlsx,
    Ods,
    OneFile,
    Other,
}
