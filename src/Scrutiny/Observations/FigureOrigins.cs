using Dapper;
using Npgsql;

namespace Scrutiny.Observations;

/// <summary>Reads where many figures come from at once: the short form of a receipt.</summary>
public static class FigureOrigins
{
    private const string Sql = """
        select o.observation_id as Receipt, l.file_name as File, l.file_sha256 as Sha256, nullif(o.sheet, '') as Sheet, o.row_number as Row, o.column_number as "Column",
               case when o.counted_rows is null then coalesce(o.raw, o.value::text) end as Raw, o.counted_rows as Counted
        from observation o
        join load l on l.number = o.load_number
        where o.observation_id = any(@receipts)
        """;

    /// <summary>The origins by the number of the receipt.</summary>
    /// <param name="connection">Open, with a search path of <c>published</c>.</param>
    /// <param name="receipts">The receipts' numbers.</param>
    /// <param name="cancel">Cancels.</param>
    public static async Task<IReadOnlyDictionary<long, FigureOrigin>> ReadAsync(NpgsqlConnection connection, IEnumerable<long> receipts, CancellationToken cancel) =>
        (await connection.QueryAsync<FigureOrigin>(new CommandDefinition(Sql, new { receipts = receipts.ToArray() }, cancellationToken: cancel))).ToDictionary(origin => origin.Receipt);
}

/// <summary>Where a figure stands in its file.</summary>
/// <param name="Receipt">Number of the receipt.</param>
/// <param name="File">Name of the file as delivered.</param>
/// <param name="Sha256">SHA-256 of the file, lower-case hexadecimal.</param>
/// <param name="Sheet">The sheet; null for a CSV.</param>
/// <param name="Row">Row of the sheet, or line of the CSV, from 1.</param>
/// <param name="Column">Column, from 1.</param>
/// <param name="Raw">The stored text of the cell; null for an aggregate.</param>
/// <param name="Counted">How many rows an aggregate counted; null where one cell holds the figure.</param>
public sealed record FigureOrigin(long Receipt, string File, string Sha256, string? Sheet, int Row, int Column, string? Raw, int? Counted);
