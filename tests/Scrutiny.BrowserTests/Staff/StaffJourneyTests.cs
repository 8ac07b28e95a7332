using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Scrutiny.BrowserTests.Staff;

/// <summary>
/// What people do on the staff pages, in a program of their own: these journeys change figures. They run one after another, in order,
/// beside nothing else.
/// </summary>
[NonParallelizable]
internal sealed class StaffJourneyTests
{
    private const string Heading = "month,calls_999,answered_999_within_10s,answered_999_within_10s_percent,mean_answer_999_seconds,calls_101,mean_answer_101_seconds,abandoned_101,abandoned_101_percent\n";

    private Supervisor program = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => program = await Supervisor.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await program.DisposeAsync();

    [TestCase(true, "2015-01", 12300, "61.5"), Order(1)]
    [TestCase(false, "2015-02", 12500, "62.5")]
    public async Task A_faulty_return_is_refused_with_a_list_for_its_sender_and_the_corrected_one_is_approved_and_public(bool scripts, string month, int answered, string percent)
    {
        await using var force = await StaffVisit.SignInAsync(program.Staff, "Force Returns", "Chief Constable’s office", scripts);
        await using var publisher = await StaffVisit.SignInAsync(program.Staff, "Pub Lisher", "Publisher", scripts);
        var page = force.Page;

        await force.UploadAsync("force-contact", "faulty.csv", $"{Heading}{month},oops,1,=1+1,8,1,2,3,nine\n", check: true);
        await Expect(page.Locator(".app-outcome")).ToContainTextAsync("The file would be refused.");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Load the file" })).ToHaveCountAsync(0);
        await force.UploadAsync("force-contact", "faulty.csv", $"{Heading}{month},oops,1,=1+1,8,1,2,3,nine\n", check: false);
        await page.GetByRole(AriaRole.Link, new() { Name = "See the load" }).ClickAsync();
        await Expect(page.Locator("main")).ToContainTextAsync("Refused");
        var link = page.GetByRole(AriaRole.Link, new() { NameRegex = new Regex("^Download all 3 as CSV") });
        var rejects = await force.DownloadAsync((await link.GetAttributeAsync("href"))!);
        Assert.That(rejects, Does.StartWith("sheet,row,column,text,reason\r\n").And.Contain(",'=1+1,").And.Contain("oops"));

        await force.UploadAsync("force-contact", "corrected.csv", $"{Heading}{month},20000,{answered},{percent},8.1,30000,120,3000,10\n", check: true);
        await Expect(page.Locator("main")).ToContainTextAsync("Nothing has been changed yet.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Load the file" }).ClickAsync();
        await force.UntilDoneAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "See the load" }).ClickAsync();
        await Expect(page.Locator("main")).ToContainTextAsync("Waiting for approval");
        await Expect(page.GetByText("Approve or reject this load")).ToHaveCountAsync(0);
        Assert.That(await PublicAsync(month), Does.Not.Contain(percent));

        await publisher.Page.GotoAsync("/staff/feeds");
        await publisher.Page.GetByRole(AriaRole.Link, new() { Name = "corrected.csv" }).ClickAsync();
        await publisher.Page.GetByText("Approve or reject this load").ClickAsync();
        await publisher.Page.GetByLabel("Reject", new() { Exact = true }).CheckAsync();
        await publisher.Page.GetByRole(AriaRole.Button, new() { Name = "Confirm decision" }).ClickAsync();
        await Expect(publisher.Page).ToHaveTitleAsync(new Regex("^Error: "));
        await Expect(publisher.Page.Locator(".govuk-error-summary")).ToContainTextAsync("Enter why you reject the load");
        await publisher.ApproveAsync();
        await publisher.UntilDoneAsync();

        await Expect(publisher.Page.Locator(".app-outcome")).ToContainTextAsync("Approved: the public sees its figures.");
        Assert.That(await PublicAsync(month), Does.Contain(percent));
    }

    [Test, Order(2)]
    public async Task A_typed_figure_needs_a_second_person()
    {
        await using var typist = await StaffVisit.SignInAsync(program.Staff, "Ann Lyst", "Publisher");
        await using var second = await StaffVisit.SignInAsync(program.Staff, "Pub Lisher", "Publisher");
        var page = typist.Page;
        await page.GotoAsync("/staff/figures/type");
        await page.GetByLabel("Measure").SelectOptionAsync("grants-awarded");
        await page.GetByLabel("Period").FillAsync("2025/26");
        await page.GetByLabel("Value").FillAsync("1234567");
        await page.GetByLabel("Evidence").FillAsync("Letter of the finance director, 3 November 2026");
        await page.GetByLabel("Document (optional)").SetInputFilesAsync(new FilePayload { Name = "letter.pdf", MimeType = "application/pdf", Buffer = "%PDF-1.4"u8.ToArray() });
        await page.GetByRole(AriaRole.Button, new() { Name = "Send for approval" }).ClickAsync();
        await typist.UntilDoneAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "See the load" }).ClickAsync();
        var load = new Uri(page.Url).AbsolutePath;

        await ApproveAsync(typist, load);
        await Expect(page.Locator(".app-outcome")).ToContainTextAsync("Ann Lyst brought this load, so somebody else has to approve it.");
        await second.Page.GotoAsync(load + "/decide");
        var document = await second.Page.GetByRole(AriaRole.Link, new() { Name = "letter.pdf" }).GetAttributeAsync("href");
        Assert.That(await second.DownloadAsync(document!), Is.EqualTo("%PDF-1.4"));
        await ApproveAsync(second, load);

        await Expect(second.Page.Locator(".app-outcome")).ToContainTextAsync("Approved");
        using var http = new HttpClient();
        Assert.That(await http.GetStringAsync(new Uri(program.Public, "api/v1/measures/grants-awarded/series")), Does.Contain("1234567"));
    }

    [Test, Order(3), Category("L-3")]
    public async Task A_resident_reads_a_figure_its_correction_and_its_withdrawal_each_with_the_reason()
    {
        const string Month = "2015-03";
        await using var analyst = await StaffVisit.SignInAsync(program.Staff, "Ann Lyst", "Analyst");
        await using var publisher = await StaffVisit.SignInAsync(program.Staff, "Pub Lisher", "Publisher");
        await using var reader = await Visit.BeginAsync(wish: options => options.BaseURL = program.Public.ToString());
        var page = (await reader.OpenAsync(SitePages.Calls)).Page;

        await PublishAsync(analyst, publisher, $"{Heading}{Month},20000,12346,61.73,8.1,30000,120,3000,10\n", null);
        Assert.That(await PublicAsync(Month), Does.Contain("61.73"));
        var load = await PublishAsync(analyst, publisher, $"{Heading}{Month},20000,12892,64.46,8.1,30000,120,3000,10\n", "A cell was shifted.");
        await page.GotoAsync("/corrections");
        await Expect(page.GetByRole(AriaRole.Row, new() { NameRegex = new Regex("March 2015.*61\\.7.*64\\.5") })).ToHaveCountAsync(1);
        await Expect(page.Locator("main")).ToContainTextAsync("Reason: A cell was shifted.");

        await publisher.Page.GotoAsync(load);
        await publisher.Page.GetByRole(AriaRole.Link, new() { Name = "Withdraw its figures from the public" }).ClickAsync();
        await publisher.Page.GetByLabel("Why the figures are withdrawn").FillAsync("The file was another force’s.");
        await publisher.Page.GetByRole(AriaRole.Button, new() { Name = "Withdraw these figures" }).ClickAsync();
        await publisher.UntilDoneAsync();
        await Expect(publisher.Page.Locator(".app-outcome")).ToContainTextAsync("off every public page, and what stood before stands again");

        Assert.That(await PublicAsync(Month), Does.Contain("61.73").And.Not.Contain("64.46"));
        await page.GotoAsync(SitePages.Calls);
        await Expect(page.Locator("main")).ToContainTextAsync("Reason: The file was another force’s.");
    }

    [Test, Order(4)]
    public async Task A_running_load_is_followed_without_a_reload_and_ends_in_its_outcome()
    {
        await using var analyst = await StaffVisit.SignInAsync(program.Staff, "Ann Lyst", "Analyst");
        var page = analyst.Page;
        var file = new StringBuilder("measure,area_code,area,breakdown,period,value,numerator,denominator,status,publisher\n");
        for (var row = 0; row < 400_000; row++)
        {
            file.Append(CultureInfo.InvariantCulture, $"online-reports,E23000030,Hampshire,,19{10 + (row % 80)}-{1 + (row / 80 % 12):00},{row % 960},,,,Made\n");
        }

        await page.GotoAsync("/staff/upload");
        await page.GetByLabel("Source").SelectOptionAsync("sample-returns");
        await page.GetByLabel("File", new() { Exact = true }).SetInputFilesAsync(new FilePayload { Name = "large.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(file.ToString()) });
        await page.GetByRole(AriaRole.Button, new() { Name = "Check the file" }).ClickAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync("Checking large.csv");
        await page.EvaluateAsync("window.stayed = true");

        await Expect(page.Locator(".app-progress")).ToContainTextAsync("Rows read", new() { Timeout = 30_000 });
        await Expect(page.Locator(".app-outcome")).ToContainTextAsync("Checked", new() { Timeout = 90_000 });

        Assert.That(await page.EvaluateAsync<bool>("window.stayed === true"), Is.True, "the page was not loaded again");
        await Expect(page.Locator(".app-live[role=status]")).ToContainTextAsync("Updated at");
    }

    [Test, Order(5)]
    public async Task An_alert_appears_on_an_open_page_by_itself_and_goes_when_it_is_mended()
    {
        await using var analyst = await StaffVisit.SignInAsync(program.Staff, "Ann Lyst", "Analyst");
        var count = analyst.Page.Locator(".app-staff__alerts");
        var before = await count.InnerTextAsync();
        await using var other = await StaffVisit.SignInAsync(program.Staff, "Ann Other", "Analyst");

        await other.UploadAsync("home-office-grant", "wrong.csv", "nothing,of,the,sort\n1,2,3,4\n", check: false);
        await Expect(count).Not.ToHaveTextAsync(before);

        await Expect(analyst.Page.Locator("#alerts")).ToContainTextAsync("wrong.csv was refused.");
    }

    [TestCase(1280), Order(6)]
    [TestCase(390, Category = "Long")]
    public async Task Axe_finds_nothing_on_the_staff_pages_and_none_scrolls_sideways(int width)
    {
        await using var visit = await StaffVisit.SignInAsync(program.Staff, "Pub Lisher", "Publisher, Administrator", width: width);
        await visit.Page.GotoAsync("/staff/loads");
        var loads = await visit.Page.Locator("tbody th a").EvaluateAllAsync<string[]>("links => links.map(link => link.getAttribute('href'))");
        await visit.Page.GotoAsync("/staff/accounts");
        var accounts = await visit.Page.Locator("tbody th a").EvaluateAllAsync<string[]>("links => links.map(link => link.getAttribute('href'))");
        string[] addresses =
        [
            "/staff/feeds", "/staff/feeds?show=late", "/staff/feeds/force-contact", "/staff/feeds/typed-figures", "/staff/loads", "/staff/loads?state=rejected", .. loads.Take(6), loads[0] + "/decide", loads[^1] + "/withdraw", "/staff/releases", "/staff/pre-release", "/staff/notes", "/staff/pre-election",
            "/staff/revisions", "/staff/revisions?from=yesterday", "/staff/audit", "/staff/audit?act=signed-in&day=today", "/staff/upload", "/staff/figures/type", "/staff/requests/1", "/staff/account", "/staff/account/password", "/staff/account/second-factor", "/staff/accounts", accounts[0], "/staff/loads/nothing-here", "/performance", "/performance/calls-101-volume", "/boards/commissioner", "/staff/meetings", "/staff/meetings/plan", "/staff/corrections", "/staff/corrections?state=published", "/staff/corrections/1", "/staff/explanations", "/staff/brief/cops-2026-12", "/privacy",
        ];
        var findings = new List<string>();
        foreach (var address in addresses)
        {
            await visit.Page.GotoAsync(address);
            var result = await visit.Page.RunAxe(new AxeRunOptions { ResultTypes = [ResultType.Violations], RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] } });
            findings.AddRange(result.Violations.Select(violation => $"{address}: {violation.Id}, {violation.Help}: {string.Join(" | ", violation.Nodes.Take(3).Select(node => node.Html))}"));
            if (await visit.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth > innerWidth"))
            {
                findings.Add($"{address}: scrolls sideways");
            }
        }

        Assert.That(findings, Is.Empty);
    }

    // The address of the load's page.
    private static async Task<string> PublishAsync(StaffVisit analyst, StaffVisit publisher, string text, string? correction)
    {
        await analyst.UploadAsync("force-contact", "third.csv", text, check: false);
        await analyst.Page.GetByRole(AriaRole.Link, new() { Name = "See the load" }).ClickAsync();
        var load = new Uri(analyst.Page.Url).AbsolutePath;
        await publisher.Page.GotoAsync(load + "/decide");
        await publisher.Page.GetByLabel("If it corrects published figures: why they were wrong").FillAsync(correction ?? "");
        await publisher.ApproveAsync();
        await publisher.UntilDoneAsync();
        await Expect(publisher.Page.Locator(".app-outcome")).ToContainTextAsync("Approved: the public sees its figures.");
        return load;
    }

    private static async Task ApproveAsync(StaffVisit visit, string load)
    {
        await visit.Page.GotoAsync(load + "/decide");
        await visit.ApproveAsync();
        await visit.UntilDoneAsync();
    }

    private async Task<string> PublicAsync(string month)
    {
        using var http = new HttpClient();
        return await http.GetStringAsync(new Uri(program.Public, $"api/v1/measures/calls-999-within-10s/series?from={month}-01&to={month}-28"));
    }
}
