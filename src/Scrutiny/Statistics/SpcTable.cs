using System.Globalization;
using CsvHelper;

namespace Scrutiny.Statistics;

/// <summary>
/// Statistical process control over a CSV table: the core of the verb <c>spc</c>. Columns <c>series,date,value</c> and, where
/// wanted, <c>improvement,target,rebase,fix_after,screen</c>, found by name; others are passed over. A setting may stand on
/// any rows of its series, blank on the rest, but may not contradict itself; only the target may change over time, and the
/// icon then uses the latest by date.
/// </summary>
public static class SpcTable
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

    /// <summary>
    /// Writes one row for each row read: series in order of first appearance, dates ascending within each. Numbers read back
    /// to the same double; a missing figure or limit is empty, and Compat writes <c>NaN</c> where the reference has it.
    /// Every series is judged by itself, so Compat shows no defect that the reference has only across series.
    /// </summary>
    /// <param name="input">The table, with a header.</param>
    /// <param name="output">Where the answer goes; nothing is written before the whole input has been judged.</param>
    /// <param name="mode">Whose rules to follow.</param>
    /// <exception cref="SpcInputException">The table cannot be used; the message says where and what to do.</exception>
    public static void Judge(TextReader input, TextWriter output, SpcMode mode)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(output);
        var judged = Read(input).ConvertAll(rows => (rows.Name, Result: Spc.Analyse(rows.ToSeries(), mode)));

        using var csv = CsvWriter.Create(output, WriteAs, leaveOpen: true);
        csv.WriteRecord("series", "date", "value", "segment", "mean", "lpl", "upl", "rule", "meaning", "variation", "assurance");
        foreach (var (name, result) in judged)
        {
            var variation = result.Variation?.Label() ?? "";
            var assurance = result.Assurance?.Label() ?? "";
            foreach (var point in result.Points)
            {
                csv.WriteRecord(
                    name,
                    point.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                    Text(point.Value),
                    point.Segment.Number.ToString(CultureInfo.InvariantCulture),
                    Text(point.Mean),
                    Text(point.Lpl),
                    Text(point.Upl),
                    point.Value is null ? "" : point.Rule!.Value.Label(),
                    point.Meaning.Label(),
                    variation,
                    assurance);
            }
        }
    }

    private static string Text(double? figure) => figure?.ToString("R", CultureInfo.InvariantCulture) ?? "";

    private static List<SeriesRows> Read(TextReader input)
    {
        using var csv = CsvReader.Create(input, ReadAs, leaveOpen: true);
        var all = new List<SeriesRows>();
        var byName = new Dictionary<string, SeriesRows>(StringComparer.Ordinal);
        try
        {
            var columns = Columns.Of(csv);
            while (csv.Read())
            {
                var row = new Row(csv.Current.ToArray(), csv.LineNumber, columns);
                var name = row["series"];
                if (name.Length == 0)
                    throw row.Fault("series", "the cell is empty; give every row the name of its series");

                if (!byName.TryGetValue(name, out var rows))
                {
                    rows = new SeriesRows(name);
                    byName.Add(name, rows);
                    all.Add(rows);
                }

                rows.Add(row);
            }
        }
        catch (CsvFormatException fault)
        {
            throw new SpcInputException($"Line {fault.LineNumber} is not CSV; see that every quotation mark has its partner.", fault);
        }

        return all;
    }

    /// <summary>Where each known column stands in the file.</summary>
    private sealed class Columns
    {
        private static readonly string[] Required = ["series", "date", "value"];
        private static readonly string[] Known = [.. Required, "improvement", "target", "rebase", "fix_after", "screen"];

        private readonly Dictionary<string, int> _places = new(StringComparer.OrdinalIgnoreCase);

        public int? this[string name] => _places.TryGetValue(name, out var place) ? place : null;

        public int Count { get; private init; }

        public static Columns Of(CsvReader csv)
        {
            if (!csv.Read())
                throw new SpcInputException("The file is empty; its first line must name the columns series,date,value, with commas between them.");

            var names = csv.Current.ToArray();
            var columns = new Columns { Count = names.Length };
            for (var i = 0; i < names.Length; i++)
            {
                // A byte order mark survives where the text was opened without looking for one.
                var name = names[i].TrimStart('\uFEFF').Trim();
                if (!Known.Contains(name, StringComparer.OrdinalIgnoreCase))
                    continue;

                if (!columns._places.TryAdd(name, i))
                    throw new SpcInputException($"Line {csv.LineNumber} names the column {name} twice; keep one of them.");
            }

            foreach (var name in Required)
            {
                if (columns[name] is null)
                    throw new SpcInputException($"Line {csv.LineNumber} has no column {name}; the first line must name the columns series,date,value, with commas between them.");
            }

            return columns;
        }
    }

    /// <summary>One row, its fields by name and its line for messages.</summary>
    private sealed class Row
    {
        private readonly string[] _fields;
        private readonly Columns _columns;

        public Row(string[] fields, long line, Columns columns)
        {
            // A comma inside a figure would move every later column, and with it the meaning of the row.
            if (fields.Length != columns.Count)
                throw new SpcInputException($"Line {line} has {fields.Length} fields where the first line has {columns.Count}; put text with a comma in quotation marks and write numbers without one.");

            (_fields, Line, _columns) = (fields, line, columns);
        }

        public long Line { get; }

        public string this[string column] => _columns[column] is { } place ? _fields[place].Trim() : "";

        public SpcInputException Fault(string column, string saying) =>
            new($"Line {Line}, column {column}: {saying}.");

        public DateOnly Date()
        {
            if (DateOnly.TryParseExact(this["date"], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
                return date;

            throw Fault("date", $"\"{this["date"]}\" is not a date; write it as 2024-03-31");
        }

        public double? Number(string column)
        {
            var text = this[column];
            if (text.Length == 0)
                return null;

            if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || double.IsNaN(number))
                throw Fault(column, $"\"{text}\" is not a number; write it as 1234.5, or leave it empty if there is none");

            if (Math.Abs(number) > Spc.LargestValue)
                throw Fault(column, $"\"{text}\" is too large; use a larger unit");

            return number;
        }

        public bool? Flag(string column) => this[column] switch
        {
            "" => null,
            "0" => false,
            "1" => true,
            var text => throw Fault(column, $"\"{text}\" is neither 0 nor 1; write one of them or leave it empty"),
        };

        public int? FixAfter()
        {
            var text = this["fix_after"];
            if (text.Length == 0)
                return null;

            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var rows) && rows >= Spc.FewestFixedPoints)
                return rows;

            throw Fault("fix_after", $"\"{text}\" will not do; write a whole number of {Spc.FewestFixedPoints} or more, or leave it empty");
        }

        public Improvement? Improvement()
        {
            return this["improvement"] switch
            {
                "" => null,
                "increase" => Statistics.Improvement.Increase,
                "decrease" => Statistics.Improvement.Decrease,
                "neutral" => Statistics.Improvement.Neutral,
                var text => throw Fault("improvement", $"\"{text}\" is not known; write increase, decrease or neutral"),
            };
        }
    }

    /// <summary>The rows of one series as they come.</summary>
    private sealed class SeriesRows(string name)
    {
        private readonly List<SpcPoint> _points = [];
        private readonly Dictionary<DateOnly, long> _lines = [];
        private readonly List<DateOnly> _rebases = [];
        private Improvement? _improvement;
        private int? _fixAfter;
        private bool? _screen;

        public string Name => name;

        public void Add(Row row)
        {
            var date = row.Date();
            if (!_lines.TryAdd(date, row.Line))
                throw row.Fault("date", $"the series {name} has {date:yyyy-MM-dd} already on line {_lines[date]}; keep one of the two rows");

            _points.Add(new SpcPoint(date, row.Number("value"), row.Number("target")));
            if (row.Flag("rebase") == true)
                _rebases.Add(date);

            Agree(ref _improvement, row.Improvement(), row, "improvement");
            Agree(ref _fixAfter, row.FixAfter(), row, "fix_after");
            Agree(ref _screen, row.Flag("screen"), row, "screen");
        }

        public SpcSeries ToSeries() => new()
        {
            Points = _points,
            Improvement = _improvement ?? Improvement.Neutral,
            Target = _points.Where(point => point.Target is not null).OrderBy(point => point.Date).LastOrDefault().Target,
            RebaseDates = _rebases,
            FixAfter = _fixAfter,
            ScreenOutliers = _screen ?? true,
        };

        private void Agree<T>(ref T? setting, T? said, Row row, string column)
            where T : struct
        {
            if (said is null)
                return;

            if (setting is not null && !EqualityComparer<T>.Default.Equals(setting.Value, said.Value))
                throw row.Fault(column, $"\"{row[column]}\" contradicts an earlier row of the series {name}; give the whole series one setting");

            setting = said;
        }
    }
}
