using Dapper;
using Npgsql;
using Scrutiny.Audit;
using Scrutiny.Database;
using Scrutiny.Tests.Database;

namespace Scrutiny.Tests.Audit;

/// <summary>The record is added to by its own function and by nothing else.</summary>
internal sealed class AuditTrailTests
{
    private TestDatabase database = null!;

    [OneTimeSetUp]
    public async Task OpenAsync()
    {
        database = await TestDatabase.CreateAsync();
        await AppendAsync(DatabaseRole.Ingest);
    }

    [OneTimeTearDown]
    public async Task CloseAsync() => await database.DisposeAsync();

    [Test, Category("J-1"), Category("G-10")]
    public void No_role_changes_the_record_or_takes_its_guard_away(
        [Values] DatabaseRole role,
        [Values("update {0} set hash = hash", "delete from {0}", "truncate {0}", "insert into {0} default values", "alter table {0} disable trigger never_changed", "drop trigger never_changed on {0}", "set role scrutiny_audit")] string statement,
        [Values("audit.entry", "published.audit_head")] string table)
    {
        var refusal = Assert.CatchAsync<PostgresException>(() => database.AskAsync(role, string.Format(null, statement, table)));

        Assert.That(refusal!.SqlState, Is.EqualTo(PostgresErrorCodes.InsufficientPrivilege));
    }

    [Test, Category("J-1")]
    public async Task Even_who_is_above_the_rules_is_refused_by_the_table_itself([Values("update {0} set hash = hash", "delete from {0}", "truncate {0}")] string statement, [Values("audit.entry", "published.audit_head")] string table) =>
        Assert.That((await RefusalAsync(() => database.AskAsync(string.Format(null, statement, table)))).MessageText, Is.EqualTo("the record is only ever added to"));

    [TestCase(DatabaseRole.Ingest, true)]
    [TestCase(DatabaseRole.Staff, true)]
    [TestCase(DatabaseRole.Public, false)]
    [TestCase(DatabaseRole.Owner, false)]
    [Category("J-1")]
    public async Task Only_ingest_and_staff_append(DatabaseRole role, bool may)
    {
        if (may)
        {
            await AppendAsync(role);
            Assert.That(await database.AskAsync("select writer from audit.entry order by number desc limit 1"), Is.EqualTo(DatabaseRoles.NameOf(role)), "which no caller chooses");
        }
        else
        {
            Assert.That((await RefusalAsync(() => AppendAsync(role))).SqlState, Is.EqualTo(PostgresErrorCodes.InsufficientPrivilege));
        }
    }

    [TestCase("Ann Lyst", "signed-in", "session", "abc", "{}")]
    [TestCase("ann.lyst@example.org", "signed-in", "session", "abc", "{}")]
    [TestCase("analyst", "signed in", "session", "abc", "{}")]
    [TestCase("analyst", "signed-in", "session", "Ann Lyst", "{}")]
    [TestCase("analyst", "signed-in", "session", "abc", """{"name": "Ann Lyst"}""")]
    [TestCase("analyst", "signed-in", "session", "abc", """{"mail": "a@b"}""")]
    [TestCase("analyst", "signed-in", "session", "abc", """{"note": "one\ntwo"}""")]
    [TestCase("analyst", "signed-in", "session", "abc", """{"deep": {"name": "ann"}}""")]
    [TestCase("analyst", "signed-in", "session", "abc", """{"many": ["ann"]}""")]
    [TestCase("analyst", "signed-in", "session", "abc", """[1]""")]
    [Category("J-4"), Category("I-1")]
    public async Task Names_addresses_and_sentences_do_not_fit_into_the_record(string actor, string act, string kind, string id, string facts)
    {
        await using var connection = await database.OpenAsync(DatabaseRole.Staff);

        var refusal = await RefusalAsync(() => connection.ExecuteAsync("select audit.append(@actor, @act, @kind, @id, @facts::jsonb)", new { actor, act, kind, id, facts }));

        Assert.That(refusal.SqlState, Is.EqualTo(PostgresErrorCodes.CheckViolation));
    }

    [Test, Category("J-4")]
    public async Task An_entry_goes_when_what_it_records_is_undone()
    {
        var before = await database.AskAsync("select count(*) from audit.entry");
        await using (var connection = await database.OpenAsync(DatabaseRole.Ingest))
        {
            await using var transaction = await connection.BeginTransactionAsync();
            await AuditTrail.AppendAsync(connection, "ingest", AuditAct.LoadAccepted, "load", "undone", null, CancellationToken.None);
        }

        Assert.That(await database.AskAsync("select count(*) from audit.entry"), Is.EqualTo(before));
    }

    [Test]
    public async Task A_day_has_one_head_however_often_it_is_published()
    {
        await using var connection = await database.OpenAsync(DatabaseRole.Ingest);
        await PublishedHeads.PublishAsync(connection, CancellationToken.None);
        await AppendAsync(DatabaseRole.Ingest);

        await PublishedHeads.PublishAsync(connection, CancellationToken.None);

        var head = (await PublishedHeads.ReadAsync(connection, null, CancellationToken.None)).Single();
        Assert.That(head.Hash, Is.EqualTo(await database.AskAsync($"select encode(hash, 'hex') from audit.entry where number = {head.Entries}")));
    }

    private async Task AppendAsync(DatabaseRole role)
    {
        await using var connection = await database.OpenAsync(role);
        await AuditTrail.AppendAsync(connection, "ingest", AuditAct.LoadAccepted, "load", "abc", new { Read = 1 }, CancellationToken.None);
    }

    private static async Task<PostgresException> RefusalAsync(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (PostgresException refusal)
        {
            return refusal;
        }

        throw new AssertionException("It was not refused.");
    }
}
