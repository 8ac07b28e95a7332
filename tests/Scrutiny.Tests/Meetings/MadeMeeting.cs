using Scrutiny.Meetings;
using Scrutiny.Observations;

namespace Scrutiny.Tests.Meetings;

/// <summary>A meeting with two public items, a restricted one between them and a hidden one at the end.</summary>
internal static class MadeMeeting
{
    public const string Secret = "Operation Teasel";

    public static readonly DateTimeOffset Start = new(2026, 12, 9, 10, 0, 0, TimeSpan.Zero);

    public static Meeting Plan { get; } = new()
    {
        Slug = "made",
        Title = "A made meeting",
        Kind = MeetingKind.PublicCops,
        Starts = Start,
        Place = "Winchester",
        Agenda =
        [
            new AgendaItem(1, 1, "Calls", ItemVisibility.Public, null, "contact"),
            new AgendaItem(1001, 2, Secret, ItemVisibility.Restricted, "It names a person", null),
            new AgendaItem(2, 3, "Crime", ItemVisibility.Public, null, null),
            new AgendaItem(1002, 4, "Teasel's costs", ItemVisibility.Hidden, null, null),
        ],
    };

    /// <summary>The same as the public knows it.</summary>
    public static Meeting Public { get; } = Plan with { Agenda = [.. Plan.Agenda.Where(item => item.Visibility == ItemVisibility.Public)] };

    public static MeetingAct.FigureShown Figure { get; } = new("calls-999-within-10s", "E23000030", "total", "2026-09", 92.5m, ObservationStatus.Provisional, 7, "In September 2026, 92.5% were answered.", Start);

    /// <summary>One of every kind.</summary>
    public static IReadOnlyList<MeetingAct> EveryKind { get; } =
    [
        new MeetingAct.Published(), new MeetingAct.Cancelled("Snow"), new MeetingAct.Opened(), new MeetingAct.Closed(), new MeetingAct.Paused("Tea"), new MeetingAct.Resumed(),
        new MeetingAct.ItemStarted(1), new MeetingAct.ItemEnded(1), new MeetingAct.MovedBack(1), new MeetingAct.Arrived("Chief Constable", "Answering"), new MeetingAct.Left("Chief Constable", "Answering"), Figure,
        new MeetingAct.ScreenBlanked(), new MeetingAct.ScreenHeld(), new MeetingAct.QuestionPut("Q-1"), new MeetingAct.ChallengePut("Why?"), new MeetingAct.ResponseGiven(4, "Because\nof “this”", "Chief Constable"),
        new MeetingAct.QuestionCarried("Q-1"), new MeetingAct.PromiseMade("p1", "More", "officer-fte", "E23000030", "total", PromiseComparison.AtLeast, 3500.5m, new DateOnly(2027, 3, 31), "Chief Constable"),
        new MeetingAct.ActionRaised("a1", "Write", "Deputy", new DateOnly(2027, 1, 1)), new MeetingAct.ActionClosed("a1", "Written"), new MeetingAct.RatingGiven(1, AssuranceRating.PartlyAssured, "So so"),
        new MeetingAct.NoteRecorded("Noted"), new MeetingAct.NoteKept("Ask again"), new MeetingAct.EnquiryKept(1, "Ask about weekends"), new MeetingAct.Corrected(4, "Misheard", "Therefore"), new MeetingAct.TimerSet(1, 300), new MeetingAct.OperatorChanged(),
        new MeetingAct.MinutesDrafted(), new MeetingAct.MinutesEdited(4, 1, "Which calls?", "Clearer"), new MeetingAct.RecordingLinked("https://video.example/42", 754), new MeetingAct.MinutesApproved(), new MeetingAct.PromiseJudged("p1", PromiseState.AtRisk, 3400), new MeetingAct.ReplyGiven(4, "In writing", "Chief Constable"),
        new MeetingAct.PaperAdded("abcdefghijkmnpqrstuvwxyz2345", 1, "Costs", new string('a', 64), 1), new MeetingAct.LetterWritten("Chief Constable", "Calls are **slow**.", "Two minutes.", "Why?\nUntil when?"), new MeetingAct.LetterSent(new DateOnly(2026, 12, 18)), new MeetingAct.LetterWithheld(LetterPart.Reply, "It names a person"), new MeetingAct.Revealed(2),
    ];

    /// <summary>A whole log, each event a second after the one before, if the rules let each happen.</summary>
    public static MeetingProgress Hold(params IReadOnlyList<MeetingAct> acts) => acts.Aggregate(MeetingProgress.Planned, (progress, act) =>
    {
        Assert.That(MeetingRules.Refusal(Plan, progress, act), Is.Null, act.ToString());
        return After(progress, act);
    });

    public static MeetingProgress After(MeetingProgress progress, MeetingAct act) =>
        progress.After(new LoggedEvent(progress.Last + 1, Start.AddSeconds(progress.Last), act, MeetingRules.IsRestricted(Plan, progress, act), null));
}
