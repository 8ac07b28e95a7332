using Microsoft.AspNetCore.Html;
using Scrutiny.Calendars;
using Scrutiny.Meetings;
using Scrutiny.Web.Pages.Components;
using Scrutiny.Web.Staff;

namespace Scrutiny.Web.Pages.Staff.Letters;

/// <summary>When a reply is due and what the public sees, in words for staff.</summary>
internal static class LetterDue
{
    public static IHtmlContent Words(Letter letter, DateOnly today, WorkingDays days)
    {
        if (letter.ReplyBy is not { } day)
        {
            return new HtmlContentBuilder().Text("–");
        }

        var words = new HtmlContentBuilder().Text(StaffDates.Day(day));
        return letter.State != LetterState.Sent ? words
            : day < today ? words.Raw(" ").AppendHtml(StaffLinks.Tag("Overdue", "orange"))
            : today >= days.Before(day, LetterRules.ReminderDays) ? words.Raw(" ").AppendHtml(StaffLinks.Tag("Due soon", "yellow"))
            : words;
    }

    public static string PublicWords(MeetingProgress progress)
    {
        if (!LetterRules.IsPublic(progress))
        {
            return "Nothing";
        }

        string Half(LetterPart part) => progress.Events.Any(logged => LetterRules.PartOf(logged.Act) == part && logged.Act is MeetingAct.LetterWritten or MeetingAct.ReplyGiven && LetterRules.PartOf(logged.Act) == part && progress.IsShown(logged.Number)) ? "shown" : Letter.Of(progress).Withheld.ContainsKey(part) ? "withheld" : "not yet";
        return $"Letter {Half(LetterPart.Letter)}, reply {Half(LetterPart.Reply)}";
    }
}
