namespace Scrutiny.BrowserTests;

internal sealed class WeightTests
{
    private const int MostBytes = 60_000;

    [Test]
    public async Task A_public_page_weighs_at_most_60_kB_with_two_scripts_and_no_font_files()
    {
        await using var visit = await Visit.BeginAsync();
        using var http = new HttpClient();
        http.DefaultRequestHeaders.AcceptEncoding.ParseAdd("gzip");
        var weights = new Dictionary<Uri, int>();
        var heaviest = (Bytes: 0, Page: "");

        foreach (var page in (await SitePages.AllAsync()).Where(page => page.IsPublic))
        {
            var tab = await visit.OpenAsync(page.Address, page.Status);
            var needed = tab.Requests.Where(request => request.Kind is "document" or "stylesheet" or "script" or "font").Distinct().ToList();
            var bytes = 0;
            foreach (var (_, address) in needed)
            {
                if (!weights.TryGetValue(address, out var weight))
                {
                    using var response = await http.GetAsync(address);
                    weight = weights[address] = (await response.Content.ReadAsByteArrayAsync()).Length;
                }

                bytes += weight;
            }

            Assert.Multiple(() =>
            {
                Assert.That(bytes, Is.LessThanOrEqualTo(MostBytes), page.ToString());
                Assert.That(needed.Count(request => request.Kind == "script"), Is.LessThanOrEqualTo(2), page.ToString());
                Assert.That(needed.Where(request => request.Kind == "font"), Is.Empty, page.ToString());
            });
            heaviest = bytes > heaviest.Bytes ? (bytes, page.ToString()) : heaviest;
            await tab.CloseAsync();
        }

        await TestContext.Out.WriteLineAsync($"heaviest: {heaviest.Page}, {heaviest.Bytes} bytes gzipped");
    }
}
