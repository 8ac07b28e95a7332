using System.Globalization;
using System.Text.Json;

namespace Scrutiny.Ingest.Reading;

/// <summary>
/// A JSON document as a workbook. Each list and each object with plain values is a sheet, named by its JSONPath (<c>$.confidence.values</c>):
/// the path on the first row as a title, headings on the second, then the rows. A list of objects has their keys as headings (those of objects
/// inside them as <c>outer.inner</c>), a list of lists has its own first row, and an object has <c>key</c> and <c>value</c>.
/// </summary>
internal sealed class JsonWorkbook(IDisposable file, JsonDocument document, ReadingOptions options, CancellationToken cancel) : IWorkbook
{
    public string Format => "json";

    public DateTimeOffset? Modified => null;

    public IEnumerable<ISheet> Sheets() => SheetsOf("$", document.RootElement);

    public void Dispose()
    {
        document.Dispose();
        file.Dispose();
    }

    /// <param name="file">What <paramref name="content"/> reads from; disposed with the workbook.</param>
    /// <param name="content">The document, disposed here.</param>
    /// <param name="options">Limits.</param>
    /// <param name="cancel">Ends the reading between rows.</param>
    /// <exception cref="UnreadableFileException">It is damaged, states a key twice or is over a limit.</exception>
    internal static JsonWorkbook Open(IDisposable file, Stream content, ReadingOptions options, CancellationToken cancel)
    {
        using BoundedStream bounded = new(
            content, options.MaximumJsonBytes,
            $"This JSON file is larger than {options.MaximumJsonBytes / (1024 * 1024)} MB: ask the publisher for the figures as .csv.", _ => null);
        try
        {
            return new JsonWorkbook(file, JsonDocument.Parse(bounded, new JsonDocumentOptions { AllowDuplicateProperties = false }), options, cancel);
        }
        catch (JsonException broken)
        {
            string place = broken is { LineNumber: { } line, BytePositionInLine: { } position }
                ? string.Create(CultureInfo.InvariantCulture, $" at line {line + 1}, byte {position + 1}")
                : "";
            throw new UnreadableFileException(
                $"This file begins as JSON and is damaged{place}, or states a key twice or nests too deeply: obtain it again from the publisher.", broken);
        }
    }

    private IEnumerable<ISheet> SheetsOf(string path, JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            yield return new JsonSheet(path, element, options, cancel);
            yield break;
        }

        if (element.ValueKind != JsonValueKind.Object)
        {
            yield break;
        }

        if (element.EnumerateObject().Any(property => IsPlain(property.Value)))
        {
            yield return new JsonSheet(path, element, options, cancel);
        }

        foreach (JsonProperty property in element.EnumerateObject())
        {
            foreach (ISheet sheet in SheetsOf($"{path}.{NameOf(property)}", property.Value))
            {
                yield return sheet;
            }
        }
    }

    /// <exception cref="UnreadableFileException">The text holds half a character.</exception>
    internal static string TextOf(JsonElement value) => Whole(() => value.GetString()!);

    /// <exception cref="UnreadableFileException">The text holds half a character.</exception>
    internal static string NameOf(JsonProperty property) => Whole(() => property.Name);

    // The parser looks at the shape only; what the letters are shows when they are asked for.
    private static string Whole(Func<string> read)
    {
        try
        {
            return read();
        }
        catch (InvalidOperationException broken)
        {
            throw new UnreadableFileException("This JSON file holds text that is not UTF-8, or half of a character: obtain it again from the publisher.", broken);
        }
    }

    internal static bool IsPlain(JsonElement value) => value.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array);
}
