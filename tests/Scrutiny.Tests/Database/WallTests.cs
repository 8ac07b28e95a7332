using Dapper;
using Npgsql;
using Scrutiny.Database;

namespace Scrutiny.Tests.Database;

/// <summary>The public's role sees what is published and nothing else; the loader adds and ends, and changes no figure.</summary>
[Category("L-8"), Category("G-10")]
internal sealed class WallTests
{
    private TestDatabase database = null!;
    private IReadOnlyList<Relation> relations = null!;

    [OneTimeSetUp]
    public async Task OpenAsync()
    {
        database = await TestDatabase.CreateAsync();
        await using var connection = new NpgsqlConnection(database.Superuser);
        relations = [.. await connection.QueryAsync<Relation>(
            "select n.nspname as Schema, c.relname as Name, c.relkind::text as Kind from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast') and c.relkind in ('r', 'p', 'v', 'm', 'f', 'S') order by 1, 2")];
    }

    [OneTimeTearDown]
    public async Task CloseAsync() => await database.DisposeAsync();

    [Test]
    public void There_are_tables_on_both_sides_to_ask_about() =>
        Assert.That(relations.Select(relation => relation.Schema).Distinct(), Is.SupersetOf(new[] { "working", "published", "scheduler" }));

    [Test]
    public async Task The_public_reads_published_and_is_denied_every_other_relation()
    {
        foreach (var relation in relations)
        {
            var outcome = await TryAsync(DatabaseRole.Public, $"select * from {relation} limit 1");

            // Every process checks the schema's version before it starts.
            Assert.That(outcome, Is.EqualTo(relation is { Schema: "published", Kind: not "S" } or { Schema: "public", Name: "schema_migration" } ? "done" : PostgresErrorCodes.InsufficientPrivilege), relation.ToString());
        }
    }

    [Test]
    public async Task The_public_writes_nowhere([Values("insert into {0} default values", "delete from {0}", "truncate {0}", "lock table {0} in exclusive mode", "drop table {0}", "create trigger t before insert on {0} execute function suppress_redundant_updates_trigger()")] string statement)
    {
        foreach (var relation in relations.Where(relation => relation.Kind == "r"))
        {
            Assert.That(await TryAsync(DatabaseRole.Public, string.Format(null, statement, relation)), Is.EqualTo(PostgresErrorCodes.InsufficientPrivilege), relation.ToString());
        }
    }

    [Test]
    public async Task The_public_updates_no_column()
    {
        await using var connection = new NpgsqlConnection(database.Superuser);
        foreach (var (table, column) in await ColumnsAsync(connection, "working", "published", "scheduler", "public"))
        {
            Assert.That(await TryAsync(DatabaseRole.Public, $"update {table} set \"{column}\" = \"{column}\""), Is.EqualTo(PostgresErrorCodes.InsufficientPrivilege), $"{table}.{column}");
        }
    }

    [TestCase("create table public.mine (number int)")]
    [TestCase("create table published.mine (number int)")]
    [TestCase("create temporary table mine (number int)")]
    [TestCase("create schema mine")]
    [TestCase("create function published.f() returns int language sql return 1")]
    [TestCase("copy (select 1) to program 'true'")]
    [TestCase("copy published.load to '/tmp/load'")]
    [TestCase("select pg_read_file('/etc/passwd')")]
    [TestCase("set role scrutiny_owner")]
    [TestCase("set role scrutiny_ingest")]
    [TestCase("set role scrutiny_staff")]
    [TestCase("alter role scrutiny_public superuser")]
    public async Task The_public_makes_nothing_and_becomes_nobody(string statement) =>
        Assert.That(await TryAsync(DatabaseRole.Public, statement), Is.EqualTo(PostgresErrorCodes.InsufficientPrivilege));

    [Test]
    public async Task The_loader_and_staff_delete_and_truncate_nothing([Values(DatabaseRole.Ingest, DatabaseRole.Staff)] DatabaseRole role, [Values("delete from {0}", "truncate {0}")] string statement)
    {
        foreach (var relation in relations.Where(relation => relation is { Kind: "r", Schema: "working" or "published" or "public" }))
        {
            // What the loader only holds for comparison it lets go of, what was uploaded once it stands in the store of files, and a place that no longer quotes a figure; of the last, the public keeps its copy.
            var mayGo = role == DatabaseRole.Ingest && statement.StartsWith("delete", StringComparison.Ordinal)
                && (relation.Name is "held_file" or "held_figure" or "upload_chunk" || relation is { Schema: "working", Name: "correction_place" });
            Assert.That(await TryAsync(role, string.Format(null, statement, relation)), Is.EqualTo(mayGo ? "done" : PostgresErrorCodes.InsufficientPrivilege), relation.ToString());
        }
    }

    [Test, Category("J-1")]
    public async Task The_loader_updates_the_end_of_a_row_and_the_outcome_of_a_load_and_nothing_else()
    {
        string[] allowed =
        [
            "working.load.state", "working.load.publication", "working.load.reason", "working.load.finished_at", "working.load.decided_by", "working.load.decided_at", "working.load.decided_reason",
            "working.observation.known_to", "working.observation.released", "published.observation.known_to",
            "working.request.state", "working.request.outcome", "working.request.report", "working.request.became", "working.request.finished_at",
            "working.load_progress.phase", "working.load_progress.rows_read", "working.load_progress.updated_at", "working.alert.cleared_at", "working.held_file.released",
            "working.load.withdrawn_by", "working.load.withdrawn_at", "working.load.withdrawn_reason",
            "working.note.state", "working.note.decided_by", "working.note.decided_at", "working.note.decided_reason", "working.note.publication_id", "published.note.replaced_at",
            "working.release.state", "working.release.ended_at", "working.release.ended_by", "working.release.outcome", "working.pre_release.revoked_by", "working.pre_release.revoked_at",
            "working.pre_election.dropped_by", "working.pre_election.dropped_at", "working.pre_election.began_at", "working.pre_election.ended_at", "working.pre_election.publication_id", "published.pre_election.ended_at",
            .. new[] { "old_value", "new_value", "ready", "coming", "source_reason", "reason", "notice", "drafted_for", "drafted_by", "drafted_at", "state", "version", "changed_at", "decided_by", "decided_at", "decided_reason", "publication_id" }.Select(column => $"working.correction.{column}"),
            .. new[] { "title", "detail", "quoted", "seq", "is_public", "by_words", "counts" }.Select(column => $"working.correction_place.{column}"),
            "working.explanation.struck_by", "working.explanation.struck_at",
        ];
        await using var connection = new NpgsqlConnection(database.Superuser);
        foreach (var (table, column) in await ColumnsAsync(connection, "working", "published"))
        {
            var outcome = await TryAsync(DatabaseRole.Ingest, $"update {table} set \"{column}\" = null where false");

            Assert.That(outcome == "done", Is.EqualTo(allowed.Contains($"{table}.{column}")), $"{table}.{column}: {outcome}");
        }
    }

    [Test]
    public async Task Staff_read_both_sides_and_write_requests_and_uploads_and_nothing_else()
    {
        foreach (var relation in relations.Where(relation => relation is { Kind: "r", Schema: "working" or "published" }))
        {
            // The bytes of delivered files are the loader's alone.
            Assert.That(await TryAsync(DatabaseRole.Staff, $"select * from {relation} limit 1"), Is.EqualTo(relation.Name == "file_chunk" ? PostgresErrorCodes.InsufficientPrivilege : "done"), relation.ToString());
            var asks = relation.Schema == "working" && relation.Name is "request" or "upload" or "upload_chunk";
            Assert.That(await TryAsync(DatabaseRole.Staff, $"insert into {relation} default values"), Is.EqualTo(asks ? PostgresErrorCodes.NotNullViolation : PostgresErrorCodes.InsufficientPrivilege), relation.ToString());
        }
    }

    [TestCase("state")]
    [TestCase("outcome")]
    [TestCase("became")]
    public async Task Staff_write_no_outcome_of_a_request(string column) =>
        Assert.That(await TryAsync(DatabaseRole.Staff, $"insert into working.request (kind, source, asked_by, {column}) values ('run-source', 'made', 'somebody', 'done')"), Is.EqualTo(PostgresErrorCodes.InsufficientPrivilege));

    private static Task<IEnumerable<(string Table, string Column)>> ColumnsAsync(NpgsqlConnection connection, params string[] schemas) =>
        connection.QueryAsync<(string, string)>("select table_schema || '.' || table_name, column_name::text from information_schema.columns where table_schema = any(@schemas) and is_generated = 'NEVER' and is_identity = 'NO' order by 1, 2", new { schemas });

    /// <summary><c>done</c>, or the SQL state with which it was refused; either way nothing stays.</summary>
    private async Task<string> TryAsync(DatabaseRole role, string sql)
    {
        await using var connection = await database.OpenAsync(role);
        await using var transaction = await connection.BeginTransactionAsync();
        try
        {
            await connection.ExecuteAsync(sql, transaction: transaction);
            return "done";
        }
        catch (PostgresException refusal)
        {
            return refusal.SqlState;
        }
    }

    private sealed record Relation(string Schema, string Name, string Kind)
    {
        public override string ToString() => $"{Schema}.{Name}";
    }
}
