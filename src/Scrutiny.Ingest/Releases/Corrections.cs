using Dapper;
using Npgsql;

namespace Scrutiny.Ingest.Releases;

/// <summary>The public register of corrections: which published figures a load changed, when and why.</summary>
internal static class Corrections
{
    // The notice says where old and new figure are found, and holds neither.
    private const string Sql = """
        insert into published.notice (publication_id, kind, load_id, at, reason)
        select @publication, 'correction', @load, p.published_at, @reason from published.publication p where p.publication_id = @publication;

        insert into published.notice_change (publication_id, series_id, period_from, period_to, old_known_from, new_known_from)
        select @publication, o.series_id, o.period_from, o.period_to, o.known_from, n.known_from
        from published.observation n
        join published.observation o on o.series_id = n.series_id and o.period_from = n.period_from and o.period_to = n.period_to and o.known_to = n.known_from
        where n.load_number = @publication and (n.value is distinct from o.value or n.status <> o.status)
        union all
        select @publication, o.series_id, o.period_from, o.period_to, o.known_from, null
        from working.withdrawal w
        join working.load l on l.number = w.load_number and l.load_id = @load
        join working.series s on s.series_id = w.series_id
        join published.series p on (p.measure, p.area, p.breakdown, p.source) = (s.measure, s.area, s.breakdown, s.source)
        join published.load b on b.number = @publication
        join published.observation o on o.series_id = p.series_id and o.period_from = w.period_from and o.period_to = w.period_to and o.known_to = b.known_from;
        """;

    private const string CountSql = "select count(*) from published.notice_change where publication_id = @publication";

    /// <summary>Enters a publication as a correction, in its transaction.</summary>
    /// <returns>How many published figures it changes.</returns>
    public static async Task<long> EnterAsync(NpgsqlConnection connection, string load, long publication, string reason, CancellationToken cancel)
    {
        await connection.ExecuteAsync(new CommandDefinition(Sql, new { load, publication, reason }, cancellationToken: cancel));
        return await connection.ExecuteScalarAsync<long>(new CommandDefinition(CountSql, new { publication }, cancellationToken: cancel));
    }
}
