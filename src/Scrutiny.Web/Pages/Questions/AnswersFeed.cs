using System.Globalization;
using System.Xml.Linq;
using Microsoft.Extensions.Options;
using Scrutiny.QuestionLedger;
using Scrutiny.Web.Body;
using Scrutiny.Web.Questions;

namespace Scrutiny.Web.Pages.Questions;

/// <summary><c>/feeds/answers.atom</c>: the last questions that were answered.</summary>
internal static class AnswersFeed
{
    private const int InFeed = 50;
    private const string Address = "/feeds/answers.atom";

    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";

    public static void MapAnswersFeed(this WebApplication app) => app.MapGet(Address, FeedAsync).ExcludeFromDescription();

    private static async Task<IResult> FeedAsync(QuestionShelf shelf, IOptions<BodySettings> body, CancellationToken cancel)
    {
        var answered = await shelf.LatestAnswersAsync(InFeed, cancel);
        var feed = new XElement(
            Atom + "feed",
            new XElement(Atom + "id", $"urn:scrutiny:answers:{body.Value.Area}"),
            new XElement(Atom + "title", $"Answers to questions from the public – {body.Value.ServiceName} – {body.Value.FullName}"),
            new XElement(Atom + "updated", Moment(answered.Count > 0 ? answered.Max(question => question.ChangedAt) : DateTimeOffset.UnixEpoch)),
            new XElement(Atom + "author", new XElement(Atom + "name", body.Value.FullName)),
            Link("self", Address),
            Link("alternate", "/questions?state=answered"),
            answered.Select(Entry));
        return TypedResults.Text("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n" + feed, "application/atom+xml; charset=utf-8");

        XElement Entry(PublishedQuestion question) => new(
            Atom + "entry",
            new XElement(Atom + "id", $"urn:scrutiny:answers:{body.Value.Area}:{question.Reference}"),
            new XElement(Atom + "title", $"{(question.Sample ? "Sample: " : "")}{question.Reference}: {QuestionLines.Short(Words(question.Text))}"),
            new XElement(Atom + "updated", Moment(question.ChangedAt)),
            Link("alternate", $"/questions/{question.Reference}"),
            new XElement(Atom + "content", new XAttribute("type", "text"), Words(question.Text)));
    }

    // XML has no place for some signs, though they are letters of nobody.
    private static string Words(string? text) => string.Concat((text ?? "").EnumerateRunes().Where(rune => rune.Value is '\n' or '\t' or (>= 0x20 and < 0xFFFE) or >= 0x10000));

    private static XElement Link(string relation, string address) => new(Atom + "link", new XAttribute("rel", relation), new XAttribute("href", address));

    private static string Moment(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
