using System.Globalization;
using System.Xml.Linq;
using Microsoft.Extensions.Options;
using Scrutiny.Meetings;
using Scrutiny.Web.Body;
using Scrutiny.Web.Live;

namespace Scrutiny.Web.Pages.Meetings;

/// <summary><c>/feeds/meetings.atom</c>: an entry for each step of a published meeting, from its agenda to its approved minutes.</summary>
internal static class MeetingsFeed
{
    private const int InFeed = 50;
    private const string Address = "/feeds/meetings.atom";

    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";

    public static void MapMeetingsFeed(this WebApplication app) => app.MapGet(Address, FeedAsync).ExcludeFromDescription();

    private static async Task<IResult> FeedAsync(MeetingShelf shelf, IOptions<BodySettings> body, CancellationToken cancel)
    {
        var steps = (await shelf.LogsAsync(cancel))
            .SelectMany(log => log.Progress.Events.Select(logged => (log.Meeting, log.Progress, Logged: logged, What: What(logged.Act))))
            .Where(step => step.What is not null).OrderByDescending(step => step.Logged.At).Take(InFeed).ToList();
        var feed = new XElement(
            Atom + "feed",
            new XElement(Atom + "id", $"urn:scrutiny:meetings:{body.Value.Area}"),
            new XElement(Atom + "title", $"Meetings – {body.Value.ServiceName} – {body.Value.FullName}"),
            new XElement(Atom + "updated", Moment(steps is [var newest, ..] ? newest.Logged.At : DateTimeOffset.UnixEpoch)),
            new XElement(Atom + "author", new XElement(Atom + "name", body.Value.FullName)),
            Link("self", Address),
            Link("alternate", "/meetings"),
            steps.Select(step => new XElement(
                Atom + "entry",
                new XElement(Atom + "id", string.Create(CultureInfo.InvariantCulture, $"urn:scrutiny:meetings:{body.Value.Area}:{step.Meeting.Slug}:{step.Logged.Number}")),
                new XElement(Atom + "title", $"{(step.Meeting.Sample ? "Sample: " : "")}{step.What}: {step.Meeting.Title}"),
                new XElement(Atom + "updated", Moment(step.Logged.At)),
                Link("alternate", $"/meetings/{step.Meeting.Slug}{(step.Logged.Act is MeetingAct.MinutesDrafted or MeetingAct.MinutesApproved ? "/minutes" : "")}"),
                new XElement(Atom + "content", new XAttribute("type", "text"), MeetingWords.Moment(step.Meeting, step.Progress, step.Logged)))));
        return TypedResults.Text("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n" + feed, "application/atom+xml; charset=utf-8");
    }

    private static string? What(MeetingAct act) => act switch
    {
        MeetingAct.Published => "Agenda published",
        MeetingAct.Cancelled => "Cancelled",
        MeetingAct.Opened => "Begun",
        MeetingAct.Closed => "Ended",
        MeetingAct.MinutesDrafted => "Draft minutes",
        MeetingAct.MinutesApproved => "Minutes approved",
        MeetingAct.RecordingLinked => "Recording",
        MeetingAct.ReplyGiven => "Written reply",
        _ => null,
    };

    private static XElement Link(string relation, string address) => new(Atom + "link", new XAttribute("rel", relation), new XAttribute("href", address));

    private static string Moment(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
