using System.Globalization;
using Scrutiny.Ingest.Loading;
using Scrutiny.Releases;
using Scrutiny.Requests;
using Scrutiny.Tests.Http;
using Scrutiny.Tests.Releases;
using Scrutiny.Tests.Staff;
using Scrutiny.Web.Access;

namespace Scrutiny.Tests.Access;

/// <summary>Role × address × state: a figure in each state, asked for by everybody on every address of the access table.</summary>
[Category("G-3"), Category("Slow")]
internal sealed class FigureStateTests
{
    /// <summary>A figure in each state, that stands nowhere else.</summary>
    private static readonly Dictionary<FigureState, int> Figures = new()
    {
        [FigureState.Draft] = 7_310_021, [FigureState.Embargoed] = 7_420_113, [FigureState.Published] = 7_530_227, [FigureState.Withdrawn] = 7_640_339,
    };

    private readonly Dictionary<FigureState, string> loads = [];

    private ReleaseDesk desk = null!;
    private RunningWeb staff = null!;
    private RunningWeb web = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        desk = await ReleaseDesk.OpenAsync(boards: true);
        loads[FigureState.Withdrawn] = await desk.PublishedAsync(Csv(FigureState.Withdrawn));
        await desk.AskAsync(RequestKind.Withdraw, loads[FigureState.Withdrawn], reason: "It was another force’s.");
        loads[FigureState.Published] = await desk.PublishedAsync(Csv(FigureState.Published));
        loads[FigureState.Embargoed] = await LoadAsync(FigureState.Embargoed);
        await desk.AskAsync(RequestKind.Schedule, loads[FigureState.Embargoed], new ReleaseDetail { From = ReleaseDesk.Ahead });
        loads[FigureState.Draft] = await LoadAsync(FigureState.Draft);
        staff = await StaffBrowser.StartSiteAsync(desk.Database.Database, "--dashboards", desk.Dashboards);
        web = await RunningWeb.StartOnAsync(desk.Database.Database, "--dashboards", desk.Dashboards);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await web.DisposeAsync();
        await staff.DisposeAsync();
        await desk.DisposeAsync();
    }

    [Test]
    public async Task Anonymous_people_see_what_is_published_and_nothing_else_on_any_address()
    {
        var seen = await SeenAsync(async address => await TextAsync(await web.Client.GetAsync(address)));

        Assert.That(Mismatches(seen, state => state.Public), Is.Empty);
        Assert.That(seen[FigureState.Published], Has.Count.GreaterThanOrEqualTo(8), "a table that nothing shows anything of proves nothing");
    }

    [TestCaseSource(typeof(StaffRoleNames), nameof(StaffRoleNames.All))]
    public async Task Each_role_sees_figures_in_the_states_that_the_table_gives_it_and_in_no_other(StaffRole role)
    {
        using var browser = await StaffBrowser.SignInAsync(staff, $"A {role}", role);

        var seen = await SeenAsync(async address => await TextAsync(await browser.SendAsync("GET", address)));

        Assert.That(Mismatches(seen, state => state.Roles.Contains(role)), Is.Empty);
    }

    [Test]
    public void Every_state_has_its_row() => Assert.That(AccessTable.States.Select(row => row.State), Is.EquivalentTo(Enum.GetValues<FigureState>()));

    private static IEnumerable<string> Mismatches(Dictionary<FigureState, List<string>> seen, Func<FigureStateRow, bool> may) =>
        from row in AccessTable.States
        where (seen[row.State].Count > 0) != may(row)
        select may(row) ? $"{row.State}: shown nowhere" : $"{row.State}: shown by {string.Join(", ", seen[row.State])}";

    /// <summary>Where each figure is shown.</summary>
    private async Task<Dictionary<FigureState, List<string>>> SeenAsync(Func<string, Task<string>> ask)
    {
        var seen = Figures.Keys.ToDictionary(state => state, _ => new List<string>());
        foreach (var address in Addresses())
        {
            var text = await ask(address);
            foreach (var (state, figure) in Figures)
            {
                if (text.Contains(figure.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal) || text.Contains(figure.ToString("#,##0", CultureInfo.InvariantCulture), StringComparison.Ordinal))
                {
                    seen[state].Add(address);
                }
            }
        }

        return seen;
    }

    private IEnumerable<string> Addresses() =>
        from row in AccessTable.Rows
        where row.Verb == "GET" && !row.Surface.EndsWith(".png", StringComparison.Ordinal)
        from load in row.Surface.Contains("{load}", StringComparison.Ordinal) ? loads.Values.ToArray() : [""]
        from id in row.Surface.Contains("{id:long}", StringComparison.Ordinal) ? Enumerable.Range(1, 4).ToArray() : [0]
        select row.Surface.Replace("{load}", load, StringComparison.Ordinal).Replace("{id:long}", id.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{id}", "things", StringComparison.Ordinal).Replace("{source}", "made", StringComparison.Ordinal).Replace("{board}", "made", StringComparison.Ordinal)
            .Replace("{panel}", "trend", StringComparison.Ordinal).Replace("{documentName}", "v1", StringComparison.Ordinal);

    private async Task<string> LoadAsync(FigureState state)
    {
        var report = await desk.Database.LoadTextAsync(Csv(state));
        Assert.That(report.State, Is.EqualTo(LoadState.Accepted), report.Reason);
        return report.Load;
    }

    private static async Task<string> TextAsync(HttpResponseMessage answer)
    {
        using (answer)
        {
            return await answer.Content.ReadAsStringAsync();
        }
    }

    private static string Csv(FigureState state) => string.Create(CultureInfo.InvariantCulture, $"force,month,things\nHampshire,2018-0{4 + (int)state},{Figures[state]}\n");
}
