using System.Collections.Concurrent;
using Dapper;
using Npgsql;
using Scrutiny.Tests.Dashboards;

namespace Scrutiny.Tests.Loading;

[Category("L-4")]
internal sealed class PublicationTests
{
    [Test, Category("Long")]
    public async Task Publications_of_many_sources_at_once_are_numbered_without_gaps_in_the_order_of_their_commits()
    {
        const int Sources = 6;
        const int Files = 4;
        await using var database = await LoaderTests.OpenAsync(dashboards =>
        {
            var names = Enumerable.Range(1, Sources).Select(i => $"made-{i}").ToList();
            dashboards.Change("measures/things", "sources: [made]", $"sources: [made, {string.Join(", ", names)}]");
            names.ForEach(name => dashboards.With($"sources/{name}", MadeDashboards.LongSource));
        });

        await Task.WhenAll(Enumerable.Range(1, Sources).Select(source => Task.Run(async () =>
        {
            for (var file = 0; file < Files; file++)
            {
                await database.LoadTextAsync($"force,month,things\nKent,2018-04,{file}\n", $"made-{source}");
            }
        })));

        await using var connection = new NpgsqlConnection(database.Database.Superuser);
        var numbers = (await connection.QueryAsync<long>("select publication_id from published.publication order by published_at")).ToList();
        Assert.That(numbers, Is.EqualTo(Enumerable.Range(1, Sources * Files).Select(i => (long)i)));
    }

    [Test]
    public async Task A_publication_that_fails_takes_no_number()
    {
        await using var database = await LoaderTests.OpenAsync();
        await database.LoadTextAsync("force,month,things\nKent,2018-04,1\n");
        await database.Database.AskAsync("create function published.fail() returns trigger language plpgsql as $$ begin raise 'disk full'; end $$; create trigger fail before insert on published.observation execute function published.fail()");
        Assert.CatchAsync<PostgresException>(() => database.LoadTextAsync("force,month,things\nKent,2018-04,2\n"));
        await database.Database.AskAsync("drop trigger fail on published.observation");

        await database.LoadTextAsync("force,month,things\nKent,2018-04,2\n");

        Assert.That(await database.Database.AskAsync("select array_agg(publication_id order by 1) = array[1, 2]::bigint[] from published.publication"), Is.True);
    }

    [Test, Category("L-8")]
    public async Task The_doorbells_ring_after_the_commit_and_carry_an_id_and_a_number_only()
    {
        await using var database = await LoaderTests.OpenAsync();
        await using var listener = new NpgsqlConnection(database.Database.Superuser);
        await listener.OpenAsync();
        var heard = new ConcurrentQueue<string>();
        // How far a load has come rings while it runs, and is another matter.
        listener.Notification += (_, rung) => Array.ForEach(rung.Payload.StartsWith("progress:", StringComparison.Ordinal) ? [] : new[] { $"{rung.Channel} {rung.Payload}" }, heard.Enqueue);
        await listener.ExecuteAsync("listen scrutiny_working; listen scrutiny_published");
        await using var turn = await Turn.HoldAsync(database);
        var load = database.LoadTextAsync("force,month,things\nKent,2018-04,1\n");
        await turn.UntilSomebodyWaitsAsync();

        listener.Wait(TimeSpan.FromMilliseconds(200));
        var early = heard.ToArray();
        await turn.DisposeAsync();
        await load;
        await Until.TrueAsync(async () =>
        {
            await listener.ExecuteAsync("select 1");
            return heard.Count == 2;
        });

        Assert.That(early, Is.Empty, "everything was written but nothing committed");
        Assert.That(heard, Is.EquivalentTo(new[] { "scrutiny_working load:1", "scrutiny_published publication:1" }));
        Assert.That(heard.Select(rung => rung.Split(' ')[1]), Has.All.Match(@"^[a-z0-9-]+:\d+\z"));
    }

    [Test, Category("L-8")]
    public async Task A_load_that_waits_or_is_refused_rings_on_the_working_channel_only()
    {
        await using var database = await LoaderTests.OpenAsync(dashboards => dashboards.Change("sources/made", "publish: on-load", "publish: on-approval"));
        await using var listener = new NpgsqlConnection(database.Database.Superuser);
        await listener.OpenAsync();
        var heard = new ConcurrentQueue<string>();
        listener.Notification += (_, rung) => heard.Enqueue(rung.Channel);
        await listener.ExecuteAsync("listen scrutiny_working; listen scrutiny_published");

        await database.LoadTextAsync("force,month,things\nKent,2018-04,1\n");
        await database.LoadTextAsync("not,a,table\n");
        await Until.TrueAsync(async () =>
        {
            await listener.ExecuteAsync("select 1");
            return heard.Count >= 2;
        });

        Assert.That(heard, Has.All.EqualTo("scrutiny_working"));
    }

    [Test]
    public async Task A_publication_names_exactly_the_series_that_it_changed()
    {
        await using var database = await LoaderTests.OpenAsync();
        await database.LoadTextAsync("force,month,things\nKent,2018-04,1\nSurrey,2018-04,1\n");

        await database.LoadTextAsync("force,month,things\nKent,2018-04,1\nSurrey,2018-04,2\n");

        Assert.That(await database.Database.AskAsync("select string_agg(publication_id || ' ' || measure || ' ' || area, '; ' order by publication_id, area) from published.publication_series"), Is.EqualTo("1 things E23000031; 1 things E23000032; 2 things E23000031"));
    }
}
