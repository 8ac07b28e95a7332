using System.Globalization;
using System.Text.RegularExpressions;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Scrutiny.BrowserTests.Staff;
using static Microsoft.Playwright.Assertions;

namespace Scrutiny.BrowserTests;

/// <summary>Questions that are asked from telephones while a meeting goes on: past the moderator into the room, onto the screen, and answered. Some are meant to do harm; none is more than words.</summary>
[NonParallelizable]
[Category("Slow")]
internal sealed class LiveQuestionTests
{
    private const string Languages = "Pam mae’r heddlu mor araf? Zażółć gęślą jaźń. Ŵyr neb.";
    private const string Arabic = "لماذا يستغرق الرد على 101 وقتًا طويلاً؟";
    private const string Hostile = "<script>alert(1)</script> \"><img src=x onerror=alert(2)> {{7*7}} javascript:alert(3) \u202Egnp.exe \u001b[31m Z\u0351\u0352\u0353\u0354\u0355\u0356\u0357\u0358algo? ";

    private readonly List<string> faults = [];
    private string slug = null!;

    [Test, Category("F-10"), CancelAfter(300_000)]
    public async Task What_is_asked_from_a_telephone_reaches_the_room_the_screen_and_its_answer()
    {
        slug = $"asked-{Environment.ProcessId.ToString(CultureInfo.InvariantCulture)}";
        await PlanAsync();
        await using var moderating = await StaffVisit.SignInAsync(Running.Scrutiny.Staff, "Mo Derator", "Moderator");
        await using var room = await StaffVisit.SignInAsync(Running.Scrutiny.Staff, "Op Erator", "Operator");
        IBrowserContext hall = await Running.Browser.NewContextAsync(new BrowserNewContextOptions { BaseURL = Running.Scrutiny.Public.ToString(), ViewportSize = new ViewportSize { Width = 1920, Height = 1080 } });
        var screen = await hall.NewPageAsync();
        Watch(moderating.Page, room.Page, screen);
        await room.Page.GotoAsync($"/staff/control/{slug}");
        await room.Page.GetByRole(AriaRole.Button, new() { Name = "Open the meeting" }).ClickAsync();
        await room.Page.GetByRole(AriaRole.Button, new() { Name = "Next item" }).ClickAsync();
        await screen.GotoAsync($"/screen/{slug}");
        await TakeQuestionsWhileLiveAsync(moderating);

        foreach (var (text, direction, expected) in new[] { (Languages, "ltr", Languages), (Arabic, "rtl", Arabic), (Hostile + new string('x', 700), "ltr", "<script>alert(1)</script>") })
        {
            await using var visit = await Visit.BeginAsync(390);
            var phone = (await visit.OpenAsync($"/meetings/{slug}/ask")).Page;
            Watch(phone);
            var reference = await AskAsync(phone, text);

            // Whoever fills in a form as fast as a test does is suspected, and read all the same. The room hears by itself of what was let through.
            await moderating.Page.GotoAsync("/staff/questions?pile=spam");
            await Expect(moderating.Page.Locator("main")).ToContainTextAsync(reference);
            await moderating.Page.GotoAsync($"/staff/questions/{reference}");
            await Expect(moderating.Page.Locator("blockquote.app-asked")).ToContainTextAsync(expected);
            await moderating.Page.GetByRole(AriaRole.Button, new() { Name = "Accept", Exact = true }).ClickAsync();
            await Expect(moderating.Page.Locator("p.govuk-body.app-queue__head")).ToContainTextAsync("Accepted");
            await Expect(room.Page.Locator(".app-room__waiting")).ToContainTextAsync(reference, new() { Timeout = 20_000 });
            Assert.That(await DirectionAsync(room.Page.Locator(".app-room__asked").First), Is.EqualTo(direction));

            await room.Page.GetByRole(AriaRole.Button, new() { Name = $"Put it, {reference}" }).ClickAsync();
            await Expect(screen.Locator(".app-show__question")).ToContainTextAsync(expected, new() { Timeout = 20_000 });
            Assert.That(await DirectionAsync(screen.Locator(".app-show__question")), Is.EqualTo(direction));
            Assert.That(await screen.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth && document.documentElement.scrollHeight <= innerHeight"), Is.True, "the screen holds it");
            await AxeAsync(screen);

            await room.Page.Locator("#response").FillAsync($"It is so, says the answer to {reference}.");
            await room.Page.GetByRole(AriaRole.Button, new() { Name = "Record the response" }).ClickAsync();
            await Expect(room.Page.Locator("[data-live-part=log] li").First).ToContainTextAsync("It is so");
            await phone.ReloadAsync();
            await Expect(phone.Locator("main")).ToContainTextAsync("Your question was answered.");
            await Expect(phone.Locator(".app-answer")).ToContainTextAsync($"It is so, says the answer to {reference}.");
            await AxeAsync(phone);
            await OverflowAsync(visit, $"/questions/{reference}");
        }

        await AxeAsync(moderating.Page);
        await hall.CloseAsync();
        Assert.That(faults, Is.Empty);
    }

    private static async Task<string> AskAsync(IPage phone, string text)
    {
        await phone.GetByRole(AriaRole.Button, new() { Name = "Start now" }).ClickAsync();
        await phone.GetByLabel("What is your question?").FillAsync(text);
        await NextAsync(phone);
        await phone.GetByLabel("Contacting the police").CheckAsync();
        await NextAsync(phone);
        await NextAsync(phone);
        await phone.GetByRole(AriaRole.Button, new() { Name = "Send your question" }).ClickAsync();
        await Expect(phone.Locator(".govuk-panel")).ToContainTextAsync("Question sent");
        var reference = Regex.Match(await phone.Locator(".govuk-panel").InnerTextAsync(), "Q-[2-9A-Z]{4,8}").Value;
        await phone.GetByRole(AriaRole.Link, new() { Name = "/questions/status/" }).ClickAsync();
        await Expect(phone.Locator("main")).ToContainTextAsync("We have your question.");
        return reference;
    }

    private static Task NextAsync(IPage page) => page.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync();

    private async Task PlanAsync()
    {
        await using var publisher = await StaffVisit.SignInAsync(Running.Scrutiny.Staff, "Pub Lisher", "Publisher", scripts: false);
        var page = publisher.Page;
        await page.GotoAsync("/staff/meetings/plan");
        await page.GetByLabel("Title", new() { Exact = true }).FillAsync("A meeting that is asked");
        await page.GetByLabel("Address").FillAsync(slug);
        await page.GetByLabel("Starts").FillAsync("2026-12-17 10:00");
        await page.GetByLabel("Place").FillAsync("Newport");
        await page.GetByLabel("1. Title").FillAsync("Questions from the public");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save the plan" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Publish the agenda" }).ClickAsync();
        await Expect(page.Locator(".govuk-summary-list")).ToContainTextAsync("Coming");
    }

    private async Task TakeQuestionsWhileLiveAsync(StaffVisit moderating)
    {
        await using var early = await Visit.BeginAsync(390);
        await Expect((await early.OpenAsync($"/meetings/{slug}/ask")).Page.Locator("main")).ToContainTextAsync("Questions are not taken now for this meeting.");
        var page = moderating.Page;
        await page.GotoAsync($"/staff/questions/windows?meeting={slug}");
        await page.GetByLabel("Also while the meeting goes on").CheckAsync();
        await page.GetByLabel("How many questions one person may ask").FillAsync("5");
        await AxeAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Keep this" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Listitem).Filter(new() { HasText = "A meeting that is asked" }).First).Not.ToContainTextAsync("as between meetings");
    }

    private void Watch(params IPage[] pages)
    {
        foreach (var page in pages)
        {
            page.Dialog += (_, dialog) => faults.Add($"{page.Url}: a dialog: {dialog.Message}");
            page.PageError += (_, error) => faults.Add($"{page.Url}: {error}");
            page.Console += (_, message) =>
            {
                if (message.Type == "error")
                {
                    faults.Add($"{page.Url}: {message.Text}");
                }
            };
        }
    }

    private async Task AxeAsync(IPage page) =>
        faults.AddRange((await page.RunAxe(AccessibilityTests.Rules)).Violations.Select(violation => $"{page.Url}: {violation.Id}: {violation.Help} {string.Join(", ", violation.Nodes.Select(node => node.Html))}"));

    private async Task OverflowAsync(Visit visit, string address) =>
        faults.AddRange((await Overflow.FindAsync(await visit.OpenAsync(address))).Select(fault => $"{address}: {fault}"));

    private static Task<string> DirectionAsync(ILocator words) => words.EvaluateAsync<string>("element => getComputedStyle(element).direction");
}
