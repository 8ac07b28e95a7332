using System.Globalization;
using System.Text;
using Microsoft.Extensions.Options;
using Scrutiny.Meetings;
using Scrutiny.Web.Body;
using Scrutiny.Web.Live;

namespace Scrutiny.Web.Pages.Meetings;

/// <summary><c>/feeds/meetings.ics</c>: published meetings for calendars (RFC 5545). One that is cancelled stays, and says so.</summary>
internal static class CalendarFile
{
    private const int LineBytes = 75;

    public static void MapCalendar(this WebApplication app) => app.MapGet("/feeds/meetings.ics", ReadAsync).ExcludeFromDescription();

    /// <summary>The calendar's text.</summary>
    internal static string Write(IEnumerable<Meeting> meetings, string area, string name, string? site)
    {
        var text = new StringBuilder();
        Line("BEGIN:VCALENDAR");
        Line("VERSION:2.0");
        Line("PRODID:-//Scrutiny//Meetings//EN");
        Line("X-WR-CALNAME:" + Escape(name));
        foreach (var meeting in meetings)
        {
            Line("BEGIN:VEVENT");
            // Never changes, whatever else about the meeting does.
            Line($"UID:meeting-{meeting.Slug}@{area.ToLowerInvariant()}.scrutiny");
            Line("SEQUENCE:" + meeting.Sequence.ToString(CultureInfo.InvariantCulture));
            Line("DTSTAMP:" + Moment(meeting.ChangedAt));
            Line("DTSTART:" + Moment(meeting.Starts));
            Line("SUMMARY:" + Escape((meeting.Sample ? "Sample: " : "") + meeting.Title));
            Line("LOCATION:" + Escape(meeting.Place));
            if (meeting.Watch is not null || meeting.Theme is not null)
            {
                Line("DESCRIPTION:" + Escape(string.Join("\n", new[] { meeting.Theme is null ? null : "Theme: " + meeting.Theme, meeting.Watch }.OfType<string>())));
            }

            if (site is not null)
            {
                Line($"URL:{site.TrimEnd('/')}/meetings/{meeting.Slug}");
            }

            Line("STATUS:" + (meeting.State == MeetingState.Cancelled ? "CANCELLED" : "CONFIRMED"));
            Line("END:VEVENT");
        }

        Line("END:VCALENDAR");
        return text.ToString();

        // A line is at most 75 bytes; what is longer goes on in the next, after a space.
        void Line(string content)
        {
            var bytes = 0;
            foreach (var rune in content.EnumerateRunes())
            {
                if (bytes + rune.Utf8SequenceLength > LineBytes)
                {
                    text.Append("\r\n ");
                    bytes = 1;
                }

                text.Append(rune.ToString());
                bytes += rune.Utf8SequenceLength;
            }

            text.Append("\r\n");
        }
    }

    private static async Task<IResult> ReadAsync(MeetingShelf shelf, IOptions<BodySettings> body, HttpRequest request, CancellationToken cancel) =>
        TypedResults.Text(Write(await shelf.GatheringsAsync(cancel), body.Value.Area, $"{body.Value.FullName}: meetings", $"{request.Scheme}://{request.Host}"), "text/calendar; charset=utf-8");

    private static string Moment(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    private static string Escape(string text) => text.ReplaceLineEndings("\n").Replace("\\", "\\\\", StringComparison.Ordinal).Replace(";", "\\;", StringComparison.Ordinal).Replace(",", "\\,", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}
