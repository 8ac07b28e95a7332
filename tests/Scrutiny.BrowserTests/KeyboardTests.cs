using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Scrutiny.BrowserTests;

internal sealed class KeyboardTests
{
    // What has the focus, whether that can be seen, and whether it stands after what had it before.
    private const string Step = """
        () => {
          const it = document.activeElement, style = getComputedStyle(it), box = it.getBoundingClientRect();
          const ringed = (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== 'none';
          const x = Math.min(Math.max(box.left + box.width / 2, 0), innerWidth - 1), y = Math.min(Math.max(box.top + Math.min(box.height, innerHeight) / 2, 0), innerHeight - 1);
          const top = document.elementFromPoint(x, y);
          const uncovered = top !== null && (it.contains(top) || top.contains(it));
          const ordered = !window.before || !!(window.before.compareDocumentPosition(it) & Node.DOCUMENT_POSITION_FOLLOWING);
          window.before = it;
          return { name: `<${it.localName} class="${it.getAttribute('class') ?? ''}"> ${(it.getAttribute('aria-label') ?? it.textContent).trim().slice(0, 50)}`,
                   end: it === document.body, ringed, shown: box.width > 0 && box.height > 0 && uncovered, ordered };
        }
        """;

    [Test]
    public async Task The_first_stop_is_a_link_past_the_header()
    {
        await using var visit = await Visit.BeginAsync();
        var tab = await visit.OpenAsync(SitePages.Calls);

        await tab.Page.Keyboard.PressAsync("Tab");
        var skip = tab.Page.Locator(".govuk-skip-link");
        await Expect(skip).ToBeFocusedAsync();
        await Expect(skip).ToBeInViewportAsync();
        await tab.Page.Keyboard.PressAsync("Enter");
        await tab.Page.Keyboard.PressAsync("Tab");

        Assert.That(await tab.Page.EvaluateAsync<bool>("document.querySelector('main').contains(document.activeElement)"), Is.True);
    }

    [TestCase(1280)]
    [TestCase(390)]
    public async Task Every_stop_can_be_seen_and_follows_the_order_of_reading(int width)
    {
        await using var visit = await Visit.BeginAsync(width);
        var faults = new List<string>();

        foreach (var page in (await SitePages.ChosenAsync()).Where(page => page.Name is "overview" or "performance" or "measure-few-points" or "receipt-real" or "staff"))
        {
            var tab = await visit.OpenAsync(page.Address, page.Status);
            await tab.UntilWatchingAsync();
            var stops = 0;
            for (; stops < 150; stops++)
            {
                await tab.Page.Keyboard.PressAsync("Tab");
                var stop = await tab.Page.EvaluateAsync<Stop>(Step);
                if (stop.End)
                {
                    break;
                }

                if (!stop.Ringed || !stop.Shown || !stop.Ordered)
                {
                    faults.Add($"{page}: {stop}");
                }
            }

            Assert.That(stops, Is.InRange(10, 149), page.ToString());
            await tab.CloseAsync();
        }

        Assert.That(faults, Is.Empty);
    }

    [Test]
    public async Task Arrows_Home_and_End_walk_along_a_chart_and_each_point_says_its_value()
    {
        await using var visit = await Visit.BeginAsync();
        var tab = await visit.OpenAsync("/performance/calls-101-answer-time");
        var chart = tab.Page.Locator("[data-live-part='picture'] .app-chart svg:visible");
        var stops = chart.Locator("[data-point][tabindex='0']");

        await Expect(stops).ToHaveCountAsync(1);
        await stops.FocusAsync();
        await Expect(Focused(chart)).ToHaveAttributeAsync("aria-label", new Regex("^October 2026: 4m 04s, sign of concern$"));
        await tab.Page.Keyboard.PressAsync("ArrowLeft");
        await Expect(Focused(chart)).ToHaveAttributeAsync("aria-label", new Regex("^September 2026: "));
        await tab.Page.Keyboard.PressAsync("Home");
        await Expect(Focused(chart)).ToHaveAttributeAsync("aria-label", new Regex("^April 2018: "));
        await tab.Page.Keyboard.PressAsync("ArrowLeft");
        await tab.Page.Keyboard.PressAsync("ArrowRight");
        await Expect(Focused(chart)).ToHaveAttributeAsync("aria-label", new Regex("^May 2018: "));
        await Expect(tab.Page.Locator("[data-live-part='picture'] .app-chart__reading:visible")).ToHaveTextAsync((await Focused(chart).GetAttributeAsync("aria-label"))!);
        await tab.Page.Keyboard.PressAsync("End");
        await Expect(Focused(chart)).ToHaveAttributeAsync("aria-label", new Regex("^October 2026: "));
        await Expect(stops).ToHaveCountAsync(1);
    }

    [Test]
    public async Task A_table_wider_than_a_phone_scrolls_by_keyboard()
    {
        await using var visit = await Visit.BeginAsync(320);
        var tab = await visit.OpenAsync(SitePages.Calls);
        await tab.Page.Locator("#figures > summary").PressAsync("Enter");
        var box = tab.Page.Locator("#figures .app-table-scroll");

        await tab.Page.Keyboard.PressAsync("Tab");
        await Expect(box).ToBeFocusedAsync();
        await tab.Page.Keyboard.PressAsync("ArrowRight");

        await tab.Page.WaitForFunctionAsync("() => document.querySelector('#figures .app-table-scroll').scrollLeft > 0");
    }

    private static ILocator Focused(ILocator chart) => chart.Locator("[data-point]:focus");

    private sealed record Stop
    {
        public string Name { get; set; } = "";

        public bool End { get; set; }

        public bool Ringed { get; set; }

        public bool Shown { get; set; }

        public bool Ordered { get; set; }
    }
}
