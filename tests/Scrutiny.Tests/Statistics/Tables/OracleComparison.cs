using System.Globalization;
using Scrutiny.Statistics.Funnels;
using Scrutiny.Statistics.Intervals;
using Scrutiny.Statistics.Tables;

namespace Scrutiny.Tests.Statistics.Tables;

/// <summary>One file of the oracle and the table of ours that must equal it. Only the columns that went into the other program go into ours.</summary>
/// <param name="Name">What is compared.</param>
/// <param name="Expected">The other program's rows, from a folder.</param>
/// <param name="Answer">Our table, from the same folder.</param>
/// <param name="Key">The columns by which rows are matched; none: by their order.</param>
/// <param name="Columns">The columns that must be equal.</param>
/// <param name="Relative">How far numbers may lie apart; text must be the same.</param>
internal sealed record OracleComparison(
    string Name,
    Func<string, IEnumerable<IReadOnlyDictionary<string, string>>> Expected,
    Func<string, string> Answer,
    string[] Key,
    string[] Columns,
    double Relative = 1e-9)
{
    private static readonly string[] Ends = ["lower95", "upper95", "lower998", "upper998"];
    private static readonly string[] Spread = ["rr", "uzscore", "wuzscore", "ll95", "ul95", "ll998", "ul998", "odll95", "odul95", "odll998", "odul998", "outlier998"];
    private static readonly string[] FunnelInput = ["dataset", "unit", "numerator", "denominator"];

    public static IEnumerable<OracleComparison> All =>
    [
        Interval("wilson_proportion", "wilson_proportion", ["x", "n", "multiplier"], [], ["value", .. Ends, "lower90", "upper90"]),
        Interval("rate_byar_exact", "rate_byar_exact", ["x", "n", "multiplier"], [], ["value", .. Ends, "method"]),
        Interval("byar_count", "byar_count", ["x"], [], Ends),
        Interval("mean_student", "mean_input", ["set", "value"], ["set"], ["n", "sum", "stdev", "mean", .. Ends]),
        Interval("mean_student", "mean_student", ["set", "n", "sum", "stdev"], ["set"], ["mean", .. Ends]),
        Interval("dsr", "dsr_input", ["area", "band", "x", "n", "stdpop"], ["area"], ["total_count", "total_pop", "value", .. Ends, "statistic"]),
        new(
            "attribute_charts",
            folder => Oracle.Rows(folder, "attribute_charts"),
            folder => Judged(folder, "attribute_charts", ["series_id", "chart", "screened", "freeze", "seq", "date", "numerator", "denominator"], static (input, output) => AttributeTable.Judge(input, output)),
            [],
            ["y", "cl", "lcl", "ucl", "lcl2s", "ucl2s", "sigma_signal", "runs_signal", "longest_run", "longest_run_max", "n_crossings", "n_crossings_min", "n_useful"]),
        .. new[] { "proportion", "rate", "ratio" }.Select(kind => Funnel(
            $"funnel_phe_significance, {kind}", "funnel_phe_significance", "statistic", FunnelStatistic.Of(kind)!.Statistic, FunnelPart.Units, kind, adjust: true, ["dataset", "unit"], ["value", "significance"])),
        .. new[] { "proportion", "rate" }.Select(kind => Funnel(
            $"funnel_phe_limits, {kind}", "funnel_phe_limits", "statistic", FunnelStatistic.Of(kind)!.Statistic, FunnelPart.Lines, kind, adjust: true, ["dataset", "x"], [.. Ends, "baseline"]) with
        {
            // The other program finds the lines of rates by halving, to about seven digits.
            Relative = kind == "rate" ? 1e-4 : 1e-9,
        }),
        .. from type in new[] { "PR", "RC", "SR-CQC", "SR-SHMI" }
           from adjust in new[] { true, false }
           from comparison in new[]
           {
               Funnel($"funnelplotr_units, {type}, {(adjust ? "adjusted" : "unadjusted")}", "funnelplotr_units", "data_type", type, FunnelPart.Units, type, adjust, ["dataset", "unit"], Spread),
               Funnel($"funnelplotr_summary, {type}, {(adjust ? "adjusted" : "unadjusted")}", "funnelplotr_summary", "data_type", type, FunnelPart.Summary, type, adjust, ["dataset"], ["phi", "tau2", "used_adjusted", "used_unadjusted", "n_outliers", "units"]),
           }
           select comparison,
    ];

    public override string ToString() => Name;

    /// <summary>What differs, and how many values were compared.</summary>
    public (List<string> Faults, int Compared) Run(string folder)
    {
        var answers = Oracle.Rows(Answer(folder));
        var byKey = Key.Length == 0 ? null : answers.ToDictionary(KeyOf);
        var faults = new List<string>();
        var compared = 0;
        var i = 0;
        foreach (var row in Expected(folder))
        {
            var answer = byKey is null ? answers[i++] : byKey[KeyOf(row)];
            foreach (var column in Columns)
            {
                compared++;
                if (!Same(row[column], answer[column]))
                    faults.Add($"{Name}, {string.Join(' ', row.Values.Take(4))}, {column}: {row[column]} expected, was {answer[column]}");
            }
        }

        return (faults, compared);
    }

    private string KeyOf(IReadOnlyDictionary<string, string> row) => string.Join('\n', Key.Select(column => row[column]));

    private bool Same(string expected, string actual) =>
        expected == actual
        || (double.TryParse(expected, CultureInfo.InvariantCulture, out var one) && double.TryParse(actual, CultureInfo.InvariantCulture, out var two)
            && Math.Abs(one - two) <= Relative * Math.Max(Math.Abs(one), Math.Abs(two)));

    private static OracleComparison Interval(string expected, string input, string[] columns, string[] key, string[] compared) => new(
        expected + (input == expected ? "" : $" from {input}"),
        folder => Oracle.Rows(folder, expected),
        folder => Judged(folder, input, columns, static (reader, writer) => IntervalTable.Judge(reader, writer, [Confidence.P95, Confidence.P998, Confidence.P90])),
        key,
        compared);

    private static OracleComparison Funnel(
        string name, string expected, string column, string value, FunnelPart part, string kind, bool adjust, string[] key, string[] compared) => new(
        name,
        folder => Oracle.Rows(folder, expected).Where(row => row[column] == value && row.GetValueOrDefault("requested_adjusted", adjust ? "1" : "0") == (adjust ? "1" : "0")),
        folder => Judged(folder, "funnel_input", FunnelInput, (reader, writer) => FunnelTable.Judge(reader, writer, part, FunnelStatistic.Of(kind)!, adjust)),
        key,
        compared);

    private static string Judged(string folder, string input, string[] columns, Action<TextReader, TextWriter> judge)
    {
        using var output = new StringWriter();
        judge(new StringReader(Oracle.Table(Oracle.Rows(folder, input), columns)), output);
        return output.ToString();
    }
}
