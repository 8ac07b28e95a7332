using Dapper;
using Npgsql;
using Scrutiny.Observations;
using Scrutiny.Periods;

namespace Scrutiny.Releases;

/// <summary>Reads the public register of corrections and withdrawals.</summary>
public static class PublicNotices
{
    private const string Sql = """
        select n.publication_id as Number, n.kind as Kind, n.at as At, n.reason as Reason, l.title as Title, l.source as Source,
               case when n.kind = 'correction' then (select count(*) from published.notice_change c where c.publication_id = n.publication_id) else n.figures end as Figures,
               (select string_agg(m.measure, ' ' order by m.measure) from (select s.measure from published.publication_series s where s.publication_id = n.publication_id union select n.measure where n.measure is not null) m) as Measures
        from published.notice n left join published.load l on l.load_id = n.load_id
        where (@measure::text is null or (n.measure = @measure and (n.kind <> 'quotation' or exists (select from published.correction q where q.publication_id = n.publication_id and q.area = @area)))
               or (n.load_id is not null and exists (select from published.publication_series s where s.publication_id = n.publication_id and s.measure = @measure and s.area = @area)))
          and (n.kind <> 'correction' or exists (select from published.notice_change c where c.publication_id = n.publication_id))
        order by n.publication_id desc limit @limit
        """;

    private const string ChangesSql = """
        select c.publication_id as Number, s.measure as Measure, s.area as Area, s.breakdown as Breakdown, c.period_from as PeriodFrom, c.period_to as PeriodTo,
               o.value as OldValue, o.status as OldStatus, o.observation_id as OldReceipt, n.value as NewValue, n.status as NewStatus, n.observation_id as NewReceipt, c.new_known_from is null as TakenBack
        from unnest(@numbers) as wanted(number)
        cross join lateral (select * from published.notice_change c where c.publication_id = wanted.number order by c.series_id, c.period_from desc limit @most) c
        join published.series s using (series_id)
        left join published.observation o on o.series_id = c.series_id and o.period_from = c.period_from and o.period_to = c.period_to and o.known_from = c.old_known_from
        left join published.observation n on n.series_id = c.series_id and n.period_from = c.period_from and n.period_to = c.period_to and n.known_from = c.new_known_from
        where @measure::text is null or (s.measure = @measure and s.area = @area)
        order by c.publication_id desc, s.measure, s.area, s.breakdown, c.period_from desc
        """;

    /// <summary>The notices, newest first.</summary>
    /// <param name="connection">Open; any role's.</param>
    /// <param name="measure">Of this measure only; null for all.</param>
    /// <param name="area">And of this area; ONS code.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancel">Cancels.</param>
    public static async Task<IReadOnlyList<PublicNotice>> ReadAsync(NpgsqlConnection connection, string? measure, string? area, int limit, CancellationToken cancel) =>
        [.. (await connection.QueryAsync<Row>(new CommandDefinition(Sql, new { measure, area, limit }, cancellationToken: cancel))).Select(row => new PublicNotice(
            row.Number, Parse(row.Kind), new DateTimeOffset(row.At, TimeSpan.Zero), row.Reason, row.Title, row.Source, row.Figures, row.Measures?.Split(' ') ?? []))];

    /// <summary>What the corrections among some notices changed.</summary>
    /// <param name="connection">Open; any role's.</param>
    /// <param name="notices">The notices.</param>
    /// <param name="measure">Of this measure only; null for all.</param>
    /// <param name="area">And of this area; ONS code.</param>
    /// <param name="most">At most so many of each.</param>
    /// <param name="cancel">Cancels.</param>
    public static async Task<IReadOnlyList<NoticeChange>> ChangesAsync(NpgsqlConnection connection, IEnumerable<PublicNotice> notices, string? measure, string? area, int most, CancellationToken cancel)
    {
        var numbers = notices.Where(notice => notice.Kind == NoticeKind.Correction).Select(notice => notice.Number).ToArray();
        return numbers.Length == 0 ? [] : [.. (await connection.QueryAsync<ChangeRow>(new CommandDefinition(ChangesSql, new { numbers, measure, area, most }, cancellationToken: cancel))).Select(row => new NoticeChange(
            row.Number, row.Measure, row.Area, row.Breakdown, new Period(row.PeriodFrom, row.PeriodTo), Known(row.OldReceipt, row.OldValue, row.OldStatus), Known(row.NewReceipt, row.NewValue, row.NewStatus), row.TakenBack))];
    }

    private static NoticeKind Parse(string kind) => Enum.Parse<NoticeKind>(kind.Replace("-", "", StringComparison.Ordinal), ignoreCase: true);

    private static NoticedFigure? Known(long? receipt, decimal? value, string? status) => receipt is { } id ? new NoticedFigure(id, value, ObservationStatuses.Parse(status!)) : null;

    private sealed record Row(long Number, string Kind, DateTime At, string Reason, string? Title, string? Source, long Figures, string? Measures);

    private sealed record ChangeRow(
        long Number, string Measure, string Area, string Breakdown, DateOnly PeriodFrom, DateOnly PeriodTo, decimal? OldValue, string? OldStatus, long? OldReceipt, decimal? NewValue, string? NewStatus, long? NewReceipt, bool TakenBack);
}

/// <summary>What became of something that was published.</summary>
public enum NoticeKind
{
    /// <summary>Figures were wrong, and others took their place.</summary>
    Correction,

    /// <summary>Figures were taken off.</summary>
    Withdrawal,

    /// <summary>Commentary was put right.</summary>
    NoteCorrection,

    /// <summary>Commentary was taken off.</summary>
    NoteWithdrawal,

    /// <summary>A figure that was quoted in papers, a meeting, an answer or commentary has changed since.</summary>
    Quotation,
}

/// <summary>One entry of the register.</summary>
/// <param name="Number">The publication's number.</param>
/// <param name="Kind">What it is.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Reason">Why, in the words of who decided.</param>
/// <param name="Title">Title of the source; null for commentary.</param>
/// <param name="Source">Id of the source; null for commentary.</param>
/// <param name="Figures">How many figures it concerns.</param>
/// <param name="Measures">Ids of the measures that it concerns.</param>
public sealed record PublicNotice(long Number, NoticeKind Kind, DateTimeOffset At, string Reason, string? Title, string? Source, long Figures, IReadOnlyList<string> Measures);

/// <summary>A figure that a correction changed.</summary>
/// <param name="Number">The notice.</param>
/// <param name="Measure">Id of the measure.</param>
/// <param name="Area">ONS code of the area.</param>
/// <param name="Breakdown">Key of the breakdown.</param>
/// <param name="Period">The time it describes.</param>
/// <param name="Old">What stood; null where it has been withdrawn since.</param>
/// <param name="New">What took its place; null where nothing did, or where that has been withdrawn since.</param>
/// <param name="TakenBack">Whether nothing took its place.</param>
public sealed record NoticeChange(long Number, string Measure, string Area, string Breakdown, Period Period, NoticedFigure? Old, NoticedFigure? New, bool TakenBack);

/// <summary>A figure as it stands in the register.</summary>
/// <param name="Receipt">Its receipt.</param>
/// <param name="Value">The value; null where the status stands in its place.</param>
/// <param name="Status">Its status.</param>
public sealed record NoticedFigure(long Receipt, decimal? Value, ObservationStatus Status);
