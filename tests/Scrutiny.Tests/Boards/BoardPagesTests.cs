using System.Net;
using System.Text.RegularExpressions;
using Scrutiny.Boards;
using Scrutiny.Dashboards;
using Scrutiny.Ingest.Loading;
using Scrutiny.Tests.Dashboards;
using Scrutiny.Tests.Http;
using Scrutiny.Tests.Loading;
using Scrutiny.Tests.Staff;
using Scrutiny.Web.Access;

namespace Scrutiny.Tests.Boards;

/// <summary>Boards as the public and staff read them, over figures that were really loaded: some published, some that wait.</summary>
[Category("Slow")]
internal sealed partial class BoardPagesTests
{
    private const string Panels = """
              - { id: big, type: headline, measure: things }
              - { id: trend, type: line, measures: [things, others], title: Things and others }
              - { id: parts, type: bar, measure: things, breakdowns: [all], title: Parts of things }
              - { id: hidden, type: headline, measure: things, breakdown: tiny, title: Tiny things }
              - { id: empty, type: spc, measure: judged }
              - { id: note, type: text, title: A note, words: "Plain words." }
              - { id: few, type: table, measure: things }

        """;

    private static readonly DateTimeOffset Earlier = new(2018, 7, 10, 9, 0, 0, TimeSpan.Zero);

    private MadeDashboards dashboards = null!;
    private LoadingDatabase database = null!;
    private RunningWeb web = null!;
    private RunningWeb staffSite = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        dashboards = MadeBoards.Create()
            .With("sources/made", MadeDashboards.LongSource.Replace("{ column: things, measure: things }", "{ column: things, measure: things }\n      - { column: small, measure: things, breakdown: small }\n      - { column: tiny, measure: things, breakdown: tiny }\n      - { column: others, measure: others }", StringComparison.Ordinal).Replace("header: [force, month, things]", "header: [force, month, things, small, tiny, others]", StringComparison.Ordinal).Replace("markers: { \"..\": not-available }", "markers: { \"c\": confidential }", StringComparison.Ordinal))
            .With("sources/held", MadeDashboards.LongSource.Replace("publish: on-load", "publish: on-approval", StringComparison.Ordinal))
            .Change("measures/things", "sources: [made]", "sources: [made, held]")
            .With("boards/made", Regex.Replace(MadeBoards.Board, "(?s)      - \\{ id: big.*?(?=present:)", Panels).Replace("leave_out: [note]", "leave_out: []", StringComparison.Ordinal).Replace("panel: limits", "panel: big", StringComparison.Ordinal))
            .With("boards/ours", Regex.Replace(MadeBoards.Board, "(?s)      - \\{ id: big.*?(?=present:)", Panels).Replace("panel: limits", "panel: big", StringComparison.Ordinal).Replace("audience: public", "audience: staff", StringComparison.Ordinal).Replace("embed: [trend]", "", StringComparison.Ordinal));
        Assert.That(dashboards.Faults(), Is.Empty);
        database = await LoadingDatabase.CreateAsync(dashboards.Read());
        await LoadAsync("Hampshire,2018-04,10,6,c,3\nHampshire,2018-05,12,7,c,4\n", Earlier);
        await LoadAsync("Hampshire,2018-04,11,6,c,3\nHampshire,2018-05,12,7,c,4\nHampshire,2018-06,1240,8,c,5\n", Earlier.AddMonths(1));
        await database.LoadTextAsync("force,month,things\nHampshire,2018-07,9999\n", "held");
        web = await RunningWeb.StartOnAsync(database.Database, "--dashboards", dashboards.Folder);
        staffSite = await StaffBrowser.StartSiteAsync(database.Database, "--dashboards", dashboards.Folder);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await web.DisposeAsync();
        await staffSite.DisposeAsync();
        await database.DisposeAsync();
        dashboards.Dispose();
    }

    [Test]
    public async Task A_panel_is_an_article_named_by_its_heading_with_sentence_chart_table_downloads_and_date()
    {
        var trend = PanelOf(await ReadAsync("/boards/made"), "trend");

        Assert.That(trend, Does.StartWith("<article").And.Contain("aria-labelledby=\"trend-heading\"").And.Contain("Things and others").And.Contain("In June 2018, 1,240 things were counted")
            .And.Contain("<svg").And.Contain("Table of these figures").And.Match("href=\"/receipts/[0-9]+\">1,240<").And.Contain("/boards/made/trend.csv").And.Contain("/boards/made/trend.svg").And.Contain("Up to and including June 2018. Last updated"));
    }

    [Test]
    public async Task A_panel_without_figures_says_what_will_come_and_one_whose_figures_are_withheld_says_that()
    {
        var page = await ReadAsync("/boards/made");

        Assert.That(PanelOf(page, "empty"), Does.Contain("No figures yet").And.Contain("Figures for Hampshire appear here as soon as").And.Contain("“Made for a test”"));
        Assert.That(PanelOf(page, "hidden"), Does.Contain("Not published").And.Contain("[c] confidential"));
    }

    [Test]
    public async Task Figures_past_their_due_date_are_marked_as_out_of_date_save_where_an_earlier_moment_is_asked_for()
    {
        Assert.That(PanelOf(await ReadAsync("/boards/made"), "big"), Does.Contain("Out of date").And.Contain("The next figure was due by 25 August 2018"));
        Assert.That(await ReadAsync("/boards/made?as-known=2018-07-20T00:00:00Z"), Does.Not.Contain("Out of date"));
    }

    [Test]
    public async Task A_board_can_be_asked_what_was_known_earlier()
    {
        var then = await ReadAsync("/boards/made?as-known=2018-07-20T00:00:00Z");

        Assert.That(PanelOf(then, "few"), Does.Contain(">10<").And.Not.Contain(">11<").And.Not.Contain("1,240").And.Contain("trend.csv?as-known=".Replace("trend", "few", StringComparison.Ordinal)));
        Assert.That(PanelOf(await ReadAsync("/boards/made"), "few"), Does.Contain(">11<").And.Not.Contain(">10<"));
        Assert.That(then, Does.Contain("This page shows what was known on"));
    }

    [Test]
    public async Task Filters_are_parameters_and_only_what_is_offered_may_be_chosen()
    {
        var page = await ReadAsync("/boards/made?breakdown=small&period=P12M");

        Assert.That(PanelOf(page, "big"), Does.Contain("Things: Small").And.Contain("<p class=\"app-headline__figure\">8</p>").And.Contain("/boards/made/big.csv?period=P12M&breakdown=small"));
        Assert.That(page, Does.Match("<option value=\"small\" selected=\"selected\">Small</option>"));
        foreach (var wrong in new[] { "breakdown=tiny", "period=P7M", "area=E23000032", "as-known=yesterday" })
        {
            await ReadAsync("/boards/made?" + wrong, HttpStatusCode.BadRequest);
        }
    }

    [Test]
    public async Task The_files_of_a_panel_hold_what_it_shows()
    {
        var csv = await ReadAsync("/boards/made/trend.csv");
        var svg = await ReadAsync("/boards/made/trend.svg");

        Assert.That(csv.TrimEnd().Split("\r\n").Skip(1).Select(line => string.Join(' ', line.Split(',')[0], line.Split(',')[4], line.Split(',')[7])), Is.EqualTo(new[] { "things 2018-04 11", "things 2018-05 12", "things 2018-06 1240", "others 2018-04 3", "others 2018-05 4", "others 2018-06 5" }));
        Assert.That(svg, Does.StartWith("<?xml").Or.StartWith("<svg"));
        await ReadAsync("/boards/made/note.csv", HttpStatusCode.NotFound);
        await ReadAsync("/boards/made/few.svg", HttpStatusCode.NotFound);
        await ReadAsync("/boards/made/none.csv", HttpStatusCode.NotFound);
    }

    [Test]
    public async Task An_unchanged_board_is_answered_by_304()
    {
        using var first = await web.Client.GetAsync(new Uri("/boards/made", UriKind.Relative));
        using var again = new HttpRequestMessage(HttpMethod.Get, "/boards/made");
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);

        using var second = await web.Client.SendAsync(again);

        Assert.That(second.StatusCode, Is.EqualTo(HttpStatusCode.NotModified));
    }

    [Test]
    public async Task Only_listed_panels_are_shown_in_frames_of_other_sites_and_nothing_else_may_be()
    {
        using var framed = await web.Client.GetAsync(new Uri("/embed/made/trend", UriKind.Relative));
        using var page = await web.Client.GetAsync(new Uri("/boards/made", UriKind.Relative));
        using var other = await web.Client.GetAsync(new Uri("/embed/made/big", UriKind.Relative));

        Assert.That(framed.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(Policy(framed), Does.Contain("frame-ancestors *").And.Contain("script-src 'self'"));
        Assert.That(Policy(page), Does.Contain("frame-ancestors 'none'"));
        Assert.That((other.StatusCode, Policy(other).Contains("frame-ancestors 'none'", StringComparison.Ordinal)), Is.EqualTo((HttpStatusCode.NotFound, true)));

        static string Policy(HttpResponseMessage answer) => answer.Headers.GetValues("Content-Security-Policy").Single();
    }

    [Test]
    public async Task A_staff_board_has_no_public_address_and_is_in_no_public_list()
    {
        foreach (var address in new[] { "/boards/ours", "/boards/ours/trend.csv", "/boards/ours/trend.svg", "/embed/ours/trend" })
        {
            await ReadAsync(address, HttpStatusCode.NotFound);
        }

        Assert.That(await ReadAsync("/boards"), Does.Contain("/boards/made").And.Not.Contain("ours"));
    }

    [Test]
    public async Task Staff_see_figures_that_wait_marked_and_the_public_does_not_see_them()
    {
        using var browser = await StaffBrowser.SignInAsync(staffSite, "Ann Lyst", StaffRole.Analyst);

        var preview = PanelOf(await browser.ReadAsync("/boards/made"), "few");

        Assert.That(preview, Does.Match("9,999</a> <strong class=\"[^\"]*\">unpublished</strong>").And.Contain("1 figure here waits for approval"));
        Assert.That(await browser.ReadAsync("/boards/ours"), Does.Contain("This board is for staff: it has no public address."));
        Assert.That(await ReadAsync("/boards/made"), Does.Not.Contain("9,999").And.Not.Contain("unpublished"));
    }

    [Test]
    public async Task The_staff_page_lists_boards_with_what_is_wrong_in_their_files()
    {
        using var browser = await StaffBrowser.SignInAsync(staffSite, "Ann Lyst", StaffRole.Analyst);

        Assert.That(await browser.ReadAsync("/staff/boards"), Does.Contain("/boards/made").And.Contain("/boards/ours").And.Contain("dashboards/boards/made.yaml"));
    }

    [Test]
    public async Task What_the_Commissioner_may_ask_stands_on_no_page()
    {
        Assert.That(await ReadAsync("/boards/made") + await ReadAsync("/embed/made/trend"), Does.Not.Contain("Why so many?"));
    }

    private Task<LoadReport> LoadAsync(string rows, DateTimeOffset knownFrom) => database.LoadTextAsync("force,month,things,small,tiny,others\n" + rows, knownFrom: knownFrom);

    private async Task<string> ReadAsync(string address, HttpStatusCode status = HttpStatusCode.OK)
    {
        using var answer = await web.Client.GetAsync(new Uri(address, UriKind.Relative));
        Assert.That(answer.StatusCode, Is.EqualTo(status), address);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }

    private static string PanelOf(string page, string id) => Regex.Match(page, $"(?s)<article class=\"[^\"]*\" id=\"{id}\".*?</article>").Value is { Length: > 0 } panel ? Space().Replace(panel, " ") : throw new AssertionException($"There is no panel '{id}'.");

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
