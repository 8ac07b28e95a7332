using System.Globalization;
using Scrutiny.Statistics.Attributes;

namespace Scrutiny.Statistics.Tables;

/// <summary>
/// Attribute charts over a CSV table: the core of the verb <c>attribute</c>. Column <c>numerator</c> and, where wanted, <c>denominator</c>,
/// <c>series_id</c> (or <c>series</c>), <c>date</c> (or <c>seq</c>), <c>chart</c>, <c>freeze</c> and <c>screened</c>. Other columns are passed through; those of
/// the answer are made anew where the file holds them already.
/// </summary>
public static class AttributeTable
{
    private const string Usual = "series_id,date,numerator,denominator";

    private static readonly string[] Answers =
    [
        "chart", "y", "cl", "lcl", "ucl", "lcl2s", "ucl2s", "sigma_signal", "runs_signal",
        "longest_run", "longest_run_max", "n_crossings", "n_crossings_min", "n_useful",
    ];

    /// <summary>Writes one row for each row read, in the same order; within a series the dates decide what comes after what.</summary>
    /// <param name="input">The table, with a header.</param>
    /// <param name="output">Where the answer goes; nothing is written before the whole input has been judged.</param>
    /// <param name="asked">The chart of series that name none; null: i without denominators, p′ for parts of a whole, u′ for the rest.</param>
    /// <param name="freeze">How many rows make the lines, for series that do not say; null: all.</param>
    /// <param name="screen">Whether series that do not say have outlying moving ranges left out.</param>
    /// <exception cref="TableInputException">The table cannot be used; the message says where and what to do.</exception>
    public static void Judge(TextReader input, TextWriter output, AttributeKind? asked = null, int? freeze = null, bool screen = false)
    {
        var table = CsvTable.Read(input, Usual, "series_id", "series", "date", "seq", "chart", "freeze", "screened", "numerator", "denominator");
        table.Require(Usual, "numerator");
        var series = table.Has("series_id") ? "series_id" : "series";
        var answers = new Dictionary<CsvRow, string[]>();
        foreach (var rows in table.Rows.GroupBy(row => row[series], StringComparer.Ordinal))
        {
            var ordered = InOrder(table, [.. rows]);
            var kind = Setting(ordered, "chart", row => KindOf(row)) ?? asked ?? Meant(ordered);
            var counts = ordered.ConvertAll(row => CountOf(row, kind));
            var chart = AttributeChart.Of(
                counts,
                kind,
                Setting(ordered, "freeze", row => row.WholeNumber("freeze", 2)) ?? freeze,
                Setting(ordered, "screened", row => row.Flag("screened")) ?? screen);
            for (var i = 0; i < ordered.Count; i++)
                answers.Add(ordered[i], Answer(chart.Points[i], chart.Runs, kind));
        }

        table.WriteWith(output, Answers, table.Rows.ConvertAll(row => answers[row]));
    }

    /// <summary>The name by which a chart is known in tables, qicharts2's: <c>p</c>, <c>u</c>, <c>c</c>, <c>pp</c>, <c>up</c>, <c>i</c>.</summary>
    /// <param name="kind">The chart.</param>
    public static string NameOf(AttributeKind kind) => kind switch
    {
        AttributeKind.P => "p",
        AttributeKind.U => "u",
        AttributeKind.C => "c",
        AttributeKind.PPrime => "pp",
        AttributeKind.UPrime => "up",
        AttributeKind.I => "i",
    };

    /// <summary>The chart of a name; null where there is none of that name.</summary>
    /// <param name="name">As from <see cref="NameOf"/>.</param>
    public static AttributeKind? KindOf(string name) =>
        Enum.GetValues<AttributeKind>().Cast<AttributeKind?>().FirstOrDefault(kind => NameOf(kind!.Value) == name);

    private static AttributeKind? KindOf(CsvRow row) => row["chart"] switch
    {
        "" => null,
        var name => KindOf(name) ?? throw row.Fault("chart", $"\"{name}\" is not known; write p, u, c, pp, up or i"),
    };

    private static AttributeKind Meant(List<CsvRow> rows)
    {
        var counts = rows.ConvertAll(row => CountOf(row, AttributeKind.I));
        return counts.TrueForAll(static count => count.Denominator is null) ? AttributeKind.I
            : counts.TrueForAll(static count => !(count.Numerator > count.Denominator)) ? AttributeKind.PPrime
            : AttributeKind.UPrime;
    }

    private static List<CsvRow> InOrder(CsvTable table, List<CsvRow> rows)
    {
        var column = table.Has("date") ? "date" : "seq";
        if (!table.Has(column))
            return rows;

        var seen = new Dictionary<double, long>();
        var places = new Dictionary<CsvRow, double>();
        foreach (var row in rows)
        {
            var place = column == "date" ? row.Date(column).DayNumber : row.Number(column) ?? throw row.Fault(column, "the cell is empty; number the rows, or leave the column out");
            if (!seen.TryAdd(place, row.Line))
                throw row.Fault(column, $"the series has \"{row[column]}\" already on line {seen[place]}; keep one of the two rows");

            places.Add(row, place);
        }

        return [.. rows.OrderBy(row => places[row])];
    }

    private static AttributeCount CountOf(CsvRow row, AttributeKind kind)
    {
        var denominator = row.Count("denominator", double.Epsilon);
        var numerator = kind == AttributeKind.I ? row.Number("numerator") : row.Count("numerator");
        switch (kind)
        {
            case AttributeKind.P or AttributeKind.PPrime when numerator > denominator:
                throw row.Fault("numerator", $"{row["numerator"]} is more than the denominator, {row["denominator"]}; for a rate ask for u or up");
            case AttributeKind.P or AttributeKind.PPrime or AttributeKind.U or AttributeKind.UPrime when numerator is not null && denominator is null:
                throw row.Fault("denominator", $"the cell is empty; a chart {NameOf(kind)} needs one for every figure");
            default:
                return new AttributeCount(numerator, denominator);
        }
    }

    /// <summary>What a series says of itself, on whatever rows it does.</summary>
    private static T? Setting<T>(List<CsvRow> rows, string column, Func<CsvRow, T?> read)
        where T : struct
    {
        T? setting = null;
        foreach (var row in rows)
        {
            var said = read(row);
            if (said is not null && setting is not null && !EqualityComparer<T>.Default.Equals(said.Value, setting.Value))
                throw row.Fault(column, $"\"{row[column]}\" contradicts another row of the series; give the whole series one setting");

            setting ??= said;
        }

        return setting;
    }

    private static string[] Answer(AttributePoint point, RunsTest runs, AttributeKind kind) =>
    [
        NameOf(kind),
        CsvRow.Text(point.Value),
        CsvRow.Text(point.Centre),
        CsvRow.Text(point.Lower),
        CsvRow.Text(point.Upper),
        CsvRow.Text(point.Lower2),
        CsvRow.Text(point.Upper2),
        point.Value is null ? "" : point.Outside ? "1" : "0",
        runs.Signal ? "1" : "0",
        Whole(runs.LongestRun),
        Whole(runs.LongestRunAllowed),
        Whole(runs.Crossings),
        Whole(runs.CrossingsNeeded),
        Whole(runs.Useful),
    ];

    private static string Whole(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";
}
