using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Scrutiny.BrowserTests;

internal sealed class ReceiptJourneyTests
{
    [Test]
    public async Task From_the_home_page_a_figure_leads_to_its_row_in_the_file_and_back()
    {
        await using var visit = await Visit.BeginAsync();
        var tab = await visit.OpenAsync("/");
        var page = tab.Page;

        await page.GetByRole(AriaRole.Navigation, new() { Name = "Menu" }).GetByRole(AriaRole.Link, new() { Name = "Performance" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Recorded crime", Exact = true }).ClickAsync();
        await page.Locator("#figures").GetByRole(AriaRole.Link, new() { Name = "Receipt for year ending December 2018" }).ClickAsync();

        await Expect(page.Locator("h1")).ToHaveTextAsync("159,487");
        await Expect(Term(page, "File")).ToHaveTextAsync("sample-crime-2018-12.csv");
        await Expect(Term(page, "SHA-256 of the file")).ToHaveTextAsync(new Regex("^[0-9a-f]{64}$"));
        await Expect(Term(page, "Sheet")).ToContainTextAsync("CSV");
        await Expect(Term(page, "Line")).ToHaveTextAsync(new Regex("^[0-9]+$"));
        await Expect(Term(page, "Column")).ToHaveTextAsync(new Regex("^[A-Z]+$"));
        await Expect(Term(page, "Stored text")).ToHaveTextAsync("159487");
        await Expect(page.Locator("td", new() { HasText = "(this figure)" })).ToContainTextAsync("159487");

        var trail = page.Locator(".govuk-breadcrumbs");
        await trail.GetByRole(AriaRole.Link, new() { Name = "Recorded crime" }).ClickAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync("Recorded crime");
        await trail.GetByRole(AriaRole.Link, new() { Name = "Performance" }).ClickAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync("Performance");
        await trail.GetByRole(AriaRole.Link, new() { Name = "Overview" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(Running.Scrutiny.Public.ToString());
    }

    [Test]
    public async Task The_file_named_by_a_receipt_is_the_one_that_was_delivered()
    {
        await using var visit = await Visit.BeginAsync();
        var tab = await visit.OpenAsync($"/receipts/{Api.Receipt((await Api.PointsAsync("recorded-crime"))[1])}");

        var file = await File.ReadAllBytesAsync(Repository.PathTo("dashboards", "samples", await Term(tab.Page, "File").InnerTextAsync()));
        var line = System.Text.Encoding.UTF8.GetString(file).Split('\n')[int.Parse(await Term(tab.Page, "Line").InnerTextAsync(), System.Globalization.CultureInfo.InvariantCulture) - 1];

        await Expect(Term(tab.Page, "SHA-256 of the file")).ToHaveTextAsync(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(file)));
        Assert.That(line, Does.Contain(await Term(tab.Page, "Stored text").InnerTextAsync()));
    }

    private static ILocator Term(IPage page, string name) => page.Locator(".govuk-summary-list__row", new() { Has = page.Locator("dt", new() { HasTextRegex = new Regex($"^\\s*{Regex.Escape(name)}\\s*$") }) }).Locator("dd");
}
