using Scrutiny.Calendars;

namespace Scrutiny.Meetings;

/// <summary>What a meeting still needs before it begins, and by when. The terms are the office's own: seven working days for the agenda, three for the papers.</summary>
public static class MeetingChecklist
{
    /// <summary>Working days before the meeting by which its agenda is public.</summary>
    public const int AgendaDays = 7;

    /// <summary>Working days before the meeting by which its papers are public.</summary>
    public const int PapersDays = 3;

    /// <summary>The list, in the order in which things fall due.</summary>
    /// <param name="meeting">Head and agenda, as staff know them.</param>
    /// <param name="day">The day of the meeting in London.</param>
    /// <param name="published">The day in London on which the agenda was published; null while it is not.</param>
    /// <param name="papers">How far its papers are.</param>
    /// <param name="days">Which days are worked.</param>
    public static IReadOnlyList<ChecklistLine> Of(Meeting meeting, DateOnly day, DateOnly? published, PapersCount papers, WorkingDays days)
    {
        ArgumentNullException.ThrowIfNull(meeting);
        ArgumentNullException.ThrowIfNull(papers);
        ArgumentNullException.ThrowIfNull(days);
        var (agenda, papersDue) = (days.Before(day, AgendaDays), days.Before(day, PapersDays));
        var before = new List<ChecklistLine>
        {
            new("A theme is chosen", null, meeting.Theme is not null),
            new("The plan’s priorities that it serves are named", null, meeting.Priorities.Count > 0),
            new("How to watch is said", null, meeting.Watch is not null),
            new("A data cut is set, so that figures shown are those in the papers", null, meeting.DataCut is not null),
        };
        return meeting.Closed ? before :
        [
            .. before,
            new("Questions from the public have a window", null, meeting.QuestionsFrom is not null),
            new("The agenda is published", agenda, published is not null) { Late = published > agenda },
            new(papers.Words, papersDue, papers.Published > 0 && papers.Waiting == 0) { Late = papers.Last > papersDue },
        ];
    }
}

/// <summary>One thing that a meeting needs.</summary>
/// <param name="What">The thing.</param>
/// <param name="Due">The last day for it; null where none is set.</param>
/// <param name="Done">Whether it is there.</param>
public sealed record ChecklistLine(string What, DateOnly? Due, bool Done)
{
    /// <summary>Whether it came after its day.</summary>
    public bool Late { get; init; }

    /// <summary>How it stands on a day, in a few words.</summary>
    /// <param name="today">The day.</param>
    public string Words(DateOnly today) => Done ? Late ? "Done late" : "Done" : Due < today ? "Overdue" : "To do";
}

/// <summary>How far a meeting's papers are: packs and papers of its items.</summary>
/// <param name="Published">How many are public.</param>
/// <param name="Waiting">How many are drafts and may be published.</param>
/// <param name="Last">The day in London on which the last was published; null where none is.</param>
public sealed record PapersCount(int Published, int Waiting, DateOnly? Last)
{
    /// <summary>What the list says of them.</summary>
    public string Words => Published + Waiting == 0 ? "The papers are published (there are none yet)" : $"The papers are published ({Published} of {Published + Waiting})";
}
