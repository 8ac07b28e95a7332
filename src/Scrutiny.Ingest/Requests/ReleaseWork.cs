using System.Text.Json;
using Npgsql;
using Scrutiny.Dashboards;
using Scrutiny.Ingest.Loading;
using Scrutiny.Ingest.Quotations;
using Scrutiny.Ingest.Releases;
using Scrutiny.Releases;
using Scrutiny.Requests;

namespace Scrutiny.Ingest.Requests;

/// <summary>The requests that concern releases, notes and periods: each is done in the transaction that ends the request, so it happens once or not at all.</summary>
internal sealed class ReleaseWork(Catalogue catalogue, Approval approval, int earlyHours)
{
    private readonly ReleasePlan plan = new(catalogue, approval, earlyHours);
    private readonly Notes notes = new(catalogue, approval.TwoPersons);
    private readonly CorrectionDesk corrections = new(catalogue, approval.TwoPersons);

    /// <summary>Keeps a load with an error on its checklist from being published.</summary>
    /// <exception cref="SentenceException">There is one.</exception>
    public Task RefuseErrorsAsync(NpgsqlConnection connection, string load, CancellationToken cancel) => plan.RefuseErrorsAsync(connection, load, cancel);

    /// <exception cref="SentenceException">It is refused.</exception>
    public async Task<RequestResult> DoAsync(NpgsqlConnection connection, OpenRequest request, CancellationToken cancel)
    {
        var detail = request.Detail is null ? new ReleaseDetail() : JsonSerializer.Deserialize<ReleaseDetail>(request.Detail, ReleaseDetail.Json)!;
        var (by, actor) = (request.AskedBy, request.AskedAs);
        var outcome = RequestKinds.Parse(request.Kind) switch
        {
            RequestKind.Schedule => await plan.ScheduleAsync(connection, request.Load!, detail, by, actor, cancel),
            RequestKind.Unschedule => await ReleasePlan.UnscheduleAsync(connection, detail.Release!.Value, by, actor, cancel),
            RequestKind.Withdraw => await LoadWithdrawal.WithdrawAsync(connection, request.Load!, request.Reason!, by, actor, cancel),
            RequestKind.Invite => await plan.InviteAsync(connection, detail, by, actor, cancel),
            RequestKind.Uninvite => await ReleasePlan.RevokeAsync(connection, detail, by, actor, cancel),
            RequestKind.WriteNote => await notes.WriteAsync(connection, detail, by, actor, cancel),
            RequestKind.DecideNote => await notes.DecideAsync(connection, detail, request.Reason, by, actor, cancel),
            RequestKind.ExceptNote => await PreElection.ExceptAsync(connection, detail.Note!.Value, request.Reason!, by, actor, cancel),
            RequestKind.SetPeriod => await PreElection.SetAsync(connection, detail, by, actor, cancel),
            RequestKind.DraftCorrection => await CorrectionDesk.DraftAsync(connection, detail, request.Reason, by, actor, cancel),
            RequestKind.DecideCorrections => await corrections.DecideAsync(connection, detail, request.Reason, by, actor, cancel),
            RequestKind.WriteExplanation => await ExplanationBook.KeepAsync(connection, catalogue, detail.Explanation!, by, actor, cancel),
            RequestKind.StrikeExplanation => await ExplanationBook.StrikeAsync(connection, detail.Explained!.Value, by, actor, cancel),
            RequestKind.DropPeriod => await PreElection.DropAsync(connection, detail.Period!.Value, by, actor, cancel),
            RequestKind.TakeUpload or RequestKind.Approve or RequestKind.Reject or RequestKind.RunSource or RequestKind.Rerun or RequestKind.TypeFigure
                => throw new ArgumentException($"'{request.Kind}' is another's work.", nameof(request)),
        };
        CrashPoints.Pass(CrashPoint.ReleaseWorkDone);
        return new RequestResult(true, outcome) { Became = request.Load };
    }
}
