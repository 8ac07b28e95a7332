using System.Net;
using Scrutiny.Dashboards;
using Scrutiny.Packs;
using Scrutiny.Tests.Conventions;
using Scrutiny.Tests.Database;
using Scrutiny.Tests.Http;
using Scrutiny.Tests.Loading;
using Scrutiny.Web.Access;

namespace Scrutiny.Tests.Staff;

/// <summary>A pack from its first chapter to its second edition, by forms alone, seen from outside at each step.</summary>
[Category("Slow")]
internal sealed class StaffPacksTests
{
    private TestDatabase database = null!;
    private RunningWeb staff = null!;
    private RunningWeb visitors = null!;
    private DirectoryInfo data = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        database = await TestDatabase.CreateAsync();
        await using (var loading = LoadingDatabase.On(database, Catalogue.Read(Repository.PathTo("dashboards"))))
        {
            await loading.LoadAsync(Repository.PathTo("dashboards/samples/sample-returns-2026-09.csv"), "sample-returns", new DateTimeOffset(2026, 10, 21, 8, 30, 0, TimeSpan.Zero));
        }

        data = Directory.CreateTempSubdirectory();
        staff = await StaffBrowser.StartSiteAsync(database, "--SCRUTINY_DATA", data.FullName, "--Packs:SecondPerson", "true");
        visitors = await RunningWeb.StartOnAsync(database);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await visitors.DisposeAsync();
        await staff.DisposeAsync();
        await database.DisposeAsync();
        data.Delete(recursive: true);
    }

    [Test]
    public async Task A_pack_is_written_signed_off_by_a_second_person_and_sealed_for_everybody()
    {
        using var analyst = await StaffBrowser.SignInAsync(staff, "Ann Lyst", StaffRole.Analyst);
        using var publisher = await StaffBrowser.SignInAsync(staff, "Pub Lisher", StaffRole.Publisher);
        await DoneAsync(analyst, "/staff/packs/plan", ("Form.Slug", "papers"), ("Form.Title", "Papers"), ("Form.Cut", "2026-10-22 13:00"));
        await DoneAsync(analyst, "/staff/packs/papers", ("Version", "1"), ("Act", "add"), ("Board", "contact"));
        await DoneAsync(analyst, "/staff/packs/papers", ("Version", "2"), ("Act", "open"), ("Chapter", "1"));
        using (var held = await publisher.PostAsync("/staff/packs/papers", ("Version", "2"), ("Act", "open"), ("Chapter", "1")))
        {
            Assert.That(held.StatusCode, Is.EqualTo(HttpStatusCode.Conflict));
            Assert.That(await held.Content.ReadAsStringAsync(), Does.Contain("Open: Ann Lyst"));
        }

        await DoneAsync(analyst, "/staff/packs/papers/chapters/1", ("Act", "save"), ("Form.Version", "1"), ("Form.Heading", "Calls"), ("Form.Commentary", "It improved to {{calls-999-within-10s latest}}."), ("Form.Add", "contact/trend-999"), ("Form.NewPage", "true"));
        Assert.That(await publisher.ReadAsync("/staff/packs/papers/settle"), Does.Contain("It says “improved” beside 999 calls answered within 10 seconds").And.Contain("Average time to answer a 999 call stands beside"));
        Assert.That(await publisher.ReadAsync("/staff/packs/papers/files/pack.html"), Does.Contain("It improved to <span class=\"pack-bound\">92.5%</span>"));
        Assert.That((await SeenAsync("/packs/papers"), await SeenAsync("/packs/papers/pack.html"), await SeenAsync("/packs")), Is.EqualTo((HttpStatusCode.NotFound, HttpStatusCode.NotFound, HttpStatusCode.OK)));

        using (var own = await analyst.PostFromAsync("/staff/packs/papers", "/staff/packs/papers/settle", ("Act", "sign"), ("Version", "3")))
        {
            Assert.That(own.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden), "an analyst settles nothing");
        }

        await DoneAsync(publisher, "/staff/packs/papers/settle", ("Act", "sign"), ("Version", "3"));
        using (var published = await publisher.PostAsync("/staff/packs/papers/settle", ("Act", "publish"), ("Version", "3")))
        {
            Assert.That(await published.Content.ReadAsStringAsync(), Does.Contain("The pack is public"));
        }

        Assert.That(await visitors.Client.GetStringAsync(new Uri("/packs/papers", UriKind.Relative)), Does.Contain("Everything as one file"));
        Assert.That(await visitors.Client.GetStringAsync(new Uri("/packs", UriKind.Relative)), Does.Contain("/packs/papers"));
        var sealedPack = await visitors.Client.GetByteArrayAsync(new Uri("/packs/papers/papers.zip", UriKind.Relative));
        using var key = PackKey.Read(await visitors.Client.GetStringAsync(new Uri("/packs/papers/key.pem", UriKind.Relative)));
        using var stream = new MemoryStream(sealedPack);
        Assert.That(PackArchive.Verify(stream, key).Faults, Is.Empty);
        Assert.That(await SeenAsync("/packs/papers/charts/figure-01.svg"), Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await database.AskAsync("select string_agg(act, ' ' order by number) from audit.entry where subject_kind = 'pack'"), Is.EqualTo("pack-changed pack-changed pack-chapter-opened pack-chapter-opened pack-changed pack-signed pack-published"));
        Assert.That(async () => await database.AskAsync("update published.pack set title = 'Other'"), Throws.Exception.With.Message.Contains("never changed"));

        await DoneAsync(publisher, "/staff/packs/papers/settle", ("Act", "edition"), ("Version", "3"));
        await DoneAsync(publisher, "/staff/packs/papers", ("Version", "4"), ("Act", "add"), ("Board", ""));
        using (var first = await publisher.PostAsync("/staff/packs/papers/settle", ("Act", "sign"), ("Version", "5")))
        {
            Assert.That((first.StatusCode, WebUtility.HtmlDecode(await first.Content.ReadAsStringAsync()).Contains("Whoever wrote in a pack does not sign it off", StringComparison.Ordinal)), Is.EqualTo((HttpStatusCode.Conflict, true)));
        }

        Assert.That(await visitors.Client.GetStringAsync(new Uri("/packs/papers/pack.html", UriKind.Relative)), Does.Not.Contain("New chapter"), "a draft of the next edition is nobody else's");
    }

    private static async Task DoneAsync(StaffBrowser browser, string address, params (string, string)[] fields)
    {
        using var answer = await browser.PostAsync(address, fields);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Redirect), await answer.Content.ReadAsStringAsync());
    }

    private async Task<HttpStatusCode> SeenAsync(string address)
    {
        using var answer = await visitors.Client.GetAsync(new Uri(address, UriKind.Relative));
        return answer.StatusCode;
    }
}
