using Dapper;
using Microsoft.AspNetCore.Http;
using Scrutiny.Database;
using Scrutiny.Ingest.Fetching;
using Scrutiny.Ingest.Loading;
using Scrutiny.Tests.Dashboards;
using Scrutiny.Tests.Loading;

namespace Scrutiny.Tests.Fetching;

internal sealed class SourceFetchTests
{
    private const string Csv = "force,month,things\nHampshire,2018-04,10\n";

    private MadeServer server = null!;
    private LoadingDatabase database = null!;
    private SourceFetch fetch = null!;

    [SetUp]
    public async Task StartAsync()
    {
        server = await MadeServer.StartAsync();
        using var dashboards = MadeDashboards.Long().Change("sources/made", "due:", $"fetch: {{ url: \"{server.At("/made.csv")}?key=secret\" }}\ndue:");
        database = await LoadingDatabase.CreateAsync(dashboards.Read());
        fetch = With(database.Loader);
    }

    [TearDown]
    public async Task StopAsync()
    {
        await database.DisposeAsync();
        await server.DisposeAsync();
    }

    [Test]
    public async Task A_fetched_file_is_loaded_like_any_other_and_its_question_is_kept_without_the_query()
    {
        Serve(Csv, "\"1\"");

        var result = await fetch.FetchAsync("made", asked: false, CancellationToken.None);

        Assert.That((result!.Report!.State, result.Report.Loaded), Is.EqualTo((LoadState.Accepted, 1L)));
        Assert.That((await database.PublicAsync("things")).Single().Value, Is.EqualTo(10m));
        Assert.That(await database.Database.AskAsync("select delivered_by || ' ' || file_name from working.load"), Is.EqualTo("web made.csv"));
        var row = (await RowsAsync()).Single();
        Assert.That((row.Host, row.Status, row.Bytes, row.Outcome, row.Load), Is.EqualTo((MadeServer.Host, (int?)200, (long?)Csv.Length, "fetched", result.Report.Load)));
        Assert.That(await database.Database.AskAsync(DatabaseRole.Staff, "select count(*) from working.fetch f where f::text like '%secret%'"), Is.Zero);
    }

    [Test]
    public async Task A_file_that_has_not_changed_is_checked_and_not_loaded_again()
    {
        Serve(Csv, "\"1\"");
        await AskAsync();

        var second = await AskAsync();

        Assert.That(second.Report, Is.Null);
        Assert.That((await RowsAsync()).Select(row => (row.Outcome, row.Status)), Is.EqualTo(new[] { ("fetched", (int?)200), ("unchanged", (int?)304) }));
        Assert.That((await RowsAsync())[1].Sentence, Does.StartWith("Checked, nothing new"));
    }

    [Test]
    public async Task A_server_that_says_not_modified_for_ever_is_asked_for_the_file_itself_after_a_week()
    {
        Serve(Csv, "\"1\"");
        await AskAsync();
        await database.Database.AskAsync("update working.fetch set asked_at = asked_at - interval '8 days'");
        Serve(Csv.Replace("10", "11", StringComparison.Ordinal), "\"1\"");

        var result = await AskAsync();

        Assert.That(result.Report!.Revised, Is.EqualTo(1));
    }

    [Test]
    public async Task The_same_bytes_from_a_server_that_says_nothing_of_them_are_no_second_load_even_when_the_first_was_rejected()
    {
        Serve("force,month,things\nNowhere,2018-04,10\n", etag: null);
        var first = await AskAsync();

        var second = await AskAsync();

        Assert.That((first.Report!.State, second.Report, second.Answer.Outcome), Is.EqualTo((LoadState.Refused, (LoadReport?)null, FetchOutcome.Unchanged)));
        Assert.That(await database.Database.AskAsync("select count(*) from working.load"), Is.EqualTo(1L));
    }

    [Test]
    public async Task A_file_that_was_lost_between_its_fetch_and_its_load_is_fetched_again()
    {
        Serve(Csv, "\"1\"");
        using var killed = new CancellationTokenSource();
        var dies = With(new Loader(database.Ingest, database.Catalogue, new DyingClock(killed)));
        Assert.That(async () => await dies.FetchAsync("made", asked: true, killed.Token), Throws.InstanceOf<OperationCanceledException>());

        var again = await AskAsync();

        Assert.That((again.Answer.Status, again.Report!.Loaded), Is.EqualTo((200, 1L)));
    }

    [Test]
    public async Task A_schedule_that_looks_every_second_does_not_ask_every_second_and_a_person_may_ask_at_once()
    {
        Serve(Csv, "\"1\"");
        await fetch.FetchAsync("made", asked: false, CancellationToken.None);

        var scheduled = await fetch.FetchAsync("made", asked: false, CancellationToken.None);
        var asked = await AskAsync();
        await database.Database.AskAsync("update working.fetch set asked_at = asked_at - interval '15 minutes'");
        var later = await fetch.FetchAsync("made", asked: false, CancellationToken.None);

        Assert.That((scheduled, asked.Answer.Outcome, later?.Answer.Outcome), Is.EqualTo(((FetchResult?)null, FetchOutcome.Unchanged, (FetchOutcome?)FetchOutcome.Unchanged)));
    }

    [Test, Category("F-8")]
    public async Task A_server_that_asks_to_be_left_alone_is_even_by_a_person()
    {
        server.Paths["/made.csv"] = context =>
        {
            context.Response.StatusCode = 429;
            context.Response.Headers.RetryAfter = "3600";
            return Task.CompletedTask;
        };
        await AskAsync();

        var scheduled = await fetch.FetchAsync("made", asked: false, CancellationToken.None);
        var asked = await AskAsync();

        Assert.That(scheduled, Is.Null);
        Assert.That(asked.Answer.Sentence, Does.StartWith("The server asked to be left alone until "));
        Assert.That(server.Asked, Has.Count.EqualTo(1));
    }

    [Test, Category("F-8")]
    public async Task A_web_page_in_place_of_the_file_loads_nothing_and_the_last_good_figures_stay()
    {
        Serve(Csv, "\"1\"");
        await AskAsync();
        server.Answer("/made.csv", "<html>Down for maintenance", "text/html");

        var result = await AskAsync();

        Assert.That((result.Answer.Outcome, result.Report), Is.EqualTo((FetchOutcome.Failed, (LoadReport?)null)));
        Assert.That((await database.PublicAsync("things")).Single().Value, Is.EqualTo(10m));
        Assert.That((await RowsAsync())[1].Sentence, Does.StartWith("The server sent a web page in place of the file"));
    }

    [Test]
    public async Task A_source_without_an_address_is_not_fetched()
    {
        using var dashboards = MadeDashboards.Long();
        var inboxOnly = new SourceFetch(database.Ingest, dashboards.Read(), new Fetcher(server.Settings(), TimeProvider.System, MadeServer.ResolveAsync), database.Loader, server.Settings());

        Assert.That(await inboxOnly.FetchAsync("made", asked: true, CancellationToken.None), Is.Null);
        Assert.That(await RowsAsync(), Is.Empty);
    }

    private SourceFetch With(Loader loader) => new(database.Ingest, database.Catalogue, new Fetcher(server.Settings(), TimeProvider.System, MadeServer.ResolveAsync), loader, server.Settings());

    private void Serve(string text, string? etag) => server.Paths["/made.csv"] = context =>
    {
        var same = etag is not null && context.Request.Headers.IfNoneMatch == etag;
        context.Response.StatusCode = same ? 304 : 200;
        context.Response.Headers.ETag = etag;
        return same ? Task.CompletedTask : context.Response.WriteAsync(text);
    };

    private async Task<FetchResult> AskAsync() => (await fetch.FetchAsync("made", asked: true, CancellationToken.None))!;

    private async Task<List<Row>> RowsAsync()
    {
        await using var connection = await database.Database.OpenAsync(DatabaseRole.Staff);
        return [.. await connection.QueryAsync<Row>("select host as Host, status as Status, byte_count as Bytes, outcome as Outcome, sentence as Sentence, load_id as Load from working.fetch order by fetch_id")];
    }

    private sealed record Row(string Host, int? Status, long? Bytes, string Outcome, string Sentence, string? Load);

    /// <summary>The program ends as soon as the loader looks at its clock.</summary>
    private sealed class DyingClock(CancellationTokenSource end) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow()
        {
            end.Cancel();
            return base.GetUtcNow();
        }
    }
}
