using System.Text.RegularExpressions;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Scrutiny.BrowserTests.Staff;

/// <summary>The pages of the public's questions for staff, in every state that the samples have, and by the keyboard alone.</summary>
[Category("Slow")]
internal sealed class QuestionPagesTests
{
    private static readonly string[] Addresses =
    [
        "/staff/questions", "/staff/questions?pile=spam", "/staff/questions?pile=to-answer", "/staff/questions?pile=settled", "/staff/questions?words=101", "/staff/questions/enter", "/staff/questions/order/cops-2026-12",
        "/staff/questions/windows", "/staff/questions/windows?meeting=cops-2026-12", "/staff/mail", "/staff/control/cops-2026-12",
        // One of each: answered and corrected, answered in writing, put, ordered, accepted, waiting, held, to be reworded, about to be declined, declined, redirected, joined, withdrawn, erased, spam.
        "/staff/questions/Q-2C4D", "/staff/questions/Q-2C4D/answer", "/staff/questions/Q-8V2W", "/staff/questions/Q-9X3Y", "/staff/questions/Q-9X3Y/answer", "/staff/questions/Q-6Q3R", "/staff/questions/Q-3J2K", "/staff/questions/Q-4M3N", "/staff/questions/Q-6R5T",
        "/staff/questions/Q-7V6W", "/staff/questions/Q-8X7Y", "/staff/questions/Q-2D7F", "/staff/questions/Q-5N2P", "/staff/questions/Q-5M7N", "/staff/questions/Q-9C8D", "/staff/questions/Q-6T7V", "/staff/questions/Q-7W8X", "/staff/questions/Q-7V6W/wordings",
    ];

    [TestCase(1280)]
    [TestCase(390, Category = "Long")]
    public async Task Axe_finds_nothing_and_no_page_scrolls_sideways(int width)
    {
        await using var visit = await StaffVisit.SignInAsync(Running.Scrutiny.Staff, "Mo Derator", "Moderator, Publisher, Operator, Administrator", width: width);
        var findings = new List<string>();
        foreach (var address in Addresses)
        {
            var answer = await visit.Page.GotoAsync(address);
            if (answer!.Status != 200)
            {
                findings.Add($"{address}: {answer.Status}");
                continue;
            }

            findings.AddRange((await visit.Page.RunAxe(AccessibilityTests.Rules)).Violations.Select(violation => $"{address}: {violation.Id}, {violation.Help}: {string.Join(" | ", violation.Nodes.Take(3).Select(node => node.Html))}"));
            if (await visit.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth > innerWidth"))
            {
                findings.Add($"{address}: scrolls sideways");
            }
        }

        Assert.That(findings, Is.Empty);
    }

    [Test]
    public async Task A_question_is_accepted_with_the_keyboard_alone()
    {
        await using var visit = await StaffVisit.SignInAsync(Running.Scrutiny.Staff, "Mo Derator", "Moderator");
        var page = visit.Page;
        await page.GotoAsync("/staff/questions/enter");
        await TypeAsync("#text", "Is this accepted by keys alone?");
        await TypeAsync("#saidwhere", "A letter");
        await TypeAsync("#topic", "c");
        await ToAsync("main button[type=submit]");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync(new Regex("/staff/questions/Q-"));

        await ToAsync("main form:has(input[value=accept]) button");
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.Locator("p.govuk-body.app-queue__head")).ToContainTextAsync("Accepted");

        async Task TypeAsync(string field, string text)
        {
            await ToAsync(field);
            await page.Keyboard.TypeAsync(text);
        }

        async Task ToAsync(string selector)
        {
            for (var stop = 0; !await page.EvaluateAsync<bool>("selector => document.activeElement.matches(selector)", selector); stop++)
            {
                Assert.That(stop, Is.LessThan(80), $"{selector} is not reached on {page.Url}");
                await page.Keyboard.PressAsync("Tab");
            }
        }
    }
}
