using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Dapper;
using Npgsql;
using NpgsqlTypes;
using Scrutiny.Dashboards;
using Scrutiny.Ingest.Mapping;
using Scrutiny.Ingest.Reading;
using Scrutiny.Observations;
using Scrutiny.Periods;
using Scrutiny.Sources;

namespace Scrutiny.Ingest.Loading;

/// <summary>
/// Loads one file through its source, in one transaction: file bytes, figures, rejects and rows for receipts, publication and the
/// doorbell stand or fall together. The same bytes through the same declaration change nothing.
/// </summary>
internal sealed class Loader(NpgsqlDataSource database, Catalogue catalogue, TimeProvider time)
{
    /// <summary>Loads a file.</summary>
    /// <returns>What it did; a refused file is an outcome, not an exception.</returns>
    /// <exception cref="SentenceException">The source is not declared, or the moment lies in the future.</exception>
    public async Task<LoadReport> LoadAsync(LoadRequest request, CancellationToken cancel)
    {
        if (!catalogue.Sources.TryGetValue(request.Source, out var source))
        {
            throw SentenceException.Unusable($"There is no source '{request.Source}'{NearestMatch.Hint(request.Source, catalogue.Sources.Keys)}");
        }

        var clock = Stopwatch.StartNew();
        var started = time.GetUtcNow();
        if (request.KnownFrom > started)
        {
            throw SentenceException.Unusable("--known-from lies in the future; what is not known yet can't be loaded.");
        }

        var sha256 = await FileStore.Sha256Async(request.Path, cancel);
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        // One load of a source at a time, on whichever machine; the second waits and then sees what the first did.
        await connection.ExecuteAsync(new CommandDefinition("select pg_advisory_xact_lock(hashtext('scrutiny.source.' || @id))", new { id = source.Id }, commandTimeout: 0, cancellationToken: cancel));
        if (await EarlierReportAsync(connection, source, sha256, clock, cancel) is { } before)
        {
            return before;
        }

        var attempt = new Attempt(request, source, sha256, started, clock);
        await using var progress = LoadProgress.Begin(database, time, LoadId(attempt), request);
        try
        {
            var report = await LoadAsync(connection, attempt, progress, cancel);
            if (request.DryRun)
            {
                await transaction.RollbackAsync(cancel);
            }
            else
            {
                await RefuseChangedFileAsync(attempt, cancel);
                await transaction.CommitAsync(cancel);
            }

            return report with { Seconds = Math.Round(clock.Elapsed.TotalSeconds, 3) };
        }
        catch (Exception refusal) when (refusal is UnreadableFileException or RefusedFileException)
        {
            await transaction.RollbackAsync(cancel);
            return await RefuseAsync(connection, attempt, refusal.Message, cancel);
        }
    }

    private async Task<LoadReport> LoadAsync(NpgsqlConnection connection, Attempt attempt, LoadProgress progress, CancellationToken cancel)
    {
        var (request, source) = (attempt.Request, attempt.Source);
        attempt.Progress = progress;
        progress.Phase = LoadPhase.Storing;
        await FileStore.StoreAsync(connection, request.Path, attempt.FileSha256, cancel);
        var checks = source.Value.Checks.Where(check => check.StatedTotal is not null).Select(check => new StatedTotalCheck(check, check.StatedTotal!)).ToList();
        var staging = new Staging(checks);
        progress.Phase = LoadPhase.Reading;
        var saved = await StageAsync(connection, attempt, staging, checks, cancel);
        RefuseTooManyRejects(attempt, staging);
        var differences = checks.Select(check => (check.Otherwise, Difference: check.Difference())).Where(check => check.Difference is not null).ToList();
        attempt.Notes.AddRange(differences.Select(check => check.Difference!));

        var released = request.Released ?? (source.Value.Released == ReleasedRule.DocumentSaved && saved is { } stamp ? DateOnly.FromDateTime(stamp.UtcDateTime) : null);
        var knownFrom = request.KnownFrom ?? await NowAsync(connection, cancel);
        progress.Phase = LoadPhase.Comparing;
        var outcome = await Merge.CompareAsync(connection, source.Id, knownFrom, released, cancel);
        RefuseClash(outcome);
        var quarantine = differences.Where(check => check.Otherwise == CheckOutcome.Quarantine).Select(check => check.Difference).FirstOrDefault();
        var report = Report(attempt, staging, outcome, quarantine);
        progress.Phase = LoadPhase.Writing;
        await InsertLoadAsync(connection, attempt, report, knownFrom, released, outcome.Earlier, cancel);
        await KeepAsync(connection, report.Load, staging, cancel);
        if (quarantine is not null || request.DryRun)
        {
            return report;
        }

        await Merge.ApplyAsync(connection, report.Load, source.Id, knownFrom, released, cancel);
        if (source.Value.Publish == PublishRule.OnLoad)
        {
            progress.Phase = LoadPhase.Publishing;
            await Publication.CopyAsync(connection, report.Load, knownFrom, history: true, cancel);
        }

        return report;
    }

    /// <summary>Merges the figures of a load that a person has let out of quarantine; the caller's transaction publishes them.</summary>
    internal async Task MergeApprovedAsync(NpgsqlConnection connection, string load, string sourceId, string path, DateOnly? released, CancellationToken cancel)
    {
        var source = catalogue.Sources.TryGetValue(sourceId, out var declared)
            ? declared
            : throw SentenceException.Refused($"The source '{sourceId}' of load '{load}' is no longer declared; restore dashboards/sources/{sourceId}.yaml to approve it.");
        await connection.ExecuteAsync(new CommandDefinition("select pg_advisory_xact_lock(hashtext('scrutiny.source.' || @sourceId))", new { sourceId }, commandTimeout: 0, cancellationToken: cancel));
        var attempt = new Attempt(new LoadRequest(path, "", sourceId, Delivery.Hand), source, "", time.GetUtcNow(), Stopwatch.StartNew());
        await StageAsync(connection, attempt, new Staging([]), [], cancel);
        var knownFrom = await NowAsync(connection, cancel);
        await Merge.CompareAsync(connection, sourceId, knownFrom, released, cancel);
        await Merge.ApplyAsync(connection, load, sourceId, knownFrom, released, cancel);
        await connection.ExecuteAsync(new CommandDefinition("update working.load set state = 'accepted' where load_id = @load", new { load }, cancellationToken: cancel));
    }

    /// <summary>Reads the file into the staging table.</summary>
    /// <returns>When the document was last saved, as it says itself.</returns>
    private async Task<DateTimeOffset?> StageAsync(NpgsqlConnection connection, Attempt attempt, Staging staging, IReadOnlyList<StatedTotalCheck> checks, CancellationToken cancel)
    {
        var map = new FileMap(attempt.Source, catalogue);
        attempt.Staging = staging;
        attempt.Progress?.Follow(() => map.RowsRead);
        DateTimeOffset? saved = null;
        await staging.FillAsync(
            connection,
            () =>
            {
                using var workbook = Workbook.Open(attempt.Request.Path, Options(attempt.Source.Value), cancel);
                saved = workbook.Modified;
                map.Read(workbook, staging, checks, cancel);
            },
            cancel);
        attempt.Notes.AddRange(map.Notes);
        attempt.RowsRead = map.RowsRead;
        await SettleRepeatsAsync(connection, attempt, staging, cancel);

        return saved;
    }

    private static async Task<DateTimeOffset> NowAsync(NpgsqlConnection connection, CancellationToken cancel) =>
        new(await connection.ExecuteScalarAsync<DateTime>(new CommandDefinition("select clock_timestamp()", cancellationToken: cancel)), TimeSpan.Zero);

    private static ReadingOptions Options(Source source) => new()
    {
        Encoding = source.Csv?.Encoding,
        Delimiter = source.Csv?.Delimiter is [var delimiter] ? delimiter : null,
        Comment = source.Csv?.Comment,
    };

    private async Task SettleRepeatsAsync(NpgsqlConnection connection, Attempt attempt, Staging staging, CancellationToken cancel)
    {
        var repeats = await Merge.SettleRepeatsAsync(connection, cancel);
        foreach (var repeat in repeats.Where(repeat => repeat.Contradictory))
        {
            var what = $"{repeat.Measure} for {repeat.Area}, {repeat.Breakdown}, {new Period(repeat.PeriodFrom, repeat.PeriodTo).Key(catalogue.Measures[repeat.Measure].Value.Frequency)}";
            staging.Reject(new Reject(repeat.Sheet, repeat.FirstRow, null, repeat.Raw, $"{what} stands in rows {repeat.Rows} with different values; none of them was loaded: ask the supplier which is right."));
        }

        if (repeats.Count(repeat => !repeat.Contradictory) is > 0 and var same)
        {
            attempt.Notes.Add($"{same} figure{(same == 1 ? " stands" : "s stand")} in the file more than once with the same value and count{(same == 1 ? "s" : "")} once.");
        }
    }

    private static void RefuseTooManyRejects(Attempt attempt, Staging staging)
    {
        var limit = attempt.Source.Value.RejectAbove;
        var share = 100m * staging.Rejects.Count / Math.Max(1, staging.Rejects.Count + staging.Figures);
        if (staging.Figures == 0 && staging.Rejects.Count == 0)
        {
            throw new RefusedFileException("The file's tables hold no figures; check that this is the right file.");
        }

        if (share > limit)
        {
            throw new RefusedFileException(string.Create(CultureInfo.InvariantCulture, $"{staging.Rejects.Count} of {staging.Rejects.Count + staging.Figures} values can't be used, more than the {limit:0.##}% that the source allows, so nothing was loaded; the first: {Where(staging.Rejects[0])}{staging.Rejects[0].Reason}"));
        }
    }

    // Two rows of one value can't begin at one moment, and the one on record was seen first.
    private void RefuseClash(Outcome outcome)
    {
        if (Changes(outcome, "clash") is [var clash, ..])
        {
            throw new RefusedFileException($"{clash.Measure} for {clash.Area}, {clash.Breakdown}, {clash.Period} is known with another value from that very moment; give a later --known-from.");
        }
    }

    // It is read three times: for its hash, to be kept, and for its figures. All three must be of the same bytes.
    private static async Task RefuseChangedFileAsync(Attempt attempt, CancellationToken cancel)
    {
        if (await FileStore.Sha256Async(attempt.Request.Path, cancel) != attempt.FileSha256)
        {
            throw SentenceException.Refused($"The file {attempt.Request.FileName} changed while it was read; nothing was loaded: deliver it again when it is whole.");
        }
    }

    private static string Where(Reject reject) => $"{(string.IsNullOrEmpty(reject.Sheet) ? "line" : $"sheet '{reject.Sheet}', row")} {reject.Row}{(reject.Column is { Length: > 0 } column ? $", column '{column}'" : "")}: ";

    private LoadReport Report(Attempt attempt, Staging staging, Outcome outcome, string? quarantine) => new()
    {
        Load = LoadId(attempt),
        Source = attempt.Source.Id,
        FileSha256 = attempt.FileSha256,
        Read = attempt.RowsRead,
        Loaded = outcome.New,
        Unchanged = outcome.Unchanged,
        Revised = outcome.Revised,
        Rejected = staging.Rejects.Count,
        Seconds = Math.Round(attempt.Clock.Elapsed.TotalSeconds, 3),
        State = quarantine is null ? LoadState.Accepted : LoadState.Quarantined,
        Publication = quarantine is not null ? "waiting" : attempt.Source.Value.Publish == PublishRule.OnLoad ? "published" : "waiting",
        Reason = quarantine,
        Notes = attempt.Notes,
        Revisions = Changes(outcome, "revised"),
        EarlierEditions = Changes(outcome, "earlier"),
        Rejects = staging.Rejects,
        DryRun = attempt.Request.DryRun,
    };

    private List<Revision> Changes(Outcome outcome, string kind) =>
        [.. outcome.Changes.Where(change => change.Outcome == kind).Select(change => new Revision(change.Measure, change.Area, change.Breakdown, new Period(change.PeriodFrom, change.PeriodTo).Key(catalogue.Measures[change.Measure].Value.Frequency), change.Old, change.New) { OldStatus = ObservationStatuses.Parse(change.OldStatus), NewStatus = ObservationStatuses.Parse(change.NewStatus) })];

    /// <summary>A label that tells nothing about how many loads there were: the public sees it on receipts. Known from the start, so that a running load can be followed.</summary>
    private static string LoadId(Attempt attempt)
    {
        const string Letters = "abcdefghjkmnpqrstvwxyz0123456789";
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{attempt.Source.Id}|{attempt.Source.Sha256}|{attempt.FileSha256}|{attempt.Started.UtcTicks}"));
        return string.Create(12, hash, (label, bytes) =>
        {
            for (var i = 0; i < label.Length; i++)
            {
                label[i] = Letters[bytes[i] % Letters.Length];
            }
        });
    }

    private static async Task<LoadReport?> EarlierReportAsync(NpgsqlConnection connection, Declaration<Source> source, string sha256, Stopwatch clock, CancellationToken cancel)
    {
        var before = await connection.QueryFirstOrDefaultAsync<(string Load, string State, string Publication, long Read, long Counted, long Rejected, string? Reason)?>(new CommandDefinition(
            """
            select load_id, state, publication, rows_read, loaded + unchanged + revised, rejected, reason from working.load
            where source = @source and file_sha256 = @sha256 and declaration_sha256 = @declaration and state <> 'refused' and publication <> 'rejected'
            order by number limit 1
            """,
            new { source = source.Id, sha256, declaration = source.Sha256 },
            cancellationToken: cancel));

        return before is not { } earlier ? null : new LoadReport
        {
            Load = earlier.Load,
            Source = source.Id,
            FileSha256 = sha256,
            Read = earlier.Read,
            Loaded = 0,
            Unchanged = earlier.Counted,
            Revised = 0,
            Rejected = earlier.Rejected,
            Seconds = Math.Round(clock.Elapsed.TotalSeconds, 3),
            State = Enum.Parse<LoadState>(earlier.State, ignoreCase: true),
            Publication = earlier.Publication,
            Reason = earlier.Reason,
            Notes = ["These bytes were loaded before; nothing changed."],
        };
    }

    private async Task<LoadReport> RefuseAsync(NpgsqlConnection connection, Attempt attempt, string reason, CancellationToken cancel)
    {
        var knownFrom = attempt.Request.KnownFrom ?? attempt.Started;
        var rejects = attempt.Staging?.Rejects ?? [];
        var report = new LoadReport
        {
            Load = LoadId(attempt),
            Source = attempt.Source.Id,
            FileSha256 = attempt.FileSha256,
            Read = attempt.RowsRead,
            Loaded = 0,
            Unchanged = 0,
            Revised = 0,
            Rejected = rejects.Count,
            Seconds = Math.Round(attempt.Clock.Elapsed.TotalSeconds, 3),
            State = LoadState.Refused,
            Publication = "none",
            Reason = reason,
            Notes = attempt.Notes,
            Rejects = rejects,
            DryRun = attempt.Request.DryRun,
        };
        if (attempt.Request.DryRun)
        {
            return report;
        }

        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await FileStore.StoreAsync(connection, attempt.Request.Path, attempt.FileSha256, cancel);
        await InsertLoadAsync(connection, attempt, report, knownFrom, attempt.Request.Released, 0, cancel);
        await KeepRejectsAsync(connection, report.Load, rejects, cancel);
        await RefuseChangedFileAsync(attempt, cancel);
        await transaction.CommitAsync(cancel);

        return report;
    }

    private async Task InsertLoadAsync(NpgsqlConnection connection, Attempt attempt, LoadReport report, DateTimeOffset knownFrom, DateOnly? released, long earlier, CancellationToken cancel)
    {
        var source = attempt.Source;
        var number = await connection.ExecuteScalarAsync<long>(new CommandDefinition(
            """
            insert into working.load (load_id, source, declaration_sha256, file_sha256, file_name, byte_count, delivered_by, state, publication, known_from, back_filled, released,
                                      loaded_at, finished_at, rows_read, loaded, unchanged, revised, earlier, rejected, reason, notes, title, publisher, licence, brought_by, proposed)
            values (@load, @source, @declaration, @sha256, @fileName, @byteCount, @deliveredBy, @state, @publication, @knownFrom, @backFilled, @released,
                    @started, @finished, @read, @loaded, @unchanged, @revised, @earlier, @rejected, @reason, @notes::jsonb, @title, @publisher, @licence, @broughtBy, @proposed::jsonb)
            returning number
            """,
            new
            {
                load = report.Load,
                source = source.Id,
                declaration = source.Sha256,
                sha256 = attempt.FileSha256,
                fileName = attempt.Request.FileName,
                byteCount = new FileInfo(attempt.Request.Path).Length,
                deliveredBy = KebabNaming.Policy.ConvertName(attempt.Request.DeliveredBy.ToString()),
                state = KebabNaming.Policy.ConvertName(report.State.ToString()),
                publication = report.Publication == "published" ? "waiting" : report.Publication,
                knownFrom = knownFrom.UtcDateTime,
                backFilled = attempt.Request.KnownFrom is not null,
                released,
                started = attempt.Started.UtcDateTime,
                finished = time.GetUtcNow().UtcDateTime,
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
        await connection.ExecuteAsync(new CommandDefinition("select pg_notify('scrutiny_working', 'load:' || @number)", new { number }, cancellationToken: cancel));
    }

    private static async Task KeepAsync(NpgsqlConnection connection, string load, Staging staging, CancellationToken cancel)
    {
        await using (var blocks = await connection.BeginBinaryImportAsync("copy working.row_block (load_id, sheet, first_row, last_row, content) from stdin (format binary)", cancel))
        {
            foreach (var block in staging.Blocks)
            {
                await blocks.StartRowAsync(cancel);
                await blocks.WriteAsync(load, NpgsqlDbType.Text, cancel);
                await blocks.WriteAsync(block.Sheet, NpgsqlDbType.Text, cancel);
                await blocks.WriteAsync(block.FirstRow, NpgsqlDbType.Integer, cancel);
                await blocks.WriteAsync(block.LastRow, NpgsqlDbType.Integer, cancel);
                await blocks.WriteAsync(block.Content, NpgsqlDbType.Bytea, cancel);
            }

            await blocks.CompleteAsync(cancel);
        }

        await KeepRejectsAsync(connection, load, staging.Rejects, cancel);
    }

    private static async Task KeepRejectsAsync(NpgsqlConnection connection, string load, IReadOnlyList<Reject> rejects, CancellationToken cancel)
    {
        await using var rows = await connection.BeginBinaryImportAsync("copy working.reject (load_id, number, sheet, row_number, column_name, raw, reason) from stdin (format binary)", cancel);
        for (var i = 0; i < rejects.Count; i++)
        {
            var reject = rejects[i];
            await rows.StartRowAsync(cancel);
            await rows.WriteAsync(load, NpgsqlDbType.Text, cancel);
            await rows.WriteAsync(i + 1, NpgsqlDbType.Integer, cancel);
            await rows.WriteAsync(reject.Sheet, NpgsqlDbType.Text, cancel);
            await rows.WriteAsync(reject.Row, NpgsqlDbType.Integer, cancel);
            await rows.WriteAsync(reject.Column, NpgsqlDbType.Text, cancel);
            await rows.WriteAsync(reject.Raw, NpgsqlDbType.Text, cancel);
            await rows.WriteAsync(reject.Reason, NpgsqlDbType.Text, cancel);
        }

        await rows.CompleteAsync(cancel);
    }

    /// <summary>What is known about a file while it loads, for the report of either ending.</summary>
    private sealed record Attempt(LoadRequest Request, Declaration<Source> Source, string FileSha256, DateTimeOffset Started, Stopwatch Clock)
    {
        public List<string> Notes { get; } = [];

        public Staging? Staging { get; set; }

        public LoadProgress? Progress { get; set; }

        public long RowsRead { get; set; }
    }
}
