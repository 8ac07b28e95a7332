using System.Globalization;

namespace Scrutiny.Statistics.Tables;

/// <summary>
/// Statistical process control over a CSV table: the core of the verb <c>spc</c>. Columns <c>series,date,value</c> and, where
/// wanted, <c>improvement,target,rebase,fix_after,screen</c>, found by name; others are passed over. A setting may stand on
/// any rows of its series, blank on the rest, but may not contradict itself; only the target may change over time, and the
/// icon then uses the latest by date.
/// </summary>
public static class SpcTable
{
    private const string Usual = "series,date,value";

    /// <summary>
    /// Writes one row for each row read: series in order of first appearance, dates ascending within each. Numbers read back
    /// to the same double; a missing figure or limit is empty, and Compat writes <c>NaN</c> where the reference has it.
    /// Every series is judged by itself, so Compat shows no defect that the reference has only across series.
    /// </summary>
    /// <param name="input">The table, with a header.</param>
    /// <param name="output">Where the answer goes; nothing is written before the whole input has been judged.</param>
    /// <param name="mode">Whose rules to follow.</param>
    /// <exception cref="TableInputException">The table cannot be used; the message says where and what to do.</exception>
    public static void Judge(TextReader input, TextWriter output, SpcMode mode)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(output);
        var judged = Read(input).ConvertAll(rows => (rows.Name, Result: Spc.Analyse(rows.ToSeries(), mode)));

        CsvTable.Write(
            output,
            ["series", "date", "value", "segment", "mean", "lpl", "upl", "rule", "meaning", "variation", "assurance"],
            judged.SelectMany(one => one.Result.Points.Select(point => Answer(one.Name, point, one.Result))));
    }

    private static string[] Answer(string name, JudgedPoint point, SpcResult result) =>
    [
        name,
        point.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        CsvRow.Text(point.Value),
        point.Segment.Number.ToString(CultureInfo.InvariantCulture),
        CsvRow.Text(point.Mean),
        CsvRow.Text(point.Lpl),
        CsvRow.Text(point.Upl),
        point.Value is null ? "" : point.Rule!.Value.Label(),
        point.Meaning.Label(),
        result.Variation?.Label() ?? "",
        result.Assurance?.Label() ?? "",
    ];

    private static List<SeriesRows> Read(TextReader input)
    {
        var table = CsvTable.Read(input, Usual, "series", "date", "value", "improvement", "target", "rebase", "fix_after", "screen");
        table.Require(Usual, "series", "date", "value");
        var all = new List<SeriesRows>();
        var byName = new Dictionary<string, SeriesRows>(StringComparer.Ordinal);
        foreach (var row in table.Rows)
        {
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

        return all;
    }

    private static Improvement? ImprovementOf(CsvRow row) => row["improvement"] switch
    {
        "" => null,
        "increase" => Improvement.Increase,
        "decrease" => Improvement.Decrease,
        "neutral" => Improvement.Neutral,
        var text => throw row.Fault("improvement", $"\"{text}\" is not known; write increase, decrease or neutral"),
    };

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

        public void Add(CsvRow row)
        {
            var date = row.Date("date");
            if (!_lines.TryAdd(date, row.Line))
                throw row.Fault("date", $"the series {name} has {date:yyyy-MM-dd} already on line {_lines[date]}; keep one of the two rows");

            _points.Add(new SpcPoint(date, row.Number("value"), row.Number("target")));
            if (row.Flag("rebase") == true)
                _rebases.Add(date);

            Agree(ref _improvement, ImprovementOf(row), row, "improvement");
            Agree(ref _fixAfter, row.WholeNumber("fix_after", Spc.FewestFixedPoints), row, "fix_after");
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

        private void Agree<T>(ref T? setting, T? said, CsvRow row, string column)
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
