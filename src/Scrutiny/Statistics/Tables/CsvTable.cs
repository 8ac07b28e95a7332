using CsvHelper;

namespace Scrutiny.Statistics.Tables;

/// <summary>A CSV table with a header, read whole. Columns are found by name, whatever their order and case.</summary>
internal sealed class CsvTable
{
    // The separator is fixed: guessed from a short file, it may be any character that a series' name repeats.
    private static readonly CsvReaderOptions ReadAs = new()
    {
        Separator = ',',
        HasHeader = false,
        TrackLineNumbers = true,
        MalformedData = CsvMalformedDataHandling.Throw,
    };

    private static readonly CsvWriterOptions WriteAs = new() { NewLine = "\n" };

    private readonly Dictionary<string, int> _places;

    private readonly long _line;

    private CsvTable(string[] headings, Dictionary<string, int> places, long line) => (Headings, _places, _line) = (headings, places, line);

    /// <summary>The headings as they stand in the file.</summary>
    public string[] Headings { get; }

    public List<CsvRow> Rows { get; } = [];

    /// <summary>Reads a table.</summary>
    /// <param name="input">The text.</param>
    /// <param name="usual">The columns to name to somebody whose file has none.</param>
    /// <param name="known">Columns that will be asked for, which may not stand there twice.</param>
    /// <exception cref="TableInputException">It is no table; the message says where and what to do.</exception>
    public static CsvTable Read(TextReader input, string usual, params IEnumerable<string> known)
    {
        ArgumentNullException.ThrowIfNull(input);
        using var csv = CsvReader.Create(input, ReadAs, leaveOpen: true);
        try
        {
            if (!csv.Read())
                throw new TableInputException($"The file is empty; its first line must name the columns {usual}, with commas between them.");

            var table = new CsvTable(csv.Current.ToArray(), Places(csv, [.. known]), csv.LineNumber);
            while (csv.Read())
                table.Rows.Add(new CsvRow(table, csv.Current.ToArray(), csv.LineNumber));

            return table;
        }
        catch (CsvFormatException fault)
        {
            throw new TableInputException($"Line {fault.LineNumber} is not CSV; see that every quotation mark has its partner.", fault);
        }
    }

    /// <summary>Where a column stands; null where there is none.</summary>
    public int? this[string name] => _places.TryGetValue(name, out var place) ? place : null;

    public bool Has(params IEnumerable<string> names) => names.All(_places.ContainsKey);

    /// <exception cref="TableInputException">One of the columns is not there.</exception>
    public void Require(string usual, params IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            if (!Has(name))
                throw new TableInputException($"Line {_line} has no column {name}; the first line must name the columns {usual}, with commas between them.");
        }
    }

    /// <summary>Writes a table.</summary>
    public static void Write(TextWriter output, IEnumerable<string> headings, IEnumerable<IEnumerable<string>> rows)
    {
        ArgumentNullException.ThrowIfNull(output);
        using var csv = CsvWriter.Create(output, WriteAs, leaveOpen: true);
        csv.WriteRecord([.. headings]);
        foreach (var row in rows)
            csv.WriteRecord([.. row]);
    }

    /// <summary>
    /// Writes this table again with answers: one row for each, in the same order. An answer replaces a column of its own name, whatever
    /// that held; the others follow at the end.
    /// </summary>
    /// <param name="output">Where to.</param>
    /// <param name="names">The answers' columns.</param>
    /// <param name="answers">One for each of <see cref="Rows"/>, as long as <paramref name="names"/>.</param>
    public void WriteWith(TextWriter output, string[] names, IReadOnlyList<string[]> answers)
    {
        var places = names.Select(name => this[name]).ToArray();
        var added = Enumerable.Range(0, names.Length).Where(i => places[i] is null).ToArray();
        Write(output, [.. Headings.Select(Clean), .. added.Select(i => names[i])], Rows.Zip(answers, (row, given) =>
        {
            var fields = row.Fields.ToArray();
            for (var i = 0; i < given.Length; i++)
            {
                if (places[i] is { } place)
                    fields[place] = given[i];
            }

            return fields.Concat(added.Select(i => given[i]));
        }));
    }

    private static Dictionary<string, int> Places(CsvReader csv, HashSet<string> known)
    {
        var places = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        var i = 0;
        foreach (var heading in csv.Current.ToArray())
        {
            var name = Clean(heading);
            if (!places.TryAdd(name, i++) && known.Contains(name, StringComparer.OrdinalIgnoreCase))
                throw new TableInputException($"Line {csv.LineNumber} names the column {name} twice; keep one of them.");
        }

        return places;
    }

    // A byte order mark survives where the text was opened without looking for one.
    private static string Clean(string heading) => heading.TrimStart('\uFEFF').Trim();
}
