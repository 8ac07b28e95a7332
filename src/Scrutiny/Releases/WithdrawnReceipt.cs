using Dapper;
using Npgsql;
using Scrutiny.Periods;

namespace Scrutiny.Releases;

/// <summary>What a receipt's address says of a figure that was withdrawn: what it described, when it went and why; never its value.</summary>
/// <param name="Measure">Id of the measure.</param>
/// <param name="Area">ONS code of the area.</param>
/// <param name="Breakdown">Key of the breakdown.</param>
/// <param name="Period">The time it described.</param>
/// <param name="KnownFrom">When it was published, UTC.</param>
/// <param name="WithdrawnAt">When it was withdrawn, UTC.</param>
/// <param name="Reason">Why.</param>
/// <param name="Load">Label of the load.</param>
/// <param name="FileSha256">SHA-256 of its file.</param>
public sealed record WithdrawnReceipt(string Measure, string Area, string Breakdown, Period Period, DateTimeOffset KnownFrom, DateTimeOffset WithdrawnAt, string Reason, string Load, string FileSha256)
{
    // Numbers of receipts belong to one side of the wall: on the staff's side nothing goes.
    private const string Sql = """
        select s.measure as Measure, s.area as Area, s.breakdown as Breakdown, w.period_from as PeriodFrom, w.period_to as PeriodTo, w.known_from as KnownFrom, n.at as At, n.reason as Reason, l.load_id as Load, l.file_sha256 as FileSha256
        from published.withdrawn_figure w
        join published.series s using (series_id)
        join published.notice n on n.publication_id = w.publication_id
        join published.load l on l.load_id = n.load_id
        where w.observation_id = @id and current_schema() = 'published'
        """;

    /// <summary>Null where no figure of that receipt was withdrawn.</summary>
    /// <param name="connection">Open, with a search path of <c>published</c>.</param>
    /// <param name="id">The receipt's number.</param>
    /// <param name="cancel">Cancels.</param>
    public static async Task<WithdrawnReceipt?> ReadAsync(NpgsqlConnection connection, long id, CancellationToken cancel) =>
        await connection.QuerySingleOrDefaultAsync<Row>(new CommandDefinition(Sql, new { id }, cancellationToken: cancel)) is { } row
            ? new WithdrawnReceipt(
                row.Measure, row.Area, row.Breakdown, new Period(row.PeriodFrom, row.PeriodTo), new DateTimeOffset(row.KnownFrom, TimeSpan.Zero), new DateTimeOffset(row.At, TimeSpan.Zero), row.Reason, row.Load, row.FileSha256)
            : null;

    private sealed record Row(string Measure, string Area, string Breakdown, DateOnly PeriodFrom, DateOnly PeriodTo, DateTime KnownFrom, DateTime At, string Reason, string Load, string FileSha256);
}
