using System.Text.Json;
using Dapper;
using Npgsql;
using NpgsqlTypes;
using Scrutiny.Dashboards;
using Scrutiny.Ingest.Mapping;
using Scrutiny.Ingest.Parsing;

namespace Scrutiny.Ingest.Loading;

/// <summary>The record of loads: what came of each, the rows that receipts show, and what could not be used.</summary>
internal static class LoadRecord
{
    /// <summary>The load that read these bytes in this way before, unless it was refused or rejected.</summary>
    public static async Task<LoadReport?> EarlierAsync(NpgsqlConnection connection, string source, string readingSha256, string fileSha256, CancellationToken cancel)
    {
        var before = await connection.QueryFirstOrDefaultAsync<(string Load, string State, string Publication, long Read, long Counted, long Rejected, string? Reason)?>(new CommandDefinition(
            """
            select load_id, state, publication, rows_read, loaded + unchanged + revised, rejected, reason from working.load
            where source = @source and file_sha256 = @fileSha256 and declaration_sha256 = @readingSha256 and state <> 'refused' and publication not in ('rejected', 'withdrawn')
            order by number limit 1
            """,
            new { source, fileSha256, readingSha256 },
            cancellationToken: cancel));

        return before is not { } earlier ? null : new LoadReport
        {
            Load = earlier.Load,
            Source = source,
            FileSha256 = fileSha256,
            Read = earlier.Read,
            Loaded = 0,
            Unchanged = earlier.Counted,
            Revised = 0,
            Rejected = earlier.Rejected,
            Seconds = 0,
            State = Enum.Parse<LoadState>(earlier.State, ignoreCase: true),
            Publication = earlier.Publication,
            Reason = earlier.Reason,
            Notes = ["These bytes were loaded before; nothing changed."],
        };
    }

    /// <summary>Whether a file of which nothing may be read was refused before, by this name and for this reason.</summary>
    public static async Task<bool> IsRefusedAsync(NpgsqlConnection connection, LoadRequest request, CancellationToken cancel) =>
        await connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            "select exists (select from working.load where source = @Source and file_name = @FileName and state = 'refused' and reason = @NotRead)", request, cancellationToken: cancel));

    /// <summary>Enters a load, and rings for the staff.</summary>
    public static async Task StoreAsync(NpgsqlConnection connection, LoadAttempt attempt, LoadReport report, DateOnly? released, long earlier, DateTimeOffset finished, CancellationToken cancel)
    {
        var source = attempt.Source;
        await connection.ExecuteAsync(new CommandDefinition(
            """
            insert into working.load (load_id, number, source, declaration_sha256, file_sha256, file_name, byte_count, delivered_by, state, publication, known_from, back_filled, released,
                                      loaded_at, finished_at, rows_read, loaded, unchanged, revised, earlier, rejected, reason, notes, title, publisher, licence, brought_by, proposed)
            overriding system value
            values (@load, @number, @source, @declaration, @sha256, @fileName, @byteCount, @deliveredBy, @state, @publication, @knownFrom, @backFilled, @released,
                    @started, @finished, @read, @loaded, @unchanged, @revised, @earlier, @rejected, @reason, @notes::jsonb, @title, @publisher, @licence, @broughtBy, @proposed::jsonb)
            """,
            new
            {
                load = report.Load,
                number = attempt.Number,
                source = source.Id,
                declaration = attempt.ReadingSha256,
                sha256 = attempt.FileSha256,
                fileName = attempt.Request.FileName,
                byteCount = attempt.File.Length,
                deliveredBy = KebabNaming.Policy.ConvertName(attempt.Request.DeliveredBy.ToString()),
                state = KebabNaming.Policy.ConvertName(report.State.ToString()),
                publication = report.Publication == "published" ? "waiting" : report.Publication,
                knownFrom = attempt.KnownFrom.UtcDateTime,
                backFilled = attempt.Request.KnownFrom is not null,
                released,
                started = attempt.Started.UtcDateTime,
                finished = finished.UtcDateTime,
                read = report.Read,
                loaded = report.Loaded,
                unchanged = report.Unchanged,
                revised = report.Revised,
                earlier,
                rejected = report.Rejected,
                reason = report.Reason,
                notes = JsonSerializer.Serialize(report.Notes),
                title = source.Value.Title,
                publisher = source.Value.Publisher,
                licence = source.Value.Licence,
                broughtBy = attempt.Request.BroughtBy,
                proposed = report.State == LoadState.Quarantined ? ProposedChanges.Of(report) : null,
            },
            cancellationToken: cancel));
        await connection.ExecuteAsync(new CommandDefinition("select pg_notify('scrutiny_working', 'load:' || @number)", new { number = attempt.Number }, cancellationToken: cancel));
    }

    /// <summary>Keeps the rows of the file that receipts show.</summary>
    public static async Task KeepRowsAsync(NpgsqlConnection connection, string load, IReadOnlyList<PackedRows> rows, CancellationToken cancel)
    {
        await using var target = await connection.BeginBinaryImportAsync("copy working.row_block (load_id, sheet, first_row, last_row, content) from stdin (format binary)", cancel);
        foreach (var block in rows)
        {
            await target.StartRowAsync(cancel);
            await target.WriteAsync(load, NpgsqlDbType.Text, cancel);
            await target.WriteAsync(block.Sheet, NpgsqlDbType.Text, cancel);
            await target.WriteAsync(block.FirstRow, NpgsqlDbType.Integer, cancel);
            await target.WriteAsync(block.LastRow, NpgsqlDbType.Integer, cancel);
            await target.WriteAsync(block.Content, NpgsqlDbType.Bytea, cancel);
        }

        await target.CompleteAsync(cancel);
    }

    /// <summary>Keeps what could not be used, in the file's order.</summary>
    public static async Task KeepRejectsAsync(NpgsqlConnection connection, string load, IReadOnlyList<Reject> rejects, CancellationToken cancel)
    {
        if (rejects.Count == 0)
        {
            return;
        }

        await using var rows = await connection.BeginBinaryImportAsync("copy working.reject (load_id, number, sheet, row_number, column_name, raw, reason) from stdin (format binary)", cancel);
        var number = 0;
        foreach (var reject in rejects)
        {
            await rows.StartRowAsync(cancel);
            await rows.WriteAsync(load, NpgsqlDbType.Text, cancel);
            await rows.WriteAsync(++number, NpgsqlDbType.Integer, cancel);
            await rows.WriteAsync(reject.Sheet, NpgsqlDbType.Text, cancel);
            await rows.WriteAsync(reject.Row, NpgsqlDbType.Integer, cancel);
            await rows.WriteAsync(reject.Column, NpgsqlDbType.Text, cancel);
            await rows.WriteAsync(reject.Raw, NpgsqlDbType.Text, cancel);
            await rows.WriteAsync(reject.Reason, NpgsqlDbType.Text, cancel);
        }

        await rows.CompleteAsync(cancel);
    }
}
