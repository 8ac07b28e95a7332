using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;
using Scrutiny.Boards;
using Scrutiny.Observations;
using Scrutiny.Periods;

namespace Scrutiny.Packs;

/// <summary>
/// A pack's tables as an OpenDocument spreadsheet, by the government's guidance on spreadsheets: cover, contents, notes, one table to a sheet with its
/// heading above it, marks in a column of their own, no merged or empty cells, no formulas. Stored, not compressed: compression is what differs between machines.
/// </summary>
internal static class PackWorkbook
{
    private const string Mimetype = "application/vnd.oasis.opendocument.spreadsheet";
    private const string Office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0";
    private const string Table = "urn:oasis:names:tc:opendocument:xmlns:table:1.0";
    private const string Words = "urn:oasis:names:tc:opendocument:xmlns:text:1.0";
    private const string Style = "urn:oasis:names:tc:opendocument:xmlns:style:1.0";
    private const string Format = "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0";
    private const string Manifest = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0";
    private const string NoValue = "[z]";

    /// <summary>The earliest moment that an archive can name.</summary>
    public static DateTimeOffset Undated { get; } = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static byte[] Write(PackContent content)
    {
        using var held = new MemoryStream();
        using (var archive = new ZipArchive(held, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(archive, "mimetype", Encoding.ASCII.GetBytes(Mimetype));
            Add(archive, "content.xml", Xml(writer => Content(writer, SheetsOf(content))));
            Add(archive, "META-INF/manifest.xml", Xml(ManifestOf));
        }

        return held.ToArray();
    }

    private static List<Sheet> SheetsOf(PackContent content)
    {
        var tables = content.Exhibits.Where(exhibit => exhibit.Table is not null)
            .Select(exhibit => TableOf(string.Create(CultureInfo.InvariantCulture, $"Figure_{exhibit.Number}"), PackHtml.NameOf(exhibit), exhibit)).ToList();
        tables.AddRange(content.Chapters.Where(chapter => chapter.Promises.Count > 0).Select(chapter => PromisesOf($"Promises_{chapter.Number}", chapter.Promises)));
        tables.Add(FiguresOf(content));
        return
        [
            new Sheet("Cover_sheet",
            [
                [Cell.Heading(content.Plan.Title)],
                .. new[] { content.Plan.Occasion, content.Body.FullName, content.MeetingTitle, $"Figures as published at {LondonTime.DateAndTime(content.Plan.Cut)}", $"Questions: {content.Body.ContactEmail}",
                    content.Plan.Sample ? "This pack is a sample: it is made up, to show what a pack looks like." : null,
                    content.Synthetic ? "Some figures in this workbook are synthetic: they are made up. The column Synthetic says which." : null }.OfType<string>().Select(line => (IReadOnlyList<Cell>)[Cell.Of(line)]),
            ]),
            new Sheet("Contents", [[Cell.Heading("Contents")], [Cell.Of("This worksheet contains one table.")], [Cell.Heading("Worksheet"), Cell.Heading("Title")], .. tables.Select(sheet => (IReadOnlyList<Cell>)[Cell.Of(sheet.Name), Cell.Of(sheet.Rows[0][0].Text)])]),
            new Sheet("Notes", [[Cell.Heading("Notes")], [Cell.Of("This worksheet contains one table.")], [Cell.Heading("Subject"), Cell.Heading("Note")], .. PackNotes.Method(content).Select(note => (IReadOnlyList<Cell>)[Cell.Of(note.Heading), Cell.Of(note.Words)]),
                .. content.Measures.SelectMany(measure => measure.Caveats.Prepend(measure.Definition).Select(note => (IReadOnlyList<Cell>)[Cell.Of(measure.Name), Cell.Of(note)])),
                .. content.Sources.Select(source => (IReadOnlyList<Cell>)[Cell.Of("Source"), Cell.Of($"{source.Title}, {source.Publisher} ({source.Licence})")])]),
            .. tables,
        ];
    }

    private static Sheet TableOf(string name, string title, PackExhibit exhibit)
    {
        var table = exhibit.Table!;
        // A column of small pictures has nothing to say in a spreadsheet.
        var columns = Enumerable.Range(0, table.Columns.Count).Where(place => !table.Rows.All(row => row[place] is { Text: "", Figure: null })).ToList();
        var marked = table.Figures().Any(figure => figure.Mark.Length > 0 && figure.Point?.Value is not null);
        return new Sheet(name,
        [
            [Cell.Heading(title)],
            [Cell.Of($"This worksheet contains one table: {table.Caption}.{(exhibit.Synthetic ? " Synthetic data: figures in it are made up." : "")}{(exhibit.Marks.Length > 0 ? $" Marks: {exhibit.Marks}." : "")}")],
            [.. columns.Select(place => Cell.Heading(table.Columns[place].Heading)), .. marked ? [Cell.Heading("Marks")] : (Cell[])[]],
            .. table.Rows.Select(row => (IReadOnlyList<Cell>)[.. columns.Select(place => CellOf(row[place])), .. marked ? [Cell.Of(MarksOf(row, table))] : (Cell[])[]]),
        ]);
    }

    private static Cell CellOf(FigureCell cell) => cell.Figure is not { } figure ? Cell.Of(cell.Text.Length == 0 ? NoValue : cell.Text)
        : figure.Point?.Value is { } value ? Cell.Of(value, cell.Text)
        : Cell.Of(figure.Mark);

    private static string MarksOf(IReadOnlyList<FigureCell> row, FigureTable table)
    {
        var marks = Enumerable.Range(0, row.Count).Where(place => row[place].Figure is { Point.Value: not null, Mark.Length: > 0 }).ToList();
        var several = row.Count(cell => cell.Figure is not null) > 1;
        return marks.Count == 0 ? NoValue : string.Join("; ", marks.Select(place => several ? $"{table.Columns[place].Heading} {row[place].Figure!.Mark}" : row[place].Figure!.Mark));
    }

    private static Sheet PromisesOf(string name, IReadOnlyList<PackPromise> promises) => new(name,
    [
        [Cell.Heading("Promises made in public")],
        [Cell.Of("This worksheet contains one table.")],
        Cell.Headings("Promise", "Made at", "By", "Due", "State", "What the figures say"),
        .. promises.Select(promise => (IReadOnlyList<Cell>)[.. new[] { promise.Text, promise.Meeting, promise.Who, promise.Due.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), promise.State, promise.Words }.Select(Cell.Of)]),
    ]);

    private static Sheet FiguresOf(PackContent content) => new("All_figures",
    [
        [Cell.Heading("Every figure of this pack")],
        [Cell.Of("This worksheet contains one table. figures.json, beside this workbook, has the file, sheet, row and column of each.")],
        Cell.Headings("Measure", "Area", "Part", "Period", "Value", "Status", "Source", "Synthetic", "Receipt"),
        .. content.Figures.Select(figure => (IReadOnlyList<Cell>)
        [
            Cell.Of(figure.Series.Measure.Name), Cell.Of(figure.Series.Area.Name), Cell.Of(figure.Series.Part ?? "All"), Cell.Of(figure.Point.Period.Key(figure.Series.Measure.Frequency)),
            figure.Point.Value is { } value ? Cell.Of(value, value.ToString(CultureInfo.InvariantCulture)) : Cell.Of(figure.Point.Status.Mark()),
            Cell.Of(figure.Point.Status.Words()), Cell.Of(figure.Point.Source), Cell.Of(figure.Synthetic ? "yes" : "no"), Cell.Of(figure.Point.Receipt, figure.Point.Receipt.ToString(CultureInfo.InvariantCulture)),
        ]),
    ]);

    private static void Content(XmlWriter writer, List<Sheet> sheets)
    {
        writer.WriteStartElement("office", "document-content", Office);
        writer.WriteAttributeString("xmlns", "table", null, Table);
        writer.WriteAttributeString("xmlns", "text", null, Words);
        writer.WriteAttributeString("xmlns", "style", null, Style);
        writer.WriteAttributeString("xmlns", "fo", null, Format);
        writer.WriteAttributeString("version", Office, "1.3");
        writer.WriteStartElement("automatic-styles", Office);
        StyleOf(writer, "wide", "table-column", "table-column-properties", (Style, "column-width", "5cm"));
        StyleOf(writer, "heading", "table-cell", "text-properties", (Format, "font-weight", "bold"));
        writer.WriteEndElement();
        writer.WriteStartElement("body", Office);
        writer.WriteStartElement("spreadsheet", Office);
        foreach (var sheet in sheets)
        {
            writer.WriteStartElement("table", Table);
            writer.WriteAttributeString("name", Table, sheet.Name);
            writer.WriteStartElement("table-column", Table);
            writer.WriteAttributeString("style-name", Table, "wide");
            writer.WriteAttributeString("number-columns-repeated", Table, sheet.Rows.Max(row => row.Count).ToString(CultureInfo.InvariantCulture));
            writer.WriteEndElement();
            foreach (var row in sheet.Rows)
            {
                writer.WriteStartElement("table-row", Table);
                foreach (var cell in row)
                {
                    CellOf(writer, cell);
                }

                writer.WriteEndElement();
            }

            writer.WriteEndElement();
        }

        Ranges(writer, sheets);
        writer.WriteEndElement();
        writer.WriteEndElement();
        writer.WriteEndElement();
    }

    private static void CellOf(XmlWriter writer, Cell cell)
    {
        writer.WriteStartElement("table-cell", Table);
        if (cell.IsHeading)
        {
            writer.WriteAttributeString("style-name", Table, "heading");
        }

        writer.WriteAttributeString("value-type", Office, cell.Value is null ? "string" : "float");
        if (cell.Value is { } value)
        {
            writer.WriteAttributeString("value", Office, value.ToString(CultureInfo.InvariantCulture));
        }

        writer.WriteElementString("p", Words, cell.Text);
        writer.WriteEndElement();
    }

    // Marks each table as one, as the guidance asks; the heading and the line above it stay outside.
    private static void Ranges(XmlWriter writer, List<Sheet> sheets)
    {
        writer.WriteStartElement("database-ranges", Table);
        foreach (var sheet in sheets.Where(sheet => sheet.Rows.Count > 3))
        {
            writer.WriteStartElement("database-range", Table);
            writer.WriteAttributeString("name", Table, sheet.Name + "_table");
            writer.WriteAttributeString("target-range-address", Table, string.Create(CultureInfo.InvariantCulture, $"{sheet.Name}.A3:{sheet.Name}.{Receipt.LettersOf(sheet.Rows[2].Count)}{sheet.Rows.Count}"));
            writer.WriteAttributeString("contains-header", Table, "true");
            writer.WriteEndElement();
        }

        writer.WriteEndElement();
    }

    private static void StyleOf(XmlWriter writer, string name, string family, string properties, (string Space, string Name, string Value) property)
    {
        writer.WriteStartElement("style", Style);
        writer.WriteAttributeString("name", Style, name);
        writer.WriteAttributeString("family", Style, family);
        writer.WriteStartElement(properties, Style);
        writer.WriteAttributeString(property.Name, property.Space, property.Value);
        writer.WriteEndElement();
        writer.WriteEndElement();
    }

    private static void ManifestOf(XmlWriter writer)
    {
        writer.WriteStartElement("manifest", "manifest", Manifest);
        writer.WriteAttributeString("version", Manifest, "1.3");
        foreach (var (path, type) in new[] { ("/", Mimetype), ("content.xml", "text/xml") })
        {
            writer.WriteStartElement("file-entry", Manifest);
            writer.WriteAttributeString("full-path", Manifest, path);
            writer.WriteAttributeString("media-type", Manifest, type);
            writer.WriteEndElement();
        }

        writer.WriteEndElement();
    }

    private static byte[] Xml(Action<XmlWriter> write)
    {
        using var held = new MemoryStream();
        using (var writer = XmlWriter.Create(held, new XmlWriterSettings { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), NewLineChars = "\n" }))
        {
            write(writer);
        }

        return held.ToArray();
    }

    private static void Add(ZipArchive archive, string name, byte[] bytes)
    {
        var entry = archive.CreateEntry(name, CompressionLevel.NoCompression);
        entry.LastWriteTime = Undated;
        using var stream = entry.Open();
        stream.Write(bytes);
    }

    private sealed record Sheet(string Name, IReadOnlyList<IReadOnlyList<Cell>> Rows);

    private sealed record Cell(string Text, decimal? Value, bool IsHeading)
    {
        public static Cell Of(string text) => new(text, null, false);

        public static Cell Of(decimal value, string text) => new(text, value, false);

        public static Cell Heading(string text) => new(text, null, true);

        public static List<Cell> Headings(params ReadOnlySpan<string> texts)
        {
            var cells = new List<Cell>();
            foreach (var text in texts)
            {
                cells.Add(Heading(text));
            }

            return cells;
        }
    }
}
