using System.Globalization;
using Dapper;
using Npgsql;
using Scrutiny.Tests.Database;

namespace Scrutiny.Tests.Leaks;

/// <summary>Names and numbers to fill addresses with: those of published things first, then those that stand somewhere in the database of the world with secrets.</summary>
internal sealed record KnownNames(long NewestReceipt, IReadOnlyList<string> Receipts, IReadOnlyList<string> Anything, IReadOnlyList<string> Moments)
{
    private const int MostOfAColumn = 6;

    // Of every table, whoever made it: what could stand in an address.
    private const string ColumnsSql = """
        select n.nspname as Schema, c.relname as Relation, a.attname as Name
        from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
        where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast', 'public') and a.attnum > 0 and not a.attisdropped
          and (a.attname ~ '(_id|slug|reference|token|number)$' or a.attname in ('source', 'measure', 'file_name', 'paper')) and a.atttypid in ('text'::regtype, 'bigint'::regtype, 'integer'::regtype, 'uuid'::regtype)
        order by n.nspname <> 'published', 1, 2, 3
        """;

    private const string MomentsSql = """
        select to_char(at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
        from (select published_at from published.publication union select known_from from working.observation union select known_to from working.observation where known_to < 'infinity') moments (at)
        order by 1 limit 40
        """;

    public static async Task<KnownNames> ReadAsync(TestDatabase database)
    {
        await using var connection = new NpgsqlConnection(database.Superuser);
        var anything = new List<string>();
        foreach (var (schema, relation, name) in await connection.QueryAsync<(string, string, string)>(ColumnsSql))
        {
            anything.AddRange((await connection.QueryAsync<string>($"select distinct \"{name}\"::text from \"{schema}\".\"{relation}\" where \"{name}\" is not null order by 1 desc limit {MostOfAColumn}")).Where(value => value.Length is > 0 and < 100));
        }

        var newest = await connection.ExecuteScalarAsync<long>("select max(observation_id) from published.observation");
        var hidden = await connection.QueryAsync<long>("select observation_id from working.observation order by observation_id desc limit 5");
        var published = await connection.QueryAsync<long>("select observation_id from published.observation where observation_id % 977 = 1 order by 1 desc");
        return new KnownNames(
            newest,
            [.. published.Prepend(newest).Concat(hidden).Select(id => id.ToString(CultureInfo.InvariantCulture)), "0", "-1", "99999999999"],
            [.. anything.Distinct(), "nonsense", "2026-12", "q3-2026"],
            ["2019-06-01T12:00:00Z", "2026-11-01T00:00:00Z", "2026-11-19T00:00:00Z", "2030-01-01T00:00:00Z", "yesterday", .. await connection.QueryAsync<string>(MomentsSql)]);
    }
}
