using System.Net;
using Scrutiny.Boards;
using Scrutiny.Dashboards;
using Scrutiny.Tests.Conventions;
using Scrutiny.Tests.Http;

namespace Scrutiny.Tests.Boards;

/// <summary>The boards that come with the program.</summary>
internal sealed class BundledBoardsTests
{
    private static readonly Catalogue Dashboards = Catalogue.Read(Repository.PathTo("dashboards"));

    [Test]
    public void They_show_every_kind_of_panel_and_every_measure()
    {
        var panels = Dashboards.Boards.Values.SelectMany(board => board.Value.Panels()).ToList();

        Assert.Multiple(() =>
        {
            Assert.That(Dashboards.Boards.Values.Count(board => board.Value.Audience == Readership.Public), Is.GreaterThanOrEqualTo(10));
            Assert.That(panels.Select(panel => panel.Type).Distinct(), Is.EquivalentTo(Enum.GetValues<PanelType>()));
            Assert.That(Dashboards.Measures.Keys.Except(panels.SelectMany(panel => panel.NamedMeasures())), Is.Empty);
        });
    }

    [Test]
    public void None_of_them_has_words_that_go_stale()
    {
        Assert.That(Dashboards.Boards.Values.SelectMany(board => BoardLint.Check(board, Dashboards)), Is.Empty);
    }

    [Test]
    public async Task Each_is_a_page_before_the_first_figure_has_come()
    {
        await using var web = await RunningWeb.StartAsync();
        foreach (var slug in Dashboards.ForPublic().Boards.Keys)
        {
            using var answer = await web.Client.GetAsync(new Uri($"/boards/{slug}", UriKind.Relative));

            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), slug);
            Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain("No figures yet").And.Not.Contain("Not available just now"), slug);
        }
    }
}
