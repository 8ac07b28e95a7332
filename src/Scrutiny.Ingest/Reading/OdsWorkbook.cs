using System.Xml;

namespace Scrutiny.Ingest.Reading;

/// <summary>
/// An ODS, streamed from its one content part. Opening walks the whole part once, so that a damaged file is refused before
/// its first row is used, and to learn the sheets' names.
/// </summary>
internal sealed class OdsWorkbook : IWorkbook
{
    private const string Content = "content.xml";

    private readonly CheckedArchive archive;
    private readonly ReadingOptions options;
    private readonly CancellationToken cancel;
    private readonly List<(string Name, bool Hidden)> tables;
    private readonly Dictionary<int, HiddenParts> leftOut = [];
    private XmlReader? reader;
    private int passed;
    private int enumeration;

    private OdsWorkbook(CheckedArchive archive, ReadingOptions options, CancellationToken cancel)
    {
        this.archive = archive;
        this.options = options;
        this.cancel = cancel;
        RefuseEncrypted();
        Modified = DocumentStamp.Read(archive, "meta.xml");
        tables = FindTables();
    }

    public string Format => "ods";

    public DateTimeOffset? Modified { get; }

    public IEnumerable<ISheet> Sheets() => tables.Select((table, index) => new OdsSheet(this, index, table.Name, table.Hidden));

    public void Dispose()
    {
        reader?.Dispose();
        archive.Dispose();
    }

    internal static OdsWorkbook Open(CheckedArchive archive, ReadingOptions options, CancellationToken cancel) =>
        new(archive, options, cancel);

    internal IEnumerable<Row> Rows(int index)
    {
        int own = ++enumeration;
        OdsTable table = Guarded(() => Seek(index));
        leftOut[index] = table.LeftOut;
        while (Guarded(table.Advance))
        {
            cancel.ThrowIfCancellationRequested();
            yield return table.Row;
            if (own != enumeration)
            {
                throw new InvalidOperationException("Another enumeration of this workbook's rows has ended this one.");
            }
        }
    }

    internal string? LeftOut(int index) => leftOut.GetValueOrDefault(index)?.Places();

    /// <summary>Sheets asked for in order share one pass over the content; going back starts it again.</summary>
    private OdsTable Seek(int index)
    {
        if (reader is null || passed > index)
        {
            reader?.Dispose();
            reader = archive.OpenXml(Content);
            passed = 0;
        }

        while (reader.Read())
        {
            if (IsSheet(reader) && passed++ == index)
            {
                return new OdsTable(reader, tables[index].Name, options);
            }
        }

        throw CheckedArchive.Damaged();
    }

    private List<(string Name, bool Hidden)> FindTables() => Guarded(() =>
    {
        List<(string Name, bool Hidden)> found = [];
        HashSet<string> hiddenStyles = [];
        string? style = null;
        using XmlReader content = archive.OpenXml(Content);
        while (content.Read())
        {
            if (content.NodeType != XmlNodeType.Element)
            {
                continue;
            }

            if (IsSheet(content))
            {
                found.Add((
                    content.GetAttribute("name", OdsNames.Table) ?? "",
                    hiddenStyles.Contains(content.GetAttribute("style-name", OdsNames.Table) ?? "")));
            }
            else if (content.LocalName == "table-row")
            {
                cancel.ThrowIfCancellationRequested();
            }
            else if (content.NamespaceURI == OdsNames.Style)
            {
                style = content.LocalName == "style" ? content.GetAttribute("name", OdsNames.Style) : style;
                if (style is not null && content.LocalName == "table-properties"
                    && content.GetAttribute("display", OdsNames.Table) == "false")
                {
                    hiddenStyles.Add(style);
                }
            }
        }

        return found;
    });

    private void RefuseEncrypted()
    {
        const string manifest = "META-INF/manifest.xml";
        if (!archive.Contains(manifest))
        {
            return;
        }

        Guarded(() =>
        {
            using XmlReader parts = archive.OpenXml(manifest);
            while (parts.Read())
            {
                if (parts.NodeType == XmlNodeType.Element && parts.LocalName == "encryption-data" && parts.NamespaceURI == OdsNames.Manifest)
                {
                    throw new UnreadableFileException(
                        "This workbook is protected by a password: save it without one and deliver it again.");
                }
            }

            return true;
        });
    }

    // document-content / body / spreadsheet / table: a table deeper down lies inside a cell or a tracked change.
    private static bool IsSheet(XmlReader content) =>
        content is { NodeType: XmlNodeType.Element, Depth: 3, LocalName: "table", NamespaceURI: OdsNames.Table };

    private static T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (XmlException fault)
        {
            throw SafeXml.Refusal(fault);
        }
    }
}
