using System.Globalization;
using Microsoft.AspNetCore.Html;
using Scrutiny.BoardReadings;
using Scrutiny.Boards;
using Scrutiny.Charts;
using Scrutiny.Dashboards;
using Scrutiny.Measures;
using Scrutiny.Observations;
using Scrutiny.Statistics;
using Scrutiny.Web.Figures;
using Scrutiny.Web.Pages.Components;

namespace Scrutiny.Web.Pages.Boards;

/// <summary>Makes what a page shows of a panel. What fails in one panel stays in it.</summary>
internal sealed partial class PanelViews(Catalogue catalogue, IChartRenderer charts, TimeProvider clock, ILogger<PanelViews> log)
{
    private static readonly CultureInfo British = CultureInfo.GetCultureInfo("en-GB");

    /// <summary>The series of some panels of a board.</summary>
    public static IReadOnlyList<SeriesName> Names(IEnumerable<Panel> panels, BoardChoice choice, Catalogue catalogue) =>
        [.. panels.SelectMany(panel => NamesOf(panel, choice, catalogue)).Distinct()];

    public static IReadOnlyList<SeriesName> NamesOf(Panel panel, BoardChoice choice, Catalogue catalogue) =>
        PanelSeries.Of(panel, choice.Home.Code, choice.Area.Code, choice.Breakdown == SeriesName.Total ? null : choice.Breakdown, catalogue);

    /// <summary>The panel with its figures.</summary>
    /// <param name="slug">The board's address.</param>
    /// <param name="board">The board.</param>
    /// <param name="panel">The panel.</param>
    /// <param name="choice">What the reader chose.</param>
    /// <param name="reading">The figures of the board, or of this panel.</param>
    /// <param name="query">The choice as addresses continue it.</param>
    /// <param name="site">The address of this site, for the code of a frame.</param>
    public PanelView Of(string slug, Board board, Panel panel, BoardChoice choice, BoardReading reading, string query, string site)
    {
        try
        {
            return panel.Type == PanelType.Text
                ? new PanelView(panel, panel.Title ?? "", PanelState.Words) { Paragraphs = [.. panel.Words!.ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)] }
                : WithSeries(slug, board, panel, choice, reading, query, site);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            LogPanelFailed(slug, panel.Id, failure);
            return new PanelView(panel, panel.Title ?? "A panel of this board", PanelState.Failed) { Absence = "This part of the page can’t be shown just now. The rest of the page is complete, and the fault has been noted." };
        }
    }

    /// <summary>The panel's picture at a width; null where it has none or no figures.</summary>
    public ChartPicture? Picture(Board board, Panel panel, BoardChoice choice, BoardReading reading, string id)
    {
        var series = NamesOf(panel, choice, catalogue).Select(name => reading.Series[name]).ToList();
        return PanelPicture.Of(panel, series, choice.LookbackOf(panel, board), PanelSetting.Of(panel, series, catalogue), id, PanelWords.Title(panel, series));
    }

    private PanelView WithSeries(string slug, Board board, Panel panel, BoardChoice choice, BoardReading reading, string query, string site)
    {
        var series = NamesOf(panel, choice, catalogue).Select(name => reading.Series[name]).ToList();
        if (series.Count == 0)
        {
            throw new InvalidOperationException($"The panel '{panel.Id}' shows no series; a measure that it names is gone.");
        }

        var title = PanelWords.Title(panel, series);
        var page = panel.Type == PanelType.Funnel ? $"/compare/{panel.Measure}" : series.Select(one => one.Name.Measure).Distinct().Count() == 1 ? PageOf(series, choice, query) : null;
        var view = new PanelView(panel, title, PanelState.Figures) { Page = page, About = AboutOf(series), Synthetic = series.Any(one => one.Synthetic) };
        var shown = series.Where(one => one.Series.Latest is not null && (panel.Type != PanelType.Funnel || one.Name.Measure == panel.Measure)).ToList();
        if (shown.Count == 0)
        {
            var withheld = series.Any(one => one.Series.Values.Count > 0);
            return view with { State = withheld ? PanelState.Withheld : PanelState.Empty, Absence = withheld ? PanelWords.Withheld(series) : Empty(series, choice) };
        }

        var lookback = choice.LookbackOf(panel, board);
        var setting = PanelSetting.Of(panel, series, catalogue);
        var (pictures, failed) = Draw(slug, panel, series, lookback, setting, title);
        var table = PanelTables.Of(panel, series, lookback, title, setting) is { } figures ? TableMarkup.Of(figures, charts) : null;
        var newest = shown.Max(one => one.Series.Latest!.Period);
        return view with
        {
            Message = PanelWords.Message(panel, series, setting),
            Headline = panel.Type == PanelType.Headline ? HeadlineOf(shown[0], panel) : null,
            Charts = pictures,
            ChartFailed = failed,
            Table = panel.Table == PanelTable.None && panel.Type is not (PanelType.Table or PanelType.SparklineTable) ? null : table,
            Marks = PanelWords.Marks(shown, lookback),
            UpTo = $"Up to and including {newest.Words(shown.First(one => one.Series.Latest!.Period == newest).Measure.Frequency)}",
            Updated = LondonTime.Date(shown.Max(one => one.Series.Values.Max(value => value.Point?.KnownFrom ?? default))),
            Stale = choice.AsKnown is null ? StaleOf(shown) : null,
            Waiting = WaitingOf(shown, lookback),
            Links = LinksOf(slug, panel, query, pictures.Count > 0),
            EmbedCode = board.Embed.Contains(panel.Id) ? $"<iframe src=\"{site}/embed/{slug}/{panel.Id}\" title=\"{title}\" width=\"100%\" height=\"620\" loading=\"lazy\"></iframe>" : null,
        };
    }

    private (IReadOnlyList<(string Size, HtmlString Svg)> Charts, bool Failed) Draw(string slug, Panel panel, IReadOnlyList<BoardSeries> series, Lookback lookback, PanelSetting setting, string title)
    {
        if (panel.Type == PanelType.Headline)
        {
            return ([], false);
        }

        try
        {
            return PanelPicture.Of(panel, series, lookback, setting, "p", title) is not { } picture ? ([], false) : ([.. SizesOf(panel).Select(size => (size.Classes, new HtmlString(charts.Render(OnPage(picture) with { Id = $"chart-{panel.Id}-{size.Width}", Width = size.Width, ShowTitle = false }))))], false);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            LogPanelFailed(slug, panel.Id, failure);
            return ([], true);
        }
    }

    // The sentence above it says the difference already.
    private static ChartPicture OnPage(ChartPicture picture) => picture is BeforeAfterChart parted ? parted with { Difference = "" } : picture;

    // Text in a picture is not meant to be scaled, so each is drawn about as wide as its place is on a phone, a tablet and a desk.
    private static IReadOnlyList<(string Classes, int Width)> SizesOf(Panel panel) => panel.Span() switch
    {
        PanelWidth.Full => [("app-panel__until-tablet", 340), ("app-panel__from-tablet app-panel__until-desk", 620), ("app-panel__from-desk", 1080)],
        PanelWidth.TwoThirds => [("app-panel__until-tablet", 340), ("app-panel__from-tablet", 620)],
        PanelWidth.Half => [("app-panel__until-desk", 340), ("app-panel__from-desk", 460)],
        PanelWidth.Third => [("", 340)],
    };

    private PanelHeadline HeadlineOf(BoardSeries series, Panel panel)
    {
        var latest = series.Series.Latest!;
        var sparkline = PanelPicture.Sparkline(series, $"chart-{panel.Id}");
        return new PanelHeadline(
            FigureText.Brief(latest.Point!.Value!.Value, series.Measure),
            latest.Point.Status.Mark().Trim('[', ']'),
            latest.Period.Words(series.Measure.Frequency),
            series.Series.Control?.Variation?.Label(),
            sparkline is null ? null : new HtmlString(charts.Render(sparkline)));
    }

    private static string PageOf(List<BoardSeries> series, BoardChoice choice, string query)
    {
        List<string> parts = [];
        if (series.Count == 1 && series[0].Name.Area != choice.Home.Code)
        {
            parts.Add("area=" + series[0].Name.Area);
        }

        if (series.Count == 1 && series[0].Name.Breakdown != SeriesName.Total)
        {
            parts.Add("breakdown=" + series[0].Name.Breakdown);
        }

        if (query.TrimStart('?').Split('&').FirstOrDefault(part => part.StartsWith("as-known=", StringComparison.Ordinal)) is { } asKnown)
        {
            parts.Add(asKnown);
        }

        return $"/performance/{series[0].Name.Measure}{(parts.Count == 0 ? "" : "?" + string.Join('&', parts))}";
    }

    private List<PanelAbout> AboutOf(List<BoardSeries> series) =>
    [
        .. series.GroupBy(one => one.Name.Measure).Select(same => new PanelAbout(
            same.Key,
            same.First().Measure.Name,
            same.First().Measure.Definition,
            same.First().Measure.Caveats,
            [.. same.SelectMany(one => SeriesSources.Of(one.Series, catalogue)).Distinct().Select(source => $"{source.Title}, {source.Publisher} ({source.Licence})")])),
    ];

    private string Empty(List<BoardSeries> series, BoardChoice choice)
    {
        var places = series.Select(one => one.Area.Name).Distinct().ToList();
        var place = places.Count == 1 ? places[0] : "these areas";
        if (choice.AsKnown is not null)
        {
            return $"At that moment no figures for {place} were published.";
        }

        var sources = series.SelectMany(one => one.Measure.Sources).Distinct().Where(id => !catalogue.IsSynthetic(id) && catalogue.Sources.ContainsKey(id)).Select(id => $"“{catalogue.Sources[id].Value.Title}”").Take(2).ToList();
        return $"Figures for {place} appear here as soon as a file that holds them is published{(sources.Count == 0 ? "" : $". They come from {string.Join(" or ", sources)}")}.";
    }

    private string? StaleOf(List<BoardSeries> series)
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var late = series.Select(one => (one.Measure, Last: one.Series.Values.Last(value => value.Point is not null)))
            .Select(one => (one.Measure, one.Last, Rule: catalogue.Sources.GetValueOrDefault(one.Last.Point!.Source)?.Value.Due))
            .Where(one => one.Rule is not null)
            .Select(one => (one.Measure, Due: one.Last.Period.Next(one.Measure.Frequency).To.AddDays(one.Rule!.DaysAfter)))
            .Where(one => one.Due < today).OrderBy(one => one.Due).ToList();
        if (late.Count == 0)
        {
            return null;
        }

        var which = series.Select(one => one.Name.Measure).Distinct().Count() == 1 ? "The next figure" : $"The next figure of “{late[0].Measure.Name}”";
        return $"{which} was due by {late[0].Due.ToString("d MMMM yyyy", British)} and has not been published.";
    }

    private static string? WaitingOf(List<BoardSeries> series, Lookback lookback)
    {
        var count = series.Sum(one => one.Series.Values.Count(value => value.Point is { } point && one.Waiting.Contains(point.Receipt) && lookback.Holds(value.Period, one.Series.Values[^1].Period.To)));
        return count == 0 ? null : $"{count} figure{(count == 1 ? "" : "s")} here wait{(count == 1 ? "s" : "")} for approval: the public does not see {(count == 1 ? "it" : "them")}.";
    }

    private static List<(string Href, string Words)> LinksOf(string slug, Panel panel, string query, bool picture)
    {
        List<(string, string)> links = [($"/boards/{slug}/{panel.Id}.csv{query}", "Download CSV")];
        if (picture)
        {
            links.Add(($"/boards/{slug}/{panel.Id}.svg{query}", "Chart as a picture"));
        }

        return links;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "panel {Panel} of board {Board} can't be shown")]
    private partial void LogPanelFailed(string board, string panel, Exception failure);
}
