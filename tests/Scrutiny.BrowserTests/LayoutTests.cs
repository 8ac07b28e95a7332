using Microsoft.Playwright;

namespace Scrutiny.BrowserTests;

internal sealed class LayoutTests
{
    // WCAG 2.2, 1.4.12: all four at once.
    private const string Spacing = "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }";

    private const string Twice = "html { font-size: 200% !important }";

    [TestCase(320, Spacing)]
    [TestCase(1280, Spacing)]
    [TestCase(640, Twice)]
    [TestCase(1280, Twice)]
    public async Task A_readers_own_spacing_and_size_of_text_neither_cut_words_nor_scroll_sideways(int width, string style)
    {
        // The reader's style sheet is not governed by a page's policy.
        await using var visit = await Visit.BeginAsync(width, options => options.BypassCSP = true);
        foreach (var address in new[] { SitePages.Calls, "/performance", "/" })
        {
            var tab = await visit.OpenAsync(address);

            await tab.Page.AddStyleTagAsync(new PageAddStyleTagOptions { Content = style });

            Assert.That(await Overflow.FindAsync(tab), Is.Empty, address);
            Assert.That(await Overflow.FindCutAsync(tab), Is.Empty, address);
        }
    }

    [TestCase(320)]
    [TestCase(390)]
    [TestCase(640)]
    [TestCase(641)]
    [TestCase(1023)]
    [TestCase(1024)]
    [TestCase(1280)]
    public async Task A_measures_chart_is_shown_once_with_words_of_a_size_that_can_be_read(int width)
    {
        await using var visit = await Visit.BeginAsync(width);
        var tab = await visit.OpenAsync(SitePages.Calls);

        var sizes = await tab.Page.EvaluateAsync<double[]>("""
            () => [...document.querySelectorAll('[data-live-part="picture"] .app-chart svg')].filter(it => it.checkVisibility())
              .map(it => it.getBoundingClientRect().width / it.viewBox.baseVal.width * Math.min(...[...it.querySelectorAll('[font-size]')].map(text => parseFloat(text.getAttribute('font-size')))))
            """);

        Assert.That(sizes, Has.Length.EqualTo(1));
        Assert.That(sizes[0], Is.InRange(10.0, 21.0));
    }
}
