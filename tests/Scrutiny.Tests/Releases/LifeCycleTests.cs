using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Scrutiny.Releases;
using Scrutiny.Requests;
using Scrutiny.Tests.Http;
using Scrutiny.Tests.Staff;
using Scrutiny.Web.Access;

namespace Scrutiny.Tests.Releases;

/// <summary>The life of figures as the public sees it from outside, on every address that the access table gives it.</summary>
[Category("Slow")]
internal sealed partial class LifeCycleTests
{
    private const string First = "1111111";
    private const string Second = "7654321";

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(2);

    private ReleaseDesk desk = null!;
    private RunningWeb web = null!;

    [SetUp]
    public async Task StartAsync()
    {
        desk = await ReleaseDesk.OpenAsync(boards: true);
        web = await RunningWeb.StartOnAsync(desk.Database.Database, "--dashboards", desk.Dashboards);
    }

    [TearDown]
    public async Task StopAsync()
    {
        await web.DisposeAsync();
        await desk.DisposeAsync();
    }

    [Test, Category("L-3")]
    public async Task Figures_are_nowhere_before_they_are_published_everywhere_soon_after_and_nowhere_once_they_are_withdrawn()
    {
        await desk.PublishedAsync(Csv(First));
        var load = (await desk.Database.LoadTextAsync(Csv(Second))).Load;
        Assert.That(await ShownAsync(Second), Is.Empty, "it waits");
        await desk.AskAsync(RequestKind.Schedule, load, new ReleaseDetail { From = ReleaseDesk.Ahead, Correction = "A cell was shifted." });
        await desk.AskAsync(RequestKind.Invite, load, new ReleaseDetail { Release = 1, JobTitle = "Director of Sentinels", Person = (await MadeAccounts.OfAsync(desk.Database.Database, "Ann Lyst", StaffRole.Analyst)).AccountId, Purpose = "briefing", From = ReleaseDesk.Ahead.AddHours(-3), To = ReleaseDesk.Ahead });
        await desk.ServeDueAsync();
        Assert.That(await ShownAsync(Second), Is.Empty, "it is planned");
        Assert.That(await ShownAsync("Director of Sentinels"), Is.Empty, "and so is who may see it");
        var before = await ShownAsync(First);

        await desk.DueAsync();
        await desk.ServeDueAsync();
        var published = TimeProvider.System.GetUtcNow();
        await UntilAsync(published, async () => (await TextAsync("/performance/things")).Contains(Words(Second), StringComparison.Ordinal));
        var after = await ShownAsync(Second);
        Assert.That(after, Is.SupersetOf(before.Where(address => !address.Contains("as-known", StringComparison.Ordinal) && !address.Contains("receipts", StringComparison.Ordinal))), "where the old figure was, the new one is");
        Assert.That(await TextAsync("/corrections"), Does.Contain("A cell was shifted.").And.Contain(Words(First)).And.Contain(Words(Second)).And.Contain("6,543,210"));
        Assert.That(await TextAsync("/feeds/corrections.atom"), Does.Contain("A cell was shifted."));
        Assert.That(await TextAsync("/releases"), Does.Contain("Director of Sentinels, from").And.Contain("days late"));
        var receipt = (await desk.Database.PublicAsync("things")).Single().Receipt;

        await desk.AskAsync(RequestKind.Withdraw, load, reason: "The file was another force’s.");
        var withdrawn = TimeProvider.System.GetUtcNow();
        await UntilAsync(withdrawn, async () => (await TextAsync("/performance/things")).Contains(Words(First), StringComparison.Ordinal));

        Assert.That(await ShownAsync(Second), Is.Empty, "it is withdrawn");
        Assert.That(await ShownAsync(First), Is.SupersetOf(before.Where(address => !address.Contains("receipts", StringComparison.Ordinal))), "what stood before stands again");
        Assert.That(await TextAsync("/performance/things"), Does.Contain("The file was another force’s."));
        Assert.That(await TextAsync($"/receipts/{receipt}", HttpStatusCode.Gone), Does.Contain("This figure was withdrawn on").And.Contain("because: The file was another force’s."));
        Assert.That(await TextAsync($"/api/v1/receipts/{receipt}", HttpStatusCode.Gone), Does.Contain("because: The file was another force"));
    }

    [Test, Category("E-5")]
    public async Task Every_public_page_says_that_a_period_is_on_and_its_exceptions_are_told_when_it_is_over()
    {
        await desk.AskAsync(RequestKind.WriteNote, detail: new ReleaseDetail { Measure = "things", Text = "A note <b>with</b> marks.", JobTitle = "Head of performance" }, by: "Ann Lyst");
        await desk.AskAsync(RequestKind.SetPeriod, detail: new ReleaseDetail { Name = "Local elections", From = TimeProvider.System.GetUtcNow().AddHours(-1), To = TimeProvider.System.GetUtcNow().AddDays(3) });
        Assert.That(await TextAsync("/performance"), Does.Not.Contain("Local elections"), "it has not begun before that is committed");
        await desk.ServeDueAsync();
        await desk.AskAsync(RequestKind.ExceptNote, detail: new ReleaseDetail { Note = 1 }, reason: "A danger to life.", by: "Sec Ond");
        await UntilAsync(TimeProvider.System.GetUtcNow(), async () => (await TextAsync("/performance")).Contains("An election is near (Local elections", StringComparison.Ordinal));
        var during = await TextAsync("/pre-election");
        await desk.AskAsync(RequestKind.DecideNote, detail: new ReleaseDetail { Note = 1, Decision = "publish" });
        await UntilAsync(TimeProvider.System.GetUtcNow(), async () => (await TextAsync("/performance/things")).Contains("A note &lt;b&gt;with&lt;/b&gt; marks.", StringComparison.Ordinal));

        await desk.AskAsync(RequestKind.DropPeriod, detail: new ReleaseDetail { Period = 1 });
        await desk.ServeDueAsync();
        await UntilAsync(TimeProvider.System.GetUtcNow(), async () => !(await TextAsync("/performance")).Contains("An election is near", StringComparison.Ordinal));

        Assert.That(during, Does.Contain("It is on now.").And.Not.Contain("A danger to life."));
        Assert.That(await TextAsync("/pre-election"), Does.Contain("A danger to life.").And.Contain("Head of performance").And.Not.Contain("Sec Ond"));
    }

    [Test, Category("L-4")]
    public async Task No_answer_shows_one_part_of_a_publication_without_the_other()
    {
        string[] surfaces = ["/api/v1/measures/things/series", "/data/things.csv", "/performance/things", "/charts/things.svg", "/boards/made", "/api/v1/measures/things/series?area=E23000030"];
        await desk.PublishedAsync(Version(1));
        using var done = new CancellationTokenSource();
        var readers = surfaces.SelectMany(surface => Enumerable.Range(0, 2).Select(_ => Task.Run(() => ReadAllAsync(surface, done.Token)))).ToList();

        for (var version = 2; version <= 4; version++)
        {
            var load = await desk.PublishedAsync(Version(version));
            if (version == 3)
            {
                await desk.AskAsync(RequestKind.Withdraw, load, reason: "Wrong.");
            }
        }

        await UntilAsync(TimeProvider.System.GetUtcNow(), async () => (await TextAsync(surfaces[0])).Contains("4001", StringComparison.Ordinal));
        await done.CancelAsync();
        var seen = await Task.WhenAll(readers);
        Assert.That(seen.Where(versions => versions.Any(version => version.Length != 1)), Is.Empty, "an answer mixes publications");
        Assert.That(seen.SelectMany(versions => versions).Select(version => version).Distinct().Count(), Is.GreaterThan(1), "the readers saw it change");
    }

    private async Task<HashSet<string>> ReadAllAsync(string surface, CancellationToken until)
    {
        var versions = new HashSet<string>();
        while (!until.IsCancellationRequested)
        {
            // Further down, a measure's page lists what its figures were before: on purpose.
            var answer = (await web.Client.GetStringAsync(new Uri(surface, UriKind.Relative), CancellationToken.None)).Split("id=\"revised\"")[0];
            var found = Numbers().Matches(answer).Select(match => match.Groups[1].Value).Distinct().Order(StringComparer.Ordinal);
            versions.Add(string.Concat(found));
        }

        versions.Remove("");
        return versions;
    }

    // 4,001 and 4,002: which publication, and which of its figures.
    private static string Version(int version) => string.Create(CultureInfo.InvariantCulture, $"force,month,things\nHampshire,2018-04,{version}001\nHampshire,2018-05,{version}002\n");

    private static string Csv(string value) => $"force,month,things\nHampshire,2018-04,{value}\n";

    private static string Words(string value) => decimal.Parse(value, CultureInfo.InvariantCulture).ToString("#,##0", CultureInfo.InvariantCulture);

    private async Task<string> TextAsync(string address, HttpStatusCode status = HttpStatusCode.OK)
    {
        using var answer = await web.Client.GetAsync(new Uri(address, UriKind.Relative));
        Assert.That(answer.StatusCode, Is.EqualTo(status), address);
        return await answer.Content.ReadAsStringAsync();
    }

    private static async Task UntilAsync(DateTimeOffset since, Func<Task<bool>> condition)
    {
        while (!await condition())
        {
            Assert.That(TimeProvider.System.GetUtcNow() - since, Is.LessThan(Soon), "within two seconds");
        }
    }

    /// <summary>The addresses that show a text, of everything that the public may ask for.</summary>
    private async Task<List<string>> ShownAsync(string text)
    {
        var shown = new List<string>();
        foreach (var address in Surfaces().SelectMany(address => new[] { address, $"{address}?as-known={TimeProvider.System.GetUtcNow():yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'}" }))
        {
            using var answer = await web.Client.GetAsync(new Uri(address, UriKind.Relative));
            var body = await answer.Content.ReadAsStringAsync();
            if (body.Contains(text, StringComparison.Ordinal) || (decimal.TryParse(text, out _) && body.Contains(Words(text), StringComparison.Ordinal)))
            {
                shown.Add(address.Split("?")[0] + (address.Contains('?', StringComparison.Ordinal) ? "?as-known" : ""));
            }
        }

        return shown;
    }

    private static IEnumerable<string> Surfaces() =>
        AccessTable.Rows.Where(row => row.Viewer == Viewer.Public && row.Verb == "GET" && !row.Surface.EndsWith(".png", StringComparison.Ordinal))
            .SelectMany(row => row.Surface.Contains("{id:long}", StringComparison.Ordinal) ? Enumerable.Range(1, 4).Select(id => row.Surface.Replace("{id:long}", id.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)) : [row.Surface])
            .Select(surface => surface.Replace("{id}", "things", StringComparison.Ordinal).Replace("{board}", "made", StringComparison.Ordinal).Replace("{panel}", "trend", StringComparison.Ordinal).Replace("{documentName}", "v1", StringComparison.Ordinal));

    [GeneratedRegex("\\b([1-4]),?00[12]\\b")]
    private static partial Regex Numbers();
}
