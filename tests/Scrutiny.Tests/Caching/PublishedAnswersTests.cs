using System.Net;
using Scrutiny.Tests.Conventions;
using Scrutiny.Tests.Http;
using Scrutiny.Tests.Loading;

namespace Scrutiny.Tests.Caching;

/// <summary>What the public process keeps of its answers, and when it lets go of them.</summary>
internal sealed class PublishedAnswersTests
{
    private static readonly Uri Page = new("/performance/government-grant", UriKind.Relative);

    private LoadingDatabase database = null!;
    private RunningWeb web = null!;

    [SetUp]
    public async Task StartAsync()
    {
        database = await LoadingDatabase.CreateAsync();
        web = await RunningWeb.StartOnAsync(database.Database);
        await Until.TrueAsync(IsKeptAsync);
    }

    [TearDown]
    public async Task StopAsync()
    {
        await web.DisposeAsync();
        await database.DisposeAsync();
    }

    [Test]
    public async Task A_publication_shows_at_the_next_look()
    {
        Assert.That(await web.Client.GetStringAsync(Page), Does.Not.Contain("258,895,787"));

        await LoadAsync();

        await Until.TrueAsync(async () => (await web.Client.GetStringAsync(Page)).Contains("258,895,787", StringComparison.Ordinal));
    }

    [Test]
    public async Task Who_has_the_answer_is_told_so_from_the_second_look_on()
    {
        using var first = await web.Client.GetAsync(Page);
        using var again = new HttpRequestMessage(HttpMethod.Get, Page);
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);

        using var answer = await web.Client.SendAsync(again);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NotModified));
    }

    [Test]
    public async Task Each_gets_the_form_that_they_can_read()
    {
        var bodies = new List<(string Encoding, byte[] Body)>();
        foreach (var accepted in new[] { "gzip", "", "br", "gzip", "" })
        {
            using var ask = new HttpRequestMessage(HttpMethod.Get, Page);
            ask.Headers.TryAddWithoutValidation("Accept-Encoding", accepted);
            using var answer = await web.Client.SendAsync(ask);
            bodies.Add((string.Join(' ', answer.Content.Headers.ContentEncoding), await answer.Content.ReadAsByteArrayAsync()));
        }

        Assert.That(bodies.Select(body => body.Encoding), Is.EqualTo(new[] { "gzip", "", "br", "gzip", "" }));
        Assert.That(bodies[3].Body, Is.EqualTo(bodies[0].Body));
        Assert.That(bodies[4].Body, Is.EqualTo(bodies[1].Body));
    }

    [Test]
    public async Task Who_sends_a_cookie_gets_an_answer_of_their_own()
    {
        using var ask = new HttpRequestMessage(HttpMethod.Get, Page);
        ask.Headers.Add("Cookie", "any=1");

        using var answer = await web.Client.SendAsync(ask);

        Assert.That(answer.Headers.Age, Is.Null);
    }

    [Test]
    public async Task While_publications_cannot_be_heard_of_nothing_that_was_kept_is_shown()
    {
        await database.Database.AskAsync("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query like 'listen%' or query = 'select 1'");

        // Whether it is seen before the connection is back or not: what was published meanwhile shows.
        await LoadAsync();

        await Until.TrueAsync(async () => (await web.Client.GetStringAsync(Page)).Contains("258,895,787", StringComparison.Ordinal));
    }

    private async Task LoadAsync() => await database.LoadAsync(Repository.PathTo("dashboards/samples/sample-grant-2025.csv"), "sample-grant");

    private async Task<bool> IsKeptAsync()
    {
        using var answer = await web.Client.GetAsync(Page);
        return answer.Headers.Age is not null;
    }
}
