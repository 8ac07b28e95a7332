using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Scrutiny.BrowserTests;

/// <summary>One walk along every page, in which everything is noted that must hold for all of them.</summary>
internal sealed partial class EveryPageTests
{
    private const int MostBytes = 60_000;
    private const string OpenDetails = "for (const details of document.querySelectorAll('details')) details.open = true";

    private readonly List<Sight> sights = [];

    [OneTimeSetUp]
    public async Task WalkAsync()
    {
        await using var visit = await Visit.BeginAsync();
        foreach (var page in await SitePages.AllAsync())
        {
            var tab = await visit.OpenAsync(page.Address, page.Status);
            await tab.UntilWatchingAsync();
            await TakePictureAsync(tab, page, 1280);
            await tab.Page.SetViewportSizeAsync(390, 844);
            await TakePictureAsync(tab, page, 390);
            await tab.Page.EvaluateAsync(OpenDetails);
            var sideways = new List<string>();
            foreach (var width in new[] { 320, 390, 700, 1280 })
            {
                await tab.Page.SetViewportSizeAsync(width, 844);
                sideways.AddRange((await Overflow.FindAsync(tab)).Select(fault => $"at {width}: {fault}"));
            }

            sights.Add(new Sight(page, tab.Faults, sideways, [.. tab.Requests.Where(request => request.Kind is "document" or "stylesheet" or "script" or "font").Distinct()]));
            await tab.CloseAsync();
        }
    }

    [Test]
    public void No_page_breaks_its_security_policy_writes_an_error_leaves_this_host_or_asks_in_vain() =>
        Assert.That(sights.SelectMany(sight => sight.Faults.Select(fault => $"{sight.Page}: {fault}")), Is.Empty);

    [Test]
    public void No_page_scrolls_sideways_on_a_phone_or_a_desk() =>
        Assert.That(sights.SelectMany(sight => sight.Sideways.Select(fault => $"{sight.Page} {fault}")), Is.Empty);

    [Test]
    public void No_page_has_more_than_two_scripts_or_any_font_file() =>
        Assert.That(sights.Where(sight => sight.Needed.Count(request => request.Kind == "script") > 2 || sight.Needed.Any(request => request.Kind == "font")).Select(sight => sight.Page), Is.Empty);

    [Test]
    public async Task A_public_page_weighs_at_most_60_kB_before_pictures()
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.AcceptEncoding.ParseAdd("gzip");
        var weights = new Dictionary<Uri, int>();
        foreach (var address in sights.SelectMany(sight => sight.Needed).Select(request => request.Address).Distinct())
        {
            using var response = await http.GetAsync(address);
            weights[address] = await WeightAsync(response);
        }

        var pages = sights.Where(sight => sight.Page.IsPublic).Select(sight => (sight.Page, Bytes: sight.Needed.Sum(request => weights[request.Address]))).OrderByDescending(page => page.Bytes).ToList();

        await TestContext.Out.WriteLineAsync($"heaviest: {pages[0].Page}, {pages[0].Bytes} bytes gzipped");
        Assert.That(pages.Where(page => page.Bytes > MostBytes), Is.Empty);
    }

    [Test]
    public async Task A_script_within_a_page_and_a_request_elsewhere_are_seen_and_stopped()
    {
        await using var visit = await Visit.BeginAsync();
        var tab = await visit.OpenAsync("/privacy");

        await tab.Page.EvaluateAsync("const script = document.createElement('script'); script.textContent = 'window.ran = true'; document.body.append(script)");
        await tab.Page.EvaluateAsync("fetch('http://127.0.0.1:1/').catch(() => {})");

        await Deadline.UntilAsync(() => new[] { "script-src", "connect-src" }.All(rule => tab.Faults.Any(fault => fault.Contains(rule, StringComparison.Ordinal))), TimeSpan.FromSeconds(10), () => string.Join('\n', tab.Faults));
        Assert.That(await tab.Page.EvaluateAsync<bool>("window.ran === true"), Is.False);
    }

    /// <summary>For people to look at; nothing is compared.</summary>
    private static async Task TakePictureAsync(OpenPage tab, SitePage page, int width) =>
        await tab.Page.ScreenshotAsync(new PageScreenshotOptions { Path = Repository.PathTo("artifacts", "screenshots", $"{width}", page.Name + ".png"), FullPage = true });

    private sealed record Sight(SitePage Page, IReadOnlyList<string> Faults, IReadOnlyList<string> Sideways, IReadOnlyList<(string Kind, Uri Address)> Needed);

    // Charts are pictures, though they stand in the page.
    private static async Task<int> WeightAsync(HttpResponseMessage response)
    {
        var packed = await response.Content.ReadAsByteArrayAsync();
        if (response.Content.Headers.ContentType?.MediaType != "text/html" || !response.Content.Headers.ContentEncoding.Contains("gzip"))
        {
            return packed.Length;
        }

        using var unpacked = new StreamReader(new GZipStream(new MemoryStream(packed), CompressionMode.Decompress));
        using var again = new MemoryStream();
        await using (var gzip = new GZipStream(again, CompressionLevel.Optimal, leaveOpen: true))
        {
            await gzip.WriteAsync(Encoding.UTF8.GetBytes(Picture().Replace(await unpacked.ReadToEndAsync(), "")));
        }

        return (int)again.Length;
    }

    [GeneratedRegex("<svg.*?</svg>", RegexOptions.Singleline)]
    private static partial Regex Picture();
}
