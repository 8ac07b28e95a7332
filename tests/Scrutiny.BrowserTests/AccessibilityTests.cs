using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Scrutiny.BrowserTests;

internal sealed class AccessibilityTests
{
    internal static readonly AxeRunOptions Rules = new()
    {
        ResultTypes = [ResultType.Violations],
        RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
    };

    [TestCase(1280)]
    [TestCase(390, Category = "Long")]
    public async Task Axe_finds_nothing_on_any_kind_of_page(int width)
    {
        await using var visit = await Visit.BeginAsync(width);

        Assert.That(await FindingsAsync(visit, await SitePages.ChosenAsync()), Is.Empty);
    }

    [Test]
    public async Task Axe_finds_nothing_on_a_telephone()
    {
        await using var visit = await Visit.BeginAsync(390);

        Assert.That(await FindingsAsync(visit, await VariedAsync()), Is.Empty);
    }

    [Test]
    public async Task Axe_finds_nothing_where_the_systems_colours_are_forced()
    {
        await using var visit = await Visit.BeginAsync(wish: options => options.ForcedColors = ForcedColors.Active);

        Assert.That(await FindingsAsync(visit, await VariedAsync()), Is.Empty);
    }

    [Test]
    public async Task Axe_finds_nothing_where_a_dark_scheme_is_preferred()
    {
        await using var visit = await Visit.BeginAsync(wish: options => options.ColorScheme = ColorScheme.Dark);

        Assert.That(await FindingsAsync(visit, await VariedAsync()), Is.Empty);
    }

    [Category("Long")]
    [TestCase(1280, ForcedColors.None, ColorScheme.Light, Media.Screen)]
    [TestCase(390, ForcedColors.None, ColorScheme.Light, Media.Screen)]
    [TestCase(1280, ForcedColors.Active, ColorScheme.Light, Media.Screen)]
    [TestCase(1280, ForcedColors.None, ColorScheme.Dark, Media.Screen)]
    [TestCase(1280, ForcedColors.None, ColorScheme.Light, Media.Print)]
    public async Task Axe_finds_nothing_on_any_board_in_any_theme(int width, ForcedColors forced, ColorScheme scheme, Media media)
    {
        var boards = SitePages.Boards();
        await using var visit = await Visit.BeginAsync(width, options => (options.ForcedColors, options.ColorScheme) = (forced, scheme));

        Assert.That(boards, Has.Count.GreaterThanOrEqualTo(10));
        Assert.That(await FindingsAsync(visit, boards, media), Is.Empty);
    }

    [Test]
    public async Task Axe_is_seen_to_find_a_picture_without_words()
    {
        await using var visit = await Visit.BeginAsync();
        var tab = await visit.OpenAsync("/privacy");
        await tab.Page.EvaluateAsync("document.querySelector('main').append(document.createElement('img'))");

        var result = await tab.Page.RunAxe(Rules);

        Assert.That(result.Violations.Select(violation => violation.Id), Does.Contain("image-alt"));
    }

    private static async Task<IReadOnlyList<SitePage>> VariedAsync() =>
        [.. (await SitePages.ChosenAsync()).Where(page => page.Name is "performance" or "measure-spc" or "receipt-real")];

    private static async Task<IReadOnlyList<string>> FindingsAsync(Visit visit, IEnumerable<SitePage> pages, Media media = Media.Screen)
    {
        var findings = new List<string>();
        foreach (var page in pages)
        {
            var tab = await visit.OpenAsync(page.Address, page.Status);
            await tab.Page.EvaluateAsync("for (const details of document.querySelectorAll('details')) details.open = true");
            await tab.Page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = media });
            var result = await tab.Page.RunAxe(Rules);
            // What axe cannot decide (the contrast of words in pictures) is computed in Scrutiny.Tests/Charts.
            findings.AddRange(result.Violations.Select(violation => $"{page}: {violation.Id}, {violation.Help}: {string.Join(" | ", violation.Nodes.Take(3).Select(node => node.Html))}"));
            await tab.CloseAsync();
        }

        return findings;
    }
}
