using Dapper;
using Npgsql;
using Scrutiny.Measures;
using Scrutiny.Quotations;

namespace Scrutiny.Ingest.Quotations;

/// <summary>Why a figure was revised, where the revision says it itself: it was published as a correction with a reason, or the figure was provisional.</summary>
internal static class RevisionReason
{
    private const string Sql = """
        select n.reason
        from published.series s join published.observation o using (series_id) join published.notice n on n.publication_id = o.load_number and n.kind = 'correction'
        where s.measure = @measure and s.area = @area and s.breakdown = @breakdown and s.source = any(@sources) and o.period_from = @from and o.period_to = @to and o.known_to = 'infinity'
        order by array_position(@sources, s.source) limit 1
        """;

    private const string ProvisionalSql = """
        select exists (
          select from published.series s join published.observation o using (series_id)
          where s.measure = @measure and s.area = @area and s.breakdown = @breakdown and s.source = any(@sources) and o.period_from = @from and o.period_to = @to
            and o.known_to < 'infinity' and o.value = @old and o.status = 'provisional')
        """;

    /// <returns>Null where it does not say.</returns>
    public static async Task<string?> ReadAsync(NpgsqlConnection connection, CorrectionNeed need, Measure measure, CancellationToken cancel)
    {
        if (!need.Ready)
        {
            return null;
        }

        var figure = need.Figure;
        var parameters = new { measure = figure.Measure, area = figure.Area, breakdown = figure.Breakdown, sources = measure.Sources.ToArray(), from = figure.Period.From, to = figure.Period.To, old = need.Old };
        return await connection.ExecuteScalarAsync<string?>(new CommandDefinition(Sql, parameters, cancellationToken: cancel))
            ?? (await connection.ExecuteScalarAsync<bool>(new CommandDefinition(ProvisionalSql, parameters, cancellationToken: cancel)) ? CorrectionWords.WasProvisional : null);
    }
}
