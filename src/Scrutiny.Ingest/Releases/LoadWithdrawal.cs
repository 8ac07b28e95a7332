using System.Globalization;
using Dapper;
using Npgsql;
using Scrutiny.Audit;
using Scrutiny.Ingest.Loading;

namespace Scrutiny.Ingest.Releases;

/// <summary>
/// Takes a published load off every public surface, its history included, and says so in public. What stood before it stands again; the
/// working side keeps all of it, for staff.
/// </summary>
internal static class LoadWithdrawal
{
    private const string LoadSql = """
        select l.number::integer as Number, l.source as Source, l.file_sha256 as FileSha256, l.publication as Publication, l.withdrawn_by as WithdrawnBy, l.withdrawn_at as WithdrawnAt,
               (select b.file_name from working.load b where b.source = l.source and b.number > l.number and b.publication = 'published' and b.unchanged > 0 order by b.number limit 1) as RepeatedIn
        from working.load l where l.load_id = @load for update of l
        """;

    private const string MarkSql = """
        update working.load set publication = 'withdrawn', withdrawn_by = @by, withdrawn_at = clock_timestamp(), withdrawn_reason = @reason where load_id = @load;
        select pg_notify('scrutiny_working', 'load:' || number) from working.load where load_id = @load;
        """;

    // What the public sees now because of this load: its figures, and gaps where it took a figure back.
    private const string LeavingSql = """
        insert into published.notice (publication_id, kind, load_id, at, reason)
        select @publication, 'withdrawal', @load, p.published_at, @reason from published.publication p where p.publication_id = @publication;

        create temporary table leaving on commit drop as
        select o.series_id, o.period_from, o.period_to, o.known_from, o.known_to = 'infinity' as stands
        from published.observation o join published.load l on l.number = o.load_number where l.load_id = @load;

        create temporary table reopened on commit drop as
        select p.series_id, w.period_from, w.period_to, b.known_from
        from working.withdrawal w
        join working.load l on l.number = w.load_number and l.load_id = @load
        join working.series s on s.series_id = w.series_id
        join published.series p on (p.measure, p.area, p.breakdown, p.source) = (s.measure, s.area, s.breakdown, s.source)
        join published.load b on b.load_id = l.load_id
        where not exists (select from published.observation o where o.series_id = p.series_id and o.period_from = w.period_from and o.period_to = w.period_to and o.known_to = 'infinity');

        insert into published.publication_series (publication_id, measure, area)
        select distinct @publication, s.measure, s.area from (select series_id from leaving union select series_id from reopened) touched join published.series s using (series_id);
        """;

    // The newest figure of another load that no published file has taken back since. What staff withdrew before is in this table no more.
    private const string StandAgainSql = """
        insert into published.observation (series_id, load_number, period_from, period_to, known_from, value, numerator, denominator, status, sheet, row_number, column_number, raw, displayed, counted_rows, counted_ranges)
        select b.series_id, b.load_number, b.period_from, b.period_to, p.published_at, b.value, b.numerator, b.denominator, b.status, b.sheet, b.row_number, b.column_number, b.raw, b.displayed, b.counted_rows, b.counted_ranges
        from (select series_id, period_from, period_to from leaving where stands union select series_id, period_from, period_to from reopened) place
        join published.publication p on p.publication_id = @publication
        cross join lateral (
          select o.* from published.observation o join published.load l on l.number = o.load_number
          where o.series_id = place.series_id and o.period_from = place.period_from and o.period_to = place.period_to and l.load_id <> @load
          order by o.known_from desc limit 1
        ) b
        where not exists (
          select from working.withdrawal w
          join working.load l on l.number = w.load_number and l.publication = 'published'
          join published.load t on t.load_id = l.load_id
          join working.series ws on ws.series_id = w.series_id
          join published.series ps on (ps.measure, ps.area, ps.breakdown, ps.source) = (ws.measure, ws.area, ws.breakdown, ws.source)
          where ps.series_id = b.series_id and w.period_from = b.period_from and w.period_to = b.period_to and t.known_from >= b.known_to)
        """;

    /// <summary>Withdraws a load in the caller's transaction.</summary>
    /// <param name="connection">In a transaction, as the ingest role.</param>
    /// <param name="load">The load's label.</param>
    /// <param name="reason">Why, for the public.</param>
    /// <param name="by">Who, by name.</param>
    /// <param name="actor">The same for the record.</param>
    /// <param name="cancel">Cancels.</param>
    /// <returns>What was done, one sentence for who asked.</returns>
    /// <exception cref="SentenceException">It is not published.</exception>
    public static async Task<string> WithdrawAsync(NpgsqlConnection connection, string load, string reason, string by, string actor, CancellationToken cancel)
    {
        var found = await connection.QuerySingleOrDefaultAsync<Published>(new CommandDefinition(LoadSql, new { load }, cancellationToken: cancel)) ?? throw SentenceException.Refused($"There is no load '{load}'.");
        if (found.Publication != "published")
        {
            throw SentenceException.Refused(found.Publication == "withdrawn"
                ? string.Create(CultureInfo.InvariantCulture, $"Load '{load}' was withdrawn already by {found.WithdrawnBy} at {found.WithdrawnAt:yyyy-MM-dd HH:mm} UTC.")
                : $"Load '{load}' is not published, so there is nothing to withdraw.");
        }

        await Loader.TakeTurnAsync(connection, found.Source, cancel);
        var publication = await Publication.OpenAsync(connection, cancel);
        await connection.ExecuteAsync(new CommandDefinition(LeavingSql, new { load, publication, reason }, cancellationToken: cancel));
        await connection.ExecuteAsync(new CommandDefinition(MarkSql, new { load, by, reason }, cancellationToken: cancel));
        await connection.ExecuteAsync(new CommandDefinition(StandAgainSql, new { load, publication }, cancellationToken: cancel));
        var figures = await connection.ExecuteScalarAsync<long>(new CommandDefinition("select published.withdraw_figures(@load, @publication)", new { load, publication }, cancellationToken: cancel));
        await Approval.TakeBackAsync(connection, found.Number, cancel);
        await connection.ExecuteAsync(new CommandDefinition("select published.index_new_observations(), working.index_new_observations()", cancellationToken: cancel));
        await Publication.RingAsync(connection, publication, cancel);
        await AuditTrail.AppendAsync(connection, actor, AuditAct.LoadWithdrawn, "load", load, new { found.Source, found.FileSha256, Publication = publication, Figures = figures }, cancel);

        var repeated = found.RepeatedIn is { } file ? $" A later file, {file}, repeats some of them without a change, and what it says of those is not shown either: withdraw that one too and deliver it again." : "";
        return string.Create(CultureInfo.InvariantCulture, $"Withdrawn: {figures:#,##0} figure{(figures == 1 ? " is" : "s are")} off every public page, and what stood before stands again.{repeated}");
    }

    private sealed record Published(int Number, string Source, string FileSha256, string Publication, string? WithdrawnBy, DateTime? WithdrawnAt, string? RepeatedIn);
}
