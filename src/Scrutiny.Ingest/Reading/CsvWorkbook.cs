namespace Scrutiny.Ingest.Reading;

/// <summary>A CSV as a workbook of one sheet.</summary>
internal sealed class CsvWorkbook(
    IDisposable file, Func<Stream> open, CsvEncoding encoding, char delimiter, ReadingOptions options, CancellationToken cancel)
    : IWorkbook
{
    public string Format => "csv";

    /// <summary>The encoding that was found or declared.</summary>
    internal CsvEncoding Encoding => encoding;

    /// <summary>The separator that was found or declared.</summary>
    internal char Delimiter => delimiter;

    public DateTimeOffset? Modified => null;

    public IEnumerable<ISheet> Sheets() => [new CsvSheet(open, encoding, delimiter, options, cancel)];

    public void Dispose() => file.Dispose();

    /// <param name="file">What <paramref name="open"/> reads from; disposed with the workbook.</param>
    /// <param name="open">Gives the bytes from the start, each time it is called.</param>
    /// <param name="start">The first bytes.</param>
    /// <param name="whole">Whether <paramref name="start"/> is all of them.</param>
    /// <param name="options">What the source declares.</param>
    /// <param name="cancel">Ends the reading between rows.</param>
    internal static CsvWorkbook Open(
        IDisposable file, Func<Stream> open, ReadOnlySpan<byte> start, bool whole, ReadingOptions options, CancellationToken cancel)
    {
        if (options.Comment is not (null or [> ' ' and < '\u007F']))
        {
            throw new ArgumentException("The comment mark of a CSV is one printable ASCII character.", nameof(options));
        }

        CsvEncoding encoding = CsvEncoding.Detect(start, whole, options.Encoding);
        char delimiter = options.Delimiter ?? CsvDelimiter.Detect(encoding.Preview(start), options.Comment?[0]);
        return new CsvWorkbook(file, open, encoding, delimiter, options, cancel);
    }
}
