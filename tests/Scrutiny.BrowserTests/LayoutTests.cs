using Microsoft.Playwright;

namespace Scrutiny.BrowserTests;

internal sealed class LayoutTests
{
    private const string Wider = """
        () => {
          const page = document.scrollingElement;
          if (page.scrollWidth <= page.clientWidth) return [];
          const wide = [...document.querySelectorAll('body *')].filter(it => it.getBoundingClientRect().right > page.clientWidth + 0.5 && it.closest('.app-table-scroll') === null);
          return [`${page.scrollWidth} wide in ${page.clientWidth}`, ...wide.slice(0, 5).map(it => `<${it.localName} class="${it.getAttribute('class')}">`)];
        }
        """;

    // WCAG 2.2, 1.4.12: all four at once.
    private const string Spacing = "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }";

    private const string Cut = """
        () => [...document.querySelectorAll('main *, header *, footer *')]
          .filter(it => !it.closest('svg, .govuk-visually-hidden, .app-table-scroll') && getComputedStyle(it).overflow !== 'visible' && (it.scrollHeight > it.clientHeight + 1 || it.scrollWidth > it.clientWidth + 1))
          .map(it => `<${it.localName} class="${it.getAttribute('class')}">`)
        """;

    [Test]
    public async Task No_page_scrolls_sideways_on_a_phone_or_a_desk()
    {
        await using var visit = await Visit.BeginAsync(wish: options => options.ReducedMotion = ReducedMotion.Reduce);
        var faults = new List<string>();

        foreach (var page in await SitePages.AllAsync())
        {
            var tab = await visit.OpenAsync(page.Address, page.Status);
            await tab.Page.EvaluateAsync("for (const details of document.querySelectorAll('details')) details.open = true");
            foreach (var width in new[] { 320, 390, 1280 })
            {
                await tab.Page.SetViewportSizeAsync(width, 844);
                faults.AddRange((await tab.Page.EvaluateAsync<string[]>(Wider)).Select(fault => $"{page} at {width}: {fault}"));
            }

            await tab.CloseAsync();
        }

        Assert.That(faults, Is.Empty);
    }

    [TestCase(320)]
    [TestCase(1280)]
    public async Task Wider_spacing_of_text_neither_cuts_words_nor_scrolls_sideways(int width)
    {
        // The reader's own style sheet, which a page's policy does not govern.
        await using var visit = await Visit.BeginAsync(width, options => options.BypassCSP = true);
        var tab = await visit.OpenAsync(SitePages.Calls);

        await tab.Page.AddStyleTagAsync(new PageAddStyleTagOptions { Content = Spacing });

        Assert.That(await tab.Page.EvaluateAsync<string[]>(Wider), Is.Empty);
        Assert.That(await tab.Page.EvaluateAsync<string[]>(Cut), Is.Empty);
    }

    [TestCase(640)]
    [TestCase(1280)]
    public async Task Text_of_twice_the_size_neither_is_cut_nor_scrolls_sideways(int width)
    {
        await using var visit = await Visit.BeginAsync(width, options => options.BypassCSP = true);
        var tab = await visit.OpenAsync(SitePages.Calls);

        await tab.Page.AddStyleTagAsync(new PageAddStyleTagOptions { Content = "html { font-size: 200% !important }" });

        Assert.That(await tab.Page.EvaluateAsync<string[]>(Wider), Is.Empty);
        Assert.That(await tab.Page.EvaluateAsync<string[]>(Cut), Is.Empty);
    }

    [TestCase(320)]
    [TestCase(390)]
    [TestCase(640)]
    [TestCase(641)]
    [TestCase(1023)]
    [TestCase(1024)]
    [TestCase(1280)]
    public async Task A_measures_chart_is_shown_once_and_its_words_are_hardly_scaled(int width)
    {
        await using var visit = await Visit.BeginAsync(width);
        var tab = await visit.OpenAsync(SitePages.Calls);

        var scales = await tab.Page.EvaluateAsync<double[]>("() => [...document.querySelectorAll('.app-chart svg')].filter(it => it.checkVisibility()).map(it => it.getBoundingClientRect().width / it.viewBox.baseVal.width)");

        Assert.That(scales, Has.Length.EqualTo(1));
        Assert.That(scales[0], Is.InRange(0.85, 1.0));
    }
}
