using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;
using Npgsql;
using Scrutiny.Audit;
using Scrutiny.Web.Pages.Components;
using Scrutiny.Web.Staff;

namespace Scrutiny.Web.Pages.Staff.Record;

/// <summary><c>/staff/audit</c>: what was done, by whom and when.</summary>
internal sealed class IndexModel(NpgsqlDataSource database) : PageModel
{
    private const int PageSize = 50;
    private const int ShownOfValue = 12;

    [BindProperty(SupportsGet = true)]
    public string? Act { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Subject { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Day { get; set; }

    public static IReadOnlyList<(string Name, string Words)> Acts { get; } = [.. AuditActs.All.Select(act => (act.Name(), Words(act)))];

    public DataTable Entries { get; private set; } = null!;

    public Pager Pager { get; private set; } = null!;

    public string FileAddress => QueryHelpers.AddQueryString("/staff/audit.csv", Filters.Where(part => !string.IsNullOrEmpty(part.Value)));

    public bool Wrong(string field) => ModelState.TryGetValue(field, out var state) && state.Errors.Count > 0;

    private Dictionary<string, string?> Filters => new() { ["act"] = Act, ["subject"] = Subject, ["day"] = Wrong(nameof(Day)) ? null : Day };

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var (filter, good) = RecordFilter.Read(Act, Subject, Day);
        if (!good)
        {
            ModelState.AddModelError(nameof(Day), "A date must be written like 2026-09-30");
        }

        var page = Pager.Number(Request.Query["page"]);
        await using var connection = await database.OpenConnectionAsync(cancel);
        var rows = (await filter.ReadAsync(connection, PageSize + 1, (page - 1) * PageSize, cancel)).ToList();
        Pager = new Pager(page, rows.Count > PageSize, "/staff/audit", Filters);
        Entries = new DataTable(
            "Entries of the record, newest first",
            [new("Number", Numeric: true), new("When"), new("Who"), new("What"), new("To what"), new("Facts")],
            [.. rows.Take(PageSize).Select(row => (IReadOnlyList<TableCell>)
            [
                new(row.Number.ToString("#,##0", CultureInfo.InvariantCulture)),
                new(LondonTime.DateAndTime(new DateTimeOffset(row.At, TimeSpan.Zero))),
                new(Who(row.Actor)),
                new(Acts.FirstOrDefault(act => act.Name == row.Act).Words ?? row.Act),
                new(null, SubjectOf(row)),
                new(Facts(row.Detail)),
            ])])
        { CaptionClasses = "govuk-visually-hidden", FirstCellIsHeader = false };
    }

    private bool MayOpen(string surface) => StaffMenu.MayOpen(HttpContext.Person(), surface);

    private static string Words(AuditAct act) => act switch
    {
        AuditAct.LoadAccepted => "Load accepted",
        AuditAct.LoadQuarantined => "Load put in quarantine",
        AuditAct.LoadRefused => "Load refused",
        AuditAct.LoadPublished => "Load published",
        AuditAct.LoadApproved => "Load approved",
        AuditAct.LoadRejected => "Load rejected",
        AuditAct.RequestMade => "Request made",
        AuditAct.RequestFailed => "Request failed",
        AuditAct.SignedIn => "Signed in",
        AuditAct.SignedOut => "Signed out",
        AuditAct.AccessDenied => "Access denied",
        AuditAct.SignInFailed => "Failed to sign in",
        AuditAct.AccountAdded => "Account added",
        AuditAct.AccountDisabled => "Account disabled",
        AuditAct.AccountEnabled => "Account enabled",
        AuditAct.AccountReset => "One-time password given",
        AuditAct.SecondFactorReset => "Second factor taken away",
        AuditAct.RolesChanged => "Roles changed",
        AuditAct.PasswordChanged => "Own password changed",
        AuditAct.SecondFactorSet => "Second factor set up",
        AuditAct.SessionsEnded => "Own sessions ended",
        AuditAct.ReleaseScheduled => "Release scheduled",
        AuditAct.ReleaseUnscheduled => "Release taken off the schedule",
        AuditAct.ReleaseHeld => "Release not carried out",
        AuditAct.LoadWithdrawn => "Load withdrawn",
        AuditAct.LoadCorrected => "Correction published",
        AuditAct.PreReleaseGranted => "Early sight given",
        AuditAct.PreReleaseRevoked => "Early sight ended",
        AuditAct.PreReleaseViewed => "Release seen early",
        AuditAct.NoteWritten => "Commentary written",
        AuditAct.NotePublished => "Commentary published",
        AuditAct.NoteRejected => "Commentary rejected",
        AuditAct.NoteWithdrawn => "Commentary withdrawn",
        AuditAct.PreElectionSet => "Pre-election period entered",
        AuditAct.PreElectionDropped => "Pre-election period taken back",
        AuditAct.PreElectionExcepted => "Pre-election exception made",
        AuditAct.PreElectionBegan => "Pre-election period begun",
        AuditAct.PreElectionEnded => "Pre-election period ended",
        AuditAct.MeetingPlanned => "Meeting planned or changed",
        AuditAct.MeetingPublished => "Meeting published",
        AuditAct.MeetingCancelled => "Meeting cancelled",
        AuditAct.MeetingClosed => "Meeting closed",
        AuditAct.MinutesDrafted => "Minutes drafted",
        AuditAct.MinutesApproved => "Minutes approved",
        AuditAct.LetterSent => "Letter sent",
        AuditAct.PaperKept => "Paper kept or taken back",
        AuditAct.PapersPublished => "Papers published",
        AuditAct.PackChanged => "Pack changed",
        AuditAct.PackChapterOpened => "Chapter of a pack opened",
        AuditAct.PackSigned => "Pack signed off",
        AuditAct.PackPublished => "Pack published",
        AuditAct.PackEditionBegun => "Next edition of a pack begun",
        AuditAct.QuestionDecided => "Question moderated or answered",
        AuditAct.QuestionEntered => "Question entered",
        AuditAct.QuestionWindowSet => "Time for questions changed",
        AuditAct.QuestionOriginalViewed => "Earlier words of a question seen",
        AuditAct.QuotationsCompared => "Quoted figures compared",
        AuditAct.CorrectionDrafted => "Correction drafted",
        AuditAct.CorrectionPublished => "Correction of a quoted figure published",
        AuditAct.CorrectionDismissed => "Correction dismissed",
        AuditAct.ExplanationKept => "Explanation kept",
        AuditAct.ExplanationStruck => "Explanation struck out",
        AuditAct.ContactsErased => "Addresses of askers erased",
    };

    private static string Who(string actor) => actor switch
    {
        "cli" => "command line",
        "ingest" => "by schedule or inbox",
        "provider" => "the sign-in provider",
        _ => actor.Replace('-', ' ').Replace("/", ", session ", StringComparison.Ordinal),
    };

    private IHtmlContent SubjectOf(RecordRow row) => row.SubjectKind switch
    {
        "load" when MayOpen("/staff/loads/{load}") => StaffLinks.Load(row.SubjectId, $"load {row.SubjectId}"),
        "request" when MayOpen("/staff/requests/{id:long}") => StaffLinks.Link($"/staff/requests/{row.SubjectId}", $"request {row.SubjectId}"),
        "account" when row.SubjectId != "unknown" && MayOpen("/staff/accounts/{account}") => StaffLinks.Link($"/staff/accounts/{row.SubjectId}", $"account {row.SubjectId}"),
        "meeting" when MayOpen("/staff/meetings/{slug}") => StaffLinks.Link($"/staff/meetings/{row.SubjectId}", $"meeting {row.SubjectId}"),
        _ => new HtmlContentBuilder().Text($"{row.SubjectKind} {row.SubjectId}"),
    };

    // Hashes and zeros would drown the rest; the file has them.
    private static string Facts(string detail)
    {
        using var facts = JsonDocument.Parse(detail);
        return string.Join(", ", facts.RootElement.EnumerateObject()
            .Where(fact => fact.Value.ValueKind is JsonValueKind.String or JsonValueKind.True || (fact.Value.ValueKind == JsonValueKind.Number && fact.Value.GetRawText() != "0"))
            .Select(fact => $"{fact.Name.Replace('_', ' ')} {Short(fact.Value)}"));

        static string Short(JsonElement value) => value.ToString() is { Length: 64 } hash ? hash[..ShownOfValue] + "…" : value.ValueKind == JsonValueKind.True ? "yes" : value.ToString();
    }
}
