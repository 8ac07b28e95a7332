using Microsoft.Extensions.Logging.Abstractions;
using Scrutiny.BoardReadings;
using Scrutiny.Boards;
using Scrutiny.Charts;
using Scrutiny.Dashboards;
using Scrutiny.Measures;
using Scrutiny.Observations;
using Scrutiny.Periods;
using Scrutiny.Web.Figures;
using Scrutiny.Web.Pages.Boards;

namespace Scrutiny.Tests.Boards;

/// <summary>What fails in one panel stays in it.</summary>
internal sealed class PanelViewsTests
{
    [Test]
    public void Where_a_chart_fails_its_table_and_download_stay()
    {
        using var dashboards = MadeBoards.Create();
        var catalogue = dashboards.Read();
        var board = catalogue.Boards["made"].Value;

        var view = ViewOf(catalogue, board, "trend", new NoRenderer());

        Assert.That((view.State, view.ChartFailed, view.Charts.Count, view.Table?.Rows.Count, view.Links.Count), Is.EqualTo((PanelState.Figures, true, 0, (int?)1, 1)));
    }

    [Test]
    public void A_panel_whose_measure_is_gone_says_so_instead_of_failing_the_page()
    {
        using var dashboards = MadeBoards.Create();
        var whole = dashboards.Read();
        var catalogue = whole with { Measures = whole.Measures.Where(measure => measure.Key != "things").ToDictionary() };
        var board = whole.Boards["made"].Value;

        Assert.That(ViewOf(catalogue, board, "big", new SvgChartRenderer()), Has.Property(nameof(PanelView.State)).EqualTo(PanelState.Failed).And.Property(nameof(PanelView.Absence)).Contains("can’t be shown just now"));
        Assert.That(ViewOf(catalogue, board, "note", new SvgChartRenderer()).Paragraphs, Is.EqualTo(new[] { "Plain words." }));
    }

    private static PanelView ViewOf(Catalogue catalogue, Board board, string id, IChartRenderer charts)
    {
        var area = catalogue.Areas.ByCode["E23000030"];
        var choice = new BoardChoice(area, area, null, null, null);
        var panel = board.Panels().Single(panel => panel.Id == id);
        var point = new SeriesPoint(Period.Month(2018, 4), 7, null, null, ObservationStatus.Final, DateTimeOffset.UnixEpoch, "made", 1);
        var series = PanelViews.NamesOf(panel, choice, catalogue).ToDictionary(name => name, name => new BoardSeries(name, area, JudgedSeries.Of(catalogue.Measures[name.Measure].Value, [point])));

        return new PanelViews(catalogue, charts, TimeProvider.System, NullLogger<PanelViews>.Instance).Of("made", board, panel, choice, new BoardReading(series, 0), "", "");
    }

    private sealed class NoRenderer : IChartRenderer
    {
        public string Render(ChartPicture chart) => throw new ArgumentException("It can't be drawn.");
    }
}
