using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;
using Npgsql;
using Scrutiny.Dashboards;
using Scrutiny.Meetings;
using Scrutiny.QuestionLedger;
using Scrutiny.Questions;
using Scrutiny.Web.Body;
using Scrutiny.Web.Live;
using Scrutiny.Web.Questions;

namespace Scrutiny.Web.Pages.Questions;

/// <summary>
/// <c>/questions/status/{token}</c>: an asker's own question. Whoever has the link may see and change it, so nothing is kept by any cache, and a
/// link that opens nothing is answered as one that never was.
/// </summary>
[IgnoreAntiforgeryToken]
internal sealed class StatusModel(NpgsqlDataSource database, QuestionShelf shelf, MeetingShelf meetings, AskRules rules, Catalogue catalogue, IOptions<BodySettings> body, IOptions<AskSettings> settings, TimeProvider time) : PageModel
{
    public OwnQuestion Own { get; private set; } = null!;

    /// <summary>As everybody sees it, or the one that it was joined to; null while nobody does.</summary>
    public AnswerList Answers { get; private set; } = new([]);

    public Meeting? Meeting { get; private set; }

    public AskRules Rules => rules;

    public BodySettings Body => body.Value;

    public AskSettings Settings => settings.Value;

    public string Token { get; private set; } = "";

    /// <summary>Whether it has just been sent.</summary>
    public bool Sent { get; private set; }

    /// <summary>What was just done, in a sentence; null for nothing.</summary>
    public string? Done { get; private set; }

    /// <summary>The private link as it can be kept.</summary>
    public string Link => $"{Request.Scheme}://{Request.Host}/questions/status/{Token}";

    public StandardReason? Reason => catalogue.Reasons.Find(Own.Reason);

    [BindProperty]
    public string? Act { get; set; }

    [BindProperty]
    public int Version { get; set; }

    [BindProperty]
    public string? Text { get; set; }

    public async Task<IActionResult> OnGetAsync(string token, string? sent, string? done, CancellationToken cancel)
    {
        (Sent, Done) = (sent == "yes", done switch
        {
            "withdrawn" => "Your question is withdrawn.",
            "reworded" => "Your question is changed.",
            "erasure-asked" => "What you asked us to erase is erased.",
            _ => null,
        });
        if (!await ReadAsync(token, cancel))
        {
            return NotFound();
        }

        Text = Own.Asked.Text;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string token, CancellationToken cancel)
    {
        if (!await ReadAsync(token, cancel))
        {
            return NotFound();
        }

        if (Act == "follow-up" && Own.State == QuestionState.Answered && !Own.Followed)
        {
            (AskDraft.New(time.GetUtcNow()) with { Follows = token }).Keep(HttpContext);
            return LocalRedirect(AskWindow.PathOf(null) + "/question");
        }

        QuestionAct? act = Act switch
        {
            "withdraw" => new QuestionAct.Withdrawn(),
            "reword" => new QuestionAct.Reworded(QuestionText.Clean(Text)),
            "erase" => new QuestionAct.ErasureAsked(),
            _ => null,
        };
        if (act is QuestionAct.Reworded && AskRules.TextFault(Text) is { } fault)
        {
            ModelState.AddModelError(nameof(Text), fault);
            return Page();
        }

        await using var connection = await database.OpenConnectionAsync(cancel);
        if (act is not null && await QuestionInbox.ActAsync(connection, token, Version, act, cancel))
        {
            return LocalRedirect($"/questions/status/{token}?done={act.Name}");
        }

        // Somebody decided about it meanwhile, or it was done already: the page shows how it stands now.
        ModelState.AddModelError(nameof(Act), "That can’t be done any more. This is how your question stands now.");
        await ReadAsync(token, cancel);
        Response.StatusCode = StatusCodes.Status409Conflict;
        return Page();
    }

    private async Task<bool> ReadAsync(string token, CancellationToken cancel)
    {
        Response.Headers.CacheControl = "no-store";
        OwnQuestion? own;
        await using (var connection = await database.OpenConnectionAsync(cancel))
        {
            own = await QuestionInbox.FindAsync(connection, token, cancel);
        }

        if (own is null)
        {
            return false;
        }

        (Own, Token) = (own, token);
        Meeting = own.Asked.Meeting is null ? null : (await meetings.FindAsync(own.Asked.Meeting, cancel))?.Meeting;
        Answers = await shelf.FindAsync(own.MergedInto ?? own.Reference, cancel) is { } published ? await AnswerList.OfAsync(published.Answers, meetings, cancel) : new([]);
        return true;
    }
}
