using Scrutiny.Meetings;

namespace Scrutiny.Tests.Meetings;

/// <summary>A written challenge: what may happen to it when, and what the public learns of it.</summary>
internal sealed class LetterRulesTests
{
    private static readonly Meeting Plan = MadeMeeting.Plan with { Kind = MeetingKind.WrittenChallenge, Agenda = [] };
    private static readonly MeetingAct.LetterWritten Written = new("Chief Constable", "Calls are slow.", null, "Why?\nUntil when?");
    private static readonly MeetingAct.LetterSent Sent = new(new DateOnly(2026, 12, 18));
    private static readonly MeetingAct.ReplyGiven Reply = new(null, "By March.", "Chief Constable");
    private static readonly MeetingAct.PromiseMade Promise = new("made-p1", "Two minutes by March", "calls-101-answer-time", "E23000030", "total", PromiseComparison.AtMost, 120, new DateOnly(2027, 3, 31), "Chief Constable");

    [Test]
    public void It_goes_from_draft_to_sent_to_replied_to_closed()
    {
        MeetingAct[] acts = [Written, MadeMeeting.Figure, Sent, Reply, Promise, new MeetingAct.Closed()];

        var states = Enumerable.Range(0, acts.Length + 1).Select(count => Letter.Of(Hold(acts[..count])).State);

        Assert.That(states, Is.EqualTo(new[] { LetterState.Drafted, LetterState.Drafted, LetterState.Drafted, LetterState.Sent, LetterState.Replied, LetterState.Replied, LetterState.Closed }));
        var letter = Letter.Of(Hold(acts));
        Assert.That((letter.Asks, letter.ReplyBy, letter.Figures.Count, letter.Replies.Single().Reply.Text), Is.EqualTo((new[] { "Why?", "Until when?" }, Sent.ReplyBy, 1, "By March.")));
    }

    [Test]
    public void What_comes_too_soon_or_too_late_is_refused_in_a_sentence()
    {
        (MeetingAct[] Before, MeetingAct Act, string Says)[] cases =
        [
            ([], Sent, "no letter to send"),
            ([], Reply, "the letter is a draft"),
            ([Written, Sent], Written, "the letter is sent"),
            ([Written, Sent], new MeetingAct.Cancelled("No"), "the letter is sent"),
            ([Written, Sent], new MeetingAct.Closed(), "No reply has come"),
            ([Written, Sent, Reply, new MeetingAct.Closed()], Reply, "the letter is closed"),
            ([Written], new MeetingAct.Published(), "the letter is a draft"),
            ([Written, Sent, new MeetingAct.Published()], new MeetingAct.Published(), "public site already"),
            ([Written, Sent], new MeetingAct.Revealed(1), "does not stand on the public site yet"),
            ([Written, Sent], new MeetingAct.LetterWithheld(LetterPart.Reply, "A name"), "does not stand on the public site yet"),
            ([Written, Sent, new MeetingAct.Published()], new MeetingAct.Revealed(9), "nothing there"),
            ([Written, Sent, new MeetingAct.NoteKept("Secret"), new MeetingAct.Published()], new MeetingAct.Revealed(3), "nothing there"),
            ([Written, Sent, new MeetingAct.Published(), new MeetingAct.Revealed(1)], new MeetingAct.Revealed(1), "public already"),
            ([Written, Sent, new MeetingAct.Published()], new MeetingAct.LetterWithheld(LetterPart.Reply, "A name"), "none to withhold"),
            ([Written, Sent, new MeetingAct.Published()], new MeetingAct.LetterWithheld(LetterPart.Letter, " "), "Enter why the letter is withheld"),
            ([Written, Sent], new MeetingAct.Opened(), "belongs to a meeting"),
            ([Written, Sent], new MeetingAct.MinutesDrafted(), "belongs to a meeting"),
            ([], Written with { Asks = "" }, "Enter what is asked"),
            ([], Written with { Text = new string('a', LetterRules.LongestLetter + 1) }, "at most 12000 letters"),
        ];

        Assert.That(cases.Select(one => (one.Says, Said: MeetingRules.Refusal(Plan, Hold(one.Before), one.Act))), Has.All.Matches<(string Says, string? Said)>(one => one.Said?.Contains(one.Says, StringComparison.Ordinal) == true));
    }

    [Test]
    public void Only_letters_have_what_belongs_to_letters() => Assert.That(
        new MeetingAct[] { Written, Sent, new MeetingAct.Revealed(1), new MeetingAct.LetterWithheld(LetterPart.Reply, "No") }.Select(act => MeetingRules.Refusal(MadeMeeting.Plan, MadeMeeting.Hold(new MeetingAct.Published(), new MeetingAct.Opened()), act)),
        Has.All.Contain("belongs to a letter"));

    [Test, Category("L-1")]
    public void Nothing_of_it_is_open_until_it_is_shown_event_by_event()
    {
        var progress = Hold(Written, Sent, Reply, Promise, new MeetingAct.Published());

        Assert.That(progress.Events.Where(logged => !logged.Restricted).Select(logged => logged.Act), Is.EqualTo(new MeetingAct[] { new MeetingAct.Published() }));
        Assert.That(MeetingRules.IsRestricted(Plan, progress, new MeetingAct.PromiseJudged("made-p1", PromiseState.OnCourse, 110)));
        var shown = After(progress, new MeetingAct.Revealed(4));
        Assert.That(MeetingRules.IsRestricted(Plan, shown, new MeetingAct.PromiseJudged("made-p1", PromiseState.OnCourse, 110)), Is.False);
        Assert.That(MeetingRules.IsRestricted(Plan, shown, Reply), "what comes later waits again");
        Assert.That(shown.State, Is.EqualTo(MeetingState.Live));
    }

    private static MeetingProgress Hold(params IReadOnlyList<MeetingAct> acts) => acts.Aggregate(MeetingProgress.Planned, (progress, act) =>
    {
        Assert.That(MeetingRules.Refusal(Plan, progress, act), Is.Null, act.ToString());
        return After(progress, act);
    });

    private static MeetingProgress After(MeetingProgress progress, MeetingAct act) =>
        progress.After(new LoggedEvent(progress.Last + 1, MadeMeeting.Start.AddSeconds(progress.Last), act, MeetingRules.IsRestricted(Plan, progress, act), null));
}
