using Scrutiny.Statistics.Intervals;

namespace Scrutiny.Statistics.Tables;

/// <summary>
/// Intervals over a CSV table: the core of the verb <c>interval</c>. Which interval is meant follows from the columns. Other columns are
/// passed through; those of the answer are made anew where the file holds them already.
/// </summary>
public static class IntervalTable
{
    private const string Usual = "x,n";
    private const double PerCent = 100;
    private const double PerThousand = 1000;

    private static readonly string[] Known = ["x", "n", "multiplier", "set", "value", "mean", "sum", "stdev", "area", "stdpop", "x1", "n1", "x2", "n2"];

    /// <summary>Writes one row for each row read, or, for a mean of single values and a standardised rate, one for each <c>set</c> or <c>area</c>.</summary>
    /// <param name="input">The table, with a header.</param>
    /// <param name="output">Where the answer goes; nothing is written before the whole input has been read and judged.</param>
    /// <param name="confidences">Which intervals; each gives two columns, such as <c>lower95</c> and <c>upper95</c>.</param>
    /// <param name="asked">What is asked for; null: what the columns say.</param>
    /// <param name="multiplier">The unit of the answer where the table has no column <c>multiplier</c>; null: per cent for proportions, per thousand for rates.</param>
    /// <exception cref="TableInputException">The table cannot be used; the message says where and what to do.</exception>
    public static void Judge(
        TextReader input, TextWriter output, IReadOnlyList<Confidence> confidences, IntervalMethod? asked = null, double? multiplier = null)
    {
        ArgumentNullException.ThrowIfNull(confidences);
        var table = CsvTable.Read(input, Usual, Known);
        var method = asked ?? Meant(table);
        string[] ends = [.. confidences.SelectMany(confidence => new[] { $"lower{confidence.Digits}", $"upper{confidence.Digits}" })];
        switch (method)
        {
            case IntervalMethod.Wilson or IntervalMethod.Rate:
                table.Require(Usual, "x", "n");
                Answer(["multiplier", "value", .. ends, "method"], row => method == IntervalMethod.Wilson ? Proportion(row) : Rate(row));
                break;
            case IntervalMethod.Byar or IntervalMethod.Poisson:
                table.Require("x", "x");
                Answer([.. ends, "method"], row => Count(row, method));
                break;
            case IntervalMethod.Mean when table.Has("value") && !table.Has("n", "stdev"):
                CsvTable.Write(output, ["set", "n", "sum", "stdev", "mean", .. ends, "method"], BySet(table, confidences));
                break;
            case IntervalMethod.Mean:
                table.Require("n,mean,stdev", "n", table.Has("sum") ? "sum" : "mean", "stdev");
                Answer(["mean", .. ends, "method"], row => Mean(row));
                break;
            case IntervalMethod.Dsr:
                table.Require("area,x,n,stdpop", "x", "n", "stdpop");
                CsvTable.Write(output, ["area", "total_count", "total_pop", "value", .. ends, "statistic"], ByArea(table, confidences, multiplier ?? PerThousand));
                break;
            case IntervalMethod.Difference or IntervalMethod.Ratio:
                table.Require("x1,n1,x2,n2", "x1", "n1", "x2", "n2");
                Answer(["multiplier", "change", .. ends, "beyond_chance", "assumes", "method"], row => Compare(row, method));
                break;
        }

        void Answer(string[] names, Func<CsvRow, string[]?> answer) =>
            table.WriteWith(output, names, table.Rows.ConvertAll(row => answer(row) ?? [.. names.Select(_ => "")]));

        string[] Ends(Func<Confidence, Interval> interval) =>
            [.. confidences.Select(interval).SelectMany(one => new[] { CsvRow.Text(one.Lower), CsvRow.Text(one.Upper) })];

        double Unit(CsvRow row, double usual) => row.Count("multiplier", double.Epsilon) ?? multiplier ?? usual;

        string[]? Proportion(CsvRow row)
        {
            var unit = Unit(row, PerCent);
            return Part(row, "x", "n") is not { } share ? null
                : [CsvRow.Text(unit), CsvRow.Text(share.Value * unit), .. Ends(confidence => ProportionInterval.Wilson(share.Count, share.Among, confidence).Times(unit)), "Wilson"];
        }

        string[]? Rate(CsvRow row)
        {
            var unit = Unit(row, PerThousand);
            return Counted(row, "x", "n") is not { } share ? null
                : [CsvRow.Text(unit), CsvRow.Text(share.Value * unit), .. Ends(confidence => CountInterval.Of(share.Count, confidence).Times(unit / share.Among)), NameOf(share.Count)];
        }

        string[]? Count(CsvRow row, IntervalMethod method) => row.Count("x") is not { } x ? null
            : method == IntervalMethod.Byar ? [.. Ends(confidence => CountInterval.Byar(x, confidence)), "Byars"]
            : [.. Ends(confidence => CountInterval.Exact(x, confidence)), "Exact"];

        string[]? Mean(CsvRow row)
        {
            if (row.Count("n", double.Epsilon) is not { } n || row.Count("stdev") is not { } deviation || (row.Number("sum") / n ?? row.Number("mean")) is not { } mean)
                return null;

            return [CsvRow.Text(mean), .. Ends(confidence => n < 2 ? default : MeanInterval.Of(n, mean, deviation, confidence)), "Student"];
        }

        string[]? Compare(CsvRow row, IntervalMethod method)
        {
            var difference = method == IntervalMethod.Difference;
            if ((difference ? Part(row, "x1", "n1") : Counted(row, "x1", "n1")) is not { } first || (difference ? Part(row, "x2", "n2") : Counted(row, "x2", "n2")) is not { } second)
                return null;
            if (!difference && first.Count + second.Count == 0)
                return null;

            var unit = difference ? Unit(row, PerCent) : 1;
            var compared = confidences.Select(confidence => difference ? Comparison.OfProportions(first, second, confidence) : Comparison.OfRates(first, second, confidence)).ToList();
            return
            [
                CsvRow.Text(unit),
                CsvRow.Text(compared[0].Change * unit),
                .. compared.SelectMany(one => new[] { CsvRow.Text(one.Interval.Lower * unit), CsvRow.Text(one.Interval.Upper * unit) }),
                compared[0].Excluded ? "1" : "0",
                "no over-dispersion",
                difference ? "Newcombe" : "Binomial",
            ];
        }
    }

    private static IntervalMethod Meant(CsvTable table)
    {
        if (table.Has("x1", "n1", "x2", "n2"))
            return IntervalMethod.Difference;
        if (table.Has("x", "n", "stdpop"))
            return IntervalMethod.Dsr;
        if (table.Has("x", "n"))
        {
            // Nobody gives a share per thousand; and only rates have two methods to tell apart.
            var isRate = table.Has("method") || table.Rows.Exists(static row => row.Number("multiplier") is { } unit and not 1 and not PerCent);
            return isRate ? IntervalMethod.Rate : IntervalMethod.Wilson;
        }

        if (table.Has("x"))
            return IntervalMethod.Byar;
        if (table.Has("value") || table.Has("n", "stdev"))
            return IntervalMethod.Mean;

        throw new TableInputException(
            "Line 1 names no columns that an interval can be made from; name x,n (a share or a rate), x (a count), set,value or n,mean,stdev (a mean), area,x,n,stdpop (a standardised rate) or x1,n1,x2,n2 (a comparison).");
    }

    private static string NameOf(double count) => count < CountInterval.SmallestForByar ? "Exact" : "Byars";

    private static Share? Counted(CsvRow row, string x, string n) =>
        row.Count(x) is { } count && row.Count(n, double.Epsilon) is { } among ? new Share(count, among) : null;

    private static Share? Part(CsvRow row, string x, string n) => Counted(row, x, n) switch
    {
        { } share when share.Count > share.Among => throw row.Fault(x, $"{CsvRow.Text(share.Count)} is more than {n}, {CsvRow.Text(share.Among)}; a share cannot be, and a rate is asked for with --method {(x == "x" ? "rate" : "ratio")}"),
        var share => share,
    };

    private static List<string[]> BySet(CsvTable table, IReadOnlyList<Confidence> confidences)
    {
        var answers = new List<string[]>();
        foreach (var set in table.Rows.GroupBy(row => row["set"], StringComparer.Ordinal))
        {
            var values = set.Select(row => row.Number("value")).OfType<double>().ToArray();
            var (mean, deviation) = MeanInterval.Describe(values);
            answers.Add(
            [
                set.Key,
                CsvRow.Text(values.Length),
                CsvRow.Text(values.Sum()),
                values.Length < 2 ? "" : CsvRow.Text(deviation),
                values.Length == 0 ? "" : CsvRow.Text(mean),
                .. confidences.SelectMany(confidence =>
                {
                    var interval = values.Length < 2 ? default : MeanInterval.Of(values.Length, mean, deviation, confidence);
                    return new[] { CsvRow.Text(interval.Lower), CsvRow.Text(interval.Upper) };
                }),
                "Student",
            ]);
        }

        return answers;
    }

    private static List<string[]> ByArea(CsvTable table, IReadOnlyList<Confidence> confidences, double unit)
    {
        var answers = new List<string[]>();
        foreach (var area in table.Rows.GroupBy(row => row["area"], StringComparer.Ordinal))
        {
            StandardBand[] bands = [.. area.Select(row => new StandardBand(Given(row, "x", 0), Given(row, "n", double.Epsilon), Given(row, "stdpop", double.Epsilon)))];
            var rates = confidences.Select(confidence => StandardisedRate.Of(bands, confidence)).ToList();
            answers.Add(
            [
                area.Key,
                CsvRow.Text(bands.Sum(band => band.Count)),
                CsvRow.Text(bands.Sum(band => band.Population)),
                CsvRow.Text(rates[0]?.Rate * unit),
                .. rates.SelectMany(rate => new[] { CsvRow.Text(rate?.Interval.Lower * unit), CsvRow.Text(rate?.Interval.Upper * unit) }),
                rates[0] is null ? $"dsr NA for total count < {StandardisedRate.FewestEvents}" : $"dsr per {CsvRow.Text(unit)}",
            ]);
        }

        return answers;

        // A band without a figure would leave its people out of the rate without a word.
        static double Given(CsvRow row, string column, double least) =>
            row.Count(column, least) ?? throw row.Fault(column, "the cell is empty; a standardised rate needs every band");
    }
}
