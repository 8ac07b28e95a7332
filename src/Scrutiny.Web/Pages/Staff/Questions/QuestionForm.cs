using Scrutiny.Questions;
using Scrutiny.Web.Staff;

namespace Scrutiny.Web.Pages.Staff.Questions;

/// <summary>What a form of a question's page sends. Each form fills the fields of its own act; what was typed is kept when the act is refused.</summary>
internal sealed class QuestionForm
{
    /// <summary>The version that was on the page.</summary>
    public int Expected { get; set; }

    public string? Act { get; set; }

    public string? Reason { get; set; }

    public string? Told { get; set; }

    public string? Text { get; set; }

    public string? Why { get; set; }

    public string? Into { get; set; }

    public string? Meeting { get; set; }

    public int? Place { get; set; }

    public string? Theme { get; set; }

    /// <summary>The act. What may happen when is the rules' to say; here only a form that says nothing is refused.</summary>
    /// <exception cref="SentenceException">The form says nothing that could be done.</exception>
    public QuestionAct Read(QuestionStanding standing, string text, ModerationSettings settings) => Act switch
    {
        "accept" => new QuestionAct.Accepted(),
        "hold" => new QuestionAct.Held(Safeguarding: false),
        "safeguard" => new QuestionAct.Held(Safeguarding: true),
        "release" => new QuestionAct.Released(),
        "reword" => new QuestionAct.RewordAsked(Words(Told)),
        "redact" => new QuestionAct.Redacted(QuestionRedaction.Apply(text, Text), Words(Why)),
        "decline" when settings.SecondOpinion && standing.State != QuestionState.DeclineProposed => new QuestionAct.DeclineProposed(Words(Reason), Blank(Told)),
        "decline" => new QuestionAct.Declined(Words(Reason), Blank(Told)),
        "redirect" => new QuestionAct.Redirected(Words(Reason), Blank(Told)),
        "merge" => new QuestionAct.Merged(Words(Into)),
        "reopen" => new QuestionAct.Reopened(),
        "order" => new QuestionAct.Ordered(Words(Meeting), Place ?? throw SentenceException.Refused("Enter its turn in the meeting: a number from 1.")),
        "carry" => new QuestionAct.Carried(),
        "theme" => new QuestionAct.Themed(Blank(Theme)),
        "spam" => new QuestionAct.Piled(Spam: true),
        "no-spam" => new QuestionAct.Piled(Spam: false),
        "erase" => new QuestionAct.Erased(),
        _ => throw SentenceException.Refused("The form said nothing that could be done; reload the page and try again."),
    };

    private static string Words(string? text) => QuestionText.Clean(text);

    private static string? Blank(string? text) => Words(text) is { Length: > 0 } words ? words : null;
}
