namespace Scrutiny.Meetings;

/// <summary>Minutes as the log writes them: subject, note, action. A projection; nothing is typed twice.</summary>
/// <param name="Present">Who came, in the order of arrival.</param>
/// <param name="Sections">A section for each time that an item was taken, in order; what came between items belongs to a section without a subject.</param>
public sealed record MinutesDraft(IReadOnlyList<MeetingAct.Arrived> Present, IReadOnlyList<MinutesSection> Sections)
{
    /// <summary>Writes the minutes of a log.</summary>
    /// <param name="meeting">Head and agenda, on the side from which the log was read.</param>
    /// <param name="progress">How the meeting stands, or stood when the minutes were drafted.</param>
    public static MinutesDraft Of(Meeting meeting, MeetingProgress progress)
    {
        ArgumentNullException.ThrowIfNull(meeting);
        ArgumentNullException.ThrowIfNull(progress);
        var edits = progress.Events.Where(logged => logged.Act is MeetingAct.MinutesEdited).ToList();
        var changes = edits.Where(logged => logged.Act.PointsAt is not null).ToLookup(logged => logged.Act.PointsAt!.Value);
        var sections = new List<(AgendaItem? Item, List<MinutesLine> Lines)>();
        var (item, lines) = ((int?)null, new List<MinutesLine>());
        foreach (var logged in progress.Events)
        {
            if (logged.Act is MeetingAct.ItemStarted or MeetingAct.MovedBack or MeetingAct.ItemEnded or MeetingAct.Closed)
            {
                Finish();
                item = logged.Act switch { MeetingAct.ItemStarted started => started.Item, MeetingAct.MovedBack back => back.Item, _ => null };
            }

            if (logged.Act is not MeetingAct.MinutesEdited && PartOf(logged.Act) is { } part)
            {
                lines.Add(Line(logged, part, MeetingWords.Moment(meeting, progress, logged)));
            }
        }

        Finish();
        foreach (var logged in edits)
        {
            if (logged.Act is MeetingAct.MinutesEdited { To: null, Text: { } text } added)
            {
                var under = meeting.ItemOf(added.Item);
                if (sections.FindLastIndex(section => section.Item == under) is var at and >= 0)
                {
                    sections[at].Lines.Add(Line(logged, MinutesPart.Note, text) with { Added = added.Reason });
                }
                else
                {
                    sections.Add((under, [Line(logged, MinutesPart.Note, text) with { Added = added.Reason }]));
                }
            }
        }

        return new MinutesDraft(
            [.. progress.Events.Select(logged => logged.Act).OfType<MeetingAct.Arrived>().DistinctBy(person => person.Who)],
            [.. sections.Select(section => new MinutesSection(section.Item, section.Lines))]);

        void Finish()
        {
            if (lines.Count > 0 || item is not null)
            {
                sections.Add((meeting.ItemOf(item), lines));
                lines = [];
            }
        }

        MinutesLine Line(LoggedEvent logged, MinutesPart part, string words)
        {
            progress.Corrections.TryGetValue(logged.Number, out var corrected);
            var (text, differences) = ((string?)words, new List<MinutesChange>());
            foreach (var change in changes[logged.Number])
            {
                var edited = (MeetingAct.MinutesEdited)change.Act;
                differences.Add(new MinutesChange(change.At, text, edited.Reason));
                text = edited.Text;
            }

            return new MinutesLine(logged.Number, logged.At, part, text, corrected) { Changes = differences };
        }
    }

    /// <summary>The minutes as they were first put forward; null before that.</summary>
    /// <param name="meeting">Head and agenda.</param>
    /// <param name="progress">How the meeting stands.</param>
    public static MinutesDraft? AsDrafted(Meeting meeting, MeetingProgress progress)
    {
        ArgumentNullException.ThrowIfNull(progress);
        return progress.Events.FindIndex(logged => logged.Act is MeetingAct.MinutesDrafted) is var at and >= 0 ? Of(meeting, MeetingProgress.Of(progress.Events.Take(at + 1))) : null;
    }

    /// <summary>Whether an act has a line in the minutes, which may be worded anew.</summary>
    /// <param name="act">The act.</param>
    public static bool HasLine(MeetingAct act) => PartOf(act) is not null;

    // What moves a meeting on, and what only concerns the screen, is not minuted.
    private static MinutesPart? PartOf(MeetingAct act) => act switch
    {
        MeetingAct.FigureShown => MinutesPart.Figure,
        MeetingAct.ChallengePut or MeetingAct.QuestionPut or MeetingAct.QuestionCarried => MinutesPart.Question,
        // A reply to something stands beside that.
        MeetingAct.ResponseGiven or MeetingAct.ReplyGiven { To: null } => MinutesPart.Response,
        MeetingAct.PromiseMade or MeetingAct.ActionRaised or MeetingAct.ActionClosed => MinutesPart.Action,
        MeetingAct.RatingGiven => MinutesPart.Rating,
        MeetingAct.NoteRecorded or MeetingAct.NoteKept or MeetingAct.Paused or MeetingAct.Resumed or MeetingAct.MinutesEdited { To: null } => MinutesPart.Note,
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
/// <param name="Text">The words, as they stand after corrections and edits; null where the line was left out.</param>
/// <param name="Correction">What corrected it; null where nothing did.</param>
public sealed record MinutesLine(long Number, DateTimeOffset At, MinutesPart Part, string? Text, MeetingAct.Corrected? Correction)
{
    /// <summary>What it said before each edit, in order.</summary>
    public IReadOnlyList<MinutesChange> Changes { get; init; } = [];

    /// <summary>Why it was added to what the log says; null for a line of the log.</summary>
    public string? Added { get; init; }
}

/// <summary>One edit of a line.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="Was">What the line said before; null where it had been left out.</param>
/// <param name="Reason">Why it was changed.</param>
public sealed record MinutesChange(DateTimeOffset At, string? Was, string Reason);

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
