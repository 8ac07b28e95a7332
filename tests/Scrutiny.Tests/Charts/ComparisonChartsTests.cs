using System.Text.RegularExpressions;
using Scrutiny.Charts;
using static Scrutiny.Tests.Charts.SvgPicture;

namespace Scrutiny.Tests.Charts;

/// <summary>What each of the kinds beside the chart over one series promises.</summary>
internal sealed class ComparisonChartsTests
{
    private static readonly SvgChartRenderer Renderer = new();

    [TestCase(320)]
    [TestCase(1040)]
    public void A_funnel_always_names_the_unit_that_it_is_about(int width)
    {
        var names = Of((FunnelChart)ChartGallery.All["funnel-forces"] with { Width = width }).OfClass("chart-name").Select(name => name.Value).ToArray();

        Assert.That(names, Has.Exactly(1).EqualTo("Hampshire"));
        Assert.That(names, Does.Contain("Kent"));
    }

    [Test]
    public void A_unit_of_a_funnel_says_its_value_and_what_chance_would_give()
    {
        var spoken = Of(ChartGallery.All["funnel-forces"]).OfClass("chart-point").Select(point => (string)point.Attribute("aria-label")!).ToArray();

        Assert.That(spoken, Has.Length.EqualTo(43));
        Assert.That(spoken[^1], Is.EqualTo("Hampshire: 8.6%, within the range that chance would give"));
        Assert.That(spoken, Has.Some.EqualTo("Kent: 9.1%, above the 99.8% limit: higher than chance would give"));
    }

    [Test]
    public void The_curves_of_a_funnel_stay_in_the_plot()
    {
        var picture = Of(ChartGallery.All["funnel-forces"]);
        var data = picture.OfClass("chart-data").Single();
        var (left, top) = (Number(data, "x"), Number(data, "y"));

        foreach (var curve in picture.OfClass("chart-limit"))
        {
            var places = Regex.Matches((string)curve.Attribute("d")!, "[ML]([-0-9.]+) ([-0-9.]+)").Select(match => (X: double.Parse(match.Groups[1].Value, null), Y: double.Parse(match.Groups[2].Value, null))).ToArray();

            Assert.That(places, Has.Length.GreaterThan(40));
            Assert.That(places.Select(place => place.X), Has.All.InRange(left - 0.1, left + Number(data, "width") + 0.1));
            Assert.That(places.Select(place => place.Y), Has.All.InRange(top - 0.1, top + Number(data, "height") + 0.1));
        }
    }

    [Test]
    public void Bars_start_at_zero_and_are_as_long_as_their_values()
    {
        var picture = Of(ChartGallery.All["bars-districts"]);

        var lengths = picture.OfClass("chart-bar").Select(bar => Number(bar, "width")).ToArray();

        Assert.That(picture.OfClass("chart-bar").Select(bar => Number(bar, "x")), Has.All.EqualTo(0));
        Assert.That(lengths[0] / lengths[10], Is.EqualTo(412.0 / 1330).Within(0.001), "Basingstoke and Deane beside Southampton");
    }

    [Test]
    public void A_bar_without_a_value_says_why_and_has_no_length()
    {
        var picture = Of(ChartGallery.All["bars-districts"]);

        Assert.That(picture.OfClass("chart-point").Select(point => (string?)point.Attribute("aria-label")), Does.Contain("Hart: withheld").And.Contain("Test Valley: no figure available"));
        Assert.That(picture.OfClass("chart-bar").Count(), Is.EqualTo(12));
    }

    [Test]
    public void Each_of_several_series_is_named_at_its_end_and_has_its_own_pattern()
    {
        var picture = Of(ChartGallery.All["line-four-series-screen"]);

        var patterns = picture.OfClass("chart-series").Where(line => line.Parent == picture.Root).Select(line => (string?)line.Attribute("stroke-dasharray")).ToArray();
        var names = picture.OfClass("chart-label-value").Select(label => label.Value).ToArray();

        Assert.That(patterns, Has.Length.EqualTo(4).And.Unique);
        Assert.That(names, Is.EqualTo(new[] { "Local policing 37.3%", "Investigation 28.9%", "Contact and control 10.7%", "Neighbourhood 11.1%" }));
        Assert.That(picture.OfClass("chart-key").Single().Elements().Select(item => item.Value), Does.Not.Contain("Investigation"), "no box of colours to look up");
    }

    [Test]
    public void A_point_of_several_series_says_which_series()
    {
        var spoken = Of(ChartGallery.All["line-two-series"]).OfClass("chart-point").Select(point => (string)point.Attribute("aria-label")!).ToArray();

        Assert.That(spoken[^1], Is.EqualTo("Online reports, September 2026: 13,378 provisional"));
        Assert.That(spoken[0], Does.StartWith("101 calls, October 2023: "));
    }

    [Test]
    public void A_target_that_changed_is_one_stepped_line()
    {
        var picture = Of(ChartGallery.All["spc-thresholds-changed"]);

        var path = (string)picture.OfClass("chart-target").Single().Attribute("d")!;

        Assert.That(Regex.Replace(path, "[^A-Z]", ""), Is.EqualTo("MHVHVH"));
        Assert.That(picture.OfClass("chart-band").Count(), Is.EqualTo(2));
        Assert.That(picture.OfClass("chart-former").Select(text => text.Value), Is.EqualTo(new[] { "45s", "40s" }));
        Assert.That(string.Join(' ', picture.OfClass("chart-label-target").Select(text => text.Value)), Is.EqualTo("Target 30s since Apr 2025"));
    }

    [Test]
    public void A_tolerance_with_one_edge_reaches_the_end_of_the_plot()
    {
        var picture = Of(ChartGallery.All["spc-one-sided-tolerance"]);
        var (band, data) = (picture.OfClass("chart-band").Single(), picture.OfClass("chart-data").Single());

        Assert.That(Number(band, "y") + Number(band, "height"), Is.EqualTo(Number(data, "y") + Number(data, "height")).Within(0.1));
        Assert.That(picture.OfClass("chart-band-edge").Count(), Is.EqualTo(1));
        Assert.That(picture.OfClass("chart-label-band").Single().Value, Is.EqualTo("Tolerance at most 8%"));
    }

    [Test]
    public void A_headline_says_its_variation_in_words_beside_the_shape()
    {
        var picture = Of(ChartGallery.All["headline"]);

        Assert.That(picture.OfClass("chart-large").Single().Value, Is.EqualTo("92.1%"));
        Assert.That(picture.OfClass("chart-improvement").Count(), Is.EqualTo(1));
        Assert.That(picture.OfClass("chart-words").Select(text => text.Value), Does.Contain("Better than usual: higher").And.Contain("September 2026, provisional [p]").And.Contain("Target 90%: met"));
    }

    [Test]
    public void Small_multiples_stand_on_one_axis()
    {
        var picture = Of(ChartGallery.All["multiples-three"]);

        var grids = picture.OfClass("chart-grid").Select(grid => Regex.Replace((string)grid.Attribute("d")!, "M[-0-9.]+ ", "M ")).ToArray();
        var spoken = picture.OfClass("chart-point").Select(point => (string)point.Attribute("aria-label")!).ToArray();

        Assert.That(grids, Has.Length.EqualTo(3));
        Assert.That(grids.Distinct().Count(), Is.EqualTo(1));
        Assert.That(spoken[0], Does.Match("^Formal, September 2025: [0-9.]+%; between [0-9.]+% and [0-9.]+% since January 2025$"));
    }

    [TestCase(320, 2)]
    [TestCase(640, 3)]
    [TestCase(1040, 5)]
    public void Small_multiples_flow_by_the_width(int width, int columns)
    {
        var picture = Of((SmallMultiples)ChartGallery.All["multiples-districts"] with { Width = width });

        Assert.That(picture.OfClass("chart-data").Select(cell => Number(cell, "x")).Distinct().Count(), Is.EqualTo(columns));
    }

    [Test]
    public void Before_and_after_each_say_their_mean_and_limits()
    {
        var picture = Of(ChartGallery.All["before-after"]);

        Assert.That(picture.OfClass("chart-half").Select(text => text.Value), Is.EqualTo(new[] { "Before", "mean 77.6%", "limits 56.9% to 98.2%", "After", "mean 91.6%", "limits 81.3% to 100%" }));
        Assert.That(picture.OfClass("chart-mean").Count(), Is.EqualTo(2));
        Assert.That(picture.OfClass("chart-difference").Single().Value.Trim(), Does.StartWith("After the platform went live"));
    }

    [Test]
    public void Too_few_figures_after_a_date_are_said_and_no_line_of_before_is_named_as_if_it_held()
    {
        var picture = Of(ChartGallery.All["before-after-few"]);

        Assert.That(picture.OfClass("chart-half").Select(text => text.Value), Does.Contain("too few figures for a mean"));
        Assert.That(picture.OfClass("chart-label-mean").Concat(picture.OfClass("chart-label-limit")), Is.Empty);
    }

    [Test]
    public void A_specification_that_contradicts_itself_is_refused()
    {
        var bars = (BarChart)ChartGallery.All["bars-districts"];
        var funnel = (FunnelChart)ChartGallery.All["funnel-forces"];
        var headline = (HeadlineChart)ChartGallery.All["headline"];
        var multiples = (SmallMultiples)ChartGallery.All["multiples-districts"];
        var parted = (BeforeAfterChart)ChartGallery.All["before-after"];
        var lines = ChartSamples.All["line-two-series"];
        var changed = ChartSamples.All["spc-thresholds-changed"];
        ChartPicture[] contradictory =
        [
            bars with { Bars = [new ChartBar(" ", 1)] },
            bars with { Bars = [new ChartBar("A", null)] },
            bars with { Bars = [new ChartBar("A", 1) { Lower = 0.5 }] },
            bars with { Bars = [new ChartBar("A", 1) { Lower = 2, Upper = 1 }] },
            bars with { Target = new ChartTarget(double.NaN, "Target") },
            funnel with { SizeTitle = "" },
            funnel with { Units = [funnel.Units[0], funnel.Units[0]] },
            funnel with { Units = [funnel.Units[0] with { Size = -1 }] },
            funnel with { Limits95 = [funnel.Limits95[1], funnel.Limits95[0]] },
            funnel with { Limits998 = [new FunnelLimit(10, 2, 1)] },
            funnel with { Average = double.PositiveInfinity },
            headline with { Value = null },
            headline with { Width = 179 },
            multiples with { Charts = [multiples.Charts[0] with { Kind = ChartKind.Column }] },
            parted with { Before = parted.After },
            parted with { After = parted.Before },
            lines with { SeriesName = "" },
            lines with { Kind = ChartKind.Spc },
            lines with { Tolerance = new ChartBand(1, 2, "Tolerance") },
            lines with { OtherSeries = [lines.OtherSeries[0], lines.OtherSeries[0]] },
            lines with { OtherSeries = [.. Enumerable.Range(0, 4).Select(index => new ChartSeries("Series " + index, []))] },
            changed with { FormerTargets = [new ChartTarget(1, "Target")] },
            changed with { FormerTolerances = [new ChartBand(null, null, "Tolerance") { To = new DateOnly(2024, 1, 1) }] },
        ];

        foreach (var wrong in contradictory)
        {
            Assert.That(() => Renderer.Render(wrong), Throws.InstanceOf<ArgumentException>(), wrong.ToString());
        }
    }
}
