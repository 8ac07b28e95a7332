using System.Security.Cryptography;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;
using Scrutiny.Dashboards;
using Scrutiny.MeetingLogs;
using Scrutiny.Measures;
using Scrutiny.Meetings;
using Scrutiny.Promises;
using Scrutiny.QuestionLedger;
using Scrutiny.Web.Access;
using Scrutiny.Web.Body;
using Scrutiny.Web.Staff;

namespace Scrutiny.Web.Pages.Staff.Control;

/// <summary><c>/staff/control/{slug}</c>: the control room. Every button is a form; what it asks rests on the last event that was on the page.</summary>
internal sealed class IndexModel(StaffMeetings desk, QuotedFigures figures, QuestionsInRoom questions, Catalogue catalogue, IOptions<BodySettings> body) : PageModel
{
    private const int MostFound = 60;

    public MeetingOnDesk Desk { get; private set; } = null!;

    public Meeting Meeting => Desk.Meeting;

    public MeetingProgress Progress => Desk.Progress;

    [BindProperty]
    public ControlForm Form { get; set; } = new();

    /// <summary>Measure and breakdown of the figure whose button was pressed, with a bar between.</summary>
    [BindProperty]
    public string? Shown { get; set; }

    /// <summary>Words by which figures are looked for.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Find { get; set; }

    /// <summary>Why the act was refused; null where nothing was.</summary>
    public string? Refusal { get; private set; }

    /// <summary>Whether somebody else acted first.</summary>
    public bool MovedOn { get; private set; }

    public bool Acts => HttpContext.Person().IsOneOf(StaffRoles.InTheRoom);

    public IReadOnlyList<Moment> Log { get; private set; } = [];

    public IReadOnlyList<FoundFigure> Found { get; private set; } = [];

    /// <summary>Questions from the public for this meeting that were let through.</summary>
    public IReadOnlyList<WaitingQuestion> Waiting { get; private set; } = [];

    /// <summary>What was promised before; the meeting begins with it.</summary>
    public IReadOnlyList<EarlierPromise> Earlier { get; private set; } = [];

    public IReadOnlyList<(string Id, string Name)> Measures => [.. PublicMeasures().Select(measure => (measure.Id, measure.Value.Name))];

    public string OwnArea => body.Value.Area;

    public static string NewKey() => RandomNumberGenerator.GetHexString(32, lowercase: true);

    /// <summary>What was typed in the form of an act that was refused; empty in every other form.</summary>
    public string Typed(string act, Func<ControlForm, object?> field) => Refusal is not null && Form.Act == act ? field(Form)?.ToString() ?? "" : "";

    public async Task<IActionResult> OnGetAsync(string slug, CancellationToken cancel)
    {
        // A form that only looks for figures sends nothing that is to be done.
        ModelState.Clear();
        return await ReadAsync(slug, cancel) ? await ShowAsync(cancel) : NotFound();
    }

    public async Task<IActionResult> OnPostAsync(string slug, CancellationToken cancel)
    {
        if (!await ReadAsync(slug, cancel))
        {
            return NotFound();
        }

        try
        {
            if (ModelState.ErrorCount > 0 || Form.Key is not { Length: >= 8 and <= 64 })
            {
                throw SentenceException.Refused("A field of the form can't be read; look at what you typed and send it again.");
            }

            // What was typed rests on what was seen: whether that still holds is asked before anything is made of it. The same form sent
            // twice is no conflict: the first one was heard.
            if (Form.Expected != Progress.Last)
            {
                return await desk.HasLoggedAsync(Desk.Stored, Form.Key, cancel) ? Back(slug) : await SayMovedOnAsync(cancel);
            }

            var (acts, person) = (await EventsAsync(cancel), HttpContext.Person());
            await desk.ActAsync(Desk.Stored, Form.Expected, Form.Key, person, acts, (connection, logged) => questions.FollowAsync(connection, Desk, acts, logged, person, cancel), cancel);
            return Back(slug);
        }
        catch (Exception moved) when (moved is MeetingMovedOnException or QuestionMovedOnException)
        {
            await ReadAsync(slug, cancel);
            return await SayMovedOnAsync(cancel);
        }
        catch (SentenceException refusal)
        {
            Refusal = refusal.Message;
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return await ShowAsync(cancel);
        }
    }

    // Not for an act that is done: who acts waits for nothing that is only shown.
    private async Task<PageResult> ShowAsync(CancellationToken cancel)
    {
        Earlier = await desk.EarlierPromisesAsync(Desk, cancel);
        return Page();
    }

    private Task<PageResult> SayMovedOnAsync(CancellationToken cancel)
    {
        (MovedOn, Refusal) = (true, "The meeting moved on before this reached it: somebody else acted. What you typed is kept. Look at how it stands now, then send it again.");
        Response.StatusCode = StatusCodes.Status409Conflict;
        return ShowAsync(cancel);
    }

    private RedirectResult Back(string slug) => Redirect($"/staff/control/{slug}{(string.IsNullOrEmpty(Find) ? "" : $"?find={Uri.EscapeDataString(Find)}")}");

    private async Task<IReadOnlyList<MeetingAct>> EventsAsync(CancellationToken cancel)
    {
        if (Form.Act != "figure")
        {
            return ControlActs.Of(Form, Meeting, Progress);
        }

        if (Shown?.Split('|') is [var measure, var breakdown])
        {
            (Form.Measure, Form.Breakdown) = (measure, breakdown);
        }

        var reason = Form.Reason?.Trim() ?? "";
        var quotation = await figures.QuoteAsync(Meeting, Form.Measure ?? "", Form.Area, Form.Breakdown, allTheSame: reason.Length > 0, cancel);
        return quotation.Figure is null ? throw SentenceException.Refused(quotation.Refusal!)
            : reason.Length == 0 ? [quotation.Figure]
            : [new MeetingAct.NoteRecorded($"The figure that follows was shown all the same: {reason}"), quotation.Figure];
    }

    private async Task<bool> ReadAsync(string slug, CancellationToken cancel)
    {
        if (await desk.ReadAsync(slug, cancel) is not { } found)
        {
            return false;
        }

        Desk = found;
        Log = [.. Moments.Of(Meeting, Progress).Reverse()];
        Waiting = await questions.WaitingAsync(slug, cancel);
        Found = [.. Figures().Take(MostFound)];
        return true;
    }

    private IEnumerable<Declaration<Measure>> PublicMeasures() => catalogue.Measures.Values.Where(measure => measure.Value.Audience == Readership.Public).OrderBy(measure => measure.Value.Name, StringComparer.Ordinal);

    /// <summary>Every measure, and every part of one where words are given; those that hold all the words.</summary>
    private IEnumerable<FoundFigure> Figures()
    {
        var words = (Find ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var all = PublicMeasures().SelectMany(measure => new[] { new FoundFigure(measure.Id, "total", measure.Value.Name, BoardsOf(measure.Id)) }
            .Concat(words.Length == 0 ? [] : measure.Value.Breakdowns.Select(part => new FoundFigure(measure.Id, part.Key, $"{measure.Value.Name}: {part.Name}", BoardsOf(measure.Id)))));
        return all.Where(figure => Array.TrueForAll(words, word => $"{figure.Name} {figure.Boards} {figure.Measure}".Contains(word, StringComparison.OrdinalIgnoreCase)));
    }

    private string BoardsOf(string measure) => string.Join(", ", catalogue.Boards.Values.Where(board => board.Value.Panels().Any(panel => panel.NamedMeasures().Contains(measure))).Select(board => board.Value.Title));
}

/// <summary>A figure that may be shown.</summary>
internal sealed record FoundFigure(string Measure, string Breakdown, string Name, string Boards);
