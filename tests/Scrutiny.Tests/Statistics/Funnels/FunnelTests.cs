using FsCheck;
using FsCheck.Fluent;
using Scrutiny.Statistics.Funnels;

namespace Scrutiny.Tests.Statistics.Funnels;

/// <summary>The funnel that pages show. What it is made of stands in <see cref="Tables.OracleTests"/>.</summary>
[TestFixture]
internal sealed class FunnelTests
{
    private static readonly Arbitrary<(int X, int N)[]> AnyUnits = (
        from n in Gen.Choose(20, 60000)
        from x in Gen.Choose(0, n)
        select (x, n)).ArrayOf().Where(units => units.Length >= Funnel.FewestUnits && units.Any(unit => unit.x > 0)).ToArbitrary();

    [Test]
    public void Fewer_than_ten_units_make_no_funnel_and_the_reason_is_given()
    {
        var funnel = Funnel.Of([.. Forces(9), new FunnelUnit("Tenth", null, 500)], FunnelKind.Proportion);

        Assert.That(funnel.Refusal, Is.EqualTo(FunnelRefusal.TooFewUnits));
        Assert.That((funnel.Points.Count, funnel.Lines.Count, funnel.Average), Is.EqualTo((0, 0, (double?)null)));
        Assert.That(funnel.LeftOut, Has.Count.EqualTo(1));
    }

    [Test]
    public void Units_without_a_usable_figure_are_left_out_by_name_and_reason()
    {
        var funnel = Funnel.Of(
            [
                .. Forces(12),
                new FunnelUnit("Suppressed", null, 100),
                new FunnelUnit("Unknown", 3, null),
                new FunnelUnit("Empty", 0, 0),
                new FunnelUnit("Impossible", 7, 5),
            ],
            FunnelKind.Proportion);

        Assert.That(funnel.Points, Has.Count.EqualTo(12));
        Assert.That(funnel.LeftOut.Select(left => (left.Unit.Name, left.Reason)), Is.EqualTo(new[]
        {
            ("Suppressed", LeftOutReason.NoFigure),
            ("Unknown", LeftOutReason.NoSize),
            ("Empty", LeftOutReason.NoSize),
            ("Impossible", LeftOutReason.ImpossibleFigure),
        }));
    }

    [TestCase(FunnelKind.Proportion)]
    [TestCase(FunnelKind.Rate)]
    [TestCase(FunnelKind.Ratio)]
    public void Where_nothing_happened_anywhere_there_is_nothing_to_compare(FunnelKind kind)
    {
        var funnel = Funnel.Of([.. Forces(12).Select(unit => unit with { Numerator = 0 })], kind);

        Assert.That(funnel.Refusal, Is.EqualTo(FunnelRefusal.NothingToCompare));
    }

    [TestCase(FunnelKind.Proportion)]
    [TestCase(FunnelKind.Rate)]
    public void A_force_like_the_others_is_within_and_one_unlike_them_is_not(FunnelKind kind)
    {
        var funnel = Funnel.Of([.. Forces(42), new FunnelUnit("Odd", 2000, 10000)], kind, 100);
        var odd = funnel.Points.Single(point => point.Unit.Name == "Odd");

        Assert.That((odd.Value, odd.Verdict), Is.EqualTo((20, FunnelVerdict.High998)));
        Assert.That(funnel.Points.Count(point => point.Verdict == FunnelVerdict.Within), Is.GreaterThan(38));
    }

    [TestCase(FunnelKind.Proportion)]
    [TestCase(FunnelKind.Rate)]
    public void The_lines_close_in_on_the_average_as_units_grow_and_lie_about_it(FunnelKind kind)
    {
        var funnel = Funnel.Of(Forces(30, spread: 0.02), kind, 100);

        Assert.That(funnel.Dispersion!.Exceeds, Is.True);
        Assert.That(funnel.Lines.Select(line => line.Size), Is.Ordered);
        Assert.That(funnel.Lines[0].Size, Is.LessThan(funnel.Points.Min(point => point.Size)));
        Assert.That(funnel.Lines[^1].Size, Is.GreaterThan(funnel.Points.Max(point => point.Size)));
        Assert.That(funnel.Lines.Select(line => line.Plain.Upper95), Is.Ordered.Descending);
        Assert.That(funnel.Lines.Select(line => line.Adjusted!.Value.Lower998), Is.Ordered);
        foreach (var (plain, adjusted) in funnel.Lines.Select(line => (line.Plain, line.Adjusted)))
        {
            Assert.That(plain.Lower998 <= plain.Lower95 && plain.Lower95 < funnel.Average && funnel.Average < plain.Upper95 && plain.Upper95 < plain.Upper998, Is.True);
            Assert.That(adjusted!.Value.Upper998 > plain.Upper998 && adjusted.Value.Lower998 < plain.Lower998, Is.True);
        }
    }

    [Test]
    public void Where_chance_explains_the_spread_there_are_no_wider_limits()
    {
        var funnel = Funnel.Of([.. Forces(30).Select(unit => unit with { Numerator = Math.Round(unit.Denominator!.Value * 0.1) })], FunnelKind.Proportion);

        Assert.That(funnel.Dispersion!.Exceeds, Is.False);
        Assert.That(funnel.Lines, Has.All.Property(nameof(FunnelLine.Adjusted)).Null);
        Assert.That(funnel.Points, Has.All.Property(nameof(FunnelPoint.Verdict)).EqualTo(FunnelVerdict.Within));
    }

    [Test]
    public void A_rates_line_is_the_other_programs_line_seen_from_its_other_axis()
    {
        foreach (var events in new double[] { 1, 4, 20, 300, 5000 })
        {
            // The size at which so many events reach the lower 95% line, and the upper one, when the average is 1.
            var there = PlainLimits.AtEvents(events);
            var (low, high) = (events / there.Lower95, events / there.Upper95);

            Assert.That(PlainLimits.OfRatio(low).Lower95 * low, Is.EqualTo(events).Within(1e-9 * events));
            Assert.That(PlainLimits.OfRatio(high).Upper95 * high, Is.EqualTo(events).Within(1e-9 * events));
        }
    }

    [Test]
    public void Below_the_size_at_which_no_event_at_all_is_a_surprise_the_lower_line_is_nothing()
    {
        // e^-3.6888… is 0.025.
        Assert.That(PlainLimits.OfRatio(3.68).Lower95, Is.Zero);
        Assert.That(PlainLimits.OfRatio(3.70).Lower95, Is.Positive);
        Assert.That(PlainLimits.OfRatio(3.70).Lower998, Is.Zero);
    }

    [Test]
    public void Forces_that_differ_by_chance_and_one_common_spread_are_seldom_called_outliers_as_FunnelPlotRs_unsquared_limits_do_call_them()
    {
        var random = new Random(5);
        int ours = 0, theirs = 0, forces = 0;

        for (var run = 0; run < 60; run++)
        {
            var expected = Enumerable.Range(0, 43).Select(_ => 100 * Math.Exp(3 * random.NextDouble())).ToArray();
            (double Count, double Size)[] units = [.. expected.Select(e => (Math.Max(0, Math.Round((e * (1 + (0.1 * Normal(random)))) + (Math.Sqrt(e) * Normal(random)))), e))];
            ours += Outliers(Dispersion.Measure(units, 1, DispersionMethod.SquareRoot));
            theirs += Outliers(Dispersion.Measure(units, 1, DispersionMethod.SquareRootUnsquared));
            forces += units.Length;
        }

        Assert.That((double)ours / forces, Is.LessThan(0.04));
        Assert.That((double)theirs / forces, Is.GreaterThan(0.15));
    }

    [TestCase(FunnelKind.Proportion)]
    [TestCase(FunnelKind.Rate)]
    public void The_order_of_the_units_does_not_matter(FunnelKind kind) => Prop.ForAll(AnyUnits, drawn =>
    {
        var units = drawn.Select((unit, i) => new FunnelUnit($"{i}", unit.X, unit.N)).ToList();
        var (there, back) = (Funnel.Of(units, kind), Funnel.Of([.. Enumerable.Reverse(units)], kind));

        return there.Refusal == back.Refusal && there.Points.Zip(back.Points.Reverse()).All(pair => pair.First.Unit == pair.Second.Unit && pair.First.Verdict == pair.Second.Verdict);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(12));

    [Test]
    public void Counting_the_other_half_turns_high_into_low() => Prop.ForAll(AnyUnits, drawn =>
    {
        var met = Funnel.Of([.. drawn.Select((unit, i) => new FunnelUnit($"{i}", unit.X, unit.N))], FunnelKind.Proportion);
        var missed = Funnel.Of([.. drawn.Select((unit, i) => new FunnelUnit($"{i}", unit.N - unit.X, unit.N))], FunnelKind.Proportion);

        return met.Points.Zip(missed.Points).All(pair => pair.First.Verdict == Mirror(pair.Second.Verdict));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(12));

    [Test]
    public void A_funnel_per_thousand_is_the_same_funnel() => Prop.ForAll(AnyUnits, drawn =>
    {
        var units = drawn.Select((unit, i) => new FunnelUnit($"{i}", unit.X, unit.N)).ToList();
        var (one, thousand) = (Funnel.Of(units, FunnelKind.Rate), Funnel.Of(units, FunnelKind.Rate, 1000));

        return Math.Abs((thousand.Average!.Value / one.Average!.Value) - 1000) < 1e-9
            && one.Points.Zip(thousand.Points).All(pair => pair.First.Verdict == pair.Second.Verdict && pair.First.PlainVerdict == pair.Second.PlainVerdict);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(12));

    /// <summary>Forces of very different size with about a tenth of everything.</summary>
    private static List<FunnelUnit> Forces(int count, double spread = 0)
    {
        var random = new Random(3);
        return [.. Enumerable.Range(1, count).Select(i =>
        {
            var n = 400 * i;
            return new FunnelUnit($"Force {i}", Math.Round(n * (0.1 + (spread * Normal(random)))) + random.Next(-5, 6), n);
        })];
    }

    private static int Outliers(Dispersion dispersion) => dispersion.Units.Count(unit =>
        dispersion.Adjusted(unit.Size).Judge(unit.Value) is FunnelVerdict.Low998 or FunnelVerdict.High998);

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private static FunnelVerdict Mirror(FunnelVerdict verdict) => verdict switch
    {
        FunnelVerdict.Within => FunnelVerdict.Within,
        FunnelVerdict.Low95 => FunnelVerdict.High95,
        FunnelVerdict.Low998 => FunnelVerdict.High998,
        FunnelVerdict.High95 => FunnelVerdict.Low95,
        FunnelVerdict.High998 => FunnelVerdict.Low998,
    };
}
