using System.Diagnostics;
using System.Text.RegularExpressions;
using static Microsoft.Playwright.Assertions;

namespace Scrutiny.BrowserTests;

[NonParallelizable]
internal sealed class RestartTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Test]
    public async Task A_page_outlives_its_server_and_hears_of_the_next_publication()
    {
        await using var visit = await Visit.BeginAsync();
        var tab = await visit.OpenAsync(SitePages.Calls);
        await tab.UntilWatchingAsync();
        var correction = await CorrectedReturn.MakeAsync();
        await tab.Page.EvaluateAsync("window.sameDocument = true");
        var killed = Running.Scrutiny.PublicWeb()!.Value;

        Process.GetProcessById(killed).Kill();
        await Deadline.UntilAsync(() => Running.Scrutiny.PublicWeb() != killed, Patience, () => "the process is still there");
        await Expect(LiveTests.Headline(tab)).ToHaveTextAsync(new Regex(Regex.Escape(correction.Was)));
        var clock = Stopwatch.StartNew();
        await tab.UntilLookedAsync(2);
        await TestContext.Out.WriteLineAsync($"watching again after {clock.Elapsed.TotalSeconds:0.0} s");
        await Expect(LiveTests.Announcement(tab)).ToBeEmptyAsync();

        await correction.DeliverAsync();
        await Expect(LiveTests.Headline(tab)).ToHaveTextAsync(new Regex(Regex.Escape(correction.Value)), new() { Timeout = 60_000 });

        await TestContext.Out.WriteLineAsync($"the next publication on the page {clock.Elapsed.TotalSeconds:0.0} s after the kill");
        await Expect(LiveTests.Announcement(tab)).ToContainTextAsync("Updated at");
        Assert.That(await tab.Page.EvaluateAsync<bool>("window.sameDocument"), Is.True);
    }
}
