using Microsoft.Extensions.Options;
using Scrutiny.QuestionLedger;
using Scrutiny.Web.Body;
using Scrutiny.Web.Http;
using Scrutiny.Web.Questions;

namespace Scrutiny.Web.Pages.Questions;

/// <summary><c>/feeds/answers.atom</c>: the last questions that were answered.</summary>
internal static class AnswersFeed
{
    private const int InFeed = 50;
    private const string Address = "/feeds/answers.atom";

    public static void MapAnswersFeed(this WebApplication app) => app.MapGet(Address, FeedAsync).ExcludeFromDescription();

    private static async Task<IResult> FeedAsync(QuestionShelf shelf, IOptions<BodySettings> body, CancellationToken cancel)
    {
        var answered = await shelf.LatestAnswersAsync(InFeed, cancel);
        return AtomFeed.Write(body.Value, "answers", "Answers to questions from the public", Address, "/questions?state=answered", [.. answered.Select(question => new AtomEntry(
            question.Reference, $"{(question.Sample ? "Sample: " : "")}{question.Reference}: {QuestionLines.Short(question.Text ?? "")}", question.ChangedAt, $"/questions/{question.Reference}", question.Text ?? ""))]);
    }
}
