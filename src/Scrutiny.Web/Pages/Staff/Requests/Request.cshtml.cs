using System.Text.Json;
using Dapper;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;
using Scrutiny.Dashboards;
using Scrutiny.Observations;
using Scrutiny.Requests;
using Scrutiny.Web.Access;
using Scrutiny.Web.Pages.Components;
using Scrutiny.Web.Staff;

namespace Scrutiny.Web.Pages.Staff.Requests;

/// <summary><c>/staff/requests/{id}</c>: what became of something that was asked of ingest, and after a check of a file the button that loads it.</summary>
internal sealed class RequestModel(NpgsqlDataSource database, Catalogue catalogue, StaffRequests requests) : PageModel
{
    private const string Sql = """
        select r.request_id as Id, r.kind as Kind, r.source as Source, r.load_id as Load, r.upload_id as Upload, r.dry_run as DryRun, r.asked_by as AskedBy, r.asked_at as AskedAt, r.state as State, r.outcome as Outcome,
               r.report::text as Report, r.became as Became, u.file_name as FileName
        from working.request r left join working.upload u using (upload_id) where r.request_id = @id
        """;

    public Row Row { get; private set; } = null!;

    public LoadProgress? Progress { get; private set; }

    public DryRunReport? Report { get; private set; }

    /// <summary>The checked file, which may now be loaded.</summary>
    public string? Upload => Row is { State: "done", DryRun: true } ? Row.Upload : null;

    public DataTable Changes => ChangeTable.Of("Values that it would revise", Report!.Changes, catalogue);

    public DataTable Rejects => RejectTable.Of(Report!.Rejects);

    public string Section => RequestKinds.Parse(Row.Kind) switch
    {
        RequestKind.TakeUpload => "/staff/upload",
        RequestKind.TypeFigure => "/staff/figures/type",
        RequestKind.RunSource => "/staff/feeds",
        RequestKind.Approve or RequestKind.Reject or RequestKind.Rerun or RequestKind.Withdraw => "/staff/loads",
        RequestKind.Schedule or RequestKind.Unschedule or RequestKind.Invite or RequestKind.Uninvite => "/staff/releases",
        RequestKind.WriteNote or RequestKind.DecideNote or RequestKind.ExceptNote => "/staff/notes",
        RequestKind.SetPeriod or RequestKind.DropPeriod => "/staff/pre-election",
        RequestKind.DraftCorrection or RequestKind.DecideCorrections => "/staff/corrections",
        RequestKind.WriteExplanation or RequestKind.StrikeExplanation => "/staff/explanations",
    };

    public string Heading => RequestKinds.Parse(Row.Kind) switch
    {
        RequestKind.TakeUpload => $"{(Row.DryRun ? "Checking" : "Loading")} {Row.FileName}",
        RequestKind.Approve => "Approving a load",
        RequestKind.Reject => "Rejecting a load",
        RequestKind.RunSource => "Looking for new files",
        RequestKind.Rerun => "Reading a file again",
        RequestKind.TypeFigure => "Typing a figure",
        RequestKind.Schedule => "Scheduling a release",
        RequestKind.Unschedule => "Taking a release off the schedule",
        RequestKind.Withdraw => "Withdrawing a load",
        RequestKind.Invite => "Giving early sight of a release",
        RequestKind.Uninvite => "Ending early sight of a release",
        RequestKind.WriteNote => "Keeping a note",
        RequestKind.DecideNote => "Deciding about a note",
        RequestKind.ExceptNote => "Making an exception",
        RequestKind.SetPeriod => "Entering a pre-election period",
        RequestKind.DropPeriod => "Ending a pre-election period",
        RequestKind.DraftCorrection => "Keeping the words of a correction",
        RequestKind.DecideCorrections => "Deciding about corrections",
        RequestKind.WriteExplanation => "Keeping an explanation",
        RequestKind.StrikeExplanation => "Striking out an explanation",
    };

    public string Version => $"{Row.State}.{Progress?.Phase}";

    public async Task<IActionResult> OnGetAsync(long id, CancellationToken cancel) => await ReadAsync(id, cancel) ? Page() : NotFound();

    /// <summary>Loads the file that was checked.</summary>
    public async Task<IActionResult> OnPostAsync(long id, CancellationToken cancel)
    {
        if (!await ReadAsync(id, cancel) || Upload is not { } upload)
        {
            return NotFound();
        }

        var request = await requests.AskAsync(new StaffRequest(RequestKind.TakeUpload, Row.Source, HttpContext.Person()) { Upload = upload }, cancel);
        return LocalRedirect($"/staff/requests/{request}");
    }

    private async Task<bool> ReadAsync(long id, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        if (await connection.QuerySingleOrDefaultAsync<Row>(new CommandDefinition(Sql, new { id }, cancellationToken: cancel)) is not { } row || !HttpContext.Person().Sees(row.Source))
        {
            return false;
        }

        Row = WithheldField.RequestReport.IsFor(HttpContext.Person().Roles) ? row : row with { Report = null, Outcome = row.State == "failed" ? "The list of loads and the alerts say more." : "The list of loads says what became of each file." };
        Progress = row.State == "open" ? await RunningLoads.OfRequestAsync(connection, id, cancel) : null;
        Report = Row.Report is null ? null : JsonSerializer.Deserialize<DryRunReport>(Row.Report, ProposedChange.Json);
        return true;
    }
}

/// <summary>A request as it stands.</summary>
internal sealed record Row(
    long Id, string Kind, string Source, string? Load, string? Upload, bool DryRun, string AskedBy, DateTime AskedAt, string State, string? Outcome, string? Report, string? Became, string? FileName)
{
    public DateTimeOffset Asked => new(AskedAt, TimeSpan.Zero);
}
