using System.Globalization;
using System.Text.Json;
using Dapper;
using Npgsql;
using Scrutiny.Dashboards;
using Scrutiny.Ingest.Loading;
using Scrutiny.Observations;
using Scrutiny.Releases;
using Scrutiny.Requests;

namespace Scrutiny.Ingest.Requests;

/// <summary>What each kind of request means. All of it may be done again after a kill: the loader knows bytes it has met, and a decision is looked up before it is taken.</summary>
internal sealed class RequestWork(NpgsqlDataSource database, Catalogue catalogue, Loader loader, Approval approval, Func<string, CancellationToken, Task> lookForFiles, int earlyHours = RequestWork.MostEarlyHours)
{
    /// <summary>How long before a release anybody may see it, at most.</summary>
    public const int MostEarlyHours = 24;

    private readonly ReleaseWork releases = new(catalogue, approval, earlyHours);

    private const string UploadSql = "select source as Source, file_name as FileName, file_sha256 as Sha256, released as Released, uploaded_by as UploadedBy from working.upload where upload_id = @upload";

    // The store of files has the bytes now. What was only ever checked goes after a week.
    private const string ClearSql = """
        delete from working.upload_chunk c using working.upload u
        where u.upload_id = c.upload_id and not u.evidence and (u.upload_id = @upload or u.uploaded_at < now() - interval '7 days')
        """;

    private const string DecidedSql = "select publication from working.load where load_id = @load and decided_by = @by and decided_at >= @since";

    /// <summary>Does it.</summary>
    /// <param name="connection">In the transaction that holds the request's row.</param>
    /// <param name="request">What is asked.</param>
    /// <param name="cancel">Cancels.</param>
    /// <exception cref="SentenceException">It is refused; the sentence is the outcome.</exception>
    public Task<RequestResult> DoAsync(NpgsqlConnection connection, OpenRequest request, CancellationToken cancel) => RequestKinds.Parse(request.Kind) switch
    {
        RequestKind.TakeUpload => TakeUploadAsync(connection, request, cancel),
        RequestKind.Approve => ApproveAsync(connection, request, cancel),
        RequestKind.Reject => RejectAsync(request, cancel),
        RequestKind.RunSource => RunSourceAsync(request, cancel),
        RequestKind.Rerun => RerunAsync(connection, request, cancel),
        RequestKind.TypeFigure => TypeFigureAsync(request, cancel),
        RequestKind.Schedule or RequestKind.Unschedule or RequestKind.Withdraw or RequestKind.Invite or RequestKind.Uninvite or RequestKind.WriteNote or RequestKind.DecideNote or RequestKind.ExceptNote
            or RequestKind.SetPeriod or RequestKind.DropPeriod or RequestKind.DraftCorrection or RequestKind.DecideCorrections or RequestKind.WriteExplanation or RequestKind.StrikeExplanation => releases.DoAsync(connection, request, cancel),
    };

    private async Task<RequestResult> TakeUploadAsync(NpgsqlConnection connection, OpenRequest request, CancellationToken cancel)
    {
        var upload = await connection.QuerySingleAsync<Upload>(new CommandDefinition(UploadSql, new { upload = request.Upload }, cancellationToken: cancel));
        using var file = ReceivedFile.Create();
        await WriteUploadAsync(connection, request.Upload!, file.Path, cancel);
        if (await FileStore.Sha256Async(file.Path, cancel) != upload.Sha256)
        {
            throw SentenceException.Refused($"The uploaded file {upload.FileName} did not arrive whole, or has been loaded and cleared away since; upload it again.");
        }

        var report = await loader.LoadAsync(
            new LoadRequest(file.Path, upload.FileName, upload.Source, Delivery.Hand) { Released = upload.Released, DryRun = request.DryRun, BroughtBy = upload.UploadedBy, ForRequest = request.Id, Actor = request.AskedAs }, cancel);
        if (!request.DryRun)
        {
            await connection.ExecuteAsync(new CommandDefinition(ClearSql, new { upload = request.Upload }, cancellationToken: cancel));
        }

        return Result(report, request.DryRun);
    }

    private async Task<RequestResult> ApproveAsync(NpgsqlConnection connection, OpenRequest request, CancellationToken cancel)
    {
        if (!await DecidedBeforeAsync(request, cancel))
        {
            var detail = request.Detail is null ? null : JsonSerializer.Deserialize<ReleaseDetail>(request.Detail, ReleaseDetail.Json);
            await releases.RefuseErrorsAsync(connection, request.Load!, cancel);
            await approval.ApproveAsync(request.Load!, request.AskedBy, request.AskedAs, cancel, detail?.Correction);
        }

        return new RequestResult(true, "Approved: the public sees its figures.") { Became = request.Load };
    }

    private async Task<RequestResult> RejectAsync(OpenRequest request, CancellationToken cancel)
    {
        if (!await DecidedBeforeAsync(request, cancel))
        {
            await approval.RejectAsync(request.Load!, request.Reason!, request.AskedBy, request.AskedAs, cancel);
        }

        return new RequestResult(true, "Rejected: what was known before stands.") { Became = request.Load };
    }

    private async Task<bool> DecidedBeforeAsync(OpenRequest request, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return await connection.ExecuteScalarAsync<string?>(new CommandDefinition(DecidedSql, new { load = request.Load, by = request.AskedBy, since = request.AskedAt }, cancellationToken: cancel))
            == (request.Kind == RequestKind.Approve.Name() ? "published" : "rejected");
    }

    private async Task<RequestResult> RunSourceAsync(OpenRequest request, CancellationToken cancel)
    {
        if (!catalogue.Sources.TryGetValue(request.Source, out var source))
        {
            throw SentenceException.Refused($"The source '{request.Source}' is not declared.");
        }

        await lookForFiles(source.Id, cancel);
        return new RequestResult(true, "New files are being looked for; what is found appears among the source’s loads.");
    }

    private async Task<RequestResult> RerunAsync(NpgsqlConnection connection, OpenRequest request, CancellationToken cancel)
    {
        var load = await connection.QuerySingleAsync<(string Sha256, string FileName, string Source, DateOnly? Released)>(new CommandDefinition(
            "select file_sha256, file_name, source, released from working.load where load_id = @load", new { load = request.Load }, cancellationToken: cancel));
        using var file = ReceivedFile.Create();
        await FileStore.WriteBackAsync(connection, load.Sha256, file.Path, cancel);
        var report = await loader.LoadAsync(
            new LoadRequest(file.Path, load.FileName, load.Source, Delivery.Hand) { Released = load.Released, BroughtBy = request.AskedBy, ForRequest = request.Id, Actor = request.AskedAs }, cancel);

        return Result(report, dryRun: false);
    }

    private async Task<RequestResult> TypeFigureAsync(OpenRequest request, CancellationToken cancel)
    {
        var figure = JsonSerializer.Deserialize<TypedFigure>(request.Figure!, ProposedChange.Json)!;
        using var file = ReceivedFile.Create();
        string[] heading = ["measure", "area_code", "breakdown", "period", "value", "status", "evidence", "document", "document_sha256"];
        string[] row = [figure.Measure, figure.Area, figure.Breakdown, figure.Period, figure.Value, figure.Status, figure.Evidence, figure.Document ?? "", figure.DocumentSha256 ?? ""];
        await File.WriteAllTextAsync(file.Path, $"{Line(heading)}\n{Line(row)}\n", cancel);
        var report = await loader.LoadAsync(
            new LoadRequest(file.Path, $"typed-{figure.Measure}.csv", TypedFigure.Source, Delivery.Hand) { BroughtBy = request.AskedBy, ForRequest = request.Id, Actor = request.AskedAs }, cancel);
        return Result(report, dryRun: false);
    }

    private static string Line(IEnumerable<string> cells) => string.Join(',', cells.Select(cell => $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\""));

    private static RequestResult Result(LoadReport report, bool dryRun)
    {
        var counts = string.Create(CultureInfo.InvariantCulture, $"{report.Read:#,##0} row{(report.Read == 1 ? "" : "s")} read, {report.Loaded:#,##0} value{(report.Loaded == 1 ? "" : "s")} new, {report.Revised:#,##0} revised, {report.Unchanged:#,##0} unchanged, {report.Rejected:#,##0} rejected");
        var outcome = (report.State, dryRun) switch
        {
            (LoadState.Refused, true) => $"The file would be refused. {report.Reason}",
            (LoadState.Refused, false) => $"The file was refused. {report.Reason}",
            (LoadState.Quarantined, true) => $"The file would wait in quarantine. {report.Reason}",
            (LoadState.Quarantined, false) => $"The file waits in quarantine. {report.Reason}",
            (LoadState.Accepted, true) => $"The file can be loaded: {counts}.",
            (LoadState.Accepted, false) => $"Loaded: {counts}.{(report.Publication == "waiting" ? " It waits for approval." : "")}",
        };
        return new RequestResult(dryRun || report.State != LoadState.Refused, outcome)
        {
            Became = dryRun ? null : report.Load,
            Report = dryRun ? JsonSerializer.Serialize(Report(report), ProposedChange.Json) : null,
        };
    }

    private static DryRunReport Report(LoadReport report) => new(
        KebabNaming.Policy.ConvertName(report.State.ToString()), report.Reason, report.Read, report.Loaded, report.Unchanged, report.Revised, report.Rejected, report.Notes,
        ProposedChanges.From(report),
        [.. report.Rejects.Take(DryRunReport.Listed).Select(reject => new ReportedReject(reject.Sheet, reject.Row, reject.Column, reject.Raw, reject.Reason))]);

    private static async Task WriteUploadAsync(NpgsqlConnection connection, string upload, string path, CancellationToken cancel)
    {
        await using var file = File.Create(path);
        await using var command = new NpgsqlCommand("select content from working.upload_chunk where upload_id = $1 order by number", connection) { Parameters = { new() { Value = upload } } };
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            await file.WriteAsync(reader.GetFieldValue<byte[]>(0), cancel);
        }
    }

    private sealed record Upload(string Source, string FileName, string Sha256, DateOnly? Released, string UploadedBy);
}
