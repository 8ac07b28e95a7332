using Scrutiny.Areas;
using Scrutiny.Charts;
using Scrutiny.Comparisons;
using Scrutiny.Measures;
using Scrutiny.Observations;
using Scrutiny.Periods;
using Scrutiny.Statistics;
using ChartKind = Scrutiny.Measures.ChartKind;

namespace Scrutiny.Tests.Comparisons;

/// <summary>One force among others: what is said, what is drawn, what is left out. The forces and their figures are made up.</summary>
internal sealed class ForcesComparedTests
{
    private static readonly Period Year = new(new DateOnly(2018, 10, 1), new DateOnly(2019, 9, 30));
    private static readonly Area Own = Force(0);

    [TestCase(80, "That is within the usual range for a force of its size: no sign that it differs from other forces.")]
    [TestCase(140, "That is above the range in which nearly every force of its size would lie: a difference that chance is unlikely to explain.")]
    [TestCase(20, "That is below the range in which nearly every force of its size would lie: a difference that chance is unlikely to explain.")]
    public void A_force_is_judged_against_the_range_for_its_size(int rate, string verdict)
    {
        var compared = Compared(Rate, [(rate, 1_000_000), .. Usual(30)]);

        var words = ComparisonWords.Of(compared);

        Assert.That(words, Does.StartWith($"In the year ending September 2019, {rate}.0 per 1,000 crimes were recorded in Force 00; the average of the 31 forces compared is "));
        Assert.That(words, Does.Contain(verdict));
    }

    [Test]
    public void A_rate_beyond_the_range_is_told_with_how_many_others_lie_outside_and_how_many_chance_would_put_there()
    {
        var compared = Compared(Rate, [(140, 1_000_000), .. Usual(30)]);

        Assert.That(ComparisonWords.Of(compared), Does.EndWith("Of all of them, 1 lies outside the outer lines; if nothing differed, about 0.1 would."));
    }

    [Test]
    public void Forces_without_a_figure_or_without_a_base_are_listed_with_the_reason()
    {
        var measure = Rate with { Comparability = Rate.Comparability with { LeaveOut = [new ForceLeftOut { Area = Force(3).Code, Reason = "few people live there" }] } };
        List<ForceFigure> figures = [.. Figures([(80, 1_000_000), .. Usual(14)])];
        figures[1] = figures[1] with { Value = null, Numerator = null, Status = ObservationStatus.NotAvailable };
        figures[2] = figures[2] with { Denominator = null, Numerator = 5 };
        figures[4] = new ForceFigure(Force(4), null, null, null, ObservationStatus.NotAvailable, null, null);

        var compared = ForcesCompared.Of(measure, Year, Own, null, figures);

        Assert.That(ComparisonWords.LeftOut(compared), Is.EqualTo(new[]
        {
            "Force 03: few people live there",
            "Force 01: not available",
            "Force 02: the number that it is taken of is not known",
            "Force 04: no source holds a figure",
        }));
        Assert.That(compared.Funnel!.Points, Has.Count.EqualTo(11));
    }

    [Test]
    public void A_measure_that_may_not_be_compared_is_refused_with_its_reason()
    {
        var measure = Rate with { Comparability = new Comparability { Forces = ForceComparison.No, Reason = "No nationally consistent 101 figures exist." } };

        Assert.That(() => ForcesCompared.Of(measure, Year, Own, null, []), Throws.ArgumentException.With.Message.StartsWith("No nationally consistent 101 figures exist."));
    }

    [Test]
    public void Fewer_than_ten_forces_make_no_funnel()
    {
        var compared = Compared(Rate, [(80, 1_000_000), .. Usual(5)]);

        Assert.That(ComparisonWords.Of(compared), Does.EndWith("Fewer than 10 forces have figures, too few to say what is usual."));
        Assert.That(ComparisonChart.Specify(compared, "c", "", synthetic: true), Is.Null);
    }

    [Test]
    public void A_count_gets_a_table_and_no_picture()
    {
        var compared = ForcesCompared.Of(Rate with { Unit = Unit.Count }, Year, Own, Group, Figures([(80, 1_000_000), .. Usual(20)]));

        Assert.That(ComparisonWords.Of(compared), Does.EndWith("Forces differ in size, so a count by itself says nothing about how they compare."));
        Assert.That(ComparisonChart.Specify(compared, "c", "", synthetic: true), Is.Null);
    }

    [Test]
    public void A_sum_of_money_is_drawn_beside_the_group_only_and_in_the_order_of_names()
    {
        var compared = ForcesCompared.Of(Rate with { Unit = Unit.Pounds }, Year, Own, Group, Figures([(80, 1_000_000), .. Usual(20)]).Reverse());

        var bars = (BarChart)ComparisonChart.Specify(compared, "c", "", synthetic: true)!;

        Assert.That(bars.Bars.Select(bar => (bar.Label, bar.Marked)), Is.EqualTo(new[] { ("Force 00", true), ("Force 02", false), ("Force 05", false) }));
    }

    [Test]
    public void The_funnel_is_drawn_with_the_force_marked_and_its_group_as_context()
    {
        var compared = ForcesCompared.Of(Rate, Year, Own, Group, Figures([(140, 1_000_000), .. Usual(20)]));

        var funnel = (FunnelChart)ComparisonChart.Specify(compared, "c", "Made up", synthetic: true)!;

        Assert.That(funnel.Units.Single(unit => unit.Marked), Has.Property(nameof(FunnelUnit.Label)).EqualTo("Force 00").And.Property(nameof(FunnelUnit.Verdict)).EqualTo(FunnelVerdict.High998));
        Assert.That(funnel.Units.Where(unit => unit.Context).Select(unit => unit.Label), Is.EqualTo(new[] { "Force 02", "Force 05" }));
        Assert.That(new SvgChartRenderer().Render(funnel), Does.Contain("Force 00").And.Contain("Synthetic data"));
    }

    private static Measure Rate { get; } = new()
    {
        Schema = "measure/1", Name = "Recorded crime rate", Sentence = "{value} crimes were recorded", Unit = Unit.RatePer1000, Decimals = 1, Improvement = Improvement.Neutral,
        Frequency = Frequency.Rolling12, Chart = ChartKind.Run, Priority = "prevention", Owner = "performance-team", Definition = "Made up.", Denominator = "people", Sources = ["made"], ReviewBy = new DateOnly(2027, 4, 30),
        Comparability = new Comparability { Forces = ForceComparison.WithCare, Reason = "Made up." },
    };

    private static AreaGroup Group { get; } = new() { Of = Own.Code, Name = "Most similar forces", Forces = [Force(2).Code, Force(5).Code], Reason = "Made up." };

    private static ForcesCompared Compared(Measure measure, IEnumerable<(double Rate, long People)> forces) => ForcesCompared.Of(measure, Year, Own, null, Figures(forces));

    /// <summary>Forces of different sizes whose rates lie a little to either side of 80.</summary>
    private static IEnumerable<(double Rate, long People)> Usual(int count) => Enumerable.Range(0, count).Select(i => (80.0 + (((i * 7) % 11) - 5), 500_000L + (100_000 * i)));

    private static IEnumerable<ForceFigure> Figures(IEnumerable<(double Rate, long People)> forces) => forces.Select((force, i) =>
        new ForceFigure(Force(i), (decimal)force.Rate, (decimal)(force.Rate * force.People / 1000), force.People, ObservationStatus.Final, "made", i + 1));

    private static Area Force(int number) => new() { Code = $"E23{number:000000}", Name = $"Force {number:00}", Kind = AreaKind.Force };
}
