using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;
using Scrutiny.Body;
using Scrutiny.Dashboards;
using Scrutiny.MeetingLogs;
using Scrutiny.Meetings;
using Scrutiny.Web.Access;
using Scrutiny.Web.Pages.Shared;
using Scrutiny.Web.Staff;

namespace Scrutiny.Web.Pages.Staff.Letters;

/// <summary><c>/staff/letters/{slug}</c>: one letter. From here it is sent, its promises are recorded, it is published in halves, and closed.</summary>
internal sealed class LetterModel(StaffLetters letters, StaffWriting writing, Catalogue catalogue, IOptions<BodySettings> body, IOptions<StaffSettings> settings) : PageModel
{
    public LetterOnDesk Desk { get; private set; } = null!;

    public LetterView View { get; private set; } = null!;

    /// <summary>The draft as it would read now; null once it is sent.</summary>
    public IReadOnlyList<(string Heading, WrittenText Text)>? Draft { get; private set; }

    public bool Sends => HttpContext.Person().IsOneOf(StaffRoles.LetterSenders);

    public bool Writes => HttpContext.Person().IsOneOf(StaffRoles.LetterReaders);

    public bool Replies => HttpContext.Person().IsOneOf(StaffRoles.LetterRepliers);

    public string NewKey { get; } = RandomNumberGenerator.GetHexString(32, lowercase: true);

    public IEnumerable<(string Id, string Name)> Measures => catalogue.Measures.Values.Select(measure => (measure.Id, measure.Value.Name)).OrderBy(choice => choice.Name, StringComparer.OrdinalIgnoreCase);

    [BindProperty]
    public LetterActForm Form { get; set; } = new();

    /// <summary>Whether a half is public.</summary>
    public bool IsShown(LetterPart part) => Desk.Progress.Events.Any(logged => logged.Act is MeetingAct.LetterWritten or MeetingAct.ReplyGiven && LetterRules.PartOf(logged.Act) == part && Desk.Progress.IsShown(logged.Number));

    /// <summary>Whether something of a half is there that is not public.</summary>
    public bool HasMore(LetterPart part) => Desk.Progress.Events.Any(logged => LetterRules.PartOf(logged.Act) == part && Letter.Counts(Desk.Progress, logged) && !Desk.Progress.IsShown(logged.Number));

    public async Task<IActionResult> OnGetAsync(string slug, CancellationToken cancel) => await ReadAsync(slug, cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string slug, CancellationToken cancel)
    {
        if (!await ReadAsync(slug, cancel))
        {
            return NotFound();
        }

        try
        {
            if (ModelState.ErrorCount > 0 || Form.Key is not { Length: >= 8 and <= 58 } key)
            {
                throw SentenceException.Refused("A field of the form can’t be read; look at what you typed and send it again.");
            }

            var person = HttpContext.Person();
            if (Form.Act == "publish")
            {
                await letters.PublishAsync(Desk, Form.Expected, key, Choices(), person, cancel);
            }
            else
            {
                await letters.ActAsync(Desk, Form.Expected, key, person, await ActsAsync(cancel), cancel);
            }

            return LocalRedirect($"/staff/letters/{slug}");
        }
        catch (MeetingMovedOnException)
        {
            Response.StatusCode = StatusCodes.Status409Conflict;
            ModelState.AddModelError("Acts", "Somebody else did something meanwhile. Look at how the letter stands now; what you typed is kept");
        }
        catch (SentenceException refusal)
        {
            Response.StatusCode = StatusCodes.Status409Conflict;
            ModelState.AddModelError("Acts", refusal.Message);
        }

        await ReadAsync(slug, cancel);
        return Page();
    }

    private async Task<IReadOnlyList<MeetingAct>> ActsAsync(CancellationToken cancel) => Form.Act switch
    {
        // What is sent is what was on the page: a draft's changes are no events.
        "send" when Desk.Draft is not null && Form.Sequence != Desk.Meeting.Sequence => throw new MeetingMovedOnException(),
        "send" when Desk.Draft is { } draft => await letters.SendingAsync(draft, cancel),
        "take-back" => [new MeetingAct.Cancelled(Form.Reason?.Trim() ?? "")],
        "promise" => [Promise()],
        "strike" => [new MeetingAct.Corrected(Form.Number, Form.Reason?.Trim() ?? "", null)],
        "close" => [new MeetingAct.Closed()],
        _ => throw SentenceException.Refused("That can’t be done to this letter now."),
    };

    private Dictionary<LetterPart, string?> Choices()
    {
        var choices = new Dictionary<LetterPart, string?>();
        foreach (var (part, choice, reason) in new[] { (LetterPart.Letter, Form.Letter, Form.LetterReason), (LetterPart.Reply, Form.Reply, Form.ReplyReason) })
        {
            if (choice is "show" or "withhold")
            {
                choices[part] = choice == "show" ? null : reason?.Trim() ?? "";
            }
        }

        return choices;
    }

    private MeetingAct.PromiseMade Promise()
    {
        var measure = string.IsNullOrWhiteSpace(Form.Measure) ? null : Form.Measure;
        decimal? target = string.IsNullOrWhiteSpace(Form.Target) ? null
            : decimal.TryParse(Form.Target, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var number) ? number
            : throw SentenceException.Refused($"The target ‘{Form.Target}’ is no number; write it such as 90 or 3.5, in the measure’s unit.");
        var due = StaffDates.TryParse(Form.Due, out var day) && day is { } known ? known : throw SentenceException.Refused($"{(string.IsNullOrWhiteSpace(Form.Due) ? "Enter by when" : $"‘{Form.Due}’ is no day")}; write it such as 2027-03-31.");
        var id = string.Create(CultureInfo.InvariantCulture, $"{Desk.Slug}-p{Desk.Progress.Events.Count(logged => logged.Act is MeetingAct.PromiseMade) + 1}");
        return new MeetingAct.PromiseMade(
            id, (Form.Text ?? "").Trim().ReplaceLineEndings("\n"), measure, measure is null ? null : body.Value.Area, measure is null ? null : "total", measure is null && target is null ? null : Form.Comparison, target, due, Desk.Letter.Written?.To ?? "Chief Constable");
    }

    private async Task<bool> ReadAsync(string slug, CancellationToken cancel)
    {
        if (await letters.FindAsync(slug, HttpContext.Person(), cancel) is not { } found)
        {
            return false;
        }

        Desk = found;
        View = new LetterView(found.Meeting, found.Progress, body.Value, catalogue)
        {
            Site = settings.Value.PublicAddress.TrimEnd('/'),
            DocumentAddress = document => $"/staff/letters/{slug}/documents/{document.Paper}",
            Alternatives = found.Documents.Where(document => document.Alternative is not null).DistinctBy(document => document.Paper).ToDictionary(document => document.Paper, document => document.Alternative!),
        };
        Draft = found.Draft is not { } draft ? null : [("The letter", await writing.ReadAsync(draft.Text, null, cancel)), ("The standard", await writing.ReadAsync(draft.Standard, null, cancel)), ("What I ask", await writing.ReadAsync(draft.Asks, null, cancel))];
        return true;
    }
}

/// <summary>What a form of a letter's page sends.</summary>
internal sealed class LetterActForm
{
    /// <summary>Number of the last event that was on the page.</summary>
    public long Expected { get; set; }

    /// <summary>The change of the draft that was on the page.</summary>
    public int Sequence { get; set; }

    /// <summary>By which a form that was sent twice is known.</summary>
    public string? Key { get; set; }

    public string? Act { get; set; }

    public string? Reason { get; set; }

    public long Number { get; set; }

    /// <summary>show or withhold; empty for neither.</summary>
    public string? Letter { get; set; }

    public string? LetterReason { get; set; }

    public string? Reply { get; set; }

    public string? ReplyReason { get; set; }

    public string? Text { get; set; }

    public string? Measure { get; set; }

    public PromiseComparison? Comparison { get; set; }

    public string? Target { get; set; }

    public string? Due { get; set; }
}
