namespace Scrutiny.Meetings;

/// <summary>Minutes as the log writes them: subject, note, action. A projection; nothing is typed twice.</summary>
/// <param name="Present">Who came, in the order of arrival.</param>
/// <param name="Sections">A section for each time that an item was taken, in order; what came between items belongs to a section without a subject.</param>
public sealed record MinutesDraft(IReadOnlyList<MeetingAct.Arrived> Present, IReadOnlyList<MinutesSection> Sections)
{
    /// <summary>Writes the minutes of a log.</summary>
    /// <param name="meeting">Head and agenda, on the side from which the log was read.</param>
    /// <param name="progress">How the meeting stands.</param>
    public static MinutesDraft Of(Meeting meeting, MeetingProgress progress)
    {
        ArgumentNullException.ThrowIfNull(meeting);
        ArgumentNullException.ThrowIfNull(progress);
        var sections = new List<MinutesSection>();
        var (item, lines) = ((int?)null, new List<MinutesLine>());
        foreach (var logged in progress.Events)
        {
            if (logged.Act is MeetingAct.ItemStarted or MeetingAct.MovedBack or MeetingAct.ItemEnded or MeetingAct.Closed)
            {
                Finish();
                item = logged.Act switch { MeetingAct.ItemStarted started => started.Item, MeetingAct.MovedBack back => back.Item, _ => null };
            }

            if (PartOf(logged.Act) is { } part)
            {
                progress.Corrections.TryGetValue(logged.Number, out var corrected);
                lines.Add(new MinutesLine(logged.Number, logged.At, part, MeetingWords.Moment(meeting, progress, logged), corrected));
            }
        }

        Finish();
        return new MinutesDraft([.. progress.Events.Select(logged => logged.Act).OfType<MeetingAct.Arrived>().DistinctBy(person => person.Who)], sections);

        void Finish()
        {
            if (lines.Count > 0 || item is not null)
            {
                sections.Add(new MinutesSection(meeting.ItemOf(item), [.. lines]));
                lines.Clear();
            }
        }
    }

    // What moves a meeting on, and what only concerns the screen, is not minuted.
    private static MinutesPart? PartOf(MeetingAct act) => act switch
    {
        MeetingAct.FigureShown => MinutesPart.Figure,
        MeetingAct.ChallengePut or MeetingAct.QuestionPut or MeetingAct.QuestionCarried => MinutesPart.Question,
        MeetingAct.ResponseGiven or MeetingAct.ReplyGiven => MinutesPart.Response,
        MeetingAct.PromiseMade or MeetingAct.ActionRaised or MeetingAct.ActionClosed => MinutesPart.Action,
        MeetingAct.RatingGiven => MinutesPart.Rating,
        MeetingAct.NoteRecorded or MeetingAct.NoteKept or MeetingAct.Paused or MeetingAct.Resumed => MinutesPart.Note,
        _ => null,
    };
}

/// <summary>What was minuted while an item was taken.</summary>
/// <param name="Item">The item; null between items.</param>
/// <param name="Lines">In order.</param>
public sealed record MinutesSection(AgendaItem? Item, IReadOnlyList<MinutesLine> Lines);

/// <summary>One line of minutes.</summary>
/// <param name="Number">Number of the event that it is written from.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Part">Which part of the minutes it belongs to.</param>
/// <param name="Text">The words, as they stand after correction.</param>
/// <param name="Correction">What corrected it; null where nothing did.</param>
public sealed record MinutesLine(long Number, DateTimeOffset At, MinutesPart Part, string Text, MeetingAct.Corrected? Correction);

/// <summary>Parts of minutes.</summary>
public enum MinutesPart
{
    /// <summary>A figure that was quoted.</summary>
    Figure,

    /// <summary>A question.</summary>
    Question,

    /// <summary>An answer.</summary>
    Response,

    /// <summary>A promise or an action.</summary>
    Action,

    /// <summary>The Commissioner's rating.</summary>
    Rating,

    /// <summary>A note.</summary>
    Note,
}
