using Dapper;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;
using Npgsql;
using Scrutiny.Dashboards;
using Scrutiny.QuestionLedger;
using Scrutiny.Questions;
using Scrutiny.Web.Access;
using Scrutiny.Web.Staff;

namespace Scrutiny.Web.Pages.Staff.Questions;

/// <summary><c>/staff/questions/{reference}</c>: one question, and what a moderator decides about it.</summary>
internal sealed class QuestionModel(NpgsqlDataSource database, StaffQuestions questions, Catalogue catalogue, IOptions<ModerationSettings> settings) : PageModel
{
    private const int MostSimilar = 5;

    private const string JoinedSql = "select q.reference from question.question q where q.merged_into = @number order by q.number";

    private const string MeetingsSql = "select slug as Id, title as Title from published.meeting where state in ('published', 'live', 'paused') order by starts";

    private const string ThemesSql = "select theme as Id, title as Title from question.theme order by title";

    private const string EarlierSql = "select count(*) from question.wording where question = @number";

    // The one that a moderator takes next: the same order as in the queue.
    private const string NextSql = """
        select q.reference from question.question q
        where q.state in ('received', 'held', 'reword-asked', 'decline-proposed') and (not q.suspected or q.safeguarding) and q.number <> @number
        order by q.safeguarding desc, q.received_at, q.number limit 1
        """;

    public StoredQuestion Question { get; private set; } = null!;

    [BindProperty]
    public QuestionForm Form { get; set; } = new();

    /// <summary>Why the act was refused; null where nothing was.</summary>
    public string? Refusal { get; private set; }

    /// <summary>Whether somebody else acted first.</summary>
    public bool MovedOn { get; private set; }

    public IReadOnlyList<QueuedQuestion> Similar { get; private set; } = [];

    public IReadOnlyList<HistoryRow> History { get; private set; } = [];

    public IReadOnlyList<string> Joined { get; private set; } = [];

    public IReadOnlyList<Named> Meetings { get; private set; } = [];

    public IReadOnlyList<Named> Themes { get; private set; } = [];

    public long Earlier { get; private set; }

    public string? Next { get; private set; }

    public bool SecondOpinion => settings.Value.SecondOpinion;

    public StandardReasons Reasons => catalogue.Reasons;

    public bool Moderates => HttpContext.Person().IsOneOf(StaffRoles.Moderators);

    public bool Answers => HttpContext.Person().IsOneOf(StaffRoles.AnswerWriters);

    public string Topic => catalogue.Priorities.FirstOrDefault(priority => priority.Id == Question.Asked.Topic)?.Title ?? Question.Asked.Topic;

    public string? Locality => Question.Asked.Locality is { } code && catalogue.Areas.ByCode.TryGetValue(code, out var area) ? area.Name : Question.Asked.Locality;

    /// <summary>Whether an act may happen in the question's state, and this person may do it.</summary>
    public bool May(QuestionAct act) => Moderates && QuestionRules.AllowedIn(act).Contains(Question.Standing.State);

    /// <summary>What was typed in the form of an act that was refused; empty in every other form.</summary>
    public string Typed(string act, Func<QuestionForm, object?> field) => Refusal is not null && Form.Act == act ? field(Form)?.ToString() ?? "" : "";

    public bool WasTyped(string act) => Refusal is not null && Form.Act == act;

    public async Task<IActionResult> OnGetAsync(string reference, CancellationToken cancel)
    {
        ModelState.Clear();
        return await ReadAsync(reference, cancel) ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPostAsync(string reference, CancellationToken cancel)
    {
        var readable = ModelState.ErrorCount == 0;
        ModelState.Clear();
        if (!await ReadAsync(reference, cancel))
        {
            return NotFound();
        }

        try
        {
            if (!readable)
            {
                throw SentenceException.Refused("A field of the form can’t be read; look at what you typed and send it again.");
            }

            if (Form.Expected != Question.Version)
            {
                return SayMovedOn();
            }

            await questions.ActAsync(Question, Form.Expected, Form.Read(Question.Standing, Question.Asked.Text, settings.Value), HttpContext.Person(), cancel);
            return LocalRedirect($"/staff/questions/{Question.Reference}");
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
        await using var connection = await database.OpenConnectionAsync(cancel);
        var number = new { number = found.Number };
        Similar = await QueuedQuestion.SimilarAsync(connection, found.Reference, MostSimilar, cancel);
        History = await HistoryRow.ReadAsync(connection, found.Number, cancel);
        Joined = [.. await connection.QueryAsync<string>(new CommandDefinition(JoinedSql, number, cancellationToken: cancel))];
        Meetings = [.. await connection.QueryAsync<Named>(new CommandDefinition(MeetingsSql, cancellationToken: cancel))];
        Themes = [.. await connection.QueryAsync<Named>(new CommandDefinition(ThemesSql, cancellationToken: cancel))];
        Earlier = await connection.ExecuteScalarAsync<long>(new CommandDefinition(EarlierSql, number, cancellationToken: cancel));
        Next = await connection.ExecuteScalarAsync<string?>(new CommandDefinition(NextSql, number, cancellationToken: cancel));
        return true;
    }
}
