using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Dapper;
using Npgsql;
using NpgsqlTypes;
using Scrutiny.Dashboards;
using Scrutiny.Ingest.Checking;
using Scrutiny.Ingest.Mapping;
using Scrutiny.Ingest.Parsing;
using Scrutiny.Observations;
using Scrutiny.Periods;
using Scrutiny.Sources;

namespace Scrutiny.Ingest.Loading;

/// <summary>
/// Loads one file through its source, in one transaction: file bytes, figures, rejects and rows for receipts, publication and the
/// doorbell stand or fall together. The same bytes through the same declaration change nothing.
/// </summary>
internal sealed class Loader(NpgsqlDataSource database, Catalogue catalogue, TimeProvider time, ParserLimits? limits = null)
{
    private readonly ParserProcess parser = new(limits ?? new ParserLimits());

    /// <summary>Loads a file.</summary>
    /// <returns>What it did; a refused file is an outcome, not an exception.</returns>
    /// <exception cref="SentenceException">The source is not declared, or the moment lies in the future.</exception>
    public async Task<LoadReport> LoadAsync(LoadRequest request, CancellationToken cancel)
    {
        if (!catalogue.Sources.TryGetValue(request.Source, out var source))
        {
            throw SentenceException.Unusable($"There is no source '{request.Source}'{NearestMatch.Hint(request.Source, catalogue.Sources.Keys)}");
        }

        if (source.Value.Draft && !request.DryRun)
        {
            throw SentenceException.Unusable($"The source '{request.Source}' is a draft and takes no files yet; try it with --dry-run, and take out 'draft: true' when it is settled.");
        }

        var clock = Stopwatch.StartNew();
        var started = time.GetUtcNow();
        // Opened once: what is hashed, kept and read is the same file, whatever its name comes to mean meanwhile.
        await using var file = Open(request);
        var sha256 = await FileStore.Sha256Async(file, cancel);
        CrashPoints.Pass(CrashPoint.FileHashed);
        await using var connection = await database.OpenConnectionAsync(cancel);
        // By the clock that stamps publications: this machine's may be wrong.
        if (request.KnownFrom > await NowAsync(connection, cancel))
        {
            throw SentenceException.Unusable("--known-from lies in the future; what is not known yet can't be loaded.");
        }

        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await TakeTurnAsync(connection, source.Id, cancel);
        var reading = catalogue.ReadingSha256(source);
        if (request.NotRead is null && await LoadRecord.EarlierAsync(connection, source.Id, reading, sha256, cancel) is { } before)
        {
            return before with { Seconds = Math.Round(clock.Elapsed.TotalSeconds, 3) };
        }

        var number = await connection.ExecuteScalarAsync<int>(new CommandDefinition("select nextval('working.load_number_seq')", cancellationToken: cancel));
        var attempt = new LoadAttempt(request, file, sha256, source, reading, started, clock, number, request.KnownFrom ?? await NowAsync(connection, cancel));
        if (request.NotRead is { } reason)
        {
            await transaction.RollbackAsync(cancel);
            return await RefuseAsync(connection, attempt, reason, cancel);
        }

        await using var progress = LoadProgress.Begin(database, time, attempt.Load, request);
        attempt.Progress = progress;
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
                await LoadAudit.LoadedAsync(connection, attempt, report, cancel);
                CrashPoints.Pass(CrashPoint.LoadBeforeCommit);
                await transaction.CommitAsync(cancel);
                CrashPoints.Pass(CrashPoint.LoadCommitted);
            }

            return report with { Seconds = Math.Round(clock.Elapsed.TotalSeconds, 3) };
        }
        catch (RefusedFileException refusal)
        {
            await transaction.RollbackAsync(cancel);
            return await RefuseAsync(connection, attempt, refusal.Message, cancel);
        }
        catch (PostgresException fault) when (fault.SqlState == PostgresErrorCodes.DiskFull)
        {
            throw SentenceException.Unreachable($"The database's disk is full, so {request.FileName} could not be loaded and nothing of it counts; make room on that disk and load it again.", fault);
        }
    }

    private async Task<LoadReport> LoadAsync(NpgsqlConnection connection, LoadAttempt attempt, LoadProgress progress, CancellationToken cancel)
    {
        var source = attempt.Source;
        progress.Phase = LoadPhase.Storing;
        await FileStore.StoreAsync(connection, attempt.File, attempt.FileSha256, cancel);
        CrashPoints.Pass(CrashPoint.FileStored);
        progress.Phase = LoadPhase.Reading;
        var reading = await ReadStraightAsync(connection, attempt, cancel) ?? await ReadAndCompareAsync(connection, attempt, cancel);
        var (staging, stamp, outcome) = (reading.Staging, reading.Stamp, reading.Outcome);
        attempt.Notes.AddRange(reading.Differences.Select(check => check.Difference));
        RefuseClash(outcome);
        var quarantine = reading.Quarantine ?? (reading.IsStaged ? await ConflictAsync(connection, attempt, stamp.Released, cancel) : null);
        var report = Report(attempt, staging, outcome, quarantine);
        progress.Phase = LoadPhase.Writing;
        await LoadRecord.StoreAsync(connection, attempt, report, stamp.Released, outcome.Earlier, time.GetUtcNow(), cancel);
        CrashPoints.Pass(CrashPoint.LoadInserted);
        await LoadRecord.KeepRowsAsync(connection, report.Load, staging.Rows, cancel);
        await LoadRecord.KeepRejectsAsync(connection, report.Load, staging.Rejects, cancel);
        if (quarantine is not null)
        {
            await HeldFigures.KeepAsync(connection, source.Id, attempt.FileSha256, attempt.Request.FileName, stamp.Released, cancel);
        }

        CrashPoints.Pass(CrashPoint.RowsKept);
        if (quarantine is not null || attempt.Request.DryRun)
        {
            return report;
        }

        await ApplyAsync(connection, report.Load, reading, attempt.Request.KnownFrom is not null, cancel);
        if (report.Publication == "published")
        {
            progress.Phase = LoadPhase.Publishing;
            await Publication.CopyAsync(connection, report.Load, attempt.KnownFrom, history: true, cancel);
        }

        return report;
    }

    /// <summary>To be held while several files of a source are loaded one after another: it spares each but the first the start of a parser.</summary>
    public IDisposable SeveralOf(string source) => parser.KeepFor(source);

    /// <summary>Whether a file of which nothing may be read was refused before, by this name and for this reason.</summary>
    public async Task<bool> IsRefusedAsync(LoadRequest request, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return await LoadRecord.IsRefusedAsync(connection, request, cancel);
    }

    /// <summary>Holds the figures of one of several files that were delivered together, so that the load of each sees those of the others. A file that can't be read holds none.</summary>
    public async Task HoldAsync(LoadRequest request, CancellationToken cancel)
    {
        var source = catalogue.Sources[request.Source];
        await using var file = Open(request);
        var sha256 = await FileStore.Sha256Async(file, cancel);
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        // What a broken disk loses of it, the next look at the inbox holds anew.
        await connection.ExecuteAsync(new CommandDefinition("set local synchronous_commit = off", cancellationToken: cancel));
        try
        {
            await HeldFigures.KeepAsync(connection, source.Id, sha256, request.FileName, Read, cancel);
            CrashPoints.Pass(CrashPoint.HeldBeforeCommit);
            await transaction.CommitAsync(cancel);
            CrashPoints.Pass(CrashPoint.HeldCommitted);
        }
        catch (RefusedFileException)
        {
            await transaction.RollbackAsync(cancel);
        }

        DateOnly? Read(IParsedSink sink)
        {
            var parsed = new ParsedFile();
            parser.Read(file, source, catalogue, keepRows: false, sink, parsed, cancel);
            return Released(request, source.Value, parsed.Saved);
        }
    }

    /// <summary>Lets go of what is held of a source's files that no longer wait.</summary>
    public async Task ForgetAsync(string source, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await HeldFigures.ForgetAsync(connection, source, cancel);
    }

    /// <summary>
    /// Merges the figures of a load that a person has approved: all of a quarantined one, and of any other those that it shares with a
    /// load that is not published. The caller's transaction publishes them.
    /// </summary>
    internal async Task MergeApprovedAsync(NpgsqlConnection connection, string load, WaitingLoad waiting, string path, CancellationToken cancel)
    {
        var source = catalogue.Sources.TryGetValue(waiting.Source, out var declared)
            ? declared
            : throw SentenceException.Refused($"The source '{waiting.Source}' of load '{load}' is no longer declared; restore dashboards/sources/{waiting.Source}.yaml to approve it.");
        await TakeTurnAsync(connection, waiting.Source, cancel);
        var request = new LoadRequest(path, "", waiting.Source, Delivery.Hand) { Released = waiting.Released };
        await using var file = Open(request);
        var attempt = new LoadAttempt(request, file, "", source, "", time.GetUtcNow(), Stopwatch.StartNew(), waiting.Number, await NowAsync(connection, cancel));
        var reading = await ReadAndCompareAsync(connection, attempt, cancel, approving: waiting.State == "accepted");
        await ApplyAsync(connection, load, reading, backFilled: false, cancel);
        await connection.ExecuteAsync(new CommandDefinition("update working.load set state = 'accepted' where load_id = @load", new { load }, cancellationToken: cancel));
        await HeldFigures.ForgetAsync(connection, waiting.Source, cancel);
    }

    /// <summary>
    /// Reads the file in the hope that each of its series is either new, and goes straight to where it belongs, or says what the last file
    /// said: then there is nothing to compare.
    /// </summary>
    /// <returns>Null where that does not hold, with nothing written; the file is to be read again, and compared figure by figure.</returns>
    private async Task<FileReading?> ReadStraightAsync(NpgsqlConnection connection, LoadAttempt attempt, CancellationToken cancel)
    {
        var source = attempt.Source.Value;
        if (attempt.Request.KnownFrom is not null || attempt.Request.DryRun || source.WholePeriods || source.Released != ReleasedRule.Unknown
            || await HeldFigures.AnyAsync(connection, attempt.Source.Id, attempt.FileSha256, cancel))
        {
            return null;
        }

        await connection.ExecuteAsync(new CommandDefinition("savepoint straight", cancellationToken: cancel));
        var reading = await ReadAsync(connection, attempt, StagingTarget.Straight, cancel);
        var staging = reading.Staging;
        if (staging.Series.HasRepeats || !staging.Series.SayTheSame(reading.Stamp.Released) || (staging.Written > 0 && !reading.HasRows) || reading.Quarantine is not null)
        {
            await connection.ExecuteAsync(new CommandDefinition("rollback to savepoint straight", cancellationToken: cancel));
            CrashPoints.Pass(CrashPoint.StraightGivenUp);
            return null;
        }

        await staging.Series.StoreAsync(connection, cancel);
        return reading with { Outcome = new Outcome(staging.Written, staging.Figures - staging.Written, Revised: 0, Withdrawn: 0, Earlier: 0, []) };
    }

    /// <summary>Reads the file into the staging table and compares it with what is known.</summary>
    private async Task<FileReading> ReadAndCompareAsync(NpgsqlConnection connection, LoadAttempt attempt, CancellationToken cancel, bool approving = false)
    {
        var reading = await ReadAsync(connection, attempt, StagingTarget.Stage, cancel);
        await reading.Staging.Series.StoreAsync(connection, cancel);
        if (reading.Staging.Series.HasRepeats)
        {
            await SettleRepeatsAsync(connection, attempt, reading.Staging, cancel);
            RefuseTooManyRejects(attempt, reading.Staging);
        }

        attempt.Progress?.Phase = LoadPhase.Comparing;
        var outcome = await Merge.CompareAsync(connection, attempt.Source.Id, reading.Stamp, attempt.Source.Value.WholePeriods, approving, cancel);
        CrashPoints.Pass(CrashPoint.FiguresCompared);
        return reading with { IsStaged = true, Outcome = outcome };
    }

    private async Task<FileReading> ReadAsync(NpgsqlConnection connection, LoadAttempt attempt, StagingTarget target, CancellationToken cancel)
    {
        var source = attempt.Source.Value;
        var checks = FileChecks.Of(source, catalogue);
        var parsed = new ParsedFile();
        var series = await SourceSeries.ReadAsync(database, connection, attempt.Source.Id, cancel);
        var staging = new Staging(series, checks, target)
        {
            Stamping = () => new LoadStamp(attempt.Number, attempt.KnownFrom.UtcDateTime, Released(attempt.Request, source, parsed.Saved)),
        };
        attempt.Staging = staging;
        // Rows are kept for the receipts of what is written; a file that may change nothing needs none.
        var keepRows = target == StagingTarget.Stage || series.IsEmpty;
        attempt.Progress?.Follow(() => parsed.RowsRead);
        try
        {
            await staging.FillAsync(connection, () => parser.Read(attempt.File, attempt.Source, catalogue, keepRows, staging, parsed, cancel), cancel);
        }
        finally
        {
            // A refused file's report says what was seen, too.
            attempt.Notes.Clear();
            attempt.Notes.AddRange(parsed.Notes);
            attempt.RowsRead = parsed.RowsRead;
        }

        var stated = checks.OfType<StatedTotalCheck>().ToList();
        foreach (var (number, total) in parsed.StatedTotals.Where(total => total.Key < stated.Count))
        {
            stated[number].Stated = total;
        }

        RefuseTooManyRejects(attempt, staging);
        var known = await KnownValues.ReadAsync(connection, attempt.Source.Id, attempt.Number, FileChecks.NeedKnown(source), cancel);
        return new FileReading(staging, staging.Stamp, Outcome.Nothing) { HasRows = keepRows, Differences = [.. checks.SelectMany(check => check.Differences(known).Select(difference => (check.Otherwise, difference)))] };
    }

    /// <summary>Writes what was found, unless it is where it belongs already, and what the next file is compared with.</summary>
    private static async Task ApplyAsync(NpgsqlConnection connection, string load, FileReading reading, bool backFilled, CancellationToken cancel)
    {
        IReadOnlySet<int>? unsure = new HashSet<int>();
        if (reading.IsStaged)
        {
            await Merge.ApplyAsync(connection, load, reading.Stamp, reading.Outcome, cancel);
            unsure = backFilled ? null : await Merge.UnsureAsync(connection, reading.Outcome, cancel);
        }

        await reading.Staging.Series.StoreDigestsAsync(connection, reading.Stamp.Released, unsure, cancel);
        await connection.ExecuteAsync(new CommandDefinition("select working.index_new_observations()", cancellationToken: cancel));
        CrashPoints.Pass(CrashPoint.FiguresApplied);
    }

    // One change to a source's figures at a time, on whichever machine; the second waits and then sees what the first did.
    internal static async Task TakeTurnAsync(NpgsqlConnection connection, string source, CancellationToken cancel) =>
        await connection.ExecuteAsync(new CommandDefinition("select pg_advisory_xact_lock(hashtext('scrutiny.source.' || @source))", new { source }, cancellationToken: cancel));

    private static DateOnly? Released(LoadRequest request, Source source, DateTimeOffset? saved) =>
        request.Released ?? (source.Released == ReleasedRule.DocumentSaved && saved is { } stamp ? DateOnly.FromDateTime(stamp.UtcDateTime) : null);

    /// <summary>Why the file must wait: another one that waits contradicts it.</summary>
    private async Task<string?> ConflictAsync(NpgsqlConnection connection, LoadAttempt attempt, DateOnly? released, CancellationToken cancel)
    {
        if (await HeldFigures.ConflictAsync(connection, attempt.Source.Id, attempt.FileSha256, released, cancel) is not { } conflict)
        {
            return null;
        }

        var period = new Period(conflict.PeriodFrom, conflict.PeriodTo).Key(catalogue.Measures[conflict.Measure].Value.Frequency);
        var other = conflict.OtherLoad is { } load ? $"'{conflict.OtherFile}' (load {load}), which waits in quarantine" : $"'{conflict.OtherFile}', which was delivered together with it";
        return $"{conflict.Measure} for {conflict.Area}, {conflict.Breakdown}, {period} is {Words(conflict.Value, conflict.Status)} here and {Words(conflict.OtherValue, conflict.OtherStatus)} in {other}: find out which file is right, approve that one and reject the other.";

        static string Words(decimal? value, string status) => value?.ToString(CultureInfo.InvariantCulture) ?? status;
    }

    private static async Task<DateTimeOffset> NowAsync(NpgsqlConnection connection, CancellationToken cancel) =>
        new(await connection.ExecuteScalarAsync<DateTime>(new CommandDefinition("select clock_timestamp()", cancellationToken: cancel)), TimeSpan.Zero);

    /// <exception cref="SentenceException">It is no ordinary file.</exception>
    private static FileStream Open(LoadRequest request)
    {
        // A pipe would be waited for, and a device has no end.
        var path = File.ResolveLinkTarget(request.Path, returnFinalTarget: true)?.FullName ?? request.Path;
        return FileFacts.Of(path) is { Kind: FileKind.File }
            ? new FileStream(path, new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.Read, Share = FileShare.Read | FileShare.Delete, Options = FileOptions.SequentialScan })
            : throw SentenceException.Refused($"'{Path.GetFileName(request.Path)}' is no ordinary file; deliver a file that holds a table.");
    }

    private async Task SettleRepeatsAsync(NpgsqlConnection connection, LoadAttempt attempt, Staging staging, CancellationToken cancel)
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

    private static void RefuseTooManyRejects(LoadAttempt attempt, Staging staging)
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
    private static async Task RefuseChangedFileAsync(LoadAttempt attempt, CancellationToken cancel)
    {
        if (await FileStore.Sha256Async(attempt.File, cancel) != attempt.FileSha256)
        {
            throw SentenceException.Refused($"The file {attempt.Request.FileName} changed while it was read; nothing was loaded: deliver it again when it is whole.");
        }
    }

    private static string Where(Reject reject) => $"{(string.IsNullOrEmpty(reject.Sheet) ? "line" : $"sheet '{reject.Sheet}', row")} {reject.Row}{(reject.Column is { Length: > 0 } column ? $", column '{column}'" : "")}: ";

    private LoadReport Report(LoadAttempt attempt, Staging staging, Outcome outcome, string? quarantine) => new()
    {
        Load = attempt.Load,
        Source = attempt.Source.Id,
        FileSha256 = attempt.FileSha256,
        Read = attempt.RowsRead,
        Loaded = outcome.New,
        Unchanged = outcome.Unchanged,
        Revised = outcome.Revised + outcome.Withdrawn,
        Rejected = staging.Rejects.Count,
        Seconds = Math.Round(attempt.Clock.Elapsed.TotalSeconds, 3),
        State = quarantine is null ? LoadState.Accepted : LoadState.Quarantined,
        Publication = quarantine is not null ? "waiting" : catalogue.IsForStaff(attempt.Source.Id) ? "none" : attempt.Source.Value.Publish == PublishRule.OnLoad ? "published" : "waiting",
        Reason = quarantine,
        Notes = attempt.Notes,
        Revisions = [.. Changes(outcome, "revised"), .. Changes(outcome, "withdrawn")],
        EarlierEditions = Changes(outcome, "earlier"),
        Rejects = staging.Rejects,
        DryRun = attempt.Request.DryRun,
    };

    private List<Revision> Changes(Outcome outcome, string kind) =>
        [.. outcome.Changes.Where(change => change.Outcome == kind).Select(change => new Revision(change.Measure, change.Area, change.Breakdown, new Period(change.PeriodFrom, change.PeriodTo).Key(catalogue.Measures[change.Measure].Value.Frequency), change.Old, change.New) { OldStatus = ObservationStatuses.Parse(change.OldStatus), NewStatus = change.NewStatus is { } status ? ObservationStatuses.Parse(status) : null })];

    private async Task<LoadReport> RefuseAsync(NpgsqlConnection connection, LoadAttempt attempt, string reason, CancellationToken cancel)
    {
        var rejects = attempt.Staging?.Rejects ?? [];
        var report = new LoadReport
        {
            Load = attempt.Load,
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
        await FileStore.StoreAsync(connection, attempt.File, attempt.FileSha256, cancel);
        await LoadRecord.StoreAsync(connection, attempt, report, attempt.Request.Released, 0, time.GetUtcNow(), cancel);
        await LoadRecord.KeepRejectsAsync(connection, report.Load, rejects, cancel);
        await RefuseChangedFileAsync(attempt, cancel);
        await LoadAudit.LoadedAsync(connection, attempt, report, cancel);
        CrashPoints.Pass(CrashPoint.RefusalBeforeCommit);
        await transaction.CommitAsync(cancel);
        CrashPoints.Pass(CrashPoint.RefusalCommitted);

        return report;
    }

    /// <summary>A file that was read, its figures staged or where they belong.</summary>
    private sealed record FileReading(Staging Staging, LoadStamp Stamp, Outcome Outcome)
    {
        public bool IsStaged { get; init; }

        /// <summary>Whether the file's rows were kept, which the receipts of written figures show.</summary>
        public bool HasRows { get; init; }

        public IReadOnlyList<(CheckOutcome Otherwise, string Difference)> Differences { get; init; } = [];

        public string? Quarantine => Differences.Where(check => check.Otherwise == CheckOutcome.Quarantine).Select(check => check.Difference).ToList() switch
        {
            [] => null,
            [var only] => only,
            [var first, .. var others] => $"{first} {others.Count} more difference{(others.Count == 1 ? " is" : "s are")} in the load's notes.",
        };
    }
}
