using Dapper;
using Npgsql;

namespace Scrutiny.Ingest.Loading;

/// <summary>Whether the loads that receipts speak of are those that the record speaks of.</summary>
internal static class RecordedLoads
{
    private const string Sql = """
        select coalesce(r.load_id, l.load_id) as Load,
               case when l.load_id is null then 'is in the record but not among the loads'
                    when r.load_id is null then 'is among the loads but not in the record'
                    when r.times > 1 then 'is in the record more than once'
                    when (l.file_sha256, l.source) is distinct from (r.file_sha256, r.source) then 'has another file or source than the record says'
                    when p.file_sha256 <> r.file_sha256 then 'shows the public another file than the record says' end as Fault
        from (
          select subject_id as load_id, min(detail ->> 'file_sha256') as file_sha256, min(detail ->> 'source') as source, count(*) as times
          from audit.entry where act in ('load-accepted', 'load-quarantined', 'load-refused')
          group by subject_id
        ) r
        full join working.load l using (load_id)
        left join published.load p on p.load_id = l.load_id
        -- Of a load from before the record was kept there is no entry.
        where r.load_id is not null or l.recorded
        """;

    /// <summary>Compares all of them.</summary>
    /// <returns>How many are good, and a sentence on the first that is not.</returns>
    public static async Task<(int Checked, string? Fault)> CheckAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        var loads = (await connection.QueryAsync<(string Load, string? Fault)>(new CommandDefinition(Sql, cancellationToken: cancel))).AsList();
        return (loads.Count(load => load.Fault is null), loads.Where(load => load.Fault is not null).Select(load => $"Load {load.Load} {load.Fault}.").FirstOrDefault());
    }
}
