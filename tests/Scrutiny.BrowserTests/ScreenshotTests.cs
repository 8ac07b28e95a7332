using Microsoft.Playwright;

namespace Scrutiny.BrowserTests;

/// <summary>Pictures for people to look at; nothing is compared.</summary>
internal sealed class ScreenshotTests
{
    [TestCase(390)]
    [TestCase(1280)]
    public async Task Every_kind_of_page_has_its_picture_taken(int width)
    {
        await using var visit = await Visit.BeginAsync(width);
        var folder = Directory.CreateDirectory(Repository.PathTo("artifacts", "screenshots", $"{width}")).FullName;

        foreach (var page in await SitePages.AllAsync())
        {
            var tab = await visit.OpenAsync(page.Address, page.Status);
            await tab.UntilWatchingAsync();
            var file = Path.Combine(folder, page.Name + ".png");
            await tab.Page.ScreenshotAsync(new PageScreenshotOptions { Path = file, FullPage = true });

            Assert.That(new FileInfo(file).Length, Is.GreaterThan(5_000), page.ToString());
            await tab.CloseAsync();
        }
    }
}
