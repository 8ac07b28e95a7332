using System.Text.RegularExpressions;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Scrutiny.BrowserTests;

/// <summary>A resident asks a question, from the first page to the reference, and comes back to it.</summary>
internal sealed class AskTests
{
    private const int MostPages = 7;

    // Somebody who types a key a second has half of two minutes left to think.
    private const int MostKeys = 120;

    [TestCase(1280, true)]
    [TestCase(390, false)]
    public async Task A_question_is_asked_in_at_most_seven_pages_with_and_without_a_script(int width, bool script)
    {
        await using var visit = await Visit.BeginAsync(width, options => options.JavaScriptEnabled = script);
        var tab = await visit.OpenAsync("/");
        var (page, pages, findings) = (tab.Page, 1, new List<string>());

        await NextAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Ask the Chief Constable a question" }).ClickAsync());
        await NextAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "Start now" }).ClickAsync());
        await page.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync();
        await Expect(page).ToHaveTitleAsync(new Regex("^Error: "));
        await LookAsync();
        await page.GetByLabel("What is your question?").FillAsync("Pam mae 101 mor araf? Zażółć gęślą jaźń. لماذا؟");
        await NextAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync());
        await page.GetByLabel("Contacting the police").CheckAsync();
        await page.GetByLabel("Where").SelectOptionAsync("E06000045");
        await NextAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync());
        await NextAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync());
        await Expect(page.Locator("main")).ToContainTextAsync("Pam mae 101 mor araf? Zażółć gęślą jaźń. لماذا؟");
        await NextAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "Send your question" }).ClickAsync());

        await Expect(page.Locator(".govuk-panel")).ToContainTextAsync(new Regex("Q-[2-9A-Z]{4}"));
        Assert.That(pages, Is.LessThanOrEqualTo(MostPages));
        Assert.That(findings, Is.Empty);
        Assert.That(tab.Faults, Is.Empty);

        await page.GetByRole(AriaRole.Link, new() { Name = "/questions/status/" }).ClickAsync();
        await page.GetByText("Take it back").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Withdraw the question" }).ClickAsync();
        await Expect(page.Locator("main")).ToContainTextAsync("Your question is withdrawn.");

        async Task NextAsync(Func<Task> act)
        {
            await act();
            pages++;
            await LookAsync();
        }

        async Task LookAsync()
        {
            // axe itself is a script.
            if (script)
            {
                findings.AddRange((await page.RunAxe(AccessibilityTests.Rules)).Violations.Select(violation => $"{page.Url}: {violation.Id}: {violation.Help} {string.Join(", ", violation.Nodes.Select(node => node.Html))}"));
            }

            findings.AddRange((await Overflow.FindAsync(tab)).Select(fault => $"{page.Url}: {fault}"));
        }
    }

    [Test]
    public async Task A_question_is_asked_with_the_keyboard_alone()
    {
        await using var visit = await Visit.BeginAsync();
        var home = await visit.OpenAsync("/");
        // Its parts are exchanged once when it begins to watch.
        await home.UntilWatchingAsync();
        var page = home.Page;
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        var keys = 0;

        await ToAsync("main a[href='/ask']");
        await PressAsync("Enter");
        await page.WaitForURLAsync(new Regex("/ask$"));
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await ToAsync("a[role=button][href='/ask/question']");
        await PressAsync("Enter");
        await page.WaitForURLAsync(new Regex("/ask/question"));
        await ToAsync("#text");
        const string Question = "Why is 101 slow?";
        await page.Keyboard.TypeAsync(Question);
        keys += Question.Length;
        await ContinueAsync("about");
        await ToAsync("#topic");
        await PressAsync("Space");
        await ContinueAsync("you");
        await ContinueAsync("check");
        await ContinueAsync("status");

        await Expect(page.Locator(".govuk-panel")).ToContainTextAsync("Question sent");
        Assert.That(keys, Is.LessThanOrEqualTo(MostKeys));
        await TestContext.Out.WriteLineAsync($"{keys} keys from the home page to the reference, {Question.Length} of them the question");

        async Task ContinueAsync(string to)
        {
            await ToAsync("main button[type=submit]");
            await PressAsync("Enter");
            await page.WaitForURLAsync(new Regex($"/{to}"));
        }

        async Task ToAsync(string selector)
        {
            for (var stop = 0; !await page.EvaluateAsync<bool>("selector => document.activeElement.matches(selector)", selector); stop++)
            {
                Assert.That(stop, Is.LessThan(60), $"{selector} is not reached on {page.Url}");
                await PressAsync("Tab");
            }
        }

        async Task PressAsync(string key)
        {
            await page.Keyboard.PressAsync(key);
            keys++;
        }
    }
}
