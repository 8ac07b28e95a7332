using System.Globalization;
using Microsoft.AspNetCore.Html;
using Scrutiny.Boards;
using Scrutiny.Charts;
using Scrutiny.Comparisons;
using Scrutiny.Measures;
using Scrutiny.Observations;
using Scrutiny.Periods;
using Scrutiny.Statistics;
using Scrutiny.Web.Pages.Components;

namespace Scrutiny.Web.Pages.Boards;

/// <summary>The table behind each kind of panel. A figure is the link to its receipt.</summary>
internal static class PanelTables
{
    private const string Unpublished = "unpublished";

    /// <summary>The table; null for a panel that has none.</summary>
    /// <param name="panel">The panel.</param>
    /// <param name="series">Its series.</param>
    /// <param name="lookback">How far back it looks.</param>
    /// <param name="caption">The panel's heading.</param>
    /// <param name="setting">What it needs besides.</param>
    /// <param name="charts">Draws the small pictures of a sparkline table.</param>
    public static DataTable? Of(Panel panel, IReadOnlyList<BoardSeries> series, Lookback lookback, string caption, PanelSetting setting, IChartRenderer charts)
    {
        var shown = series.Where(one => one.Series.Values.Count > 0).ToList();
        return (panel.Type switch
        {
            PanelType.Text => null,
            PanelType.Bar => Comparison(panel, shown, caption),
            PanelType.SmallMultiples => Latest(shown, caption),
            PanelType.SparklineTable => Sparklines(panel, series, charts),
            PanelType.Funnel => Forces(series, caption, setting.Compared),
            // A board often shows a measure's figure and, further down, its chart; tables of both need names of their own.
            PanelType.Headline when shown.Count == 1 => OverTime(shown[0], lookback, "Behind the headline: " + caption),
            PanelType.Headline or PanelType.Spc or PanelType.Column or PanelType.BeforeAfter or PanelType.Line or PanelType.Table when shown.Count == 1 => OverTime(shown[0], lookback, caption),
            PanelType.Headline or PanelType.Spc or PanelType.Column or PanelType.BeforeAfter or PanelType.Line or PanelType.Table => SideBySide(shown, lookback, caption),
        }) is { } table ? table with { CaptionClasses = "govuk-visually-hidden" } : null;
    }

    /// <summary>A figure with its mark, as the link to its receipt.</summary>
    public static IHtmlContent Figure(BoardSeries series, SeriesPoint? point)
    {
        if (point is null)
        {
            return StatusMark.After("", "x");
        }

        var words = point.Value is { } value ? FigureText.Number(value, series.Measure) : point.Status.Words();
        var html = new HtmlContentBuilder().Raw("<a class=\"govuk-link\" href=\"/receipts/").Text(point.Receipt.ToString(CultureInfo.InvariantCulture)).Raw("\">").Text(words).Raw("</a>");
        if (point.Value is not null)
        {
            html.Content(StatusMark.Html(point.Status.Mark().Trim('[', ']')));
        }

        return series.Waiting.Contains(point.Receipt) ? html.Raw(" <strong class=\"govuk-tag govuk-tag--purple app-panel__waiting\">").Text(Unpublished).Raw("</strong>") : html;
    }

    private static DataTable OverTime(BoardSeries series, Lookback lookback, string caption)
    {
        var measure = series.Measure;
        var control = series.Series.Control is not null;
        List<TableColumn> columns = [new("Period"), new(FigureText.Heading(measure.Unit), Numeric: true)];
        if (control)
        {
            columns.AddRange([new("Usual range"), new("Signal")]);
        }

        var end = series.Series.Values[^1].Period.To;
        return new DataTable($"{caption}, {series.Area.Name}", columns, [.. series.Series.Values.Reverse().Where(value => lookback.Holds(value.Period, end)).Select(value =>
        {
            List<TableCell> cells = [new(Capital(value.Period.Words(measure.Frequency))), new(null, Figure(series, value.Point))];
            if (control)
            {
                cells.Add(new(Range(value, measure)));
                cells.Add(new(value is { Point.Value: not null, Judged: { } judged } ? Signal(judged.Meaning) : ""));
            }

            return (IReadOnlyList<TableCell>)cells;
        })]);
    }

    private static DataTable SideBySide(List<BoardSeries> series, Lookback lookback, string caption)
    {
        var end = series.Max(one => one.Series.Values[^1].Period.To);
        var periods = series.SelectMany(one => one.Series.Values.Select(value => (value.Period, one.Measure.Frequency))).Where(entry => lookback.Holds(entry.Period, end)).Distinct().OrderByDescending(entry => entry.Period).ToList();
        return new DataTable(
            caption,
            [new("Period"), .. series.Select(one => new TableColumn($"{PanelPicture.NameAmong(one, series)}{(one.Measure.Unit == Unit.Count ? "" : $" ({FigureText.Heading(one.Measure.Unit).ToLowerInvariant()})")}", Numeric: true))],
            [.. periods.Select(entry => (IReadOnlyList<TableCell>)[new(Capital(entry.Period.Words(entry.Frequency))), .. series.Select(one => new TableCell(null, Figure(one, PanelPicture.At(one, entry.Period))))])]);
    }

    private static DataTable Comparison(Panel panel, List<BoardSeries> series, string caption)
    {
        var period = PanelPicture.LastPeriod(series);
        var measure = series[0].Measure;
        return new DataTable(
            $"{caption}, {period.Words(measure.Frequency)}",
            [new(panel.Areas.Count > 0 ? "Area" : "Part"), new($"{FigureText.Heading(measure.Unit)}, {period.Words(measure.Frequency)}", Numeric: true)],
            [.. PanelPicture.InOrder(panel, series, period).Select(one => (IReadOnlyList<TableCell>)[new(PanelPicture.NameAmong(one, series)), new(null, Figure(one, PanelPicture.At(one, period)))])]);
    }

    private static DataTable? Forces(IReadOnlyList<BoardSeries> series, string caption, ForcesCompared? compared)
    {
        if (compared is null)
        {
            return null;
        }

        var measure = compared.Measure;
        var forces = series.Where(one => one.Name.Measure == series[0].Name.Measure).ToDictionary(one => one.Name.Area);
        var points = compared.Funnel is { Refusal: null } funnel ? funnel.Points.ToDictionary(point => point.Unit.Name) : [];
        return new DataTable(
            $"{caption}, {compared.Period.Words(measure.Frequency)}",
            [new("Force"), new($"{FigureText.Heading(measure.Unit)}, {compared.Period.Words(measure.Frequency)}", Numeric: true), new("Against the usual range")],
            [.. compared.Figures.Select(figure => (IReadOnlyList<TableCell>)
            [
                new(figure.Area.Name),
                new(null, Figure(forces[figure.Area.Code], PanelPicture.At(forces[figure.Area.Code], compared.Period))),
                new(points.TryGetValue(figure.Area.Name, out var point) ? ComparisonWords.Place(point.Verdict) : "Left out"),
            ])]);
    }

    private static DataTable Latest(List<BoardSeries> series, string caption)
    {
        var control = series.Any(one => one.Series.Control is not null);
        List<TableColumn> columns = [new(series.Select(one => one.Name.Area).Distinct().Count() > 1 ? "Area" : "Part"), new("Latest", Numeric: true), new("Period")];
        if (control)
        {
            columns.AddRange([new("Usual range"), new("Signal")]);
        }

        return new DataTable(caption, columns, [.. series.Select(one =>
        {
            var latest = one.Series.Latest;
            List<TableCell> cells = [new(PanelPicture.NameAmong(one, series)), new(null, Figure(one, latest?.Point)), new(latest?.Period.Words(one.Measure.Frequency) ?? "")];
            if (control)
            {
                cells.Add(new(latest is null ? "" : Range(latest, one.Measure)));
                cells.Add(new(latest?.Judged is { } judged ? Signal(judged.Meaning) : ""));
            }

            return (IReadOnlyList<TableCell>)cells;
        })]);
    }

    private static DataTable Sparklines(Panel panel, IReadOnlyList<BoardSeries> series, IChartRenderer charts) => new(
        panel.Title ?? "Measures at a glance",
        [new("Measure"), new("Latest", Numeric: true), new("Period"), new("Recent figures"), new("What it shows")],
        [.. series.Select((one, row) =>
        {
            var latest = one.Series.Latest;
            var picture = latest is null ? null : PanelPicture.Sparkline(one, $"{panel.Id}-row-{row}");
            return (IReadOnlyList<TableCell>)
            [
                new(null, new HtmlContentBuilder().Raw("<a class=\"govuk-link\" href=\"/performance/").Text(one.Name.Measure).Raw("\">").Text(one.Measure.Name).Raw("</a>").Content(one.Synthetic ? new HtmlString("<span class=\"app-under\">Synthetic data</span>") : HtmlString.Empty)),
                latest is null ? new("No figures yet") : new(null, BriefFigure(one, latest.Point!)),
                new(latest is null ? "" : Capital(latest.Period.Words(one.Measure.Frequency))),
                picture is null ? new("") : new(null, new HtmlContentBuilder().Raw("<span class=\"app-panel__spark\">").Raw(charts.Render(picture)).Raw("</span>")),
                new(null, one.Series.Control?.Variation is { } variation ? VariationTagHelper.Html(variation.Label()) : new HtmlContentBuilder().Text(latest is null ? "" : one.Measure.Chart == Measures.ChartKind.Run ? "Not judged: a chart without limits" : "Too few figures to judge")),
            ];
        })]);

    private static HtmlContentBuilder BriefFigure(BoardSeries series, SeriesPoint point)
    {
        var html = new HtmlContentBuilder().Raw("<a class=\"govuk-link\" href=\"/receipts/").Text(point.Receipt.ToString(CultureInfo.InvariantCulture)).Raw("\">").Text(FigureText.Brief(point.Value!.Value, series.Measure)).Raw("</a>").Content(StatusMark.Html(point.Status.Mark().Trim('[', ']')));
        return series.Waiting.Contains(point.Receipt) ? html.Raw(" <strong class=\"govuk-tag govuk-tag--purple app-panel__waiting\">").Text(Unpublished).Raw("</strong>") : html;
    }

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
