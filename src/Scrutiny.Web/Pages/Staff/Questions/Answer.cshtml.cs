using Dapper;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;
using Npgsql;
using Scrutiny.QuestionLedger;
using Scrutiny.Questions;
using Scrutiny.Web.Access;
using Scrutiny.Web.Staff;

namespace Scrutiny.Web.Pages.Staff.Questions;

/// <summary><c>/staff/questions/{reference}/answer</c>: written answers, from the draft to when everybody sees them.</summary>
internal sealed class AnswerModel(NpgsqlDataSource database, StaffQuestions questions, IOptions<ModerationSettings> settings) : PageModel
{
    // Sessions end; the account is who wrote it.
    private const string WriterSql = "select e.person from question.event e where e.question = @number and e.kind = 'answer-drafted' order by e.number desc limit 1";

    public StoredQuestion Question { get; private set; } = null!;

    [BindProperty]
    public int Expected { get; set; }

    [BindProperty]
    public string? Act { get; set; }

    /// <summary>Which answer; null for a new one.</summary>
    [BindProperty]
    public int? Number { get; set; }

    [BindProperty]
    public string? Text { get; set; }

    [BindProperty]
    public string? Who { get; set; }

    public string? Refusal { get; private set; }

    public bool MovedOn { get; private set; }

    public bool Decides => HttpContext.Person().IsOneOf(StaffRoles.AnswerDeciders);

    public bool TwoPersons => settings.Value.TwoPersonAnswers;

    public bool Answerable => QuestionRules.AllowedIn(new QuestionAct.AnswerDrafted(null, "", "")).Contains(Question.Standing.State);

    /// <summary>Those that are written and not published yet.</summary>
    public IEnumerable<QuestionAnswer> Drafts => Question.Standing.Answers.Where(answer => answer.State != AnswerState.Published);

    public async Task<IActionResult> OnGetAsync(string reference, CancellationToken cancel)
    {
        ModelState.Clear();
        return await ReadAsync(reference, cancel) ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPostAsync(string reference, CancellationToken cancel)
    {
        ModelState.Clear();
        if (!await ReadAsync(reference, cancel))
        {
            return NotFound();
        }

        // Whoever may write one may not let everybody see it by that.
        if (Act is "approve" or "publish" && !Decides)
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        try
        {
            if (Expected != Question.Version)
            {
                return SayMovedOn();
            }

            await questions.ActAsync(Question, Expected, await ActOfAsync(cancel), HttpContext.Person(), cancel);
            return LocalRedirect($"/staff/questions/{Question.Reference}/answer");
        }
        catch (QuestionMovedOnException)
        {
            await ReadAsync(reference, cancel);
            return SayMovedOn();
        }
        catch (SentenceException refusal)
        {
            Refusal = refusal.Message;
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }
    }

    private async Task<QuestionAct> ActOfAsync(CancellationToken cancel)
    {
        switch (Act)
        {
            case "draft":
                return new QuestionAct.AnswerDrafted(Number, QuestionText.Clean(Text), QuestionText.CleanLine(Who));
            case "approve":
                await using (var connection = await database.OpenConnectionAsync(cancel))
                {
                    var writer = await connection.ExecuteScalarAsync<string?>(new CommandDefinition(WriterSql, new { number = Question.Number }, cancellationToken: cancel));
                    return !TwoPersons || writer != HttpContext.Person().Account
                        ? new QuestionAct.AnswerApproved(Number ?? 0)
                        : throw SentenceException.Refused("You wrote this answer; somebody else approves it.");
                }

            case "publish":
                return new QuestionAct.AnswerPublished(Number ?? 0);
            default:
                throw SentenceException.Refused("The form said nothing that could be done; reload the page and try again.");
        }
    }

    private PageResult SayMovedOn()
    {
        (MovedOn, Refusal) = (true, "Somebody else did something with this question first. What you typed is kept. Look at how it stands now, then send it again.");
        Response.StatusCode = StatusCodes.Status409Conflict;
        return Page();
    }

    private async Task<bool> ReadAsync(string reference, CancellationToken cancel)
    {
        if (await questions.FindAsync(reference, cancel) is not { } found)
        {
            return false;
        }

        Question = found;
        return true;
    }
}
