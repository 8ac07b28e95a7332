using Dapper;
using Npgsql;

namespace Scrutiny.Ingest.Loading;

/// <summary>Copies a load to what the public may see, in the caller's transaction, and rings the doorbell when it commits.</summary>
internal static class Publication
{
    // Publications commit in the order of their numbers: a reader that has seen number 17 has missed none before it.
    private const string TurnSql = "select pg_advisory_xact_lock(hashtext('scrutiny.publication'))";

    // Counted, not drawn from the sequence: a publication that fails would leave a gap, which tells that something unpublished exists.
    private const string OpenSql = """
        insert into published.publication (publication_id, published_at) overriding system value
        select coalesce(max(publication_id), 0) + 1, clock_timestamp() from published.publication
        returning publication_id
        """;

    private const string CopySql = """
        insert into published.load (load_id, source, file_sha256, file_name, byte_count, known_from, back_filled, released, loaded_at, rows_read, rejected, notes, title, publisher, licence, publication_id)
        select l.load_id, l.source, l.file_sha256, l.file_name, l.byte_count, @at, l.back_filled, l.released, l.loaded_at, l.rows_read, l.rejected, l.notes, l.title, l.publisher, l.licence, @publication
        from working.load l
        where l.load_id = @load;

        insert into published.row_block (load_id, sheet, first_row, last_row, content)
        select load_id, sheet, first_row, last_row, content from working.row_block where load_id = @load;

        insert into published.series (measure, area, breakdown)
        select distinct s.measure, s.area, s.breakdown
        from working.observation o join working.series s using (series_id)
        where o.load_id = @load and not exists (select from published.series p where (p.measure, p.area, p.breakdown) = (s.measure, s.area, s.breakdown))
        order by s.measure, s.area, s.breakdown;

        -- Rows that a later load has already replaced stay unpublished, unless this load builds up history.
        -- The planner has not seen the load's rows yet and would look up each one by itself.
        set local enable_nestloop = off;
        create temporary table publishing on commit drop as
        select p.series_id, p.measure, p.area, p.breakdown, o.*
        from (select observation_id, series_id as working_id, source, period_from, period_to, value, numerator, denominator, status, known_to, load_id, sheet, row_number, column_number, raw, displayed
              from working.observation where load_id = @load and (known_to = 'infinity' or @history)) o
        join working.series s on s.series_id = o.working_id
        join published.series p on (p.measure, p.area, p.breakdown) = (s.measure, s.area, s.breakdown);
        analyze publishing;

        update published.observation p set known_to = @at
        from publishing n
        where p.series_id = n.series_id and p.period_from = n.period_from and p.period_to = n.period_to and p.source = n.source and p.known_from < @at and p.known_to > @at;

        insert into published.observation (series_id, source, period_from, period_to, value, numerator, denominator, status, known_from, known_to, load_id, sheet, row_number, column_number, raw, displayed)
        select series_id, source, period_from, period_to, value, numerator, denominator, status, @at, known_to, load_id, sheet, row_number, column_number, raw, displayed
        from publishing order by measure, area, breakdown, period_from, period_to;

        insert into published.publication_series (publication_id, measure, area)
        select distinct @publication, measure, area from publishing;

        update working.load set publication = 'published' where load_id = @load;
        set local enable_nestloop = on;
        """;

    /// <summary>Publishes a load.</summary>
    /// <param name="connection">In a transaction, as the ingest role.</param>
    /// <param name="load">An accepted load that waits.</param>
    /// <param name="at">The public clock's moment; null: now, by the database's clock.</param>
    /// <param name="history">Whether the load is back-dated, so that its already superseded rows belong to the public's history too.</param>
    /// <param name="cancel">Cancels.</param>
    public static async Task CopyAsync(NpgsqlConnection connection, string load, DateTimeOffset? at, bool history, CancellationToken cancel)
    {
        await connection.ExecuteAsync(new CommandDefinition(TurnSql, commandTimeout: 0, cancellationToken: cancel));
        var publication = await connection.ExecuteScalarAsync<long>(new CommandDefinition(OpenSql, cancellationToken: cancel));
        var moment = at?.UtcDateTime ?? await connection.ExecuteScalarAsync<DateTime>(new CommandDefinition("select clock_timestamp()", cancellationToken: cancel));
        await connection.ExecuteAsync(new CommandDefinition(CopySql, new { load, at = moment, history, publication }, commandTimeout: 0, cancellationToken: cancel));
        await connection.ExecuteAsync(new CommandDefinition("select pg_notify('scrutiny_published', 'publication:' || @publication)", new { publication }, cancellationToken: cancel));
    }
}
