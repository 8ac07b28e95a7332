using Scrutiny.Meetings;
using Scrutiny.Periods;
using Scrutiny.Promises;

namespace Scrutiny.Tests.Promises;

/// <summary>A promise is judged by the figures since it was made, and by nothing else.</summary>
internal sealed class PromiseJudgementTests
{
    private static readonly DateOnly Made = new(2026, 10, 28);

    [TestCase("", PromiseState.CannotBeJudged)]
    [TestCase("9:99", PromiseState.CannotBeJudged, Description = "a figure from before")]
    [TestCase("10:89.9", PromiseState.AtRisk)]
    [TestCase("10:90", PromiseState.OnCourse)]
    [TestCase("10:95 11:89", PromiseState.AtRisk)]
    [TestCase("10:80 11:80 12:90", PromiseState.Kept)]
    [TestCase("10:95 11:95 12:89", PromiseState.Missed)]
    [TestCase("10:95 11:95 12:91 13:10", PromiseState.Kept, Description = "what comes after the due day counts no more")]
    [TestCase("12:91 10:10 11:x", PromiseState.Kept, Description = "in any order, with gaps")]
    public void At_least_90_by_the_end_of_December(string figures, PromiseState state)
    {
        var promise = new MeetingAct.PromiseMade("p1", "At least 90%", "calls-999-within-10s", "E23000030", "total", PromiseComparison.AtLeast, 90, new DateOnly(2026, 12, 31), "Chief Constable");

        Assert.That(PromiseJudgement.Of(promise, Made, Read(figures)).State, Is.EqualTo(state));
    }

    [Test]
    public void At_most_turns_the_comparison_round()
    {
        var promise = new MeetingAct.PromiseMade("p2", "Within 120 seconds", "calls-101-answer-time", "E23000030", "total", PromiseComparison.AtMost, 120, new DateOnly(2026, 12, 31), "Chief Constable");

        Assert.That(PromiseJudgement.Of(promise, Made, Read("10:121")), Is.EqualTo(new PromiseJudgement(PromiseState.AtRisk, Period.Month(2026, 10), 121)));
        Assert.That(PromiseJudgement.Of(promise, Made, Read("12:120")).State, Is.EqualTo(PromiseState.Kept));
    }

    [Test]
    public void No_figure_judges_a_deliverable() =>
        Assert.That(PromiseJudgement.Of(new MeetingAct.PromiseMade("p3", "A plan", null, null, null, null, null, new DateOnly(2026, 12, 18), "Chief Constable"), Made, Read("12:100")).State, Is.EqualTo(PromiseState.CannotBeJudged));

    private static IEnumerable<(Period, decimal?)> Read(string figures) => figures.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(figure => figure.Split(':')).Select(parts =>
        (Period.Month(2026 + ((int.Parse(parts[0], null) - 1) / 12), ((int.Parse(parts[0], null) - 1) % 12) + 1), parts[1] == "x" ? (decimal?)null : decimal.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture)));
}
