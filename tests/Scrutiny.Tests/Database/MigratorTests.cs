using Npgsql;
using Scrutiny.Database;

namespace Scrutiny.Tests.Database;

[Parallelizable(ParallelScope.All)]
internal sealed class MigratorTests
{
    private static readonly Migration First = new(1, "places", "create table place (name text); insert into place values ('Holme');");
    private static readonly Migration Second = new(2, "more_places", "insert into place values ('Ryle');");

    [Test]
    public async Task Migrations_are_applied_in_order_once()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();

        var first = await MigrateAsync(database, Second, First);
        var second = await MigrateAsync(database, First, Second);

        Assert.That(first, Is.EqualTo(new[] { First, Second }));
        Assert.That(second, Is.Empty);
        Assert.That(await database.AskAsync("select string_agg(name, ',') from place"), Is.EqualTo("Holme,Ryle"));
    }

    [Test]
    public async Task A_row_says_what_was_applied_and_by_which_version()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();

        await MigrateAsync(database, First);

        Assert.That(
            await database.AskAsync("select number || ' ' || name || ' ' || sha256 || ' ' || program_version from schema_migration"),
            Is.EqualTo($"1 places {First.Sha256} {Migrator.ProgramVersion}"));
    }

    [Test]
    public async Task Figures_of_before_0006_keep_their_receipts_and_their_history()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await MigrateAsync(database, [.. Migration.OfThisProgram.Where(migration => migration.Number < 6)]);
        await database.AskAsync("""
            insert into working.file (file_sha256, byte_count) values (repeat('a', 64), 1);
            insert into working.load (load_id, source, declaration_sha256, file_sha256, file_name, byte_count, delivered_by, state, publication, known_from, loaded_at, finished_at, title, publisher, licence)
            values ('aaaaaaaaaaaa', 'one', repeat('b', 64), repeat('a', 64), 'f', 1, 'hand', 'accepted', 'published', '2020-01-01', now(), now(), 't', 'p', 'l'),
                   ('bbbbbbbbbbbb', 'two', repeat('b', 64), repeat('a', 64), 'f', 1, 'hand', 'accepted', 'published', '2021-01-01', now(), now(), 't', 'p', 'l');
            insert into working.series (measure, area) values ('things', 'E23000032');
            insert into working.observation (series_id, source, period_from, period_to, value, known_from, known_to, load_id, row_number, column_number, raw, displayed)
            values (1, 'one', '2018-04-01', '2018-04-30', 5, '2020-01-01', '2021-01-01', 'aaaaaaaaaaaa', 2, 3, '5', '5'),
                   (1, 'one', '2018-04-01', '2018-04-30', 6, '2021-01-01', 'infinity', 'aaaaaaaaaaaa', 2, 3, '6 ', '6'),
                   (1, 'two', '2018-04-01', '2018-04-30', 7, '2021-01-01', 'infinity', 'bbbbbbbbbbbb', 2, 3, '7', '7,0');
            insert into published.publication (published_at) values (now()), (now());
            insert into published.load select load_id, source, file_sha256, file_name, byte_count, known_from, back_filled, released, loaded_at, rows_read, rejected, notes, title, publisher, licence, 3 - number from working.load;
            insert into published.series (measure, area, breakdown) values ('things', 'E23000032', 'total');
            insert into published.observation (series_id, source, period_from, period_to, value, status, known_from, known_to, load_id, sheet, row_number, column_number, raw, displayed)
            select 1, source, period_from, period_to, value, status, known_from, known_to, load_id, sheet, row_number, column_number, raw, displayed from working.observation order by observation_id desc;
            """);

        await MigrateAsync(database, [.. Migration.OfThisProgram]);

        const string Carried = "select string_agg(o.observation_id || ' ' || s.source || ' ' || l.load_id || ' ' || o.value || ' ' || coalesce(o.raw, o.value::text) || ' ' || coalesce(o.displayed, o.raw, o.value::text) || ' ' || case when o.known_to = 'infinity' then 'now' else to_char(o.known_to, 'YYYY') end, '; ' order by o.observation_id) from {0}.observation o join {0}.series s using (series_id) join {0}.load l on l.number = o.load_number";
        Assert.That(await database.AskAsync(Carried.Replace("{0}", "working", StringComparison.Ordinal)), Is.EqualTo("1 one aaaaaaaaaaaa 5 5 5 2021; 2 one aaaaaaaaaaaa 6 6  6 now; 3 two bbbbbbbbbbbb 7 7 7,0 now"));
        Assert.That(await database.AskAsync(Carried.Replace("{0}", "published", StringComparison.Ordinal)), Is.EqualTo("1 two bbbbbbbbbbbb 7 7 7,0 now; 2 one aaaaaaaaaaaa 6 6  6 now; 3 one aaaaaaaaaaaa 5 5 5 2021"));
        Assert.That(await database.AskAsync("insert into published.observation (series_id, load_number, period_from, period_to, known_from, status, sheet, row_number, column_number) values (9, 9, '2018-04-01', '2018-04-30', now(), 'final', '', 1, 1) returning observation_id"), Is.EqualTo(4L), "numbers go on");
    }

    [Test]
    public async Task Programs_that_start_at_once_apply_each_migration_once()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        var slow = new Migration(3, "slow", "select pg_sleep(0.3); insert into place values ('Ashford');");

        var applied = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => MigrateAsync(database, First, Second, slow)));

        Assert.That(applied.Count(x => x.Count == 3), Is.EqualTo(1));
        Assert.That(applied.Count(x => x.Count == 0), Is.EqualTo(3));
        Assert.That(await database.AskAsync("select count(*) from place"), Is.EqualTo(3));
    }

    [Test]
    public async Task A_migration_that_fails_half_way_leaves_nothing_and_says_why()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        var broken = new Migration(2, "broken", "create table half (a int);\ninsert into half values (1);\ninsert into nowhere values (1);");

        var refusal = Assert.ThrowsAsync<SentenceException>(() => MigrateAsync(database, First, broken));

        Assert.That(refusal!.Message, Is.EqualTo("Migration 0002_broken failed and left nothing behind: relation \"nowhere\" does not exist."));
        Assert.That(refusal.ExitCode, Is.EqualTo(1));
        Assert.That(await database.AskAsync("select to_regclass('half') is null"), Is.True);
        Assert.That(await database.AskAsync("select count(*) from schema_migration"), Is.EqualTo(1));
        Assert.That(await MigrateAsync(database, First, Second), Is.EqualTo(new[] { Second }));
    }

    [Test]
    public async Task An_applied_migration_that_was_edited_is_refused()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await MigrateAsync(database, First, Second);

        var refusal = Assert.ThrowsAsync<SentenceException>(() => MigrateAsync(database, First, Second with { Sql = "insert into place values ('Rye');" }));

        Assert.That(refusal!.Message, Does.StartWith("Migration 0002_more_places was edited"));
    }

    [Test]
    public void Line_endings_of_a_checkout_are_no_edit()
    {
        Assert.That(new Migration(1, "a", "select 1;\r\nselect 2;").Sha256, Is.EqualTo(new Migration(1, "a", "select 1;\nselect 2;").Sha256));
    }

    [Test]
    public async Task A_database_newer_than_the_program_is_refused_with_both_versions()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await MigrateAsync(database, First, Second);
        await database.AskAsync("update schema_migration set program_version = '7.1.0' where number = 2");

        var refusal = Assert.ThrowsAsync<SentenceException>(() => MigrateAsync(database, First));

        Assert.That(refusal!.Message, Is.EqualTo(
            $"The database is at version 2, made by Scrutiny 7.1.0, and this program ({Migrator.ProgramVersion}) knows only version 1; use Scrutiny 7.1.0 or newer."));
    }

    [Test]
    public async Task A_database_with_a_gap_is_refused()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        await MigrateAsync(database, First, Second);
        await database.AskAsync("delete from schema_migration where number = 1");

        var refusal = Assert.ThrowsAsync<SentenceException>(() => MigrateAsync(database, First, Second));

        Assert.That(refusal!.Message, Does.StartWith("The database lacks migration 1"));
    }

    [Test]
    public async Task A_list_with_a_gap_is_the_programs_fault()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();

        Assert.ThrowsAsync<ArgumentException>(() => MigrateAsync(database, First, Second with { Number = 3 }));
    }

    [Test]
    public async Task A_migration_cannot_hide_its_row_by_moving_the_search_path()
    {
        await using var database = await TestDatabase.CreateEmptyAsync();
        var moving = new Migration(1, "moving", "create schema other; set search_path = other; create table place (name text);");

        await MigrateAsync(database, moving, Second with { Sql = "insert into other.place values ('Ryle');" });

        Assert.That(await database.AskAsync("select count(*) from public.schema_migration"), Is.EqualTo(2));
    }

    [TestCase(DatabaseRole.Ingest)]
    [TestCase(DatabaseRole.Staff)]
    [TestCase(DatabaseRole.Public)]
    public async Task A_host_starts_on_its_own_schema_only(DatabaseRole role)
    {
        await using var database = await TestDatabase.CreateEmptyAsync();

        var early = Assert.ThrowsAsync<SentenceException>(() => CheckAsync(First));
        await MigrateAsync(database, First);
        await CheckAsync(First);
        var late = Assert.ThrowsAsync<SentenceException>(() => CheckAsync(First, Second));
        var newer = Assert.ThrowsAsync<SentenceException>(() => CheckAsync());

        Assert.That(early!.Message, Does.EndWith("needs version 1; run ./scrutiny migrate."));
        Assert.That(late!.Message, Does.StartWith("The database is at version 1 "));
        Assert.That(newer!.Message, Does.Contain("knows only version 0"));

        Task CheckAsync(params Migration[] migrations) => Migrator.CheckAsync(database.ConnectionString(role), CancellationToken.None, migrations);
    }

    [Test]
    public void A_database_that_does_not_answer_is_one_sentence()
    {
        var fault = Assert.ThrowsAsync<SentenceException>(() => Migrator.CheckAsync("Host=127.0.0.1;Port=9;Username=x;Password=y", CancellationToken.None));

        Assert.That(fault!.ExitCode, Is.EqualTo(3));
        Assert.That(fault.Message, Does.StartWith("The database at 127.0.0.1:9 does not let this program in"));
    }

    private static Task<IReadOnlyList<Migration>> MigrateAsync(TestDatabase database, params Migration[] migrations) =>
        Migrator.MigrateAsync(database.ConnectionString(DatabaseRole.Owner), CancellationToken.None, migrations);
}
