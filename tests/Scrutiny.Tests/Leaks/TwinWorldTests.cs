using System.Globalization;
using Dapper;
using Npgsql;
using Scrutiny.Web.Access;

namespace Scrutiny.Tests.Leaks;

/// <summary>
/// Two worlds with the same published things, one of which holds everything else too: whoever asks the public sites of both, whatever they
/// ask, is answered alike to the last byte.
/// </summary>
[Category("L-1")]
[Category("Slow")]
internal sealed class TwinWorldTests
{
    private const int FewAsks = 420;
    private const int ManyAsks = 2000;

    [Test]
    public async Task A_stranger_cannot_tell_which_of_the_two_holds_something_unpublished([Values(1, 2, 3)] int seed) => await CompareAsync(seed, FewAsks);

    [Test, Category("Long")]
    public async Task A_stranger_cannot_tell_over_25_seeds_and_2000_questions_each()
    {
        for (var seed = 101; seed <= 125; seed++)
        {
            await CompareAsync(seed, ManyAsks);
        }
    }

    [Test, Category("OnDemand")]
    public async Task A_stranger_cannot_tell_over_200_seeds_and_2000_questions_each()
    {
        for (var seed = 1001; seed <= 1200; seed++)
        {
            await CompareAsync(seed, ManyAsks);
        }
    }

    [Test]
    public async Task Every_table_that_the_public_cannot_read_holds_more_in_the_world_with_secrets()
    {
        await using var plain = await PublishedWorld.CopyAsync();
        await using var secrets = await World.OpenWithSecretsAsync();

        var (before, after) = (await HiddenRowsAsync(plain.Superuser), await HiddenRowsAsync(secrets.Database.Superuser));

        var empty = after.Keys.Where(table => after[table] <= before[table]).Except(UnpublishedThings.LeftAlone.Keys);
        Assert.That(empty, Is.Empty, "say in UnpublishedThings how something unpublished comes into it, or why it holds nothing");
        Assert.That(UnpublishedThings.Tables.Concat(UnpublishedThings.LeftAlone.Keys), Is.SubsetOf(after.Keys), "UnpublishedThings names tables that are gone, or that the public can read");
    }

    private static async Task CompareAsync(int seed, int most)
    {
        await using var plain = await World.OpenAsync();
        await using var secrets = await World.OpenWithSecretsAsync(seed);
        var plan = CrawlPlan.Make(plain.Catalogue.ForPublic(), await KnownNames.ReadAsync(secrets.Database), seed, most);

        var twins = await Twins.CompareAsync(plain, secrets, plan);

        await TestContext.Progress.WriteLineAsync($"seed {seed}: {plan.Count} questions, {twins.Bytes:N0} bytes, {twins.Found} of them answered with 200");
        Assert.That(twins.Differences, Is.Empty, $"seed {seed}");
        Assert.That(CrawlPlan.Rows.Select(row => row.Surface).Except(twins.Answered), Is.Empty, "a surface that never answers proves nothing: put something published for it into PublishedWorld, and how its address is filled into CrawlPlan");
    }

    private static async Task<Dictionary<string, long>> HiddenRowsAsync(string connectionString)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        var tables = (await connection.QueryAsync<string>("select n.nspname || '.' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast') and not has_table_privilege('scrutiny_public', c.oid, 'select')")).ToList();
        return (await connection.QueryAsync<(string Table, long Rows)>(string.Join(" union all ", tables.Select(table => string.Create(CultureInfo.InvariantCulture, $"select '{table}', count(*) from {table}"))))).ToDictionary(row => row.Table, row => row.Rows);
    }
}
