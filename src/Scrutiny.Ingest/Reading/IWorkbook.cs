namespace Scrutiny.Ingest.Reading;

/// <summary>An open file, whatever its format, as sheets of rows of cells.</summary>
internal interface IWorkbook : IDisposable
{
    /// <summary><c>csv</c>, <c>xlsx</c> or <c>ods</c>: what the content is, whatever the file is called or packed in.</summary>
    string Format { get; }

    /// <summary>The document's own "last modified" stamp in UTC; null where it states none, and for a CSV.</summary>
    DateTimeOffset? Modified { get; }

    IEnumerable<ISheet> Sheets();
}
