using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Scrutiny.Dashboards;
using Scrutiny.Ingest.Loading;
using Scrutiny.Tests.Conventions;
using Scrutiny.Tests.Database;
using Scrutiny.Tests.Http;
using Scrutiny.Tests.Loading;
using Scrutiny.Tests.Staff;
using Scrutiny.Web.Access;

namespace Scrutiny.Tests.Leaks;

/// <summary>A file whose every number and word stands nowhere else: what of it is found where it does not belong is a leak.</summary>
[Category("L-2")]
[Category("Slow")]
internal sealed class CanaryTests
{
    private const string Word = "ZZCANARY";
    private const int FirstNumber = 7_310_021;
    private const int Asks = 350;

    private static readonly int[] Numbers = [.. Enumerable.Range(0, 12).Select(i => FirstNumber + (i * 41_113))];

    private TestDatabase database = null!;
    private Catalogue catalogue = null!;
    private string load = null!;

    [OneTimeSetUp]
    public async Task HideAsync()
    {
        database = await PublishedWorld.CopyWholeAsync();
        catalogue = Catalogue.Read(Repository.PathTo("dashboards"));
        await using var loading = LoadingDatabase.On(database, catalogue);
        // The office's own money: neither the public nor the Chief Constable's office may see it before it is published.
        var lines = Numbers.Select((number, i) => $"{1990 + i}/{(91 + i) % 100:00},{number}.5,{number},{number},100.0,{number * 2L}");
        var report = await loading.LoadTextAsync($"year,precept_band_d,policing,budget,policing_share_percent,grants_awarded,{Word}\n{string.Join('\n', lines.Select(line => line + "," + Word))}\n2002/03,{Word},1,1,100.0,1,{Word}\n", "office-money");
        Assert.That(report.State, Is.Not.EqualTo(LoadState.Refused), report.Reason);
        load = report.Load;
        await database.AskAsync($"""
            update working.load set file_name = '{Word}.csv', title = '{Word}', reason = '{Word} {FirstNumber}' where load_id = '{load}';
            insert into working.alert (kind, source, sentence) values ('fault', 'office-money', '{Word} {FirstNumber}');
            insert into working.request (kind, source, reason, asked_by) values ('run-source', 'office-money', '{Word} {FirstNumber}', '{Word}');
            insert into working.upload (upload_id, source, file_name, byte_count, file_sha256, uploaded_by) values (repeat('c', 20), 'office-money', '{Word}.csv', {FirstNumber}, repeat('c', 64), '{Word}');
            """);
    }

    [OneTimeTearDown]
    public async Task DropAsync() => await database.DisposeAsync();

    [Test]
    public async Task The_public_finds_none_of_it_on_any_surface_nor_operators_in_log_and_numbers()
    {
        var log = new KeptLog();
        await using var web = await RunningWeb.StartOnAsync(
            database,
            app =>
            {
                app.MapGet("/fails", string () => throw new InvalidOperationException("It failed."));
                app.MapGet("/api/fails", string () => throw new InvalidOperationException("It failed."));
                app.Services.GetRequiredService<ILoggerFactory>().AddProvider(log);
            },
            "--Logging:LogLevel:Default", "Information");
        var names = await KnownNames.ReadAsync(database);

        var plan = CrawlPlan.Make(catalogue.ForPublic(), names, seed: 6, Asks);
        var hits = await HitsAsync(web.Client, plan);

        Assert.That(hits, Is.Empty);
        Assert.That(log.Text, Is.Not.Empty.And.Contains("It failed."), "the log is kept");
        Assert.That(Needles().Where(needle => log.Text.Contains(needle, StringComparison.OrdinalIgnoreCase)), Is.Empty);
        Assert.That(Needles().Where(needle => web.Numbers().Contains(needle, StringComparison.OrdinalIgnoreCase)), Is.Empty);
    }

    [Test]
    public async Task Who_may_see_it_finds_it_and_the_Chief_Constables_office_does_not()
    {
        await using var web = await StaffBrowser.StartSiteAsync(database);
        using var publisher = await StaffBrowser.SignInAsync(web, "A Publisher", StaffRole.Publisher);
        using var force = await StaffBrowser.SignInAsync(web, "A Chief", StaffRole.ChiefConstablesOffice);
        var (seen, leaked) = (0, new List<string>());
        foreach (var address in AccessTable.Rows.Where(row => row is { Verb: "GET" }).Select(row => Fill(row.Surface)).Distinct())
        {
            seen += Found(await BodyAsync(publisher, address)).Any() ? 1 : 0;
            leaked.AddRange(Found(await BodyAsync(force, address)).Select(needle => $"{address}: {needle}"));
        }

        Assert.That(seen, Is.GreaterThanOrEqualTo(3), "feeds, the load and what it changes show it to whom it may concern");
        Assert.That(leaked, Is.Empty);
    }

    /// <summary>Each number as it stands, rounded, times 100, with commas, and as base64; and the word.</summary>
    private static IEnumerable<string> Needles() =>
        Numbers.SelectMany(number => new[]
        {
            number.ToString(CultureInfo.InvariantCulture), number.ToString("#,##0", CultureInfo.InvariantCulture), (number * 100L).ToString(CultureInfo.InvariantCulture), (number * 2L).ToString(CultureInfo.InvariantCulture), (number * 2L).ToString("#,##0", CultureInfo.InvariantCulture),
            (number / 10).ToString(CultureInfo.InvariantCulture), $"{number / 1_000_000m:0.00}m", Convert.ToBase64String(Encoding.ASCII.GetBytes(number.ToString(CultureInfo.InvariantCulture)))[..9],
        }).Append(Word).Append(Convert.ToBase64String(Encoding.ASCII.GetBytes(Word))[..10]);

    private static IEnumerable<string> Found(string text) => Needles().Where(needle => text.Contains(needle, StringComparison.OrdinalIgnoreCase));

    private static async Task<List<string>> HitsAsync(HttpClient client, IEnumerable<Ask> plan)
    {
        var hits = new List<string>();
        foreach (var ask in plan)
        {
            var answer = await Answer.GetAsync(client, ask);
            // What somebody asks for in an address, an answer may repeat.
            hits.AddRange(Found(answer.Head + answer.Text).Where(needle => !ask.Address.Contains(needle, StringComparison.OrdinalIgnoreCase)).Select(needle => $"{ask}: {needle}"));
        }

        return hits;
    }

    private static async Task<string> BodyAsync(StaffBrowser browser, string address)
    {
        using var answer = await browser.SendAsync("GET", address);
        return $"{answer.Headers} {await answer.Content.ReadAsStringAsync()}";
    }

    private string Fill(string surface) => surface
        .Replace("{source}", "office-money", StringComparison.Ordinal).Replace("{load}", load, StringComparison.Ordinal).Replace("{id:long}", "1", StringComparison.Ordinal).Replace("{upload}", new string('c', 20), StringComparison.Ordinal)
        .Replace("{id}", "precept-band-d", StringComparison.Ordinal).Replace("{documentName}", "v1", StringComparison.Ordinal).Replace("{board}", "money", StringComparison.Ordinal).Replace("{panel}", "precept", StringComparison.Ordinal);
}
