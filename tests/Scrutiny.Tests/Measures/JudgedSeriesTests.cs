using Scrutiny.Measures;
using Scrutiny.Observations;
using Scrutiny.Periods;
using Scrutiny.Statistics;

namespace Scrutiny.Tests.Measures;

/// <summary>Targets, tolerances, baselines, breaks and annotations, applied to series that are small enough to check by eye.</summary>
internal sealed class JudgedSeriesTests
{
    private const string Hampshire = "E23000030";

    [Test]
    public void Each_period_is_judged_against_the_target_in_force_on_its_last_day()
    {
        var measure = Things with { Targets = [Target("old", 80, new(2024, 1, 1), new(2024, 6, 30)), Target("new", 95, new(2024, 7, 1))] };

        var series = JudgedSeries.Of(measure, Months(Enumerable.Repeat(90m, 12)));

        Assert.Multiple(() =>
        {
            Assert.That(series.Values.Select(value => value.Target!.Id), Is.EqualTo(Enumerable.Repeat("old", 6).Concat(Enumerable.Repeat("new", 6))));
            Assert.That(series.Target!.Id, Is.EqualTo("new"));
            Assert.That(series.Record, Is.EqualTo(new TargetRecord(false, 6, 12)));
        });
    }

    [Test]
    public void Periods_before_the_first_target_are_not_held_against_it()
    {
        var measure = Things with { Targets = [Target("new", 80, new(2024, 10, 1))] };

        Assert.That(JudgedSeries.Of(measure, Months(Enumerable.Repeat(90m, 12))).Record, Is.EqualTo(new TargetRecord(true, 3, 3)));
    }

    [Test]
    public void A_target_that_has_ended_is_none()
    {
        var measure = Things with { Targets = [Target("old", 80, new(2020, 1, 1), new(2024, 11, 30))] };

        var series = JudgedSeries.Of(measure, Months(Swinging(90, 24)));

        Assert.Multiple(() =>
        {
            Assert.That(series.Target, Is.Null);
            Assert.That(series.Record, Is.Null);
            Assert.That(series.Control!.Assurance, Is.Null);
        });
    }

    [TestCase(70, Assurance.Pass)]
    [TestCase(90, Assurance.Inconsistent)]
    [TestCase(99, Assurance.Fail)]
    public void Assurance_follows_from_the_limits_and_the_target_in_force(int target, Assurance expected)
    {
        var measure = Things with { Targets = [Target("one", target, new(2024, 1, 1))] };

        Assert.That(JudgedSeries.Of(measure, Months(Swinging(90, 24))).Control!.Assurance, Is.EqualTo(expected));
    }

    [TestCase(80, 96, ToleranceVerdict.ReliablyWithin)]
    [TestCase(90, null, ToleranceVerdict.SometimesOutside)]
    [TestCase(null, 80, ToleranceVerdict.ReliablyOutside)]
    public void A_tolerance_has_its_verdict(int? least, int? most, ToleranceVerdict expected)
    {
        var measure = Things with { Tolerances = [new MeasureTolerance { Id = "band", Name = "Band", Least = least, Most = most, From = new(2024, 1, 1), Source = "A test", Reason = "To try it." }] };

        Assert.That(JudgedSeries.Of(measure, Months(Swinging(90, 24))).Control!.Tolerance, Is.EqualTo(expected));
    }

    [Test]
    public void A_target_holds_only_for_the_areas_parts_and_sources_that_it_names()
    {
        var measure = Things with
        {
            Targets = [Target("here", 80, new(2024, 1, 1)) with { Areas = [Hampshire], Sources = ["made"] }],
            Breakdowns = [new Breakdown { Key = "small", Name = "Small" }],
        };
        var points = Months(Swinging(90, 12));

        Assert.Multiple(() =>
        {
            Assert.That(JudgedSeries.Of(measure, points, new SeriesSetting { Area = Hampshire }).Target?.Id, Is.EqualTo("here"));
            Assert.That(JudgedSeries.Of(measure, points, new SeriesSetting { Area = "E23000031" }).Target, Is.Null);
            Assert.That(JudgedSeries.Of(measure, points, new SeriesSetting { Area = Hampshire, Breakdown = "small" }).Target, Is.Null);
            Assert.That(JudgedSeries.Of(measure, [.. points.Select(point => point with { Source = "another" })], new SeriesSetting { Area = Hampshire }).Target, Is.Null);
        });
    }

    [Test]
    public void A_baseline_starts_average_and_limits_anew_and_the_view_without_it_is_one_setting_away()
    {
        var measure = Things with { Baselines = [Rebase(new(2025, 1, 1))] };
        var points = Months(Swinging(80, 12).Concat(Swinging(90, 12)));

        var rebased = JudgedSeries.Of(measure, points);
        var plain = JudgedSeries.Of(measure, points, new SeriesSetting { Rebased = false });

        Assert.Multiple(() =>
        {
            Assert.That(rebased.Control!.Segments.Select(segment => Math.Round(segment.Mean!.Value, 6)), Is.EqualTo(new[] { 80, 90 }));
            Assert.That(rebased.Marks.Single(), Is.EqualTo(new SeriesMark(1, new(2025, 1, 1), 12, SeriesMarkKind.Rebase, "Average and limits calculated anew", "It changed.", measure.Baselines[0], null)));
            Assert.That(plain.Control!.Segments.Single().Mean, Is.EqualTo(85).Within(1e-9));
            Assert.That(plain.Marks, Is.Empty);
        });
    }

    [Test]
    public void A_baseline_that_lies_outside_the_figures_on_show_waits()
    {
        var measure = Things with { Baselines = [Rebase(new(2026, 1, 1)), Rebase(new(2020, 1, 1))] };

        Assert.That(JudgedSeries.Of(measure, Months(Swinging(80, 12))).Control!.Segments, Has.Count.EqualTo(1));
    }

    [Test]
    public void A_fixed_baseline_keeps_its_limits_while_other_segments_use_all_their_figures()
    {
        var measure = Things with { Baselines = [Rebase(new(2025, 1, 1)) with { FixAfter = 12 }] };
        var points = Months(Swinging(70, 6).Concat(Swinging(80, 6)).Concat(Swinging(90, 12)).Concat(Swinging(96, 12)));

        var series = JudgedSeries.Of(measure, points);

        Assert.Multiple(() =>
        {
            Assert.That(series.Control!.Segments.Select(segment => Math.Round(segment.Mean!.Value, 6)), Is.EqualTo(new[] { 75, 90 }));
            Assert.That(series.Control.Points, Has.Count.EqualTo(36));
            Assert.That(series.Control.Points[0].Mean, Is.EqualTo(75).Within(1e-9));
            Assert.That(series.Control.Points[35].Mean, Is.EqualTo(90).Within(1e-9));
            Assert.That(series.Control.Variation, Is.EqualTo(Variation.ImprovementHigh));
        });
    }

    [Test]
    public void A_baseline_fixed_to_a_day_counts_the_periods_until_then()
    {
        var points = Months(Swinging(80, 14).Concat(Swinging(90, 10)));
        var toDay = Things with { Baselines = [Rebase(new(2024, 1, 1)) with { FixedTo = new(2025, 2, 28) }] };
        var after = Things with { Baselines = [Rebase(new(2024, 1, 1)) with { FixAfter = 14 }] };

        Assert.Multiple(() =>
        {
            Assert.That(JudgedSeries.Of(toDay, points).Control!.Segments.Single().Mean, Is.EqualTo(80).Within(1e-9));
            Assert.That(JudgedSeries.Of(toDay, points).Control!.Segments[0].Upl, Is.EqualTo(JudgedSeries.Of(after, points).Control!.Segments[0].Upl));
            Assert.That(JudgedSeries.Of(toDay, points).Marks, Is.Empty, "nothing stands before the first period");
            Assert.That(JudgedSeries.Of(toDay, points).Baselines, Has.Count.EqualTo(1));
        });
    }

    [Test]
    public void Limits_do_not_run_across_a_break_and_stay_apart_without_baselines()
    {
        var measure = Things with { Breaks = [new SeriesBreak { From = new(2024, 7, 1), Reason = "Counted otherwise." }] };

        var series = JudgedSeries.Of(measure, Months(Swinging(80, 6).Concat(Swinging(90, 6))), new SeriesSetting { Rebased = false });

        Assert.Multiple(() =>
        {
            Assert.That(series.Control!.Segments.Select(segment => segment.First), Is.EqualTo(new[] { 0, 6 }));
            Assert.That(series.Marks.Single().Kind, Is.EqualTo(SeriesMarkKind.Break));
        });
    }

    [Test]
    public void A_break_of_one_part_does_not_cut_another()
    {
        var measure = Things with
        {
            Breakdowns = [new Breakdown { Key = "small", Name = "Small" }, new Breakdown { Key = "tiny", Name = "Tiny" }],
            Breaks = [new SeriesBreak { From = new(2024, 7, 1), Reason = "Counted otherwise.", Begins = ["small"] }],
        };
        var points = Months(Swinging(80, 12));

        Assert.Multiple(() =>
        {
            Assert.That(JudgedSeries.Of(measure, points, new SeriesSetting { Breakdown = "small" }).Control!.Segments, Has.Count.EqualTo(2));
            Assert.That(JudgedSeries.Of(measure, points, new SeriesSetting { Breakdown = "tiny" }).Control!.Segments, Has.Count.EqualTo(1));
            Assert.That(JudgedSeries.Of(measure, points).Control!.Segments, Has.Count.EqualTo(1));
        });
    }

    [TestCase(AnnotationKind.Event, 1)]
    [TestCase(AnnotationKind.Break, 2)]
    [TestCase(AnnotationKind.CountingRule, 2)]
    public void An_annotation_is_marked_and_cuts_where_figures_no_longer_compare(AnnotationKind kind, int segments)
    {
        var setting = new SeriesSetting { Annotations = [Note(new(2024, 7, 15)) with { Kind = kind }] };

        var series = JudgedSeries.Of(Things, Months(Swinging(80, 12)), setting);

        Assert.Multiple(() =>
        {
            Assert.That(series.Marks.Single().At, Is.EqualTo(6));
            Assert.That(series.Control!.Segments, Has.Count.EqualTo(segments));
        });
    }

    [Test]
    public void Marks_are_numbered_by_date_and_those_outside_the_series_are_left_out()
    {
        var measure = Things with { Baselines = [Rebase(new(2024, 9, 1))], Breaks = [new SeriesBreak { From = new(2024, 3, 1), Reason = "Counted otherwise." }] };
        var setting = new SeriesSetting { Annotations = [Note(new(2025, 6, 1)), Note(new(2024, 12, 1)), Note(new(2020, 1, 1)), Note(new(2024, 5, 5)) with { Areas = ["E23000031"] }] };

        var series = JudgedSeries.Of(measure, Months(Swinging(80, 12)), setting);

        Assert.That(series.Marks.Select(mark => (mark.Number, mark.Kind, mark.At)), Is.EqualTo(new[] { (1, SeriesMarkKind.Break, 2), (2, SeriesMarkKind.Rebase, 8), (3, SeriesMarkKind.Event, 11) }));
    }

    [Test]
    public void A_run_chart_has_target_and_marks_but_no_limits()
    {
        var measure = Things with { Chart = ChartKind.Run, Frequency = Frequency.AsAt, Targets = [Target("one", 100, new(2010, 1, 1))], Breaks = [new SeriesBreak { From = new(2019, 1, 1), Reason = "Counted otherwise." }] };

        var series = JudgedSeries.Of(measure, [Point(Period.AsAt(new(2018, 9, 30)), 95), Point(Period.AsAt(new(2019, 3, 31)), 101)]);

        Assert.Multiple(() =>
        {
            Assert.That(series.Control, Is.Null);
            Assert.That(series.Record, Is.EqualTo(new TargetRecord(true, 1, 2)));
            Assert.That(series.Marks.Single().At, Is.EqualTo(1));
        });
    }

    [Test]
    public void An_empty_series_has_nothing_to_judge()
    {
        var series = JudgedSeries.Of(Things with { Targets = [Target("one", 100, new(2010, 1, 1))], Baselines = [Rebase(new(2024, 1, 1))] }, [], new SeriesSetting { Annotations = [Note(new(2024, 1, 1))] });

        Assert.Multiple(() =>
        {
            Assert.That(series.Target, Is.Null);
            Assert.That(series.Marks, Is.Empty);
            Assert.That(series.Latest, Is.Null);
        });
    }

    internal static Measure Things { get; } = new()
    {
        Schema = "measure/1",
        Name = "Things",
        Sentence = "{value} of things were good",
        Unit = Unit.Percent,
        Decimals = 1,
        Improvement = Improvement.Increase,
        Frequency = Frequency.Month,
        Chart = ChartKind.Spc,
        Priority = "contact",
        Owner = "performance-team",
        Definition = "Things that were good.",
        Comparability = new Comparability { Forces = ForceComparison.No, Reason = "They differ." },
        Sources = ["made"],
        ReviewBy = new DateOnly(2027, 4, 30),
    };

    internal static MeasureTarget Target(string id, decimal value, DateOnly from, DateOnly? to = null) =>
        new() { Id = id, Name = "Target", Value = value, From = from, To = to, SetBy = "A test", Source = "A test", Reason = "To try it." };

    internal static Baseline Rebase(DateOnly from) => new() { From = from, Reason = "It changed.", Evidence = "Seven figures.", Author = "performance-team", DecidedOn = new(2025, 5, 1) };

    internal static Annotation Note(DateOnly date) => new() { Schema = "annotation/1", Title = "Something", Date = date, Words = "Something happened.", Kind = AnnotationKind.Event, Measures = ["things"], Source = "A test", Reason = "To try it." };

    internal static IEnumerable<decimal> Swinging(decimal around, int count) => Enumerable.Range(0, count).Select(i => around + (i % 2 == 0 ? 1 : -1));

    internal static List<SeriesPoint> Months(IEnumerable<decimal> values, int year = 2024) => [.. values.Select((value, i) => Point(Period.Month(year + (i / 12), (i % 12) + 1), value))];

    internal static SeriesPoint Point(Period period, decimal? value, ObservationStatus status = ObservationStatus.Final) => new(period, value, null, null, status, DateTimeOffset.UnixEpoch, "made", 1);
}
