using Dapper;
using Npgsql;
using NpgsqlTypes;
using Scrutiny.Ingest.Mapping;
using Scrutiny.Ingest.Parsing;
using Scrutiny.Observations;

namespace Scrutiny.Ingest.Loading;

/// <summary>
/// Figures of files that are not merged. Two files that were delivered together, or of which the first still waits in quarantine, and that
/// give one figure two values, contradict each other: neither counts before a person has said which. Where their release dates tell which is
/// the later edition, and for a file that comes after the other was merged, the difference is an ordinary revision.
/// </summary>
internal static class HeldFigures
{
    private const string KeepSql = """
        with held as (
          insert into working.held_file (source, file_sha256, file_name, released) values (@source, @sha256, @fileName, @released::date)
          on conflict do nothing returning held_id
        )
        insert into working.held_figure (held_id, measure, area, breakdown, period_from, period_to, value, status)
        select held.held_id, s.measure, s.area, s.breakdown, v.period_from, v.period_to, v.value, v.status from stage v join working.series s using (series_id) cross join held
        """;

    private const string ConflictSql = """
        select s.measure as Measure, s.area as Area, s.breakdown as Breakdown, v.period_from as PeriodFrom, v.period_to as PeriodTo,
               v.value as Value, v.status as Status, h.value as OtherValue, h.status as OtherStatus, f.file_name as OtherFile, l.load_id as OtherLoad
        from working.held_file f
        join working.held_figure h using (held_id)
        join working.series s on (s.source, s.measure, s.area, s.breakdown) = (f.source, h.measure, h.area, h.breakdown)
        join stage v on v.series_id = s.series_id and v.period_from = h.period_from and v.period_to = h.period_to
        left join working.load l on l.source = f.source and l.file_sha256 = f.file_sha256 and l.state = 'quarantined' and l.publication = 'waiting'
        where f.source = @source and f.file_sha256 <> @sha256 and (f.released is null or @released::date is null or f.released = @released::date)
          and (h.status <> v.status or abs(h.value - v.value) > 1e-9 * greatest(abs(h.value), abs(v.value)))
        order by s.measure, s.area, s.breakdown, v.period_from, f.held_id
        limit 1
        """;

    // Those of a file in quarantine stay until a person has decided; those of a file that came to an end on the way go with the next.
    private const string ForgetSql = """
        delete from working.held_file f where f.source = @source
          and not exists (select from working.load l where l.source = f.source and l.file_sha256 = f.file_sha256 and l.state = 'quarantined' and l.publication = 'waiting')
        """;

    /// <summary>Whether the figures of another file of the source are held.</summary>
    public static Task<bool> AnyAsync(NpgsqlConnection connection, string source, string sha256, CancellationToken cancel) =>
        connection.ExecuteScalarAsync<bool>(new CommandDefinition("select exists (select from working.held_file where source = @source and file_sha256 <> @sha256)", new { source, sha256 }, cancellationToken: cancel));

    /// <summary>Keeps what <see cref="Merge.CompareAsync"/> compared, in its transaction.</summary>
    public static Task KeepAsync(NpgsqlConnection connection, string source, string sha256, string fileName, DateOnly? released, CancellationToken cancel) =>
        connection.ExecuteAsync(new CommandDefinition(KeepSql, new { source, sha256, fileName, released }, cancellationToken: cancel));

    /// <summary>Keeps the figures of a file that is not loaded yet, unless they are kept already.</summary>
    /// <param name="connection">In a transaction.</param>
    /// <param name="source">Id of the source.</param>
    /// <param name="sha256">The file's hash.</param>
    /// <param name="fileName">The file's name, for the other's sentence.</param>
    /// <param name="read">Reads the figures and returns the release date.</param>
    /// <param name="cancel">Cancels.</param>
    public static async Task KeepAsync(NpgsqlConnection connection, string source, string sha256, string fileName, Func<IParsedSink, DateOnly?> read, CancellationToken cancel)
    {
        var held = await connection.ExecuteScalarAsync<long?>(new CommandDefinition(
            "insert into working.held_file (source, file_sha256, file_name) values (@source, @sha256, @fileName) on conflict do nothing returning held_id", new { source, sha256, fileName }, cancellationToken: cancel));
        if (held is not { } id)
        {
            return;
        }

        DateOnly? released;
        await using (var importer = await connection.BeginBinaryImportAsync("copy working.held_figure (held_id, measure, area, breakdown, period_from, period_to, value, status) from stdin (format binary)", cancel))
        {
            released = read(new Sink(importer, id));
            await importer.CompleteAsync(cancel);
        }

        await connection.ExecuteAsync(new CommandDefinition("update working.held_file set released = @released where held_id = @id", new { id, released }, cancellationToken: cancel));
    }

    /// <summary>The first figure for which a held file gives another value than the one just compared, if any.</summary>
    public static Task<Conflict?> ConflictAsync(NpgsqlConnection connection, string source, string sha256, DateOnly? released, CancellationToken cancel) =>
        connection.QuerySingleOrDefaultAsync<Conflict?>(new CommandDefinition(ConflictSql, new { source, sha256, released }, cancellationToken: cancel));

    /// <summary>Lets go of a source's files that no longer wait.</summary>
    public static Task ForgetAsync(NpgsqlConnection connection, string source, CancellationToken cancel) =>
        connection.ExecuteAsync(new CommandDefinition(ForgetSql, new { source }, cancellationToken: cancel));

    private sealed class Sink(NpgsqlBinaryImporter importer, long held) : IParsedSink
    {
        public void Add(in Figure figure)
        {
            importer.StartRow();
            importer.Write(held, NpgsqlDbType.Bigint);
            importer.Write(figure.Measure, NpgsqlDbType.Text);
            importer.Write(figure.Area, NpgsqlDbType.Text);
            importer.Write(figure.Breakdown, NpgsqlDbType.Text);
            importer.Write(figure.Period.From, NpgsqlDbType.Date);
            importer.Write(figure.Period.To, NpgsqlDbType.Date);
            if (figure.Value is { } value)
            {
                importer.Write(value, NpgsqlDbType.Numeric);
            }
            else
            {
                importer.WriteNull();
            }

            importer.Write(figure.Status.Name(), NpgsqlDbType.Text);
        }

        public void Reject(Reject reject)
        {
            // The file's own load names it.
        }

        public void Keep(PackedRows rows)
        {
            // Receipts are of what is loaded.
        }
    }
}

/// <summary>A figure to which two files give different values.</summary>
internal sealed record Conflict(
    string Measure, string Area, string Breakdown, DateOnly PeriodFrom, DateOnly PeriodTo, decimal? Value, string Status, decimal? OtherValue, string OtherStatus, string OtherFile, string? OtherLoad);
