using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Scrutiny.BrowserTests.Staff;
using static Microsoft.Playwright.Assertions;

namespace Scrutiny.BrowserTests;

/// <summary>A short meeting with an operator, the big screen and a telephone: the telephone loses its line, and the server is killed in the middle.</summary>
[NonParallelizable]
internal sealed class MeetingTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Test, Category("D-11")]
    public async Task A_meeting_is_run_from_one_room_and_seen_on_the_screen_and_on_telephones_whatever_breaks()
    {
        var slug = $"meeting-{Environment.ProcessId.ToString(CultureInfo.InvariantCulture)}";
        await PlanAsync(slug);
        await using var visit = await Visit.BeginAsync(width: 390);
        IBrowserContext hall = await Running.Browser.NewContextAsync(new BrowserNewContextOptions { BaseURL = Running.Scrutiny.Public.ToString(), ViewportSize = new ViewportSize { Width = 1920, Height = 1080 } });
        var screen = await hall.NewPageAsync();
        await screen.GotoAsync($"/screen/{slug}");
        var phone = (await visit.OpenAsync($"/meetings/{slug}/live")).Page;
        await Expect(screen.Locator(".app-show__title")).ToContainTextAsync("Begins at");
        await screen.EvaluateAsync("window.sameDocument = true");

        await using var room = await StaffVisit.SignInAsync(Running.Scrutiny.Staff, "Op Erator", "Operator");
        await room.Page.GotoAsync($"/staff/control/{slug}");
        await PressAsync(room, "Open the meeting");
        await Expect(room.Page.GetByRole(AriaRole.Button, new() { Name = "Close the meeting" })).ToBeVisibleAsync();
        await NextAsync(room, "Emergency calls");
        await SeenAsync(screen.Locator(".app-show__title"), "Emergency calls");
        await SeenAsync(phone.Locator(".app-now__item"), "Item 1: Emergency calls");

        await SeenAsync(room.Page.Locator("[data-screens]"), "1 big screen is connected and shows this. The last change took");

        await room.Page.Locator("#find").FillAsync("999 within");
        await Expect(room.Page.Locator("#found > li:visible")).ToHaveCountAsync(1);
        await room.Page.GetByRole(AriaRole.Button, new() { Name = "Show 999 calls answered within 10 seconds" }).ClickAsync();
        await SeenAsync(screen.Locator(".app-show__value"), "%");
        await SeenAsync(phone.Locator("[data-live-part=screen]"), "999 calls were answered within 10 seconds");
        await SeenAsync(phone.Locator("[role=status].app-live"), "Figure shown: In");
        Assert.That(await screen.Locator(".app-show__chart").EvaluateAsync<bool>("image => image.complete && image.naturalWidth > 0"), Is.True, "a slide comes with its picture");
        Assert.That((await screen.RunAxe(AccessibilityTests.Rules)).Violations.Select(violation => violation.Id), Is.Empty, "the big screen");
        // The chart's text is drawn 32 pixels large, and is read from the back of a hall if the picture is not made much smaller.
        Assert.That(32 * await screen.Locator(".app-show__chart").EvaluateAsync<double>("image => Math.min(image.clientWidth / image.naturalWidth, image.clientHeight / image.naturalHeight)"), Is.GreaterThanOrEqualTo(28));

        // The telephone loses its line while the meeting goes on.
        await phone.Context.SetOfflineAsync(true);
        await FillAsync(room, "#challenge", "Why is it slower at night?", "Put the question");
        await SeenAsync(screen.Locator(".app-show__question"), "Why is it slower at night?");
        await FillAsync(room, "#response", "Fewer people are on duty.", "Record the response");
        await phone.Context.SetOfflineAsync(false);
        await SeenAsync(phone.Locator("[data-live-part=happened] li").First, "Chief Constable: Fewer people are on duty.");
        await SeenAsync(phone.Locator("[data-live-part=happened] li").Nth(1), "The Commissioner asked: Why is it slower at night?");

        // The server of the public pages is killed; the screen keeps its slide, and what happened meanwhile comes by itself.
        var killed = Running.Scrutiny.PublicWeb()!.Value;
        Process.GetProcessById(killed).Kill();
        await FillAsync(room, "#note", "The server was away.", "Record the note");
        await NextAsync(room, "Complaints");
        await Deadline.UntilAsync(() => Running.Scrutiny.PublicWeb() is { } back && back != killed, Patience, () => "the process did not come back");
        await SeenAsync(screen.Locator(".app-show__title"), "Complaints");
        await SeenAsync(phone.Locator(".app-now__item"), "Item 2: Complaints");
        Assert.That(await screen.EvaluateAsync<bool>("window.sameDocument"), Is.True);

        await PressAsync(room, "Close the meeting");
        await SeenAsync(screen.Locator(".app-show__title"), "The meeting is over");
        var minutes = await visit.OpenAsync($"/meetings/{slug}/minutes");
        await Expect(minutes.Page.Locator(".app-minutes dd")).ToHaveTextAsync([
            new Regex("^Figure shown: In .*999 calls were answered within 10 seconds"), new Regex("The Commissioner asked: Why is it slower at night\\?"), new Regex("Chief Constable: Fewer people are on duty\\."), new Regex("Note: The server was away\\."),
        ]);
        await hall.CloseAsync();
        await SeenAsync(room.Page.Locator("[data-screens]"), "No big screen is connected.");
    }

    private static async Task PlanAsync(string slug)
    {
        await using var publisher = await StaffVisit.SignInAsync(Running.Scrutiny.Staff, "Pub Lisher", "Publisher", scripts: false);
        var page = publisher.Page;
        await page.GotoAsync("/staff/meetings/plan");
        await page.GetByLabel("Title", new() { Exact = true }).FillAsync("A short meeting");
        await page.GetByLabel("Address").FillAsync(slug);
        await page.GetByLabel("Starts").FillAsync("2026-12-16 10:00");
        await page.GetByLabel("Place").FillAsync("Newport");
        await page.GetByLabel("1. Title").FillAsync("Emergency calls");
        await page.GetByLabel("2. Title").FillAsync("Complaints");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save the plan" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Publish the agenda" }).ClickAsync();
        await Expect(page.Locator(".govuk-summary-list")).ToContainTextAsync("Coming");
    }

    private static Task SeenAsync(ILocator where, string words) => Expect(where).ToContainTextAsync(words, new() { Timeout = (float)Patience.TotalMilliseconds });

    private static Task PressAsync(StaffVisit room, string button) => room.Page.GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync();

    // The page says that keys work when its script has run; before that a key is lost.
    private static async Task NextAsync(StaffVisit room, string item)
    {
        await Expect(room.Page.Locator("[data-keys]")).ToBeVisibleAsync();
        await room.Page.Keyboard.PressAsync("PageDown");
        await Expect(room.Page.Locator(".app-room__taken")).ToContainTextAsync(item);
    }

    private static async Task FillAsync(StaffVisit room, string field, string words, string button)
    {
        await room.Page.Locator(field).FillAsync(words);
        await PressAsync(room, button);
        await Expect(room.Page.Locator("[data-live-part=log] li").First).ToContainTextAsync(words);
    }
}
