using Dapper;
using Npgsql;

namespace Scrutiny.Ingest.Loading;

/// <summary>Brings staged figures into what is known, set by set: new, unchanged, revised, or of an earlier edition.</summary>
internal static class Merge
{
    // A figure that stands in the file twice with the same value counts once; with different values neither can be believed.
    private const string RepeatsSql = """
        select s.measure as Measure, s.area as Area, s.breakdown as Breakdown, t.period_from as PeriodFrom, t.period_to as PeriodTo,
               min(t.sheet) as Sheet, min(t.row_number) as FirstRow, string_agg(t.row_number::text, ', ' order by t.row_number) as Rows, string_agg(coalesce(t.raw, t.value::text), ' and ' order by t.row_number) as Raw,
               count(distinct coalesce(trim_scale(t.value)::text, t.status)) > 1 as Contradictory
        from (select series_id, period_from, period_to from stage group by series_id, period_from, period_to having count(*) > 1) repeated
        join stage t using (series_id, period_from, period_to)
        join working.series s using (series_id)
        group by t.series_id, s.measure, s.area, s.breakdown, t.period_from, t.period_to
        """;

    private const string DropRepeatsSql = """
        delete from stage t using (
          select ctid, row_number() over place as nth, min(coalesce(trim_scale(value)::text, status)) over all_of_it <> max(coalesce(trim_scale(value)::text, status)) over all_of_it as contradictory
          from stage
          window place as (partition by series_id, period_from, period_to order by row_number, column_number),
                 all_of_it as (partition by series_id, period_from, period_to)
        ) repeats
        where t.ctid = repeats.ctid and (repeats.nth > 1 or repeats.contradictory)
        """;

    // When a load is approved, what came later stands, and what it shares with a load that the public may not see becomes its own.
    private const string VerdictSql = """
        create temporary table verdict on commit drop as
        select * from (
          select t.*, o.known_from as old_known_from, o.value as old_value, o.status as old_status, coalesce(o.known_to, later.known_from, 'infinity') as known_to,
                 case
                   when o.series_id is null then 'new'
                   when @approving and o.load_number >= @number then 'unchanged'
                   when o.status = t.status and o.numerator is not distinct from t.numerator and o.denominator is not distinct from t.denominator
                        and (o.value is not distinct from t.value or abs(o.value - t.value) <= 1e-9 * greatest(abs(o.value), abs(t.value))) then
                     case
                       when @approving and exists (select from working.load l where l.number = o.load_number and l.publication <> 'published') then 'repeated'
                       when o.released < t.released or (o.released is null and t.released is not null) then 'confirmed'
                       else 'unchanged'
                     end
                   when o.released > t.released then 'earlier'
                   when o.known_from = t.known_from then 'clash'
                   else 'revised'
                 end as outcome
          from stage t
          left join working.observation o on o.series_id = t.series_id and o.period_from = t.period_from and o.period_to = t.period_to
                    and o.known_from <= @knownFrom and o.known_to > @knownFrom
          left join (
            select series_id, period_from, period_to, min(o.known_from) as known_from
            from working.observation o join working.series s using (series_id) where s.source = @source and o.known_from > @knownFrom group by 1, 2, 3
          ) later on later.series_id = t.series_id and later.period_from = t.period_from and later.period_to = t.period_to
        ) judged
        where outcome <> 'unchanged';
        analyze verdict;
        """;

    // A file that holds the whole of its periods takes back what the source had for them and it lacks.
    private const string WithdrawnSql = """
        create temporary table withdrawn on commit drop as
        select o.series_id, o.period_from, o.period_to, o.known_from, o.value, o.status
        from working.series s join working.observation o using (series_id)
        where s.source = @source and o.known_from < @knownFrom and o.known_to = 'infinity' and (o.load_number < @number or not @approving)
          and exists (select from (select distinct period_from, period_to from stage) held where held.period_from = o.period_from and held.period_to = o.period_to)
          and not exists (select from stage t where t.series_id = o.series_id and t.period_from = o.period_from and t.period_to = o.period_to)
        """;

    private const string CloseSql = """
        update working.observation o set known_to = @knownFrom
        from verdict v
        where v.outcome in ('revised', 'repeated') and o.series_id = v.series_id and o.period_from = v.period_from and o.period_to = v.period_to and o.known_from = v.old_known_from;
        """;

    private const string AddSql = """
        insert into working.observation (series_id, load_number, period_from, period_to, known_from, known_to, released, value, numerator, denominator, status,
                                         sheet, row_number, column_number, raw, displayed, counted_rows, counted_ranges)
        select series_id, load_number, period_from, period_to, known_from, known_to, released, value, numerator, denominator, status,
               sheet, row_number, column_number, raw, displayed, counted_rows, counted_ranges
        from verdict where outcome in ('new', 'revised', 'repeated');
        """;

    private const string EarlierSql = """
        insert into working.earlier_edition (load_id, series_id, period_from, period_to, value, status, released, sheet, row_number, column_number, raw)
        select @load, series_id, period_from, period_to, value, status, released, sheet, row_number, column_number, raw
        from verdict where outcome = 'earlier';
        """;

    private const string ConfirmSql = """
        update working.observation o set released = v.released
        from verdict v
        where v.outcome = 'confirmed' and o.series_id = v.series_id and o.period_from = v.period_from and o.period_to = v.period_to and o.known_from = v.old_known_from;
        """;

    private const string WithdrawSql = """
        update working.observation o set known_to = @knownFrom
        from withdrawn w
        where o.series_id = w.series_id and o.period_from = w.period_from and o.period_to = w.period_to and o.known_from = w.known_from;

        insert into working.withdrawal (load_number, series_id, period_from, period_to) select @number, series_id, period_from, period_to from withdrawn on conflict do nothing;
        insert into working.series_digest (series_id) select distinct series_id from withdrawn;
        """;

    private const string ChangesSql = """
        select v.outcome as Outcome, s.measure as Measure, s.area as Area, s.breakdown as Breakdown, v.period_from as PeriodFrom, v.period_to as PeriodTo, v.old_value as Old, v.value as New, v.old_status as OldStatus, v.status as NewStatus
        from verdict v join working.series s using (series_id)
        where v.outcome in ('revised', 'earlier', 'clash')
        """;

    private const string WithdrawnChangesSql = """

        union all
        select 'withdrawn', s.measure, s.area, s.breakdown, w.period_from, w.period_to, w.value, null, w.status, null
        from withdrawn w join working.series s using (series_id)
        """;

    private const string CountsSql = """
        select count(*) filter (where outcome = 'new'), count(*) filter (where outcome = 'revised'), count(*) filter (where outcome = 'earlier'), count(*) filter (where outcome = 'clash'),
               count(*) filter (where outcome in ('confirmed', 'repeated')), (select count(*) from stage)
        from verdict
        """;

    /// <summary>Finds what stands in the file more than once, leaves one of those that agree and none of those that do not.</summary>
    public static async Task<IReadOnlyList<Repeat>> SettleRepeatsAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        var repeats = (await connection.QueryAsync<Repeat>(new CommandDefinition(RepeatsSql, cancellationToken: cancel))).ToList();
        if (repeats.Count > 0)
        {
            await connection.ExecuteAsync(new CommandDefinition(DropRepeatsSql, cancellationToken: cancel));
        }

        return repeats;
    }

    /// <summary>Compares with what is known at the moment; nothing is written before <see cref="ApplyAsync"/>.</summary>
    /// <param name="connection">With the staged figures.</param>
    /// <param name="source">The source.</param>
    /// <param name="load">The load that the figures are staged for.</param>
    /// <param name="wholePeriods">Whether what the file lacks of its periods is withdrawn.</param>
    /// <param name="approving">Whether the load was merged before and is merged again to be published.</param>
    /// <param name="cancel">Cancels.</param>
    public static async Task<Outcome> CompareAsync(NpgsqlConnection connection, string source, LoadStamp load, bool wholePeriods, bool approving, CancellationToken cancel)
    {
        await connection.ExecuteAsync(new CommandDefinition("analyze stage", cancellationToken: cancel));
        await connection.ExecuteAsync(new CommandDefinition(VerdictSql, new { source, number = load.Number, knownFrom = load.KnownFrom, approving }, cancellationToken: cancel));
        if (wholePeriods)
        {
            await connection.ExecuteAsync(new CommandDefinition(WithdrawnSql, new { source, number = load.Number, knownFrom = load.KnownFrom, approving }, cancellationToken: cancel));
        }

        var (added, revised, earlier, clashes, settled, all) = await connection.QuerySingleAsync<(long, long, long, long, long, long)>(new CommandDefinition(CountsSql, cancellationToken: cancel));
        // Most files bring nothing but new figures, and thousands may come at once: what there is nothing of is not asked for.
        var changes = revised + earlier + clashes == 0 && !wholePeriods ? [] : (await connection.QueryAsync<Change>(new CommandDefinition(ChangesSql + (wholePeriods ? WithdrawnChangesSql : "") + " order by 2, 3, 4, 5", cancellationToken: cancel))).ToList();

        return new Outcome(added, all - added - revised - earlier - clashes, revised, changes.LongCount(change => change.Outcome == "withdrawn"), earlier, changes) { Settled = settled };
    }

    public static async Task ApplyAsync(NpgsqlConnection connection, string load, LoadStamp stamp, Outcome outcome, CancellationToken cancel)
    {
        var sql = (outcome.Revised + outcome.Settled > 0 ? CloseSql : "") + AddSql + (outcome.Earlier > 0 ? EarlierSql : "") + (outcome.Settled > 0 ? ConfirmSql : "");
        await connection.ExecuteAsync(new CommandDefinition(sql, new { load, knownFrom = stamp.KnownFrom }, cancellationToken: cancel));
        if (outcome.Withdrawn > 0)
        {
            await connection.ExecuteAsync(new CommandDefinition(WithdrawSql, new { number = stamp.Number, knownFrom = stamp.KnownFrom }, cancellationToken: cancel));
        }
    }

    /// <summary>The series of which the file's figures are not all what counts now: an edition on show is newer.</summary>
    public static async Task<IReadOnlySet<int>> UnsureAsync(NpgsqlConnection connection, Outcome outcome, CancellationToken cancel) =>
        outcome.Earlier == 0 ? new HashSet<int>() : (await connection.QueryAsync<int>(new CommandDefinition("select distinct series_id from verdict where outcome = 'earlier'", cancellationToken: cancel))).ToHashSet();
}

/// <summary>A figure that stands in one file more than once.</summary>
internal sealed record Repeat(string Measure, string Area, string Breakdown, DateOnly PeriodFrom, DateOnly PeriodTo, string Sheet, int FirstRow, string Rows, string Raw, bool Contradictory);

/// <summary>A value that differs from what was known.</summary>
internal sealed record Change(string Outcome, string Measure, string Area, string Breakdown, DateOnly PeriodFrom, DateOnly PeriodTo, decimal? Old, decimal? New, string OldStatus, string? NewStatus);

/// <summary>How staged figures compare with what is known.</summary>
internal sealed record Outcome(long New, long Unchanged, long Revised, long Withdrawn, long Earlier, IReadOnlyList<Change> Changes)
{
    /// <summary>How many of the unchanged are written all the same: confirmed by a later release, or no longer shared with a load that is not published.</summary>
    public long Settled { get; init; }

    public static Outcome Nothing { get; } = new(0, 0, 0, 0, 0, []);
}
