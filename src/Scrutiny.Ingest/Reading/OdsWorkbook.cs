namespace Scrutiny.Ingest.Reading;

internal sealed class OdsWorkbook
{
    internal static IWorkbook Open(CheckedArchive archive, ReadingOptions options, CancellationToken cancel) => throw new NotImplementedException();
}
