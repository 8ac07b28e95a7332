using System.Text;
using System.Text.RegularExpressions;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Scrutiny.BrowserTests.Staff;

/// <summary>A written challenge from draft to publication: Commissioner, Chief Constable's office, resident, each in a browser of their own.</summary>
internal sealed class LetterWalkTests
{
    // A PDF of one page, with the tags that screen readers need.
    private const string Document = "%PDF-1.7\n1 0 obj << /Type /Catalog /Pages 2 0 R /MarkInfo << /Marked true >> /StructTreeRoot 4 0 R /Lang (en-GB) >> endobj\n2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj\n3 0 obj << /Type /Page /Parent 2 0 R >> endobj\n5 0 obj << /Title (Plan) >> endobj\ntrailer << /Root 1 0 R /Info 5 0 R >>\n%%EOF\n";

    [Test]
    public async Task A_letter_goes_from_draft_to_sent_to_replied_to_public()
    {
        await using var commissioner = await StaffVisit.SignInAsync(Running.Scrutiny.Staff, "Com Missioner", "Commissioner");
        await using var force = await StaffVisit.SignInAsync(Running.Scrutiny.Staff, "Letter Office", "Chief Constable’s office", width: 390);
        var (office, desk) = (commissioner.Page, force.Page);

        await office.GetByRole(AriaRole.Link, new() { Name = "Letters", Exact = true }).ClickAsync();
        await office.GetByRole(AriaRole.Button, new() { Name = "Write a letter" }).ClickAsync();
        await office.GetByLabel("What it is about").FillAsync("Waiting on 999");
        await office.GetByLabel("Address").FillAsync("letter-of-the-walk");
        await office.GetByLabel("The letter").FillAsync("999 was answered within ten seconds in {{calls-999-within-10s latest}} of calls.");
        await office.GetByLabel("The standard (optional)").FillAsync("{{calls-999-within-10s target}}");
        await office.GetByLabel("What you ask").FillAsync("What changes at weekends?\nFrom when?");
        await office.GetByRole(AriaRole.Button, new() { Name = "Preview" }).ClickAsync();
        await Expect(office.Locator(".pack-bound").First).ToHaveTextAsync(new Regex("^[0-9.]+%$"));
        await office.GetByRole(AriaRole.Button, new() { Name = "Keep the draft" }).ClickAsync();
        await PassesAsync(office);
        await office.GetByRole(AriaRole.Button, new() { Name = "Send the letter" }).ClickAsync();
        await Expect(office.Locator("main")).ToContainTextAsync("Sent, no reply yet");

        await desk.GotoAsync("/staff/letters");
        await desk.GetByRole(AriaRole.Link, new() { Name = "Waiting on 999" }).ClickAsync();
        await PassesAsync(desk);
        await desk.GetByRole(AriaRole.Link, new() { Name = "Reply", Exact = true }).ClickAsync();
        await PassesAsync(desk);
        await desk.GetByLabel("The reply").FillAsync("Two more people work on Saturdays from March.");
        await desk.GetByLabel("Documents (optional)").SetInputFilesAsync(new FilePayload { Name = "Rota.pdf", MimeType = "application/pdf", Buffer = Encoding.Latin1.GetBytes(Document.Replace("/Lang (en-GB)", "/AA << >>", StringComparison.Ordinal)) });
        await desk.GetByRole(AriaRole.Button, new() { Name = "Send the reply" }).ClickAsync();
        await Expect(desk.Locator(".govuk-error-summary")).ToContainTextAsync("something that happens by itself");
        await Expect(desk.GetByLabel("The reply")).ToHaveValueAsync("Two more people work on Saturdays from March.");
        await desk.GetByLabel("Documents (optional)").SetInputFilesAsync(new FilePayload { Name = "Rota.pdf", MimeType = "application/pdf", Buffer = Encoding.Latin1.GetBytes(Document) });
        await desk.GetByRole(AriaRole.Button, new() { Name = "Send the reply" }).ClickAsync();
        await Expect(desk.Locator("main")).ToContainTextAsync("Rota");

        await using var resident = await Visit.BeginAsync(width: 390);
        await (await resident.OpenAsync("/letters/letter-of-the-walk", 404)).Page.CloseAsync();
        await office.ReloadAsync();
        await office.GetByText("Record a promise").ClickAsync();
        await office.GetByLabel("What is promised").FillAsync("Nine in ten 999 calls are answered within ten seconds in March");
        await office.GetByLabel("Measure").SelectOptionAsync("calls-999-within-10s");
        await office.GetByLabel("Target").FillAsync("90");
        await office.GetByLabel("By", new() { Exact = true }).FillAsync("2027-03-31");
        await office.GetByRole(AriaRole.Button, new() { Name = "Record the promise" }).ClickAsync();
        await PassesAsync(office);
        await office.GetByRole(AriaRole.Button, new() { Name = "Publish" }).ClickAsync();
        await Expect(office.Locator("main")).ToContainTextAsync("All of it is public.");

        var read = await resident.OpenAsync("/letters");
        await read.Page.GetByRole(AriaRole.Link, new() { Name = "Waiting on 999" }).ClickAsync();
        await Expect(read.Page.Locator("main")).ToContainTextAsync("Two more people work on Saturdays from March.");
        await PassesAsync(read.Page);
        await read.Page.GetByRole(AriaRole.Link, new() { Name = "What the figures say now" }).ClickAsync();
        await Expect(read.Page.Locator("#letter-of-the-walk-p1")).ToContainTextAsync("Nine in ten 999 calls");
        await read.Page.GoBackAsync();
        await read.Page.GetByRole(AriaRole.Link, new() { Name = "Rota" }).ClickAsync();
        var download = await read.Page.RunAndWaitForDownloadAsync(() => read.Page.GetByRole(AriaRole.Link, new() { Name = "Rota.pdf" }).ClickAsync());
        Assert.That(download.SuggestedFilename, Is.EqualTo("Rota.pdf"));
    }

    private static async Task PassesAsync(IPage page)
    {
        var found = await page.RunAxe();
        Assert.That(found.Violations.Select(violation => $"{page.Url}: {violation.Id}: {violation.Nodes[0].Html}"), Is.Empty);
        Assert.That(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), page.Url);
    }
}
