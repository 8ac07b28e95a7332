using Microsoft.Playwright;

namespace Scrutiny.BrowserTests.Staff;

/// <summary>One person at the staff site of a program that the tests started, signed in.</summary>
internal sealed class StaffVisit : IAsyncDisposable
{
    private readonly IBrowserContext context;
    private readonly Uri site;
    private readonly bool scripts;

    private StaffVisit(IBrowserContext context, IPage page, Uri site, bool scripts) => (this.context, Page, this.site, this.scripts) = (context, page, site, scripts);

    public IPage Page { get; }

    /// <summary>Signs in as the person of that name and role; <c>Publisher, Auditor</c> has both. Begins on the first page that the role has.</summary>
    public static async Task<StaffVisit> SignInAsync(Uri site, string name, string role, bool scripts = true, int width = 1280)
    {
        var context = await Running.Browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = site.ToString(),
            ViewportSize = new ViewportSize { Width = width, Height = 900 },
            Locale = "en-GB",
            TimezoneId = "Europe/London",
            JavaScriptEnabled = scripts,
        });
        context.SetDefaultTimeout(60_000);
        var visit = new StaffVisit(context, await context.NewPageAsync(), site, scripts);
        await visit.Page.GotoAsync("/staff");
        await visit.Page.GetByLabel("Sign-in name").FillAsync(await StaffAccounts.EnsureAsync(site, name, role));
        await visit.Page.GetByLabel("Password").FillAsync(StaffAccounts.Password);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" })).ToBeVisibleAsync();
        return visit;
    }

    /// <summary>Uploads a file and waits for what became of it.</summary>
    public async Task UploadAsync(string source, string name, string text, bool check)
    {
        await Page.GotoAsync("/staff/upload");
        await Page.GetByLabel("Source").SelectOptionAsync(source);
        await Page.GetByLabel("File", new() { Exact = true }).SetInputFilesAsync(new FilePayload { Name = name, MimeType = "text/csv", Buffer = System.Text.Encoding.UTF8.GetBytes(text) });
        await Page.GetByRole(AriaRole.Button, new() { Name = check ? "Check the file" : "Load it without a check" }).ClickAsync();
        await UntilDoneAsync();
    }

    /// <summary>Waits on a request's page: by itself with scripts, by its link without.</summary>
    public async Task UntilDoneAsync()
    {
        var outcome = Page.Locator(".app-outcome");
        var reload = Page.GetByRole(AriaRole.Link, new() { Name = "Reload this page" });
        if (scripts)
        {
            await outcome.WaitForAsync(new LocatorWaitForOptions { Timeout = 60_000 });
            return;
        }

        for (var tries = 0; await outcome.CountAsync() == 0; tries++)
        {
            Assert.That(tries, Is.LessThan(200), Page.Url);
            await reload.ClickAsync();
        }
    }

    /// <summary>Chooses to approve, and confirms that the checklist's warnings were read, where there are any.</summary>
    public async Task ApproveAsync()
    {
        await Page.GetByLabel("Approve", new() { Exact = true }).CheckAsync();
        var read = Page.GetByLabel("I have read the warnings");
        if (await read.CountAsync() > 0)
        {
            await read.CheckAsync();
        }

        await Page.GetByRole(AriaRole.Button, new() { Name = "Confirm decision" }).ClickAsync();
    }

    public async Task<string> DownloadAsync(string address)
    {
        var answer = await context.APIRequest.GetAsync(new Uri(site, address).ToString());
        Assert.That(answer.Status, Is.EqualTo(200));
        return await answer.TextAsync();
    }

    public async ValueTask DisposeAsync() => await context.CloseAsync();
}
