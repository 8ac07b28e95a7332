using Scrutiny.Meetings;
using Scrutiny.Promises;

namespace Scrutiny.Tests.Promises;

/// <summary>Promises head the next agenda by themselves, and the one after it only while they are open.</summary>
internal sealed class EarlierPromisesTests
{
    private static readonly DateTimeOffset First = new(2026, 10, 28, 10, 0, 0, TimeSpan.Zero);

    [Test]
    public void What_was_promised_heads_the_next_agenda_those_at_risk_first()
    {
        var held = Hold("first", First, [Promise("kept"), Promise("risky"), Promise("new")], (1, "kept", PromiseState.Kept), (2, "risky", PromiseState.OnCourse), (3, "risky", PromiseState.AtRisk));
        var next = Plan("second", First.AddDays(40));

        var heading = EarlierPromises.Of(next, MeetingProgress.Planned, [held, (next, MeetingProgress.Planned)]);

        Assert.That(heading.Select(promise => (promise.Promise.Id, promise.State)), Is.EqualTo(new[] { ("risky", PromiseState.AtRisk), ("new", PromiseState.CannotBeJudged), ("kept", PromiseState.Kept) }));
    }

    [Test]
    public void What_was_settled_before_the_last_meeting_is_not_told_again()
    {
        var first = Hold("first", First, [Promise("kept"), Promise("open")], (1, "kept", PromiseState.Kept), (2, "open", PromiseState.OnCourse));
        var second = Hold("second", First.AddDays(40), []);

        var heading = EarlierPromises.Of(Plan("third", First.AddDays(80)), MeetingProgress.Planned, [first, second]);

        Assert.That(heading.Select(promise => promise.Promise.Id), Is.EqualTo(new[] { "open" }));
    }

    [Test]
    public void The_page_of_a_meeting_that_is_over_stays_as_it_was()
    {
        var first = Hold("first", First, [Promise("late")], (1, "late", PromiseState.OnCourse), (60, "late", PromiseState.Missed));
        var second = Hold("second", First.AddDays(40), []);

        Assert.That(EarlierPromises.Of(second.Meeting, second.Progress, [first, second]).Single().State, Is.EqualTo(PromiseState.OnCourse));
    }

    private static MeetingAct.PromiseMade Promise(string id) => new(id, "More", "officer-fte", "E23000030", "total", PromiseComparison.AtLeast, 90, new DateOnly(2027, 3, 31), "Chief Constable");

    private static Meeting Plan(string slug, DateTimeOffset starts) => new() { Slug = slug, Title = slug, Kind = MeetingKind.PublicCops, Starts = starts, Place = "Winchester" };

    private static (Meeting Meeting, MeetingProgress Progress) Hold(string slug, DateTimeOffset starts, MeetingAct.PromiseMade[] promises, params (int Days, string Id, PromiseState State)[] judgements)
    {
        var progress = MeetingProgress.Planned;
        After(starts, [new MeetingAct.Published(), new MeetingAct.Opened(), .. promises, new MeetingAct.Closed()]);
        foreach (var (days, id, state) in judgements)
        {
            After(starts.AddDays(days), [new MeetingAct.PromiseJudged(id, state, 90)]);
        }

        return (Plan(slug, starts), progress);

        void After(DateTimeOffset at, IEnumerable<MeetingAct> acts) => progress = acts.Aggregate(progress, (before, act) => before.After(new LoggedEvent(before.Last + 1, at, act, false, before.Last + 1)));
    }
}
