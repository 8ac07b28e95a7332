using Dapper;
using Npgsql;

namespace Scrutiny.Ingest.Loading;

/// <summary>Brings staged figures into what is known, set by set: new, unchanged, revised, or of an earlier edition.</summary>
internal static class Merge
{
    private const string SeriesSql = """
        insert into working.series (measure, area, breakdown)
        select s.measure, s.area, s.breakdown from stage_series s
        where not exists (select from working.series w where (w.measure, w.area, w.breakdown) = (s.measure, s.area, s.breakdown))
        order by s.measure, s.area, s.breakdown;
        analyze stage;
        analyze stage_series;
        """;

    // A figure that stands in the file twice with the same value counts once; with different values neither can be believed.
    private const string RepeatsSql = """
        select s.measure as Measure, s.area as Area, s.breakdown as Breakdown, t.period_from as PeriodFrom, t.period_to as PeriodTo,
               min(t.sheet) as Sheet, min(t.row_number) as FirstRow, string_agg(t.row_number::text, ', ' order by t.row_number) as Rows, string_agg(t.raw, ' and ' order by t.row_number) as Raw,
               count(distinct coalesce(trim_scale(t.value)::text, t.status)) > 1 as Contradictory
        from (select series, period_from, period_to from stage group by series, period_from, period_to having count(*) > 1) repeated
        join stage t using (series, period_from, period_to)
        join stage_series s using (series)
        group by t.series, s.measure, s.area, s.breakdown, t.period_from, t.period_to
        """;

    private const string DropRepeatsSql = """
        delete from stage t using (
          select ctid, row_number() over place as nth, min(coalesce(trim_scale(value)::text, status)) over all_of_it <> max(coalesce(trim_scale(value)::text, status)) over all_of_it as contradictory
          from stage
          window place as (partition by series, period_from, period_to order by row_number, column_number),
                 all_of_it as (partition by series, period_from, period_to)
        ) repeats
        where t.ctid = repeats.ctid and (repeats.nth > 1 or repeats.contradictory)
        """;

    private const string VerdictSql = """
        create temporary table verdict on commit drop as
        select w.series_id, t.period_from, t.period_to, t.value, t.numerator, t.denominator, t.status,
               t.sheet, t.row_number, t.column_number, t.raw, t.displayed,
               o.observation_id as current_id, o.value as old_value, o.status as old_status, coalesce(o.known_to, later.known_from, 'infinity') as known_to,
               case
                 when o.observation_id is null then 'new'
                 when o.status = t.status and o.numerator is not distinct from t.numerator and o.denominator is not distinct from t.denominator
                      and (o.value is not distinct from t.value or abs(o.value - t.value) <= 1e-9 * greatest(abs(o.value), abs(t.value))) then 'unchanged'
                 when o.released > @released::date then 'earlier'
                 when o.known_from = @knownFrom then 'clash'
                 else 'revised'
               end as outcome
        from stage t
        join stage_series s using (series)
        join working.series w on (w.measure, w.area, w.breakdown) = (s.measure, s.area, s.breakdown)
        left join working.observation o on o.series_id = w.series_id and o.period_from = t.period_from and o.period_to = t.period_to
                  and o.source = @source and o.known_from <= @knownFrom and o.known_to > @knownFrom
        left join (
          select series_id, period_from, period_to, min(known_from) as known_from
          from working.observation where source = @source and known_from > @knownFrom group by 1, 2, 3
        ) later on later.series_id = w.series_id and later.period_from = t.period_from and later.period_to = t.period_to;
        analyze verdict;
        """;

    private const string ApplySql = """
        update working.observation o set known_to = @knownFrom from verdict v where v.outcome = 'revised' and o.observation_id = v.current_id;

        insert into working.observation (series_id, source, period_from, period_to, value, numerator, denominator, status, known_from, known_to,
                                         released, load_id, sheet, row_number, column_number, raw, displayed)
        select series_id, @source, period_from, period_to, value, numerator, denominator, status, @knownFrom, known_to,
               @released::date, @load, sheet, row_number, column_number, raw, displayed
        from verdict where outcome in ('new', 'revised');

        insert into working.earlier_edition (load_id, series_id, source, period_from, period_to, value, status, released, sheet, row_number, column_number, raw)
        select @load, series_id, @source, period_from, period_to, value, status, @released::date, sheet, row_number, column_number, raw
        from verdict where outcome = 'earlier';
        """;

    private const string ConfirmSql = """
        update working.observation o set released = @released::date from verdict v where v.outcome = 'unchanged' and o.observation_id = v.current_id and (o.released is null or o.released < @released::date);
        """;

    private const string ChangesSql = """
        select v.outcome as Outcome, s.measure as Measure, s.area as Area, s.breakdown as Breakdown, v.period_from as PeriodFrom, v.period_to as PeriodTo, v.old_value as Old, v.value as New, v.old_status as OldStatus, v.status as NewStatus
        from verdict v join working.series s using (series_id)
        where v.outcome in ('revised', 'earlier', 'clash')
        order by s.measure, s.area, s.breakdown, v.period_from
        """;

    /// <summary>Finds what stands in the file more than once, leaves one of those that agree and none of those that do not.</summary>
    public static async Task<IReadOnlyList<Repeat>> SettleRepeatsAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        var repeats = (await connection.QueryAsync<Repeat>(new CommandDefinition(RepeatsSql, commandTimeout: 0, cancellationToken: cancel))).ToList();
        if (repeats.Count > 0)
        {
            await connection.ExecuteAsync(new CommandDefinition(DropRepeatsSql, commandTimeout: 0, cancellationToken: cancel));
        }

        return repeats;
    }

    /// <summary>Compares with what is known at the moment; nothing is written before <see cref="ApplyAsync"/>.</summary>
    public static async Task<Outcome> CompareAsync(NpgsqlConnection connection, string source, DateTimeOffset knownFrom, DateOnly? released, CancellationToken cancel)
    {
        await connection.ExecuteAsync(new CommandDefinition(SeriesSql, commandTimeout: 0, cancellationToken: cancel));
        await connection.ExecuteAsync(new CommandDefinition(VerdictSql, new { source, knownFrom = knownFrom.UtcDateTime, released }, commandTimeout: 0, cancellationToken: cancel));
        var counts = (await connection.QueryAsync<(string Outcome, long Count)>(
            new CommandDefinition("select outcome, count(*) from verdict group by outcome", commandTimeout: 0, cancellationToken: cancel))).ToDictionary(row => row.Outcome, row => row.Count);
        var changes = (await connection.QueryAsync<Change>(new CommandDefinition(ChangesSql, commandTimeout: 0, cancellationToken: cancel))).ToList();

        return new Outcome(counts.GetValueOrDefault("new"), counts.GetValueOrDefault("unchanged"), counts.GetValueOrDefault("revised"), counts.GetValueOrDefault("earlier"), changes);
    }

    public static async Task ApplyAsync(NpgsqlConnection connection, string load, string source, DateTimeOffset knownFrom, DateOnly? released, CancellationToken cancel)
    {
        await connection.ExecuteAsync(new CommandDefinition(ApplySql, new { load, source, knownFrom = knownFrom.UtcDateTime, released }, commandTimeout: 0, cancellationToken: cancel));
        if (released is not null)
        {
            await connection.ExecuteAsync(new CommandDefinition(ConfirmSql, new { released }, commandTimeout: 0, cancellationToken: cancel));
        }
    }
}

/// <summary>A figure that stands in one file more than once.</summary>
internal sealed record Repeat(string Measure, string Area, string Breakdown, DateOnly PeriodFrom, DateOnly PeriodTo, string Sheet, int FirstRow, string Rows, string Raw, bool Contradictory);

/// <summary>A value that differs from what was known.</summary>
internal sealed record Change(string Outcome, string Measure, string Area, string Breakdown, DateOnly PeriodFrom, DateOnly PeriodTo, decimal? Old, decimal? New, string OldStatus, string NewStatus);

/// <summary>How staged figures compare with what is known.</summary>
internal sealed record Outcome(long New, long Unchanged, long Revised, long Earlier, IReadOnlyList<Change> Changes);
