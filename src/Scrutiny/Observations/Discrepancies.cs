using Dapper;
using Npgsql;
using Scrutiny.Periods;

namespace Scrutiny.Observations;

/// <summary>Finds periods for which two sources of a measure differ by more than rounding.</summary>
public static class Discrepancies
{
    private const string Sql = """
        select a.period_from as PeriodFrom, a.period_to as PeriodTo, s.source as ShownSource, a.value as Shown, a.observation_id as ShownReceipt,
               other.source as OtherSource, b.value as Other, b.observation_id as OtherReceipt
        from series s
        join series other using (measure, area, breakdown)
        join observation a on a.series_id = s.series_id
        join observation b on b.series_id = other.series_id and b.period_from = a.period_from and b.period_to = a.period_to
        where measure = @measure and area = @area and breakdown = @breakdown
          and array_position(@sources, s.source) < array_position(@sources, other.source)
          and a.known_from <= coalesce(@asKnown::timestamptz, 'infinity') and a.known_to > coalesce(@asKnown::timestamptz, now())
          and b.known_from <= coalesce(@asKnown::timestamptz, 'infinity') and b.known_to > coalesce(@asKnown::timestamptz, now())
          and abs(a.value - b.value) >= @rounding
        order by a.period_from desc, array_position(@sources, other.source)
        """;

    /// <summary>The differences, latest period first.</summary>
    /// <param name="connection">Open, with a search path of <c>working</c> or <c>published</c>.</param>
    /// <param name="measure">The measure's id.</param>
    /// <param name="area">The area's ONS code.</param>
    /// <param name="breakdown">The breakdown's key.</param>
    /// <param name="sources">The measure's sources in order.</param>
    /// <param name="decimals">Decimals that the measure shows: half of the last one is rounding.</param>
    /// <param name="asKnown">The moment; null for now.</param>
    /// <param name="cancel">Cancels.</param>
    public static async Task<IReadOnlyList<Discrepancy>> ReadAsync(
        NpgsqlConnection connection, string measure, string area, string breakdown, IReadOnlyList<string> sources, int decimals, DateTimeOffset? asKnown, CancellationToken cancel)
    {
        var rounding = 0.5m;
        for (var i = 0; i < decimals; i++)
        {
            rounding /= 10;
        }

        return [.. (await connection.QueryAsync<Row>(new CommandDefinition(Sql, new { measure, area, breakdown, sources = sources.ToArray(), rounding, asKnown = asKnown?.UtcDateTime }, cancellationToken: cancel)))
            .Select(row => new Discrepancy(new Period(row.PeriodFrom, row.PeriodTo), row.ShownSource, row.Shown, row.ShownReceipt, row.OtherSource, row.Other, row.OtherReceipt))];
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
