using System.Globalization;
using Scrutiny.Comparisons;
using Scrutiny.Measures;
using Scrutiny.Observations;
using Scrutiny.Periods;
using Scrutiny.Statistics;

namespace Scrutiny.Boards;

/// <summary>The table behind each kind of panel.</summary>
public static class PanelTables
{
    /// <summary>The table; null for a panel that has none.</summary>
    /// <param name="panel">The panel.</param>
    /// <param name="series">Its series.</param>
    /// <param name="lookback">How far back it looks.</param>
    /// <param name="caption">The panel's heading.</param>
    /// <param name="setting">What it needs besides.</param>
    public static FigureTable? Of(Panel panel, IReadOnlyList<BoardSeries> series, Lookback lookback, string caption, PanelSetting setting)
    {
        ArgumentNullException.ThrowIfNull(panel);
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(setting);
        var shown = series.Where(one => one.Series.Values.Count > 0).ToList();
        return panel.Type switch
        {
            PanelType.Text => null,
            PanelType.Bar => Comparison(panel, shown, caption),
            PanelType.SmallMultiples => Latest(shown, caption),
            PanelType.SparklineTable => Sparklines(panel, series),
            PanelType.Funnel => Forces(series, caption, setting.Compared),
            // A board often shows a measure's figure and, further down, its chart; tables of both need names of their own.
            PanelType.Headline when shown.Count == 1 => OverTime(shown[0], lookback, "Behind the headline: " + caption),
            PanelType.Headline or PanelType.Spc or PanelType.Column or PanelType.BeforeAfter or PanelType.Line or PanelType.Table when shown.Count == 1 => OverTime(shown[0], lookback, caption),
            PanelType.Headline or PanelType.Spc or PanelType.Column or PanelType.BeforeAfter or PanelType.Line or PanelType.Table => SideBySide(shown, lookback, caption),
        };
    }

    private static FigureTable OverTime(BoardSeries series, Lookback lookback, string caption)
    {
        var measure = series.Measure;
        var control = series.Series.Control is not null;
        List<FigureColumn> columns = [new("Period"), new(FigureText.Heading(measure.Unit), Numeric: true)];
        if (control)
        {
            columns.AddRange([new("Usual range"), new("Signal")]);
        }

        var end = series.Series.Values[^1].Period.To;
        return new FigureTable($"{caption}, {series.Area.Name}", columns, [.. series.Series.Values.Reverse().Where(value => lookback.Holds(value.Period, end)).Select(value =>
        {
            List<FigureCell> cells = [new(Capital(value.Period.Words(measure.Frequency))), Figure(series, value.Period, value.Point)];
            if (control)
            {
                cells.Add(new(Range(value, measure)));
                cells.Add(new(value is { Point.Value: not null, Judged: { } judged } ? Signal(judged.Meaning) : ""));
            }

            return (IReadOnlyList<FigureCell>)cells;
        })]);
    }

    private static FigureTable SideBySide(List<BoardSeries> series, Lookback lookback, string caption)
    {
        var end = series.Max(one => one.Series.Values[^1].Period.To);
        var periods = series.SelectMany(one => one.Series.Values.Select(value => (value.Period, one.Measure.Frequency))).Where(entry => lookback.Holds(entry.Period, end)).Distinct().OrderByDescending(entry => entry.Period).ToList();
        return new FigureTable(
            caption,
            [new("Period"), .. series.Select(one => new FigureColumn($"{PanelPicture.NameAmong(one, series)}{(one.Measure.Unit == Unit.Count ? "" : $" ({FigureText.Heading(one.Measure.Unit).ToLowerInvariant()})")}", Numeric: true))],
            [.. periods.Select(entry => (IReadOnlyList<FigureCell>)[new(Capital(entry.Period.Words(entry.Frequency))), .. series.Select(one => Figure(one, entry.Period, PanelPicture.At(one, entry.Period)))])]);
    }

    private static FigureTable Comparison(Panel panel, List<BoardSeries> series, string caption)
    {
        var period = PanelPicture.LastPeriod(series);
        var measure = series[0].Measure;
        return new FigureTable(
            $"{caption}, {period.Words(measure.Frequency)}",
            [new(panel.Areas.Count > 0 ? "Area" : "Part"), new($"{FigureText.Heading(measure.Unit)}, {period.Words(measure.Frequency)}", Numeric: true)],
            [.. PanelPicture.InOrder(panel, series, period).Select(one => (IReadOnlyList<FigureCell>)[new(PanelPicture.NameAmong(one, series)), Figure(one, period, PanelPicture.At(one, period))])]);
    }

    private static FigureTable? Forces(IReadOnlyList<BoardSeries> series, string caption, ForcesCompared? compared)
    {
        if (compared is null)
        {
            return null;
        }

        var measure = compared.Measure;
        var forces = series.Where(one => one.Name.Measure == series[0].Name.Measure).ToDictionary(one => one.Name.Area);
        var points = compared.Funnel is { Refusal: null } funnel ? funnel.Points.ToDictionary(point => point.Unit.Name) : [];
        return new FigureTable(
            $"{caption}, {compared.Period.Words(measure.Frequency)}",
            [new("Force"), new($"{FigureText.Heading(measure.Unit)}, {compared.Period.Words(measure.Frequency)}", Numeric: true), new("Against the usual range")],
            [.. compared.Figures.Select(figure => (IReadOnlyList<FigureCell>)
            [
                new(figure.Area.Name),
                Figure(forces[figure.Area.Code], compared.Period, PanelPicture.At(forces[figure.Area.Code], compared.Period)),
                new(points.TryGetValue(figure.Area.Name, out var point) ? ComparisonWords.Place(point.Verdict) : "Left out"),
            ])]);
    }

    private static FigureTable Latest(List<BoardSeries> series, string caption)
    {
        var control = series.Any(one => one.Series.Control is not null);
        List<FigureColumn> columns = [new(series.Select(one => one.Name.Area).Distinct().Count() > 1 ? "Area" : "Part"), new("Latest", Numeric: true), new("Period")];
        if (control)
        {
            columns.AddRange([new("Usual range"), new("Signal")]);
        }

        return new FigureTable(caption, columns, [.. series.Select(one =>
        {
            var latest = one.Series.Latest;
            List<FigureCell> cells = [new(PanelPicture.NameAmong(one, series)), Figure(one, (latest ?? one.Series.Values[^1]).Period, latest?.Point), new(latest?.Period.Words(one.Measure.Frequency) ?? "")];
            if (control)
            {
                cells.Add(new(latest is null ? "" : Range(latest, one.Measure)));
                cells.Add(new(latest?.Judged is { } judged ? Signal(judged.Meaning) : ""));
            }

            return (IReadOnlyList<FigureCell>)cells;
        })]);
    }

    private static FigureTable Sparklines(Panel panel, IReadOnlyList<BoardSeries> series) => new(
        panel.Title ?? "Measures at a glance",
        [new("Measure"), new("Latest", Numeric: true), new("Period"), new("Recent figures"), new("What it shows")],
        [.. series.Select((one, row) =>
        {
            var latest = one.Series.Latest;
            return (IReadOnlyList<FigureCell>)
            [
                new(one.Measure.Name) { Names = one },
                latest is null ? new("No figures yet") : Figure(one, latest.Period, latest.Point) with { Text = FigureText.Brief(latest.Point!.Value!.Value, one.Measure) },
                new(latest is null ? "" : Capital(latest.Period.Words(one.Measure.Frequency))),
                new("") { Sparkline = latest is null ? null : PanelPicture.Sparkline(one, $"{panel.Id}-row-{row}") },
                one.Series.Control?.Variation is { } variation
                    ? new(variation.Words()) { Variation = variation }
                    : new(latest is null ? "" : one.Measure.Chart == ChartKind.Run ? "Not judged: a chart without limits" : "Too few figures to judge"),
            ];
        })]);

    private static FigureCell Figure(BoardSeries series, Period period, SeriesPoint? point) =>
        new(point is null ? "" : point.Value is { } value ? FigureText.Number(value, series.Measure) : point.Status.Words()) { Figure = new TableFigure(series, period, point) };

    private static string Range(JudgedValue value, Measure measure) =>
        value.Judged is { Lpl: { } low, Upl: { } high } ? $"{FigureText.Number((decimal)low, measure)} to {FigureText.Number((decimal)high, measure)}" : "Too few figures";

    private static string Signal(Meaning meaning) => meaning switch
    {
        Meaning.CommonCause => "Within the usual range",
        Meaning.Improvement => "Sign of improvement",
        Meaning.Concern => "Cause for concern",
        Meaning.NeutralHigh or Meaning.NeutralLow => "Sign of a real change",
    };

    private static string Capital(string words) => words.Length == 0 ? words : char.ToUpper(words[0], CultureInfo.InvariantCulture) + words[1..];
}
