using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;
using Scrutiny.CorrectionRegister;
using Scrutiny.Dashboards;
using Scrutiny.Meetings;
using Scrutiny.QuestionLedger;
using Scrutiny.Questions;
using Scrutiny.Quotations;
using Scrutiny.Web.Live;
using Scrutiny.Web.Questions;

namespace Scrutiny.Web.Pages.Questions;

/// <summary><c>/questions/{reference}</c>: one question as everybody sees it, with its answers.</summary>
internal sealed class QuestionModel(QuestionShelf shelf, MeetingShelf meetings, AskRules rules, Catalogue catalogue, NpgsqlDataSource database) : PageModel
{
    private const int MostCorrections = 20;

    public PublishedQuestion Question { get; private set; } = null!;

    public Meeting? Meeting { get; private set; }

    public AskRules Rules => rules;

    public StandardReason? Reason => catalogue.Reasons.Find(Question.Reason);

    public Catalogue Catalogue => catalogue;

    /// <summary>Figures in its answers that were corrected since, newest first.</summary>
    public IReadOnlyList<PublishedCorrection> Corrections { get; private set; } = [];

    public AnswerList Answers { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string reference, CancellationToken cancel)
    {
        if (await shelf.FindAsync(reference, cancel) is not { } question)
        {
            return NotFound();
        }

        if (question.Reference != reference)
        {
            return LocalRedirect($"/questions/{question.Reference}");
        }

        Question = question;
        Meeting = question.Meeting is null ? null : (await meetings.FindAsync(question.Meeting, cancel))?.Meeting;
        await using (var connection = await database.OpenConnectionAsync(cancel))
        {
            Corrections = await PublishedCorrections.AtAsync(connection, PlaceKind.Answer, question.Reference, MostCorrections, cancel);
        }

        Answers = await AnswerList.OfAsync(question.Answers, meetings, cancel);
        return Page();
    }
}
