using System.Diagnostics;
using Npgsql;
using Scrutiny.Audit;
using Scrutiny.Database;
using Scrutiny.Tests.Database;

namespace Scrutiny.Tests.Audit;

/// <summary>Whoever is above the rules can change the record, but not unnoticed.</summary>
internal sealed class AuditChainTests
{
    // As the function chains entries, by somebody who wants the record to say something else from entry 6 on.
    private const string RehashSql = """
        do $$
        declare
          e record;
          before bytea := (select hash from audit.entry where number = 5);
        begin
          update audit.entry set subject_id = 'other' where number = 6;
          for e in select * from audit.entry where number > 5 order by number loop
            update audit.entry set previous = before, hash = sha256(convert_to(concat_ws(e'\n', 'scrutiny-audit-1', number, to_char(at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), writer, actor, act, subject_kind, subject_id, detail::text, encode(before, 'hex')), 'UTF8'))
            where number = e.number returning hash into before;
          end loop;
        end
        $$
        """;

    [Test, Category("J-2")]
    public async Task The_record_as_it_was_written_is_whole()
    {
        await using var database = await TestDatabase.CreateAsync();

        var none = await VerifyAsync(database);
        await AppendAsync(database, 10);
        var whole = await VerifyAsync(database, await HeadAsync(database));

        Assert.That(none, Is.EqualTo(new AuditVerdict(0, AuditEntry.Beginning, null)));
        Assert.That((whole.Entries, whole.Break), Is.EqualTo((10L, (AuditBreak?)null)));
    }

    [TestCase("update audit.entry set subject_id = 'other' where number = 4", AuditBreakKind.Hash, 4)]
    [TestCase("update audit.entry set detail = '{\"i\":4}' where number = 4", AuditBreakKind.Hash, 4)]
    [TestCase("update audit.entry set at = at - interval '1 microsecond' where number = 1", AuditBreakKind.Hash, 1)]
    [TestCase("update audit.entry set hash = sha256('') where number = 4", AuditBreakKind.Hash, 4)]
    [TestCase("update audit.entry set previous = sha256('') where number = 4", AuditBreakKind.Order, 4)]
    [TestCase("delete from audit.entry where number = 4", AuditBreakKind.Gap, 4)]
    [TestCase("delete from audit.entry where number = 1", AuditBreakKind.Gap, 1)]
    [TestCase("delete from audit.entry where number = 4; update audit.entry set number = number - 1 where number > 4", AuditBreakKind.Order, 4)]
    [TestCase("update audit.entry set number = -number where number > 3; update audit.entry set number = 1 - number where number < 0; insert into audit.entry select 4, at, writer, actor, act, subject_kind, 'put-in', detail, previous, hash from audit.entry where number = 5", AuditBreakKind.Hash, 4)]
    [TestCase("delete from audit.entry where number > 8", AuditBreakKind.Tail, 9)]
    [TestCase("delete from audit.entry", AuditBreakKind.Tail, 1)]
    [TestCase(RehashSql, AuditBreakKind.Head, 10)]
    [Category("J-2")]
    public async Task Every_kind_of_tampering_is_found_and_its_place_named(string tampering, AuditBreakKind kind, int number)
    {
        await using var database = await TestDatabase.CreateAsync();
        await AppendAsync(database, 10);
        var head = await HeadAsync(database);
        await database.AskAsync("alter table audit.entry disable trigger never_changed; alter table audit.entry drop constraint entry_number_check;" + tampering);

        var verdict = await VerifyAsync(database, head);

        Assert.That((verdict.Break?.Kind, verdict.Break?.Number), Is.EqualTo(((AuditBreakKind?)kind, (long?)number)), verdict.Break?.Sentence);
    }

    // Without a head that somebody kept, a chain says nothing of its end: this is why heads are published.
    [Test, Category("J-2")]
    public async Task Without_a_head_a_cut_end_and_a_chain_made_anew_look_whole([Values("delete from audit.entry where number > 8", RehashSql)] string tampering)
    {
        await using var database = await TestDatabase.CreateAsync();
        await AppendAsync(database, 10);
        await database.AskAsync("alter table audit.entry disable trigger never_changed;" + tampering);

        Assert.That((await VerifyAsync(database)).Break, Is.Null);
    }

    [Test, Category("J-2"), Category("E-1")]
    public async Task A_clock_that_was_set_back_does_not_break_the_record()
    {
        await using var database = await TestDatabase.CreateAsync();
        await AppendAsync(database, 1);
        await database.AskAsync("alter table audit.entry disable trigger never_changed; delete from audit.entry");
        // As if the entry had been written by a clock that ran an hour ahead.
        await database.AskAsync("""
            insert into audit.entry
            select 1, t, 'scrutiny_ingest', 'ingest', 'load-accepted', 'load', 'abc', '{}', decode(repeat('00', 32), 'hex'),
                   sha256(convert_to(concat_ws(e'\n', 'scrutiny-audit-1', 1, to_char(t at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), 'scrutiny_ingest', 'ingest', 'load-accepted', 'load', 'abc', '{}', repeat('00', 32)), 'UTF8'))
            from (select clock_timestamp() + interval '1 hour') as moment (t)
            """);

        await AppendAsync(database, 2);

        Assert.That(await VerifyAsync(database), Has.Property(nameof(AuditVerdict.Break)).Null.And.Property(nameof(AuditVerdict.Entries)).EqualTo(3));
    }

    [Test, Category("J-3"), Category("Slow")]
    public async Task Eight_writers_make_a_dense_and_valid_record_of_10_000_entries()
    {
        await using var database = await TestDatabase.CreateAsync();
        var clock = Stopwatch.StartNew();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(async writer =>
        {
            await using var connection = await database.OpenAsync(writer % 2 == 0 ? DatabaseRole.Ingest : DatabaseRole.Staff);
            for (var i = 0; i < 1250; i++)
            {
                await AuditTrail.AppendAsync(connection, "ingest", AuditAct.LoadAccepted, "load", $"{writer}-{i}", new { Read = i }, CancellationToken.None);
            }
        }));

        var perSecond = 10_000 / clock.Elapsed.TotalSeconds;
        TestContext.Out.WriteLine($"{perSecond:0} entries a second");
        var verdict = await VerifyAsync(database, await HeadAsync(database));
        Assert.Multiple(async () =>
        {
            Assert.That((verdict.Entries, verdict.Break), Is.EqualTo((10_000L, (AuditBreak?)null)));
            Assert.That(await database.AskAsync("select count(distinct subject_id) from audit.entry"), Is.EqualTo(10_000));
            Assert.That(perSecond, Is.GreaterThan(200));
        });
    }

    [Test, Category("J-3"), Category("Long")]
    public async Task A_hundred_thousand_entries_are_verified_within_10_seconds()
    {
        await using var database = await TestDatabase.CreateAsync();
        await AppendAsync(database, 100_000);
        var head = await HeadAsync(database);
        var clock = Stopwatch.StartNew();

        var verdict = await VerifyAsync(database, head);

        TestContext.Out.WriteLine($"{clock.Elapsed.TotalSeconds:0.0} s");
        Assert.That((verdict.Entries, verdict.Break), Is.EqualTo((100_000L, (AuditBreak?)null)));
        Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromSeconds(10)));
    }

    [Test, Category("J-5"), Category("Slow")]
    public async Task A_dump_that_is_restored_elsewhere_has_the_same_chain()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var copy = await TestDatabase.CreateEmptyAsync();
        await AppendAsync(database, 20);
        var head = await HeadAsync(database);

        await DumpAndRestoreAsync(database, copy);

        var verdict = await VerifyAsync(copy, head);
        Assert.That((verdict.Entries, verdict.Break), Is.EqualTo((20L, (AuditBreak?)null)));
    }

    private static async Task AppendAsync(TestDatabase database, int entries) => await database.AskAsync(
        DatabaseRole.Ingest,
        $"select count(audit.append('ingest', 'load-accepted', 'load', 'l' || i, jsonb_build_object('i', i, 'share', 1.50, 'source', 'made', 'a', null))) from generate_series(1, {entries}) i");

    private static async Task<AuditWitness> HeadAsync(TestDatabase database)
    {
        await using var connection = await database.OpenAsync(DatabaseRole.Ingest);
        await PublishedHeads.PublishAsync(connection, CancellationToken.None);
        return new AuditWitness((await PublishedHeads.ReadAsync(connection, 1, CancellationToken.None))[0], "what was published");
    }

    private static async Task<AuditVerdict> VerifyAsync(TestDatabase database, params AuditWitness[] witnesses)
    {
        await using var connection = await database.OpenAsync(DatabaseRole.Ingest);
        return await AuditChain.VerifyAsync(connection, witnesses, CancellationToken.None);
    }

    private static async Task DumpAndRestoreAsync(TestDatabase from, TestDatabase to)
    {
        var server = new NpgsqlConnectionStringBuilder(from.Superuser);
        var programs = PrivateClusterPrograms.UsualFolders().First(folder => File.Exists(Path.Combine(folder, "pg_dump")) && File.Exists(Path.Combine(folder, "pg_restore")));
        var file = Path.GetTempFileName();
        try
        {
            await RunAsync("pg_dump", "--format=custom", "--file", file, from.Name);
            await RunAsync("pg_restore", "--exit-on-error", "--dbname", to.Name, file);
        }
        finally
        {
            File.Delete(file);
        }

        async Task RunAsync(string program, params string[] arguments)
        {
            var start = new ProcessStartInfo(Path.Combine(programs, program), arguments) { RedirectStandardError = true };
            (start.Environment["PGHOST"], start.Environment["PGPORT"], start.Environment["PGUSER"], start.Environment["PGPASSWORD"]) = (server.Host, server.Port.ToString(System.Globalization.CultureInfo.InvariantCulture), server.Username, server.Password);
            using var process = Process.Start(start)!;
            var errors = await process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync();
            Assert.That(process.ExitCode, Is.Zero, errors);
        }
    }
}
