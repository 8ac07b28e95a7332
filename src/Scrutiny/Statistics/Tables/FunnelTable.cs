using Scrutiny.Statistics.Funnels;

namespace Scrutiny.Statistics.Tables;

/// <summary>
/// Funnels over a CSV table: the core of the verb <c>funnel</c>. Columns <c>unit,numerator,denominator</c> and, where wanted, <c>dataset</c>
/// (several funnels in one file), <c>statistic</c> or <c>data_type</c> (which funnel), <c>requested_adjusted</c> and <c>expected</c>. Other columns are passed
/// through; those of the answer are made anew where the file holds them already.
/// </summary>
public static class FunnelTable
{
    private const string Usual = "unit,numerator,denominator";
    private const int LineSteps = 100;

    private static readonly string[] Limits = ["lower95", "upper95", "lower998", "upper998"];

    private static readonly string[] Answers =
    [
        "statistic", "value", "significance", .. Limits,
        "data_type", "requested_adjusted", "rr", "uzscore", "wuzscore", "ll95", "ul95", "ll998", "ul998", "odll95", "odul95", "odll998", "odul998",
        "outlier998", "verdict", "note",
    ];

    /// <summary>Writes the part asked for; units in the order in which they came, one row for each.</summary>
    /// <param name="input">The table, with a header.</param>
    /// <param name="output">Where the answer goes; nothing is written before the whole input has been judged.</param>
    /// <param name="part">Which table to write.</param>
    /// <param name="asked">The funnel of rows that name none.</param>
    /// <param name="adjust">Whether limits allow for the spread between units, for rows that do not say.</param>
    /// <exception cref="TableInputException">The table cannot be used; the message says where and what to do.</exception>
    public static void Judge(TextReader input, TextWriter output, FunnelPart part, FunnelStatistic asked, bool adjust = true)
    {
        ArgumentNullException.ThrowIfNull(asked);
        var table = CsvTable.Read(input, Usual, "dataset", "unit", "numerator", "denominator", "expected", "statistic", "data_type", "requested_adjusted", "x", "baseline");
        if (table.Has("x", "baseline") && !table.Has("numerator"))
        {
            table.WriteWith(output, Limits, table.Rows.ConvertAll(row => LineAt(row, StatisticOf(row, asked))));
            return;
        }

        table.Require(Usual, "unit", "numerator", table.Has("expected") ? "expected" : "denominator");
        var funnels = table.Rows
            .GroupBy(row => (Dataset: row["dataset"], Statistic: StatisticOf(row, asked), Adjust: row.Flag("requested_adjusted") ?? adjust))
            .Select(rows => new FunnelGroup(rows.Key.Dataset, rows.Key.Statistic, rows.Key.Adjust, [.. rows]))
            .ToList();
        switch (part)
        {
            case FunnelPart.Units:
                var answers = funnels.SelectMany(funnel => funnel.Rows.Select(row => (row, Answer: funnel.Answer(row)))).ToDictionary(entry => entry.row, entry => entry.Answer);
                table.WriteWith(output, Answers, table.Rows.ConvertAll(row => answers[row]));
                break;
            case FunnelPart.Lines:
                CsvTable.Write(output, ["dataset", "statistic", "x", .. Limits, "baseline"], funnels.SelectMany(Lines).ToList());
                break;
            case FunnelPart.Summary:
                CsvTable.Write(
                    output,
                    ["dataset", "data_type", "requested_adjusted", "phi", "tau2", "used_adjusted", "used_unadjusted", "n_outliers", "units"],
                    funnels.ConvertAll(funnel => funnel.Summary()));
                break;
        }
    }

    private static FunnelStatistic StatisticOf(CsvRow row, FunnelStatistic asked)
    {
        foreach (var column in new[] { "data_type", "statistic" })
        {
            if (row[column].Length > 0)
                return FunnelStatistic.Of(row[column]) ?? throw row.Fault(column, $"\"{row[column]}\" is not known; write {string.Join(", ", FunnelStatistic.All.Select(one => one.Name))}, or leave it empty");
        }

        return asked;
    }

    private static string[] LineAt(CsvRow row, FunnelStatistic statistic)
    {
        if (row.Count("x", double.Epsilon) is not { } x || row.Count("baseline") is not { } baseline)
            return ["", "", "", ""];
        if (statistic.Kind == FunnelKind.Proportion && baseline > statistic.Per)
            throw row.Fault("baseline", $"\"{row["baseline"]}\" is more than {statistic.Per} per cent; write the average in per cent");

        return Text(At(statistic, x, baseline / statistic.Per));
    }

    /// <summary>The line at a size or, for rates and ratios, at a number of events.</summary>
    private static FunnelLimits At(FunnelStatistic statistic, double x, double average) => statistic.Kind switch
    {
        FunnelKind.Proportion => PlainLimits.OfProportion(average, x).Times(statistic.Per),
        FunnelKind.Rate or FunnelKind.Ratio => PlainLimits.AtEvents(x).Times(average * statistic.Per),
    };

    private static IEnumerable<string[]> Lines(FunnelGroup funnel)
    {
        if (funnel.Used.Count == 0)
            yield break;

        var (average, statistic) = (funnel.Average, funnel.Statistic);
        var largest = TwoDigitsUp(1.05 * funnel.Used.Values.Max(unit => unit.Size));
        foreach (var x in Steps(statistic.Kind == FunnelKind.Proportion ? largest : Math.Ceiling(largest * average)))
            yield return [funnel.Dataset, statistic.Statistic, CsvRow.Text(x), .. Text(At(statistic, x, average)), CsvRow.Text(average * statistic.Per)];
    }

    /// <summary>Whole numbers from 1 to the largest, each in proportion to the one before as far as whole numbers can be.</summary>
    private static IEnumerable<double> Steps(double largest)
    {
        var x = 1.0;
        yield return x;
        for (var left = LineSteps - 1; left > 0; left--)
        {
            x = Math.Max(x + 1, Math.Floor((x * Math.Pow(Math.Max(1, largest / x), 1.0 / left)) + 0.5));
            yield return x;
        }
    }

    private static double TwoDigitsUp(double x)
    {
        var unit = Math.Pow(10, Math.Floor(Math.Log10(x)) - 1);
        return Math.Ceiling(x / unit) * unit;
    }

    private static string[] Text(FunnelLimits limits) =>
        [CsvRow.Text(limits.Lower95), CsvRow.Text(limits.Upper95), CsvRow.Text(limits.Lower998), CsvRow.Text(limits.Upper998)];

    /// <summary>PHEindicatormethods' word for a verdict.</summary>
    private static string Significance(FunnelVerdict verdict) => verdict switch
    {
        FunnelVerdict.Within => "Not significant",
        FunnelVerdict.Low95 => "Low (0.025)",
        FunnelVerdict.Low998 => "Low (0.001)",
        FunnelVerdict.High95 => "High (0.025)",
        FunnelVerdict.High998 => "High (0.001)",
    };

    private static string Word(FunnelVerdict verdict) => verdict switch
    {
        FunnelVerdict.Within => "within",
        FunnelVerdict.Low95 => "low95",
        FunnelVerdict.Low998 => "low998",
        FunnelVerdict.High95 => "high95",
        FunnelVerdict.High998 => "high998",
    };

    /// <summary>The rows of one funnel.</summary>
    private sealed class FunnelGroup
    {
        private readonly Dictionary<CsvRow, string> _leftOut = [];
        private readonly Dictionary<CsvRow, DispersedUnit> _dispersed = [];
        private readonly bool _adjust;
        private readonly Dispersion? _dispersion;

        public FunnelGroup(string dataset, FunnelStatistic statistic, bool adjust, List<CsvRow> rows)
        {
            (Dataset, Statistic, Rows, _adjust) = (dataset, statistic, rows, adjust);
            var seen = new Dictionary<string, long>(StringComparer.Ordinal);
            foreach (var row in rows)
            {
                if (!seen.TryAdd(row["unit"], row.Line))
                    throw row.Fault("unit", $"\"{row["unit"]}\" stands already on line {seen[row["unit"]]}; keep one of the two rows, or name their datasets");

                if (Read(row) is { } unit)
                    Used.Add(row, unit);
            }

            Average = Overall(Used.Values);
            // FunnelPlotR has no logarithm of nothing, and leaves such units out of the average too.
            var kept = Used.Where(entry => entry.Value.Count > 0 || !(statistic.IsFunnelPlotR && statistic.Kind != FunnelKind.Proportion)).ToList();
            if (kept.Count == 0 || Average == 0)
                return;

            var average = Overall(kept.ConvertAll(entry => entry.Value));
            _dispersion = Dispersion.Measure(
                kept.ConvertAll(entry => (entry.Value.Count, statistic.Method is DispersionMethod.Arcsine or DispersionMethod.LogarithmOfRate ? entry.Value.Size : entry.Value.Size * average)),
                average,
                statistic.Method);
            for (var i = 0; i < kept.Count; i++)
                _dispersed.Add(kept[i].Key, _dispersion.Units[i]);
        }

        public string Dataset { get; }

        public FunnelStatistic Statistic { get; }

        public List<CsvRow> Rows { get; }

        /// <summary>Counts and sizes of the units that have both.</summary>
        public Dictionary<CsvRow, (double Count, double Size)> Used { get; } = [];

        /// <summary>The count of all over the size of all; 1 where the file gives expected counts, and where it does not, what makes them of sizes.</summary>
        public double Average { get; }

        private bool UsesAdjusted => _adjust && _dispersion?.Exceeds == true;

        public string[] Answer(CsvRow row)
        {
            if (!Used.TryGetValue(row, out var unit))
                return [.. Answers.Select(name => name == "note" ? $"left out: {_leftOut[row]}" : "")];

            var ratio = Statistic.Kind == FunnelKind.Ratio;
            var (size, reference) = ratio ? (unit.Size * Average, 1) : (unit.Size, Average);
            var value = unit.Count / size;
            var none = Average == 0;
            var plain = none ? default
                : Statistic.Kind == FunnelKind.Proportion ? PlainLimits.OfProportion(reference, size)
                : PlainLimits.OfRatio(size * reference).Times(reference);
            string[] limits = none ? ["", "", "", ""] : Text(plain.Times(Statistic.Per));
            string[] own =
            [
                Statistic.Statistic,
                CsvRow.Text(value * Statistic.Per),
                none ? "" : Significance(PlainLimits.Significance(Statistic.Kind, unit.Count, size, reference)),
                .. limits,
                Statistic.DataType,
                _adjust ? "1" : "0",
            ];

            return _dispersed.TryGetValue(row, out var dispersed)
                ? [.. own, .. Spread(dispersed, value, plain, reference)]
                : [.. own, .. Enumerable.Repeat("", 12), none ? "" : Word(plain.Judge(value)), none ? "no unit has an event" : "no event: left out of the spread"];
        }

        public string[] Summary()
        {
            var outliers = _dispersed.Values.Count(IsOutlier);
            return
            [
                Dataset,
                Statistic.DataType,
                _adjust ? "1" : "0",
                CsvRow.Text(_adjust ? _dispersion?.Phi : 0),
                CsvRow.Text(_adjust ? _dispersion?.TauSquared : 0),
                UsesAdjusted ? "1" : "0",
                UsesAdjusted ? "0" : "1",
                CsvRow.Text(outliers),
                CsvRow.Text(_dispersed.Count),
            ];
        }

        private string[] Spread(DispersedUnit unit, double value, FunnelLimits plain, double reference)
        {
            var adjusted = _dispersion!.Limits(unit.Size, _adjust ? _dispersion.TauSquared : 0);
            var few = _dispersed.Count < Funnel.FewestUnits;
            var back = Statistic.Kind == FunnelKind.Rate && Statistic.Method == DispersionMethod.SquareRoot ? reference : 1;
            return
            [
                CsvRow.Text(unit.Value * back),
                CsvRow.Text(unit.Z),
                CsvRow.Text(unit.KeptZ),
                .. Text(_dispersion.Unadjusted(unit.Size).Times(back)),
                .. Text(adjusted.Times(back)),
                IsOutlier(unit) ? "1" : "0",
                few ? "" : Word((UsesAdjusted ? adjusted.Times(back) : plain).Judge(value)),
                few ? $"no funnel: fewer than {Funnel.FewestUnits} units" : "",
            ];
        }

        private bool IsOutlier(DispersedUnit unit)
        {
            var limits = UsesAdjusted ? _dispersion!.Adjusted(unit.Size) : _dispersion!.Unadjusted(unit.Size);
            return limits.Judge(unit.Value) is FunnelVerdict.Low998 or FunnelVerdict.High998;
        }

        private (double Count, double Size)? Read(CsvRow row)
        {
            // The expected counts of a ratio may stand in the file; else they are what the average makes of the sizes.
            var column = Statistic.Kind == FunnelKind.Ratio && row["expected"].Length > 0 ? "expected" : "denominator";
            var (count, size) = (row.Count("numerator"), row.Count(column));
            if (Statistic.Kind == FunnelKind.Proportion && count > size)
                throw row.Fault("numerator", $"{row["numerator"]} is more than the {column}, {row[column]}; a share cannot be, and a rate is asked for with --kind rate");

            if (count is { } x && size is > 0)
                return (x, size.Value);

            _leftOut.Add(row, count is null ? "no figure" : size is null ? "no size" : "its size is 0");
            return null;
        }

        private double Overall(IReadOnlyCollection<(double Count, double Size)> units) =>
            Statistic.Kind == FunnelKind.Ratio && Rows.Exists(static row => row["expected"].Length > 0) ? 1 : units.Sum(unit => unit.Count) / units.Sum(unit => unit.Size);
    }
}
