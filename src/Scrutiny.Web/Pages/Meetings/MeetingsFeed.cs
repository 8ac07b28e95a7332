using System.Globalization;
using Microsoft.Extensions.Options;
using Scrutiny.Meetings;
using Scrutiny.Web.Body;
using Scrutiny.Web.Http;
using Scrutiny.Web.Live;

namespace Scrutiny.Web.Pages.Meetings;

/// <summary><c>/feeds/meetings.atom</c>: an entry for each step of a published meeting, from its agenda to its approved minutes.</summary>
internal static class MeetingsFeed
{
    private const int InFeed = 50;
    private const string Address = "/feeds/meetings.atom";

    public static void MapMeetingsFeed(this WebApplication app) => app.MapGet(Address, FeedAsync).ExcludeFromDescription();

    private static async Task<IResult> FeedAsync(MeetingShelf shelf, IOptions<BodySettings> body, CancellationToken cancel)
    {
        var steps = (await shelf.LogsAsync(cancel))
            .SelectMany(log => log.Progress.Events.Select(logged => (log.Meeting, log.Progress, Logged: logged, What: What(log.Meeting, logged.Act))))
            .Where(step => step.What is not null).OrderByDescending(step => step.Logged.KnownAt).Take(InFeed).ToList();
        return AtomFeed.Write(body.Value, "meetings", "Meetings", Address, "/meetings", [.. steps.Select(step => new AtomEntry(
            string.Create(CultureInfo.InvariantCulture, $"{step.Meeting.Slug}:{step.Logged.Number}"),
            $"{(step.Meeting.Sample ? "Sample: " : "")}{step.What}: {step.Meeting.Title}",
            step.Logged.KnownAt,
            $"{step.Meeting.Address}{(step.Logged.Act is MeetingAct.MinutesDrafted or MeetingAct.MinutesApproved ? "/minutes" : "")}",
            MeetingWords.Moment(step.Meeting, step.Progress, step.Logged)))]);
    }

    private static string? What(Meeting meeting, MeetingAct act) => act switch
    {
        MeetingAct.Published => meeting.IsLetter ? null : "Agenda published",
        MeetingAct.Cancelled => "Cancelled",
        MeetingAct.Opened => "Begun",
        MeetingAct.Closed => "Ended",
        MeetingAct.MinutesDrafted => "Draft minutes",
        MeetingAct.MinutesApproved => "Minutes approved",
        MeetingAct.RecordingLinked => "Recording",
        MeetingAct.ReplyGiven => "Written reply",
        MeetingAct.LetterWritten => "Letter",
        MeetingAct.PaperAdded => "Paper",
        _ => null,
    };
}
