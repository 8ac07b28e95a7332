using Dapper;
using Npgsql;
using Scrutiny.Boards;
using Scrutiny.Explanations;
using Scrutiny.Periods;

namespace Scrutiny.ExplanationLedger;

/// <summary>Reads the explanations that staff keep. For staff: they are private.</summary>
public static class StoredExplanations
{
    private const string Sql = """
        select explanation_id as Id, measure as Measure, area as Area, breakdown as Breakdown, period_from as PeriodFrom, period_to as PeriodTo, given_on as GivenOn, given_by as GivenBy, via as Via, reference as Reference, text as Text
        from working.explanation where struck_at is null and (@measures::text[] is null or measure = any(@measures)) and (@id::bigint is null or explanation_id = @id) order by given_on desc, explanation_id desc limit @most
        """;

    /// <summary>Those of some measures, the last given first; what was struck out is left out.</summary>
    /// <param name="connection">Open, as a role that reads <c>working</c>.</param>
    /// <param name="measures">Ids of the measures; null for all.</param>
    /// <param name="most">At most so many.</param>
    /// <param name="cancel">Cancels.</param>
    public static Task<IReadOnlyList<Explanation>> ReadAsync(NpgsqlConnection connection, IEnumerable<string>? measures, int most, CancellationToken cancel) => ReadAsync(connection, measures, null, most, cancel);

    /// <summary>One; null where there is none, or it was struck out.</summary>
    /// <param name="connection">Open, as a role that reads <c>working</c>.</param>
    /// <param name="id">Its number.</param>
    /// <param name="cancel">Cancels.</param>
    public static async Task<Explanation?> FindAsync(NpgsqlConnection connection, long id, CancellationToken cancel) => (await ReadAsync(connection, null, id, 1, cancel)).SingleOrDefault();

    private static async Task<IReadOnlyList<Explanation>> ReadAsync(NpgsqlConnection connection, IEnumerable<string>? measures, long? id, int most, CancellationToken cancel) =>
        [.. (await connection.QueryAsync<Row>(new CommandDefinition(Sql, new { measures = measures?.ToArray(), id, most }, cancellationToken: cancel))).Select(row => new Explanation(
            new SeriesName(row.Measure, row.Area, row.Breakdown), row is { PeriodFrom: { } from, PeriodTo: { } to } ? new Period(from, to) : null, row.GivenOn, row.GivenBy,
            ExplanationVias.TryParse(row.Via, out var via) ? via : ExplanationVia.Other, row.Text) { Id = row.Id, Reference = row.Reference })];

    private sealed record Row(long Id, string Measure, string Area, string Breakdown, DateOnly? PeriodFrom, DateOnly? PeriodTo, DateOnly GivenOn, string GivenBy, string Via, string? Reference, string Text);
}
