namespace Scrutiny.Ingest.Reading;

internal sealed class XlsxWorkbook
{
    internal static IWorkbook Open(FileStream file, CheckedArchive archive, ReadingOptions options, CancellationToken cancel) => throw new NotImplementedException();
}
