using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Scrutiny.Audit;
using Scrutiny.Ingest.Loading;
using Scrutiny.Ingest.Recording;
using Scrutiny.Tests.Dashboards;
using Scrutiny.Tests.Loading;

namespace Scrutiny.Tests.Audit;

/// <summary>What becomes of a file stands in the record, and the record, the receipts and the kept files agree.</summary>
[Category("Slow")]
internal sealed class RecordedLoadsTests
{
    private const string One = "force,month,things\nKent,2018-04,1\n";
    private const string Two = "force,month,things\nKent,2018-04,2\n";
    private const string Unlikely = "force,month,things\nKent,2018-04,99000000\n";

    [Test, Category("J-4")]
    public async Task Each_ending_of_a_load_leaves_its_entry_with_the_files_hash_and_no_name()
    {
        await using var database = await MadeAsync();
        await database.LoadTextAsync(One);
        await database.LoadTextAsync("of,another,sort\n1,2,3\n");
        var waiting = (await database.LoadTextAsync(Unlikely)).Load;
        await database.Approval.ApproveAsync(waiting, "Pub Lisher", "publisher/0123456789abcdef", CancellationToken.None);
        var rejected = (await database.LoadTextAsync(Unlikely.Replace('9', '8'))).Load;
        await database.Approval.RejectAsync(rejected, "Ann Lyst mistyped it.", CancellationToken.None);
        await database.LoadTextAsync(One, dryRun: true);

        await using var connection = await database.Ingest.OpenConnectionAsync();
        var entries = (await connection.QueryAsync<string>("select actor || ' ' || act from audit.entry order by number")).ToList();
        var text = await database.Database.AskAsync("select string_agg(e::text, ' ') from audit.entry e");
        Assert.Multiple(async () =>
        {
            Assert.That(entries, Is.EqualTo(new[]
            {
                "cli load-accepted", "cli load-published", "cli load-refused", "cli load-quarantined", "publisher/0123456789abcdef load-approved", "publisher/0123456789abcdef load-published", "cli load-quarantined", "cli load-rejected",
            }));
            Assert.That(text, Does.Not.Contain("Lisher").And.Not.Contain("Lyst").And.Not.Contain("made.csv"));
            Assert.That(await RecordedLoads.CheckAsync(connection, CancellationToken.None), Is.EqualTo((4, (string?)null)));
            Assert.That((await AuditChain.VerifyAsync(connection, [], CancellationToken.None)).Break, Is.Null);
        });
    }

    [Test, Category("J-4")]
    public async Task Where_nothing_can_be_recorded_nothing_is_loaded_approved_or_rejected()
    {
        await using var database = await MadeAsync();
        var waiting = (await database.LoadTextAsync(Unlikely)).Load;
        var before = await database.RowCountsAsync();
        await database.Database.AskAsync("revoke execute on function audit.append(text, text, text, text, jsonb) from scrutiny_ingest");

        Assert.CatchAsync<PostgresException>(() => database.LoadTextAsync(One));
        Assert.CatchAsync<PostgresException>(() => database.LoadTextAsync("of,another,sort\n1,2,3\n"));
        Assert.CatchAsync<PostgresException>(() => database.Approval.ApproveAsync(waiting, CancellationToken.None));
        Assert.CatchAsync<PostgresException>(() => database.Approval.RejectAsync(waiting, "No.", CancellationToken.None));

        Assert.That(await database.RowCountsAsync(), Is.EqualTo(before));
        Assert.That(await database.Database.AskAsync($"select publication from working.load where load_id = '{waiting}'"), Is.EqualTo("waiting"));
    }

    [TestCase("update working.load set file_sha256 = (select file_sha256 from working.load where number > 1 limit 1) where number = 1", "has another file or source than the record says.")]
    [TestCase("update published.load set file_sha256 = repeat('a', 64)", "shows the public another file than the record says.")]
    [TestCase("update working.load set load_id = 'aaaaaaaaaaaa' where number = 2", "is ")]
    [Category("J-2")]
    [Category("Long")]
    public async Task A_load_that_was_changed_afterwards_is_named(string tampering, string sentence)
    {
        await using var database = await MadeAsync();
        await database.LoadTextAsync(One);
        await database.LoadTextAsync(Unlikely);
        await database.Database.AskAsync("set session_replication_role = replica;" + tampering);
        await using var connection = await database.Ingest.OpenConnectionAsync();

        var (_, fault) = await RecordedLoads.CheckAsync(connection, CancellationToken.None);

        Assert.That(fault, Does.StartWith("Load ").And.Contain(sentence));
    }

    [Test, Category("J-2")]
    public async Task A_kept_file_that_was_changed_or_damaged_is_named()
    {
        await using var database = await MadeAsync();
        await database.LoadTextAsync(One);
        await database.LoadTextAsync(Two);
        await using var connection = await database.Ingest.OpenConnectionAsync();
        var good = await KeptFiles.CheckAsync(connection, null, CancellationToken.None);

        await database.Database.AskAsync("set session_replication_role = replica; update working.file_chunk c set content = (select content from working.file_chunk o where o.file_sha256 <> c.file_sha256)");
        var exchanged = await KeptFiles.CheckAsync(connection, 1, CancellationToken.None);
        await database.Database.AskAsync("set session_replication_role = replica; update working.file_chunk set content = set_byte(content, 20, 255 - get_byte(content, 20))");
        var damaged = await KeptFiles.CheckAsync(connection, null, CancellationToken.None);

        Assert.That(good, Is.EqualTo((2, 2, (string?)null)));
        Assert.That(exchanged.Fault, Does.Contain("has other bytes than its receipts say"));
        Assert.That(damaged.Fault, Does.StartWith("The kept file "));
    }

    [Test, Category("J-2")]
    public async Task The_heads_of_the_day_go_to_each_file_and_one_that_cannot_be_written_keeps_the_other_from_nothing()
    {
        await using var database = await MadeAsync();
        await database.LoadTextAsync(One);
        var folder = Directory.CreateTempSubdirectory("scrutiny-");
        try
        {
            var blocked = new HeadsFile(Path.Combine(folder.FullName, "file", "heads.txt"));
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "file"), "in the way");
            var good = new HeadsFile(Path.Combine(folder.FullName, "audit", "heads.txt"));
            var job = new PublishHeadJob(database.Ingest, new RecordFiles([blocked, good]), NullLogger<PublishHeadJob>.Instance);

            await job.PublishAsync(CancellationToken.None);
            await job.PublishAsync(CancellationToken.None);

            await using var connection = await database.Ingest.OpenConnectionAsync();
            Assert.That(good.Read(), Is.EqualTo(await PublishedHeads.ReadAsync(connection, null, CancellationToken.None)));
            Assert.That(good.Read().Single().Entries, Is.EqualTo(2));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Test, Category("J-2")]
    public async Task The_verb_ends_with_0_when_all_is_whole_and_with_1_when_a_copy_of_the_heads_shows_a_cut_end()
    {
        using var program = await MortalProgram.CreateAsync(MadeDashboards.Long());
        await using var database = await program.NewDatabaseAsync();
        await database.LoadTextAsync(One);
        var head = (string)(await database.Database.AskAsync("select encode(hash, 'hex') from audit.entry where number = 2"))!;
        var copy = program.Write("heads.txt", $"2026-11-22 2 {head}\n");
        var whole = await program.RunAsync(database, ["verify", "--files", "--heads", copy], null, CancellationToken.None);
        await database.Database.AskAsync("alter table audit.entry disable trigger never_changed; delete from audit.entry where number = 2");

        var unseen = await program.RunAsync(database, ["verify", "--files"], null, CancellationToken.None);
        var seen = await program.RunAsync(database, ["verify", "--heads", copy], null, CancellationToken.None);
        var absent = await program.RunAsync(database, ["verify", "--heads", copy + ".none"], null, CancellationToken.None);

        Assert.That((whole, unseen, seen, absent), Is.EqualTo((0, 0, 1, 2)));
    }

    private static Task<LoadingDatabase> MadeAsync()
    {
        using var made = MadeDashboards.Long().Change("sources/made", "checks: []", "checks: [{ name: Most, otherwise: quarantine, bounds: { measure: things, most: 1000000 } }]");
        return LoadingDatabase.CreateAsync(made.Read());
    }
}
