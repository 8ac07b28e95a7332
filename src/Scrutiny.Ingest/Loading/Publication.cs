using Dapper;
using Npgsql;

namespace Scrutiny.Ingest.Loading;

/// <summary>Copies a load to what the public may see, in the caller's transaction, and rings the doorbell when it commits.</summary>
internal static class Publication
{
    private const long ManyFigures = 10_000;

    // Publications commit in the order of their numbers: a reader that has seen number 17 has missed none before it.
    private const string TurnSql = "select pg_advisory_xact_lock(hashtext('scrutiny.publication'))";

    // Counted, not drawn from the sequence: a publication that fails would leave a gap, which tells that something unpublished exists.
    private const string OpenSql = """
        insert into published.publication (publication_id, published_at) overriding system value
        select coalesce(max(publication_id), 0) + 1, clock_timestamp() from published.publication
        returning publication_id
        """;

    private const string LoadSql = """
        insert into published.load (load_id, number, source, file_sha256, file_name, byte_count, known_from, back_filled, released, loaded_at, rows_read, rejected, notes, title, publisher, licence, publication_id)
        select l.load_id, @publication, l.source, l.file_sha256, l.file_name, l.byte_count, @at, l.back_filled, l.released, l.loaded_at, l.rows_read, l.rejected, l.notes, l.title, l.publisher, l.licence, @publication
        from working.load l
        where l.load_id = @load;

        insert into published.row_block (load_id, sheet, first_row, last_row, content)
        select load_id, sheet, first_row, last_row, content from working.row_block where load_id = @load;

        update working.load set publication = 'published' where load_id = @load
        returning number, loaded + revised;
        """;

    private const string SeriesSql = """
        create temporary table publishing on commit drop as
        select s.series_id as working_id, p.series_id, s.source, s.measure, s.area, s.breakdown, false as is_new
        from (select distinct series_id from working.observation where load_number = @number union select series_id from working.withdrawal where load_number = @number) changed
        join working.series s using (series_id)
        left join published.series p using (measure, area, breakdown, source);

        with added as (
          insert into published.series (source, measure, area, breakdown)
          select source, measure, area, breakdown from publishing where series_id is null order by source, measure, area, breakdown
          returning *
        )
        update publishing p set series_id = a.series_id, is_new = true
        from added a where (p.measure, p.area, p.breakdown, p.source) = (a.measure, a.area, a.breakdown, a.source);

        insert into published.publication_series (publication_id, measure, area)
        select distinct @publication, measure, area from publishing;
        analyze publishing;
        """;

    // Rows that a later load has already replaced stay unpublished, unless this load builds up history.
    private const string ReplaceSql = """
        update published.observation p set known_to = @at
        from publishing s
        join working.observation o on o.series_id = s.working_id and o.load_number = @number and (o.known_to = 'infinity' or @history)
        where p.series_id = s.series_id and p.period_from = o.period_from and p.period_to = o.period_to and p.known_from < @at and p.known_to > @at;

        update published.observation p set known_to = @at
        from publishing s
        join working.withdrawal w on w.series_id = s.working_id and w.load_number = @number
        where p.series_id = s.series_id and p.period_from = w.period_from and p.period_to = w.period_to and p.known_from < @at and p.known_to = 'infinity'
          and not exists (select from working.observation o where o.series_id = w.series_id and o.period_from = w.period_from and o.period_to = w.period_to and o.known_to = 'infinity');
        """;

    private const string ObservationsSql = """
        insert into published.observation (series_id, load_number, period_from, period_to, known_from, known_to, value, numerator, denominator, status,
                                           sheet, row_number, column_number, raw, displayed, counted_rows, counted_ranges)
        select s.series_id, @publication, o.period_from, o.period_to, @at, o.known_to, o.value, o.numerator, o.denominator, o.status,
               o.sheet, o.row_number, o.column_number, o.raw, o.displayed, o.counted_rows, o.counted_ranges
        from working.observation o
        join publishing s on s.working_id = o.series_id
        where o.load_number = @number and (o.known_to = 'infinity' or @history);
        """;

    /// <summary>Publishes a load.</summary>
    /// <param name="connection">In a transaction, as the ingest role.</param>
    /// <param name="load">An accepted load that waits.</param>
    /// <param name="at">The public clock's moment; null: now, by the database's clock.</param>
    /// <param name="history">Whether the load is back-dated, so that its already superseded rows belong to the public's history too.</param>
    /// <param name="cancel">Cancels.</param>
    /// <returns>The publication's number.</returns>
    public static async Task<long> CopyAsync(NpgsqlConnection connection, string load, DateTimeOffset? at, bool history, CancellationToken cancel)
    {
        var publication = await OpenAsync(connection, cancel);
        CrashPoints.Pass(CrashPoint.PublicationOpened);
        var moment = at?.UtcDateTime ?? await connection.ExecuteScalarAsync<DateTime>(new CommandDefinition("select clock_timestamp()", cancellationToken: cancel));
        var (number, figures) = await connection.QuerySingleAsync<(long, long)>(new CommandDefinition(LoadSql, new { load, at = moment, publication }, cancellationToken: cancel));
        if (figures > ManyFigures)
        {
            // The planner has not seen the load's rows yet and would look up each one by itself.
            await connection.ExecuteAsync(new CommandDefinition("set local enable_nestloop = off", cancellationToken: cancel));
        }

        await connection.ExecuteAsync(new CommandDefinition(SeriesSql, new { publication, number }, cancellationToken: cancel));
        if (await connection.ExecuteScalarAsync<bool>(new CommandDefinition("select exists (select from publishing where not is_new)", cancellationToken: cancel)))
        {
            await connection.ExecuteAsync(new CommandDefinition(ReplaceSql, new { at = moment, number, history }, cancellationToken: cancel));
        }

        await connection.ExecuteAsync(new CommandDefinition(ObservationsSql, new { publication, at = moment, number, history }, cancellationToken: cancel));
        await connection.ExecuteAsync(new CommandDefinition("set local enable_nestloop = on; select published.index_new_observations()", cancellationToken: cancel));
        await RingAsync(connection, publication, cancel);
        CrashPoints.Pass(CrashPoint.PublicationCopied);
        return publication;
    }

    /// <summary>Takes the turn of publications, until the caller's transaction ends, and the next number.</summary>
    public static async Task<long> OpenAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await connection.ExecuteAsync(new CommandDefinition(TurnSql, cancellationToken: cancel));
        return await connection.ExecuteScalarAsync<long>(new CommandDefinition(OpenSql, cancellationToken: cancel));
    }

    /// <summary>Rings the public's doorbell when the caller's transaction commits.</summary>
    public static Task RingAsync(NpgsqlConnection connection, long publication, CancellationToken cancel) =>
        connection.ExecuteAsync(new CommandDefinition("select pg_notify('scrutiny_published', 'publication:' || @publication)", new { publication }, cancellationToken: cancel));
}
