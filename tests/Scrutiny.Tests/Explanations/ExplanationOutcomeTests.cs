using Scrutiny.Boards;
using Scrutiny.Dashboards;
using Scrutiny.Explanations;
using Scrutiny.Measures;
using Scrutiny.Meetings;
using Scrutiny.Observations;
using Scrutiny.Periods;
using Scrutiny.Tests.Conventions;
using Scrutiny.Tests.Meetings;

namespace Scrutiny.Tests.Explanations;

/// <summary>What figures did after they were explained, and what in a meeting is an explanation.</summary>
internal sealed class ExplanationOutcomeTests
{
    private static readonly Lazy<Measure> Share = new(() => Catalogue.Read(Repository.PathTo("dashboards")).Measures["calls-999-within-10s"].Value);

    private static Explanation Given(Period? period) => new(new SeriesName("calls-999-within-10s", "E23000030", "total"), period, new DateOnly(2026, 10, 28), "Chief Constable", ExplanationVia.Letter, "A fault.");

    [Test]
    public void It_says_the_value_then_its_revision_and_the_values_since()
    {
        var now = JudgedSeries.Of(Share.Value, [Point(8, 91.0m), Point(9, 91.3m), Point(10, 92.7m), Point(11, 93.0m)]);

        Assert.That(
            ExplanationOutcome.Words(Given(Period.Month(2026, 9)), [Point(8, 91.0m), Point(9, 92.5m)], now),
            Does.StartWith("Then: 92.5% in September 2026. That figure is 91.3% after a revision. Since: 92.7% in October 2026, 93.0% in November 2026."));
    }

    [Test]
    public void Without_a_period_it_begins_with_the_last_figure_that_was_known() =>
        Assert.That(ExplanationOutcome.Words(Given(null), [Point(8, 91.0m)], JudgedSeries.Of(Share.Value, [Point(8, 91.0m)])), Is.EqualTo("Then: 91.0% in August 2026. No later figure is published."));

    [Test]
    public void Without_a_figure_it_says_so() =>
        Assert.That(ExplanationOutcome.Words(Given(Period.Month(2026, 9)), [], JudgedSeries.Of(Share.Value, [])), Is.EqualTo("No figure of that time was published when it was given. No later figure is published."));

    [Test]
    public void An_answer_while_a_figure_was_on_the_screen_is_an_explanation_of_it()
    {
        var figure = new MeetingAct.FigureShown("calls-999-within-10s", "E23000030", "total", "2026-09", 92.5m, ObservationStatus.Provisional, 1, "92.5%", DateTimeOffset.UnixEpoch);
        var progress = MeetingProgress.Of(new MeetingAct[]
        {
            new MeetingAct.Published(), new MeetingAct.Opened(), new MeetingAct.ItemStarted(1), new MeetingAct.ResponseGiven(null, "Before any figure", "Chief Constable"), figure, new MeetingAct.ChallengePut("Why?"),
            new MeetingAct.ResponseGiven(6, "A fault", "Chief Constable"), new MeetingAct.ResponseGiven(6, "Taken back", "Chief Constable"), new MeetingAct.Corrected(8, "Not said", null), new MeetingAct.ItemEnded(1), new MeetingAct.ItemStarted(2), new MeetingAct.ResponseGiven(null, "Another item", "Chief Constable"),
        }.Select((act, i) => new LoggedEvent(i + 1, new DateTimeOffset(2026, 10, 28, 10, i, 0, TimeSpan.Zero), act, false, i + 1)));

        var spoken = SpokenExplanations.Of(MadeMeeting.Plan, progress).Single();

        Assert.That((spoken.Text, spoken.GivenBy, spoken.Period, spoken.GivenOn, spoken.Via), Is.EqualTo(("A fault", "Chief Constable", (Period?)Period.Month(2026, 9), new DateOnly(2026, 10, 28), ExplanationVia.Meeting)));
    }

    private static SeriesPoint Point(int month, decimal value) => new(Period.Month(2026, month), value, null, null, ObservationStatus.Final, DateTimeOffset.UnixEpoch, "force-contact", month);
}
