using Dapper;
using Npgsql;
using Scrutiny.Periods;

namespace Scrutiny.Observations;

/// <summary>What other sources of a measure say about the periods that one decides.</summary>
/// <param name="Differences">Values that differ by more than rounding, latest period first.</param>
/// <param name="Agreements">The sources that say the same for some periods, in the measure's order.</param>
public sealed record SourceComparison(IReadOnlyList<Discrepancy> Differences, IReadOnlyList<Agreement> Agreements)
{
    private const string Sql = """
        with known as (
          select s.source, array_position(@sources, s.source) as rank, o.period_from, o.period_to, o.value, o.observation_id
          from series s join observation o using (series_id)
          where s.measure = @measure and s.area = @area and s.breakdown = @breakdown and s.source = any(@sources)
            and o.known_from <= coalesce(@asKnown::timestamptz, 'infinity') and o.known_to > coalesce(@asKnown::timestamptz, now())
        ), shown as (
          select distinct on (period_from, period_to) * from known order by period_from, period_to, rank
        )
        select shown.period_from as PeriodFrom, shown.period_to as PeriodTo, shown.source as ShownSource, shown.value as Shown, shown.observation_id as ShownReceipt,
               other.source as OtherSource, other.value as Other, other.observation_id as OtherReceipt
        from shown join known other on other.period_from = shown.period_from and other.period_to = shown.period_to and other.rank > shown.rank
        where shown.value is not null and other.value is not null
        order by shown.period_from desc, other.rank
        """;

    /// <summary>Compares every source with the one that is shown, period by period.</summary>
    /// <param name="connection">Open, with a search path of <c>working</c> or <c>published</c>.</param>
    /// <param name="measure">The measure's id.</param>
    /// <param name="area">The area's ONS code.</param>
    /// <param name="breakdown">The breakdown's key.</param>
    /// <param name="sources">The measure's sources in order.</param>
    /// <param name="decimals">Decimals that the measure shows: half of the last one is rounding.</param>
    /// <param name="asKnown">The moment; null for now.</param>
    /// <param name="cancel">Cancels.</param>
    public static async Task<SourceComparison> ReadAsync(
        NpgsqlConnection connection, string measure, string area, string breakdown, IReadOnlyList<string> sources, int decimals, DateTimeOffset? asKnown, CancellationToken cancel)
    {
        var rounding = 0.5m;
        for (var i = 0; i < decimals; i++)
        {
            rounding /= 10;
        }

        var pairs = (await connection.QueryAsync<Row>(new CommandDefinition(Sql, new { measure, area, breakdown, sources = sources.ToArray(), asKnown = asKnown?.UtcDateTime }, cancellationToken: cancel)))
            .ToLookup(row => Math.Abs(row.Shown - row.Other) >= rounding);
        return new SourceComparison(
            [.. pairs[true].Select(row => new Discrepancy(new Period(row.PeriodFrom, row.PeriodTo), row.ShownSource, row.Shown, row.ShownReceipt, row.OtherSource, row.Other, row.OtherReceipt))],
            [.. sources.Select(source => new Agreement(source, pairs[false].Count(row => row.OtherSource == source))).Where(agreement => agreement.Periods > 0)]);
    }

    private sealed record Row(DateOnly PeriodFrom, DateOnly PeriodTo, string ShownSource, decimal Shown, long ShownReceipt, string OtherSource, decimal Other, long OtherReceipt);
}

/// <summary>Two sources that disagree about one value.</summary>
/// <param name="Period">The time it describes.</param>
/// <param name="ShownSource">The source that decides.</param>
/// <param name="Shown">Its value, which is shown.</param>
/// <param name="ShownReceipt">Its receipt.</param>
/// <param name="OtherSource">The other source.</param>
/// <param name="Other">Its value.</param>
/// <param name="OtherReceipt">Its receipt.</param>
public sealed record Discrepancy(Period Period, string ShownSource, decimal Shown, long ShownReceipt, string OtherSource, decimal Other, long OtherReceipt);

/// <summary>A source that says what another one says.</summary>
/// <param name="Source">The source that is not shown.</param>
/// <param name="Periods">For how many periods its value is the one shown, 1 or more.</param>
public sealed record Agreement(string Source, int Periods);
