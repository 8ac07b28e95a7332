using System.Globalization;
using Scrutiny.Measures;
using Scrutiny.Observations;
using Scrutiny.Statistics;

namespace Scrutiny.Boards;

/// <summary>Says in plain English what a panel shows, and never more than its figures bear.</summary>
public static class PanelWords
{
    private const int MostNamed = 4;

    /// <summary>The message above a panel's picture, one or several sentences; empty where the panel's own words or table say all.</summary>
    /// <param name="panel">The panel.</param>
    /// <param name="series">Its series, at least one of them with a figure.</param>
    /// <param name="setting">What it needs besides.</param>
    public static string Message(Panel panel, IReadOnlyList<BoardSeries> series, PanelSetting setting)
    {
        ArgumentNullException.ThrowIfNull(panel);
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(setting);
        if (panel.Message != Panel.Auto)
        {
            return panel.Message;
        }

        var shown = series.Where(one => one.Series.Latest is not null).ToList();
        return panel.Type switch
        {
            PanelType.Text => "",
            PanelType.Bar => Comparison(panel, shown),
            PanelType.SmallMultiples or PanelType.SparklineTable => Signals(shown),
            PanelType.BeforeAfter when setting.Split is { } split => Parted(shown[0], split),
            PanelType.Funnel => ForceFunnel.Words(series[0].Measure, setting.Compared),
            PanelType.Headline or PanelType.Spc or PanelType.Column or PanelType.BeforeAfter or PanelType.Line or PanelType.Table when shown.Count == 1 => Sentence(shown[0], panel.Type == PanelType.Headline),
            PanelType.Headline or PanelType.Spc or PanelType.Column or PanelType.BeforeAfter or PanelType.Line or PanelType.Table => $"{string.Join(' ', shown.Select(one => Named(one, shown)))} {Signals(shown)}".Trim(),
        };
    }

    /// <summary>The panel's heading: its own, or the measure's name; with the part, where the reader chose one or the board gives no title for it.</summary>
    /// <param name="panel">The panel.</param>
    /// <param name="series">Its series, at least one.</param>
    public static string Title(Panel panel, IReadOnlyList<BoardSeries> series)
    {
        ArgumentNullException.ThrowIfNull(panel);
        ArgumentNullException.ThrowIfNull(series);
        var title = panel.Title ?? series[0].Measure.Name;
        var parts = series.Select(one => one.Name.Breakdown).Distinct().ToList();
        return panel.Breakdowns.Count == 0 && parts is [not SeriesName.Total] && (panel.Breakdown is null || panel.Title is null) ? $"{title}: {series[0].Part}" : title;
    }

    /// <summary>What the marks in a panel's table mean; empty where every figure is final.</summary>
    /// <param name="series">Series with figures.</param>
    /// <param name="lookback">How far back the panel looks.</param>
    public static string Marks(IReadOnlyList<BoardSeries> series, Lookback lookback)
    {
        ArgumentNullException.ThrowIfNull(series);
        var end = series.Max(one => one.Series.Values[^1].Period.To);
        return string.Join(", ", series.SelectMany(one => one.Series.Values.Where(value => lookback.Holds(value.Period, end))).Select(value => value.Point?.Status ?? ObservationStatus.NotAvailable)
            .Where(status => status != ObservationStatus.Final).Distinct().Order().Select(status => $"{status.Mark()} {status.Words()}"));
    }

    /// <summary>Why a panel has no figure although there are periods.</summary>
    /// <param name="series">Its series.</param>
    public static string Withheld(IReadOnlyList<BoardSeries> series)
    {
        ArgumentNullException.ThrowIfNull(series);
        var statuses = series.SelectMany(one => one.Series.Values).Select(value => value.Point?.Status).OfType<ObservationStatus>().Distinct().Order().Select(status => $"{status.Mark()} {status.Words()}").ToList();
        return $"The publisher gives no figure here: {string.Join(", ", statuses)}.";
    }

    /// <summary>The latest figure of a series, how it compares, whether it is a real change, and whether it met its target.</summary>
    /// <param name="series">The series.</param>
    /// <param name="brief">Leaves the comparison out, for a small panel.</param>
    public static string Sentence(BoardSeries series, bool brief)
    {
        ArgumentNullException.ThrowIfNull(series);
        var words = SeriesWords.Of(series.Series);
        return string.Join(' ', new[] { words.Latest, brief ? "" : words.Change, words.Signal, words.Target }.Where(sentence => sentence.Length > 0));
    }

    /// <summary>How parts or areas compare at the latest period.</summary>
    /// <param name="panel">The panel.</param>
    /// <param name="series">Its series with figures.</param>
    public static string Comparison(Panel panel, IReadOnlyList<BoardSeries> series)
    {
        ArgumentNullException.ThrowIfNull(panel);
        ArgumentNullException.ThrowIfNull(series);
        var period = PanelPicture.LastPeriod(series);
        var present = series.Select(one => (Series: one, PanelPicture.At(one, period)?.Value)).Where(one => one.Value is not null).OrderByDescending(one => one.Value).ToList();
        var measure = series[0].Measure;
        var (most, least) = (present[0], present[^1]);
        string Named((BoardSeries Series, decimal? Value) one) => $"{PanelPicture.NameAmong(one.Series, series)} ({FigureText.Words(one.Value!.Value, measure)})";
        if (present.Count == 1)
        {
            return $"{period.Opening(measure.Frequency)} only {PanelPicture.NameAmong(most.Series, series)} has a figure: {FigureText.Words(most.Value!.Value, measure)}.";
        }

        if (present.Count == 2)
        {
            return $"{period.Opening(measure.Frequency)}: {Named(most)} and {Named(least)}.";
        }

        if (panel.Breakdowns.Count > 0 && measure.Unit is Unit.Count or Unit.Hours or Unit.Pounds)
        {
            return $"{period.Opening(measure.Frequency)}, the largest of {present.Count} parts was {Named(most)}, and the smallest {Named(least)}.";
        }

        var caution = panel.Areas.Count > 0 && measure.Unit is Unit.Count or Unit.Hours or Unit.Pounds ? " Areas differ in size, so this is no ranking of how well they do." : "";
        return $"{period.Opening(measure.Frequency)}, figures ranged from {Named(least)} to {Named(most)}.{caution}";
    }

    /// <summary>Which of several series show a real change.</summary>
    /// <param name="series">Series with figures.</param>
    public static string Signals(IReadOnlyList<BoardSeries> series)
    {
        ArgumentNullException.ThrowIfNull(series);
        var judged = series.Where(one => one.Series.Control?.Variation is not null).ToList();
        if (judged.Count == 0)
        {
            return series.Any(one => one.Series.Measure.Chart == ChartKind.Spc) ? "There are too few figures yet to tell a change from chance." : "";
        }

        var changed = judged.Where(one => one.Series.Control!.Variation != Variation.CommonCause).ToList();
        var rest = judged.Count - changed.Count;
        if (changed.Count == 0)
        {
            return judged.Count == 1 ? "The latest figure is within its usual range: no sign of a real change." : $"The latest figures of all {Number(judged.Count)} are within their usual ranges: no sign of a real change.";
        }

        var names = changed.Take(MostNamed).Select(one => PanelPicture.NameAmong(one, series)).ToList();
        var more = changed.Count - names.Count;
        var list = more > 0 ? $"{string.Join(", ", names)} and {Number(more)} more" : names.Count == 1 ? names[0] : $"{string.Join(", ", names[..^1])} and {names[^1]}";
        return $"Latest figures outside what chance alone would give: {list}.{(rest == 0 ? "" : rest == 1 ? " The other one varies as usual." : $" The other {Number(rest)} vary as usual.")}";
    }

    /// <summary>What a series was like before and after an event.</summary>
    /// <param name="series">The series.</param>
    /// <param name="split">The event.</param>
    public static string Parted(BoardSeries series, Annotation split)
    {
        ArgumentNullException.ThrowIfNull(split);
        return SidesOf(series, split) is { } sides
            ? $"{split.Title}: {split.Date.ToString("d MMMM yyyy", British)}. {sides.Sentence} Other things changed in that time too: this shows what differed, not why."
            : $"There are no figures on both sides of “{split.Title}” yet, so nothing can be said of before and after.";
    }

    /// <summary>Both sides of an event; null where one of them has no figure, or the event does not concern the series.</summary>
    /// <param name="series">The series.</param>
    /// <param name="split">The event.</param>
    public static BeforeAfter? SidesOf(BoardSeries series, Annotation split)
    {
        ArgumentNullException.ThrowIfNull(series);
        return BeforeAfter.Of(series.Series).FirstOrDefault(sides => sides.Mark.Annotation == split);
    }

    private static string Named(BoardSeries series, List<BoardSeries> all) =>
        all.Select(one => one.Name.Measure).Distinct().Count() == all.Count ? SeriesSentence.Latest(series.Series) : $"{PanelPicture.NameAmong(series, all)}: {SeriesSentence.Latest(series.Series)}";

    private static string Number(int count) => count.ToString(CultureInfo.InvariantCulture);

    private static CultureInfo British { get; } = CultureInfo.GetCultureInfo("en-GB");
}
