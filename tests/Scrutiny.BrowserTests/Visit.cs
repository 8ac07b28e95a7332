using Microsoft.Playwright;

namespace Scrutiny.BrowserTests;

/// <summary>One visitor: a browser context, and what went wrong on the pages that were opened in it.</summary>
internal sealed class Visit : IAsyncDisposable
{
    private const string ReportViolations =
        "document.addEventListener('securitypolicyviolation', event => console.error(`securitypolicyviolation: ${event.violatedDirective} ${event.blockedURI}`));";

    private readonly IBrowserContext context;

    private Visit(IBrowserContext context) => this.context = context;

    public static async Task<Visit> BeginAsync(int width = 1280, Action<BrowserNewContextOptions>? wish = null, string? before = null)
    {
        var options = new BrowserNewContextOptions
        {
            BaseURL = Running.Scrutiny.Public.ToString(),
            ViewportSize = new ViewportSize { Width = width, Height = width < 600 ? 844 : 900 },
            Locale = "en-GB",
            TimezoneId = "Europe/London",
        };
        wish?.Invoke(options);
        var context = await Running.Browser.NewContextAsync(options);
        context.SetDefaultTimeout(60_000);
        await context.AddInitScriptAsync(ReportViolations + before);
        return new Visit(context);
    }

    /// <summary>Opens a page in a tab of its own.</summary>
    public async Task<OpenPage> OpenAsync(string address, int status = 200)
    {
        var tab = new OpenPage(await context.NewPageAsync(), status);
        var response = await tab.Page.GotoAsync(address);
        Assert.That(response!.Status, Is.EqualTo(status), address);
        return tab;
    }

    public async ValueTask DisposeAsync() => await context.CloseAsync();
}
