using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Scrutiny.BrowserTests.Staff;

/// <summary>
/// README's "Add a source", walked: a return never seen becomes a source, and the source meets a first file, a corrected one and two
/// broken ones. The declarations are a copy of the repository's.
/// </summary>
[NonParallelizable]
internal sealed class AnalystWalkTests
{
    private const string Source = "force-101-districts";
    private const string Measure = "calls-101-volume";
    private const string Southampton = "E06000045";
    private const string FirstReturn = "District,Month,101 calls\nSouthampton,Aug-26,4105\nSouthampton,Sep-26,4210\nPortsmouth,Aug-26,3877\nPortsmouth,Sep-26,3982\nIsle of Wight,Aug-26,2391\nIsle of Wight,Sep-26,2177\n";

    private string home = "";
    private string file = "";
    private Supervisor? program;

    [OneTimeSetUp]
    public void Copy_the_declarations()
    {
        home = Directory.CreateTempSubdirectory("scrutiny-walk-").FullName;
        foreach (var path in Directory.EnumerateFiles(Repository.PathTo("dashboards"), "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(home, Path.GetRelativePath(Repository.Root, path));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(path, copy);
        }

        file = Path.Combine(home, "101-calls-by-district.csv");
        File.WriteAllText(file, FirstReturn);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (program is not null)
        {
            await program.DisposeAsync();
        }

        Directory.Delete(home, recursive: true);
    }

    [Test]
    public async Task A_file_never_seen_becomes_a_source_that_takes_corrections_and_keeps_broken_files_out()
    {
        await DraftSettleAndCheckAsync();
        program = await Supervisor.StartAsync(home);
        var (_, tried, _) = await CommandLine.RunAsync(home, "load", file, "--source", Source, "--dry-run", "--data", program.Data);
        Assert.That(tried, Does.Contain("6 values new, 0 unchanged, 0 revised, 0 rejected").And.Contain("(dry run: nothing was changed)"));
        await using var analyst = await StaffVisit.SignInAsync(program.Staff, "Ann Lyst", "Analyst");
        await using var publisher = await StaffVisit.SignInAsync(program.Staff, "Pub Lisher", "Publisher");
        await using var reader = await Visit.BeginAsync(wish: options => options.BaseURL = program.Public.ToString());

        // The first file, by the inbox.
        await Expect(await FeedAsync(analyst.Page)).ToContainTextAsync("No file yet");
        var beside = Path.Combine(program.Data, "inbox", Source, ".first.csv");
        File.Copy(file, beside);
        File.Move(beside, Path.Combine(program.Data, "inbox", Source, "first.csv"));
        await Expect(await FeedAsync(analyst.Page)).ToContainTextAsync("A load waits", new() { Timeout = 30_000 });
        await DecideAsync(publisher, "first.csv", approve: true);
        await Expect(await FeedAsync(analyst.Page)).ToContainTextAsync("Healthy");
        await ShowsAsync(reader, "4,210 calls to 101", "None of these figures has changed");

        // The corrected one, by hand: what it would revise is seen before, and by everybody after.
        var corrected = FirstReturn.Replace("4210", "4310", StringComparison.Ordinal);
        await analyst.UploadAsync(Source, "corrected.csv", corrected, check: true);
        await Expect(analyst.Page.GetByRole(AriaRole.Row, new() { NameRegex = new Regex("Southampton.*4,210.*4,310") })).ToHaveCountAsync(1);
        await analyst.Page.GetByRole(AriaRole.Button, new() { Name = "Load the file" }).ClickAsync();
        await analyst.UntilDoneAsync();
        await ShowsAsync(reader, "4,210 calls to 101", "None of these figures has changed");
        await DecideAsync(publisher, "corrected.csv", approve: true);
        await ShowsAsync(reader, "4,310 calls to 101", "These figures changed after they were first published here");

        // A renamed column is refused, and a figure that can't be waits until somebody turns it away; the last good figures stay.
        await analyst.UploadAsync(Source, "renamed.csv", FirstReturn.Replace("101 calls", "Calls to 101", StringComparison.Ordinal), check: false);
        await Expect(analyst.Page.Locator(".app-outcome")).ToContainTextAsync("'101 calls'");
        await analyst.UploadAsync(Source, "impossible.csv", corrected.Replace("4310", "4310000", StringComparison.Ordinal), check: false);
        await Expect(analyst.Page.Locator(".app-outcome")).ToContainTextAsync("quarantine");
        await ShowsAsync(reader, "4,310 calls to 101", "These figures changed after they were first published here");
        await DecideAsync(publisher, "impossible.csv", approve: false);
        await Expect(await FeedAsync(analyst.Page)).Not.ToContainTextAsync("wait");
        await ShowsAsync(reader, "4,310 calls to 101", "These figures changed after they were first published here");
    }

    private async Task DraftSettleAndCheckAsync()
    {
        var (_, text, _) = await CommandLine.RunAsync(home, "sources", "draft", file);
        var draft = Path.Combine(home, "draft.yaml");
        await File.WriteAllTextAsync(draft, text);
        var (_, doubts, _) = await CommandLine.RunAsync(home, "sources", "check", draft);
        Assert.That(doubts, Does.Match("no faults; [0-9]+ lines are still marked 'unsure'"));

        var settled = Regex.Replace(text, " *# unsure.*", "")
            .Replace("draft: true\n", "", StringComparison.Ordinal)
            .Replace("To be filled in", "Hampshire and Isle of Wight Constabulary", StringComparison.Ordinal)
            .Replace("supplier: publisher", "supplier: force", StringComparison.Ordinal)
            .Replace("name: \"Table\"", "name: Calls by district", StringComparison.Ordinal)
            + $"checks:\n  - {{ name: 101 calls in a district, bounds: {{ measure: {Measure}, least: 0, most: 50000 }}, otherwise: quarantine }}\n";
        await File.WriteAllTextAsync(Path.Combine(home, "dashboards", "sources", Source + ".yaml"), settled);
        var (_, _, unlisted) = await CommandLine.RunAsync(home, "sources", "check");
        Assert.That(unlisted, Does.Contain($"does not list the source '{Source}'; add it to sources in dashboards/measures/{Measure}.yaml"));

        var measure = Path.Combine(home, "dashboards", "measures", Measure + ".yaml");
        await File.WriteAllTextAsync(measure, (await File.ReadAllTextAsync(measure)).Replace("sources: [force-contact, ", $"sources: [force-contact, {Source}, ", StringComparison.Ordinal));

        var (sound, _, faults) = await CommandLine.RunAsync(home, "sources", "check");

        Assert.That((sound, faults), Is.EqualTo((0, "")));
    }

    // The feeds page, at this source's row.
    private static async Task<ILocator> FeedAsync(IPage page)
    {
        await page.GotoAsync("/staff/feeds");
        return page.Locator("tr", new() { Has = page.GetByRole(AriaRole.Link, new() { Name = "101 calls by district" }) }).Last;
    }

    private static async Task DecideAsync(StaffVisit visit, string name, bool approve)
    {
        await visit.Page.GotoAsync("/staff/feeds");
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = name }).First.ClickAsync();
        await visit.Page.GetByText("Approve or reject this load").ClickAsync();
        if (approve)
        {
            await visit.ApproveAsync();
        }
        else
        {
            await visit.Page.GetByLabel("Reject", new() { Exact = true }).CheckAsync();
            await visit.Page.GetByLabel("Reason", new() { Exact = true }).FillAsync("Southampton can't have had four million calls");
            await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Confirm decision" }).ClickAsync();
        }

        await visit.UntilDoneAsync();
    }

    private static async Task ShowsAsync(Visit reader, string sentence, string revisions)
    {
        var page = (await reader.OpenAsync($"/performance/{Measure}?area={Southampton}")).Page;
        await Expect(page.Locator("[data-live-sentence]").First).ToContainTextAsync(sentence);
        await Expect(page.Locator("main")).ToContainTextAsync(revisions);
        await page.CloseAsync();
    }
}
