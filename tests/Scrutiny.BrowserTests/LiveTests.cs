using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Scrutiny.BrowserTests;

/// <summary>The main job: a file arrives, and pages that are open show the new figure.</summary>
[NonParallelizable]
internal sealed class LiveTests
{
    private const string NoSockets = "delete window.WebSocket;";
    private const string NoSocketsNorEvents = "delete window.WebSocket; delete window.EventSource;";

    private static readonly TimeSpan Promise = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PromiseByOtherTransports = TimeSpan.FromSeconds(15);

    [Test]
    public async Task A_page_that_is_open_shows_a_correction_within_5_seconds_and_leaves_its_reader_where_they_are()
    {
        await using var visit = await Visit.BeginAsync();
        var tab = await visit.OpenAsync(SitePages.Calls);
        var other = await visit.OpenAsync("/performance/calls-101-answer-time");
        var overview = await visit.OpenAsync("/performance");
        foreach (var open in new[] { tab, other, overview })
        {
            await open.UntilWatchingAsync();
        }

        var correction = await CorrectedReturn.MakeAsync();
        await Expect(Headline(tab)).ToHaveTextAsync(new Regex(Regex.Escape(correction.Was)));
        await tab.Page.Locator("#figures > summary").ClickAsync();
        var reader = tab.Page.Locator("#figures").GetByRole(AriaRole.Link, new() { Name = "Receipt for August 2026" });
        await reader.FocusAsync();
        var before = TimeProvider.System.GetUtcNow();

        var clock = await correction.DeliverAsync();
        await Expect(Headline(tab)).ToHaveTextAsync(new Regex(Regex.Escape(correction.Value)), Within(15));
        var latency = clock.Elapsed;

        await TestContext.Out.WriteLineAsync($"from the rename to the figure on the page: {latency.TotalSeconds:0.00} s by {Transport(tab)}");
        Assert.That(latency, Is.LessThan(Promise));
        await Expect(Announcement(tab)).ToHaveTextAsync(new Regex($"^Updated at [0-9]{{2}}:[0-9]{{2}}: In October 2026, {Regex.Escape(correction.Value)}"));
        await Expect(reader).ToBeFocusedAsync();
        await Expect(tab.Page.Locator("#figures")).ToHaveAttributeAsync("open", "");
        await Expect(tab.Page.Locator("#figures tbody tr").First).ToContainTextAsync(correction.Value.TrimEnd('%'));
        await Expect(tab.Page.Locator("section:has(#revised) tbody tr").First).ToHaveTextAsync(new Regex($"October 2026\\s*{Regex.Escape(correction.Was.TrimEnd('%'))}.*\\s*{Regex.Escape(correction.Value.TrimEnd('%'))}"));
        await Expect(tab.Page.Locator("[data-live-part='picture'] .app-chart:visible [data-point]").Last).ToHaveAttributeAsync("aria-label", new Regex(Regex.Escape(correction.Value)));

        // The list of all measures refreshes too; a measure that did not change says nothing.
        await Expect(overview.Page.Locator("article:has(#measure-calls-999-within-10s)")).ToContainTextAsync(correction.Value, new() { Timeout = 15_000 });
        await Expect(Announcement(other)).ToBeEmptyAsync();
        Assert.That(other.Looks, Is.EqualTo(1));
        Assert.That(tab.Faults.Concat(other.Faults), Is.Empty);

        await AssertKnownThenAsync(visit, before, correction.Was);
    }

    [TestCase("server-sent events", NoSockets)]
    [TestCase("long polling", NoSocketsNorEvents)]
    [Category("D-6")]
    public async Task Where_web_sockets_are_blocked_the_page_still_shows_a_correction(string transport, string blocked)
    {
        await using var visit = await Visit.BeginAsync(before: blocked);
        var tab = await visit.OpenAsync(SitePages.Calls);
        await tab.UntilWatchingAsync();
        var correction = await CorrectedReturn.MakeAsync();

        var clock = await correction.DeliverAsync();
        await Expect(Headline(tab)).ToHaveTextAsync(new Regex(Regex.Escape(correction.Value)), Within(15));
        var latency = clock.Elapsed;

        await TestContext.Out.WriteLineAsync($"from the rename to the figure on the page: {latency.TotalSeconds:0.00} s by {Transport(tab)}");
        Assert.That(latency, Is.LessThan(PromiseByOtherTransports));
        Assert.That(Transport(tab), Is.EqualTo(transport));
        await Expect(Announcement(tab)).ToContainTextAsync("Updated at");
    }

    [Test]
    public async Task A_page_of_an_earlier_moment_stays_as_it_is()
    {
        await using var visit = await Visit.BeginAsync();
        var correction = await CorrectedReturn.MakeAsync();
        var live = await visit.OpenAsync(SitePages.Calls);
        await live.UntilWatchingAsync();
        var earlier = await visit.OpenAsync(At(TimeProvider.System.GetUtcNow()));

        await correction.DeliverAsync();
        await Expect(Headline(live)).ToHaveTextAsync(new Regex(Regex.Escape(correction.Value)), Within(15));

        await Expect(Headline(earlier)).ToHaveTextAsync(new Regex(Regex.Escape(correction.Was)));
        Assert.That(earlier.Requests.Where(request => request.Kind is "fetch" or "websocket"), Is.Empty);
    }

    [Test]
    public async Task A_point_that_is_being_read_keeps_the_focus_when_its_chart_is_exchanged()
    {
        await using var visit = await Visit.BeginAsync();
        var tab = await visit.OpenAsync(SitePages.Calls);
        await tab.UntilWatchingAsync();
        var correction = await CorrectedReturn.MakeAsync();
        await tab.Page.Locator("[data-live-part='picture'] .app-chart svg:visible [data-point][tabindex='0']").FocusAsync();
        await tab.Page.Keyboard.PressAsync("ArrowLeft");
        await tab.Page.Keyboard.PressAsync("ArrowLeft");

        await correction.DeliverAsync();
        await Expect(Headline(tab)).ToHaveTextAsync(new Regex(Regex.Escape(correction.Value)), Within(15));

        await Expect(tab.Page.Locator(".app-chart svg:visible [data-point]:focus")).ToHaveAttributeAsync("aria-label", new Regex("^August 2026: "));
        await tab.Page.Keyboard.PressAsync("End");
        await Expect(tab.Page.Locator(".app-chart svg:visible [data-point]:focus")).ToHaveAttributeAsync("aria-label", new Regex($"^October 2026: {Regex.Escape(correction.Value)}"));
    }

    internal static ILocator Headline(OpenPage tab) => tab.Page.Locator(".app-headline__figure");

    internal static ILocator Announcement(OpenPage tab) => tab.Page.Locator("[role=status].app-live");

    private static LocatorAssertionsToHaveTextOptions Within(int seconds) => new() { Timeout = seconds * 1000 };

    private static string At(DateTimeOffset moment) => $"{SitePages.Calls}?as-known={moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture)}";

    private static async Task AssertKnownThenAsync(Visit visit, DateTimeOffset moment, string value)
    {
        var earlier = await visit.OpenAsync(At(moment));
        await Expect(Headline(earlier)).ToHaveTextAsync(new Regex(Regex.Escape(value)));
        await earlier.CloseAsync();
    }

    /// <summary>Read from what the page asked for.</summary>
    private static string Transport(OpenPage tab)
    {
        var hub = tab.Requests.Where(request => request.Address.AbsolutePath == "/hubs/live").Select(request => request.Kind).ToHashSet();
        return hub.Contains("websocket") ? "WebSocket" : hub.Contains("eventsource") ? "server-sent events" : "long polling";
    }
}
