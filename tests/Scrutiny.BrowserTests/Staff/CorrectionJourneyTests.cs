using System.Diagnostics;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Scrutiny.BrowserTests.Staff;

/// <summary>A figure of the sample papers is revised by a file that is published as it loads: a correction opens by itself, is written, published, and stands at every place.</summary>
[NonParallelizable]
internal sealed class CorrectionJourneyTests
{
    private const string Revised = "measure,area_code,area,breakdown,period,value,numerator,denominator,status,publisher\ncalls-101-answer-time,E23000030,Hampshire,,2026-09,219.4,,,,Synthetic: made for Scrutiny's samples\n";
    private const string Figure = "Average time to answer a 101 call";
    private const string Notice = "The papers and the meeting said 3 minutes 27 seconds; it took 3 minutes 39 seconds.";

    [Test]
    public async Task A_revision_opens_a_correction_which_once_published_stands_wherever_the_figure_was_quoted()
    {
        await using var analyst = await StaffVisit.SignInAsync(Running.Scrutiny.Staff, "Ann Lyst", "Analyst");
        await using var publisher = await StaffVisit.SignInAsync(Running.Scrutiny.Staff, "Pub Lisher", "Publisher");
        await using var reader = await Visit.BeginAsync();
        await Expect((await OpenAsync(analyst)).GetByRole(AriaRole.Link, new() { Name = Figure, Exact = true })).ToHaveCountAsync(0);

        var beside = Path.Combine(Running.Scrutiny.Data, "revised-101.tmp");
        await File.WriteAllTextAsync(beside, Revised);
        File.Move(beside, Path.Combine(Running.Scrutiny.Data, "inbox", "sample-returns", "revised-101.csv"));
        var found = await UntilThereAsync(analyst);
        await found.ClickAsync();

        await Expect(analyst.Page.GetByText("3 minutes 27 seconds").First).ToBeVisibleAsync();
        foreach (var place in new[] { "Papers for the COPS meeting, October 2026 (sample), edition 1", "COPS meeting, October 2026 (sample)" })
        {
            await Expect(analyst.Page.GetByRole(AriaRole.Link, new() { Name = place, Exact = true })).ToHaveCountAsync(1);
        }

        await Expect(analyst.Page.GetByRole(AriaRole.Button, new() { Name = "Publish the correction" })).ToHaveCountAsync(0);
        await analyst.Page.GetByLabel("Notice").FillAsync(Notice);
        await analyst.Page.GetByLabel("Why the figure changed").FillAsync("Calls that were queued twice were counted once.");
        await analyst.Page.GetByRole(AriaRole.Button, new() { Name = "Keep these words" }).ClickAsync();
        await analyst.UntilDoneAsync();
        await ShowsAsync(reader, "/packs/cops-2026-10", shown: false);

        await (await UntilThereAsync(publisher)).ClickAsync();
        await publisher.Page.GetByRole(AriaRole.Button, new() { Name = "Publish the correction" }).ClickAsync();
        await publisher.UntilDoneAsync();

        foreach (var address in new[] { "/packs/cops-2026-10", "/meetings/cops-2026-10", "/meetings/cops-2026-10/minutes", "/corrections", "/performance/calls-101-answer-time" })
        {
            await ShowsAsync(reader, address, shown: true);
        }

        using var web = new HttpClient { BaseAddress = Running.Scrutiny.Public };
        Assert.That(await web.GetStringAsync("/feeds/corrections.atom"), Does.Contain(Notice).And.Contain("queued twice"));
    }

    private static async Task<ILocator> OpenAsync(StaffVisit visit)
    {
        await visit.Page.GotoAsync("/staff/corrections");
        return visit.Page.Locator("main");
    }

    private static async Task<ILocator> UntilThereAsync(StaffVisit visit)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            var link = (await OpenAsync(visit)).GetByRole(AriaRole.Link, new() { Name = Figure, Exact = true });
            if (await link.CountAsync() > 0)
            {
                await TestContext.Out.WriteLineAsync($"on the list after {clock.Elapsed.TotalSeconds:0.0} s");
                return link.First;
            }

            Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromSeconds(60)), "no correction was opened");
        }
    }

    private static async Task ShowsAsync(Visit reader, string address, bool shown)
    {
        var page = (await reader.OpenAsync(address)).Page;
        await Expect(page.GetByText(Notice)).ToHaveCountAsync(shown ? 1 : 0);
        await page.CloseAsync();
    }
}
