using System.Security.Cryptography;
using Dapper;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;
using Npgsql;
using Scrutiny.Body;
using Scrutiny.Dashboards;
using Scrutiny.MeetingLogs;
using Scrutiny.Meetings;
using Scrutiny.Observations;
using Scrutiny.Promises;
using Scrutiny.Web.Pages.Components;
using Scrutiny.Web.Staff;

namespace Scrutiny.Web.Pages.Staff.Brief;

/// <summary><c>/staff/brief/{slug}</c>: what the Commissioner has on a tablet in the meeting: the item, lines of enquiry that nobody else sees, what was promised and what the figures say of it.</summary>
internal sealed class IndexModel(StaffMeetings desk, BriefReading brief, NpgsqlDataSource database, Catalogue catalogue, IOptions<BodySettings> body) : PageModel
{
    public MeetingOnDesk Desk { get; private set; } = null!;

    public Meeting Meeting => Desk.Meeting;

    public MeetingProgress Progress => Desk.Progress;

    /// <summary>Each earlier promise, and what the published figures say of it now.</summary>
    public IReadOnlyList<(EarlierPromise Earlier, string Figures)> Promises { get; private set; } = [];

    /// <summary>The agenda, with what is known for each item.</summary>
    public IReadOnlyList<BriefItem> Items { get; private set; } = [];

    [BindProperty]
    public string? Key { get; set; }

    [BindProperty]
    public int? Item { get; set; }

    [BindProperty]
    public string? Text { get; set; }

    /// <summary>Why the line was not kept; null where none was refused.</summary>
    public string? Refusal { get; private set; }

    public bool Keeps => Progress.State is MeetingState.Planned or MeetingState.Published or MeetingState.Live or MeetingState.Paused;

    public static string NewKey() => RandomNumberGenerator.GetHexString(32, lowercase: true);

    /// <summary>Lines of enquiry about an item; about the meeting as a whole where there is none.</summary>
    public IEnumerable<string> EnquiriesOf(int? item) => Progress.Events.Select(logged => logged.Act).OfType<MeetingAct.EnquiryKept>().Where(enquiry => enquiry.Item == item).Select(enquiry => enquiry.Text);

    public async Task<IActionResult> OnGetAsync(string slug, CancellationToken cancel) => await ReadAsync(slug, cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string slug, CancellationToken cancel)
    {
        if (!await ReadAsync(slug, cancel))
        {
            return NotFound();
        }

        try
        {
            if (ModelState.ErrorCount > 0 || Key is not { Length: >= 8 and <= 64 })
            {
                throw SentenceException.Refused("A field of the form can't be read; look at what you typed and send it again.");
            }

            // A line of enquiry rests on nothing that happens in the room.
            await desk.ActAsync(Desk.Stored, Progress.Last, Key, HttpContext.Person(), [new MeetingAct.EnquiryKept(Item, Text?.Trim().ReplaceLineEndings("\n") ?? "")], cancel);
            return LocalRedirect($"/staff/brief/{slug}");
        }
        catch (MeetingMovedOnException)
        {
            Response.StatusCode = StatusCodes.Status409Conflict;
            Refusal = "Something else was recorded at this very moment. What you typed is kept; send it again.";
        }
        catch (SentenceException refusal)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            Refusal = refusal.Message;
        }

        return Page();
    }

    private async Task<bool> ReadAsync(string slug, CancellationToken cancel)
    {
        if (await desk.ReadAsync(slug, cancel) is not { } found)
        {
            return false;
        }

        Desk = found;
        var promises = new List<(EarlierPromise, string)>();
        await using var connection = await database.OpenConnectionAsync(cancel);
        // This process reads working figures by default; a promise is judged by published ones.
        await using var snapshot = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancel);
        await connection.ExecuteAsync(new CommandDefinition("set local search_path = published", cancellationToken: cancel));
        foreach (var earlier in await desk.EarlierPromisesAsync(found, cancel))
        {
            promises.Add((earlier, await FiguresAsync(connection, earlier, cancel)));
        }

        Promises = promises;
        Items = await brief.ReadAsync(Meeting, Progress, body.Value.Area, cancel);
        return true;
    }

    private async Task<string> FiguresAsync(NpgsqlConnection connection, EarlierPromise earlier, CancellationToken cancel)
    {
        var promise = earlier.Promise;
        if (promise is not { Measure: { } id, Area: { } area } || !catalogue.Measures.TryGetValue(id, out var declared))
        {
            return promise.Measure is null ? PromiseWords.Deliverable : PromiseWords.Gone;
        }

        var points = await SeriesPoints.ReadAsync(connection, id, area, promise.Breakdown ?? "total", declared.Value.Sources, cancel: cancel);
        var judged = PromiseJudgement.Of(promise, LondonTime.Day(earlier.MadeAt), points.Select(point => (point.Period, point.Value)));
        return $"{PromiseWords.Of(promise, declared.Value, judged)}{(points.Any(point => catalogue.IsSynthetic(point.Source)) ? " Synthetic data." : "")}";
    }
}
