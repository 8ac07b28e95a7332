using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Scrutiny.BrowserTests;

internal sealed class WithoutScriptTests
{
    [Test]
    public async Task Every_page_can_be_read()
    {
        await using var visit = await WithoutScriptAsync();
        var faults = new List<string>();

        foreach (var page in await SitePages.AllAsync())
        {
            var tab = await visit.OpenAsync(page.Address, page.Status);
            var heading = await tab.Page.Locator("h1").InnerTextAsync();
            var words = await tab.Page.Locator("main").InnerTextAsync();
            if (heading.Length == 0 || words.Length < heading.Length + 40 || tab.Requests.Any(request => request.Kind == "script"))
            {
                faults.Add($"{page}: \"{heading}\", {words.Length} characters");
            }

            await tab.CloseAsync();
        }

        Assert.That(faults, Is.Empty);
    }

    [Test]
    public async Task The_table_opens_and_leads_to_receipts()
    {
        await using var visit = await WithoutScriptAsync();
        var tab = await visit.OpenAsync(SitePages.Calls);
        var table = tab.Page.Locator("#figures table");
        await Expect(table).ToBeHiddenAsync();

        await tab.Page.Locator("#figures > summary").ClickAsync();
        await Expect(table).ToBeVisibleAsync();
        await table.GetByRole(AriaRole.Link, new() { Name = "Receipt for September 2026" }).ClickAsync();

        await Expect(tab.Page.Locator("h1")).ToHaveTextAsync("91.3%");
        await Expect(tab.Page.Locator("main")).ToContainTextAsync("sample-returns-2026-10.csv");
    }

    [Test]
    public async Task The_form_shows_another_area_at_an_earlier_moment()
    {
        await using var visit = await WithoutScriptAsync();
        var tab = await visit.OpenAsync("/performance/recorded-crime");

        await tab.Page.GetByLabel("Area").SelectOptionAsync("E23000005");
        await tab.Page.GetByLabel("As known at (UTC)").FillAsync("2019-06-01T12:00:00Z");
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Show" }).ClickAsync();

        await Expect(tab.Page).ToHaveURLAsync(new Regex(@"\?area=E23000005(&breakdown=total)?&as-known=2019-06-01T12%3A00%3A00Z$"));
        await Expect(tab.Page.Locator(".app-eyebrow")).ToContainTextAsync("Greater Manchester");
        await Expect(tab.Page.GetByRole(AriaRole.Region, new() { Name = "Earlier state" })).ToContainTextAsync("1 June 2019");
        await Expect(tab.Page.GetByLabel("Area")).ToHaveValueAsync("E23000005");
    }

    [Test]
    public async Task The_form_shows_one_part_of_a_measure()
    {
        await using var visit = await WithoutScriptAsync();
        var tab = await visit.OpenAsync("/performance/recorded-crime");

        var part = (await tab.Page.GetByLabel("Part").Locator("option").AllInnerTextsAsync())[1];
        await tab.Page.GetByLabel("Part").SelectOptionAsync(new SelectOptionValue { Label = part });
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Show" }).ClickAsync();

        await Expect(tab.Page.Locator("h1")).ToContainTextAsync(part);
    }

    private static Task<Visit> WithoutScriptAsync() => Visit.BeginAsync(390, options => options.JavaScriptEnabled = false);
}
