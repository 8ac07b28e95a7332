using Npgsql;
using Scrutiny.Database;

namespace Scrutiny.Tests.Database;

internal sealed class TestDatabaseTests
{
    [Test]
    public async Task Databases_made_at_once_are_migrated_and_do_not_see_each_other()
    {
        var databases = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => TestDatabase.CreateAsync()));

        await Task.WhenAll(databases.Select((x, i) => x.AskAsync(DatabaseRole.Owner, $"create table mark as select {i} as number")));

        for (var i = 0; i < databases.Length; i++)
        {
            Assert.That(await databases[i].AskAsync("select number from mark"), Is.EqualTo(i));
            Assert.That(await databases[i].AskAsync("select count(*) from schema_migration"), Is.EqualTo(Migration.OfThisProgram.Count));
            await databases[i].DisposeAsync();
        }
    }

    [Test]
    public async Task A_disposed_database_is_gone()
    {
        var database = await TestDatabase.CreateAsync();

        await database.DisposeAsync();

        Assert.ThrowsAsync<PostgresException>(() => database.AskAsync("select 1"));
    }

    [TestCase(DatabaseRole.Ingest)]
    [TestCase(DatabaseRole.Staff)]
    [TestCase(DatabaseRole.Public)]
    public async Task Only_the_owner_makes_tables(DatabaseRole role)
    {
        await using var database = await TestDatabase.CreateAsync();

        var refusal = Assert.ThrowsAsync<PostgresException>(() => database.AskAsync(role, "create table public.mine (number int)"));

        Assert.That(refusal!.SqlState, Is.EqualTo(PostgresErrorCodes.InsufficientPrivilege));
    }
}
