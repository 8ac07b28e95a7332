using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Scrutiny.Charts;
using static Scrutiny.Tests.Charts.SvgPicture;

namespace Scrutiny.Tests.Charts;

internal sealed class SvgChartRendererTests
{
    private static IEnumerable<TestCaseData> FiguresAtEveryWidth() =>
        from name in ChartSamples.Figures from width in ChartSamples.Widths select new TestCaseData(name, width);

    [TestCaseSource(nameof(FiguresAtEveryWidth))]
    public void Labels_of_periods_never_touch_and_stay_in_the_picture(string name, int width)
    {
        var picture = Of(ChartSamples.At(name, width));

        var boxes = picture.OfClass("chart-axis-text").Where(group => group.Attribute("text-anchor") is null).Elements().Select(BoxOf).ToArray();

        AssertApartAndInside(boxes, width);
    }

    [TestCaseSource(nameof(FiguresAtEveryWidth))]
    public void Direct_labels_never_touch_and_stay_in_the_picture(string name, int width)
    {
        var picture = Of(ChartSamples.At(name, width));

        AssertApartAndInside([.. picture.OfClass("chart-label").Select(BoxOf)], width);
    }

    [TestCaseSource(nameof(FiguresAtEveryWidth))]
    public void No_two_texts_outside_the_plot_touch(string name, int width)
    {
        var picture = Of(ChartSamples.At(name, width));

        var boxes = picture.Elements("text").Where(text => !text.Ancestors().Any(group => HasClass(group, "chart-point"))).Select(BoxOf).ToArray();

        AssertApart(boxes);
    }

    [TestCaseSource(nameof(FiguresAtEveryWidth))]
    public void Text_is_at_least_12_pixels_at_scale_1_and_32_on_the_screen(string name, int width)
    {
        foreach (var (scale, least) in width >= 1920 ? new[] { (1.0, 12.0), (2.3, 32.0) } : [(1.0, 12.0)])
        {
            var picture = Of(ChartSamples.All[name] with { Width = width, Scale = scale });
            var sizes = picture.Elements("text").Select(text => Number(text, "font-size")).ToArray();

            // A marker's number is the one text that may be smaller than the rest on the screen: its words stand beneath.
            Assert.That(picture.Elements("text").Where(text => !text.Ancestors().Any(group => HasClass(group, "chart-markers"))).Select(text => Number(text, "font-size")), Has.All.GreaterThanOrEqualTo(least));
            Assert.That(sizes, Has.All.GreaterThanOrEqualTo(12.0));
        }
    }

    [TestCaseSource(nameof(FiguresAtEveryWidth))]
    public void Every_mark_lies_inside_the_plot(string name, int width)
    {
        var picture = Of(ChartSamples.At(name, width));
        var data = picture.OfClass("chart-data").Single();
        var (left, top) = (Number(data, "x"), Number(data, "y"));
        var (right, bottom) = (left + Number(data, "width"), top + Number(data, "height"));

        foreach (var point in picture.OfClass("chart-point"))
        {
            var (x, y) = Place(point);
            Assert.That(x, Is.InRange(left, right));
            Assert.That(y, Is.InRange(top - 0.1, bottom + 0.1));
        }
    }

    [Test]
    public void Every_point_can_be_reached_by_keyboard_and_speaks()
    {
        var picture = Of(ChartSamples.SixtyMonths);

        var points = picture.OfClass("chart-point").ToArray();

        Assert.That(points, Has.Length.EqualTo(60));
        Assert.That(points.Select(point => (string?)point.Attribute("tabindex")), Has.All.EqualTo("0"));
        Assert.That(points.Select(point => (string?)point.Attribute("role")), Has.All.EqualTo("img"));
        Assert.That((string?)points[^1].Attribute("aria-label"), Is.EqualTo("September 2026: 92.1% provisional, within the usual range"));
        Assert.That((string?)points[12].Attribute("aria-label"), Is.EqualTo("October 2022: 69.2%, sign of concern"));
        Assert.That(points.Where(point => point.Ancestors().Any(ancestor => ancestor.Attribute("aria-hidden") is not null)), Is.Empty);
    }

    [Test]
    public void Of_more_than_60_points_only_the_last_is_a_tab_stop()
    {
        var points = Of(ChartSamples.All["line-rolling-pounds"]).OfClass("chart-point").ToArray();

        Assert.That(points[..^1].Select(point => (string?)point.Attribute("tabindex")), Has.All.EqualTo("-1"));
        Assert.That((string?)points[^1].Attribute("tabindex"), Is.EqualTo("0"));
        Assert.That(points.Select(point => (string?)point.Attribute("data-point")), Is.EqualTo(Enumerable.Range(0, 72).Select(index => index.ToString(CultureInfo.InvariantCulture))));
    }

    [Test]
    public void A_missing_value_is_a_gap_and_never_zero()
    {
        var chart = ChartSamples.All["line-weekly"] with { Points = ChartSamples.Months(2026, 1, 5, 6, null, 7, 8), Kind = ChartKind.Line };
        var picture = Of(chart);

        var path = (string)picture.OfClass("chart-series").Single().Attribute("d")!;
        var missing = picture.OfClass("chart-point").ElementAt(2);

        Assert.That(path.Split('M', StringSplitOptions.RemoveEmptyEntries), Has.Length.EqualTo(2));
        Assert.That(Regex.Count(path, "[ML]"), Is.EqualTo(4));
        Assert.That((string?)missing.Attribute("aria-label"), Is.EqualTo("March 2026: no figure available"));
        Assert.That(missing.Elements().Select(element => element.Value), Is.EqualTo(new[] { "x" }));
    }

    [Test]
    public void The_line_is_not_joined_across_a_break_in_the_series()
    {
        var path = (string)Of(ChartSamples.All["line-quarters-break"]).OfClass("chart-series").Single().Attribute("d")!;

        Assert.That(path.Split('M', StringSplitOptions.RemoveEmptyEntries).Select(run => run.Split('L').Length), Is.EqualTo(new[] { 13, 9 }));
    }

    [Test]
    public void Limits_are_drawn_for_each_segment_and_named_for_the_last()
    {
        var picture = Of(ChartSamples.SixtyMonths);

        Assert.That(picture.OfClass("chart-mean").Count(), Is.EqualTo(2));
        Assert.That(picture.OfClass("chart-limit").Count(), Is.EqualTo(4));
        Assert.That(picture.OfClass("chart-label").Count(label => label.Value.StartsWith("Mean", StringComparison.Ordinal)), Is.EqualTo(1));
    }

    [Test]
    public void A_limit_beyond_what_can_be_is_drawn_at_the_edge_and_not_written_as_a_number()
    {
        var points = ChartSamples.Months(2026, 1, 97, 99, 96, 99.5);
        var picture = Of(ChartSamples.SixtyMonths with
        {
            Points = points,
            Target = null,
            Annotations = [],
            Segments = [new ChartSegment { From = points[0].Position, To = points[3].Position, Mean = 97.9, Lower = 91, Upper = 104.8 }],
        });

        var limit = (string)picture.OfClass("chart-limit").First().Attribute("d")!;
        var data = picture.OfClass("chart-data").Single();

        Assert.That(limit, Does.Contain(" " + ((string)data.Attribute("y")!) + "H"));
        Assert.That(string.Join(' ', picture.OfClass("chart-label").Select(label => label.Value)), Does.Contain("Upper limit over 100%"));
        Assert.That(picture.Text, Does.Not.Contain("104.8"));
    }

    [Test]
    public void A_figure_above_100_per_cent_is_shown_and_not_clipped()
    {
        var picture = Of(ChartSamples.SixtyMonths with { Points = ChartSamples.Months(2026, 1, 97, 112), Segments = [], Annotations = [] });

        Assert.That(picture.OfClass("chart-axis-text").First().Elements().Select(text => text.Value), Has.Some.EqualTo("115%").Or.Some.EqualTo("120%"));
    }

    [Test]
    public void An_axis_says_where_it_does_not_start_at_zero()
    {
        var far = Of(ChartSamples.SixtyMonths);
        var near = Of(ChartSamples.All["spc-counts-gaps"]);

        Assert.That(far.OfClass("chart-axis-note").Single().Value, Is.EqualTo("Axis does not start at zero"));
        Assert.That(near.OfClass("chart-axis-note"), Is.Empty);
    }

    [Test]
    public void Columns_start_at_zero()
    {
        var picture = Of(ChartSamples.All["column-years"]);
        var data = picture.OfClass("chart-data").Single();
        var foot = Number(data, "y") + Number(data, "height");

        var column = picture.OfClass("chart-point").First();

        Assert.That(Place(column).Y + Number(column.Elements().First(), "height"), Is.EqualTo(foot).Within(0.11));
    }

    [Test]
    public void Each_meaning_has_its_own_shape_as_well_as_its_colour()
    {
        var points = ChartSamples.Months(2026, 1, 1, 2, 3, 4).Select((point, index) => point with { Meaning = (PointMeaning)index }).ToArray();
        var picture = Of(ChartSamples.All["spc-counts-gaps"] with { Points = points, Segments = [] });

        var shapes = picture.OfClass("chart-point").Select(point => point.Elements().First()).Select(shape => shape.Name.LocalName + Regex.Replace((string?)shape.Attribute("d") ?? "", "[^A-Z]", "")).ToArray();
        var corners = picture.OfClass("chart-point").Select(point => (string?)point.Elements().First().Attribute("d")).ToArray();
        var colours = picture.OfClass("chart-point").Select(point => Inherited(point.Elements().First(), "fill")).ToArray();

        Assert.That(shapes[0], Is.EqualTo("circle"));
        Assert.That(corners, Is.Unique);
        Assert.That(colours, Is.Unique);
    }

    [Test]
    public void A_provisional_point_is_hollow_and_marked_p_and_a_revised_one_is_marked_r()
    {
        var points = Of(ChartSamples.SixtyMonths with { Width = 1280 }).OfClass("chart-point").ToArray();

        Assert.That(HasClass(points[59].Elements().First(), "chart-hollow"), Is.True);
        Assert.That(points[59].Elements().Last().Value, Is.EqualTo("p"));
        Assert.That(HasClass(points[55].Elements().First(), "chart-hollow"), Is.False);
        Assert.That(points[55].Elements().Last().Value, Is.EqualTo("r"));
    }

    [Test]
    public void Each_annotation_has_a_numbered_marker_and_its_words_beneath()
    {
        var picture = Of(ChartSamples.SixtyMonths);

        Assert.That(picture.OfClass("chart-markers").Single().Elements().Where(element => element.Name.LocalName == "text").Select(text => text.Value), Is.EqualTo(new[] { "1", "2" }));
        Assert.That(string.Join(' ', picture.OfClass("chart-foot").Single().Elements().Select(text => text.Value)), Does.StartWith("1. 1 May 2024: Second control room opened"));
    }

    [TestCase("empty")]
    [TestCase("nothing-available")]
    public void A_series_without_values_says_so(string name)
    {
        Assert.That(Of(ChartSamples.All[name]).OfClass("chart-empty").Single().Value, Is.EqualTo("No figures yet"));
    }

    [Test]
    public void One_point_is_a_dot_with_its_value()
    {
        var picture = Of(ChartSamples.All["one-point"]);

        Assert.That(picture.OfClass("chart-point").Count(), Is.EqualTo(1));
        Assert.That(picture.OfClass("chart-label-value").Single().Value, Is.EqualTo("87.5%"));
    }

    [Test]
    public void A_title_is_left_out_where_the_page_has_its_own()
    {
        var picture = Of(ChartSamples.SixtyMonths with { ShowTitle = false });

        Assert.That(picture.OfClass("chart-title").Concat(picture.OfClass("chart-subtitle")), Is.Empty);
        Assert.That(picture.Elements("title").Single().Value, Is.EqualTo(ChartSamples.SixtyMonths.Title));
    }

    [Test]
    public void A_given_height_is_kept()
    {
        Assert.That(Number(Of(ChartSamples.All["spc-trial-dark-screen"]).Root, "height"), Is.EqualTo(940));
    }

    [Test]
    public void Sixty_months_weigh_less_than_20_kilobytes()
    {
        var bytes = Encoding.UTF8.GetByteCount(Of(ChartSamples.SixtyMonths).Text);

        TestContext.Out.WriteLine(bytes);
        Assert.That(bytes, Is.LessThan(20_000));
    }

    [Test]
    public void Markup_and_control_characters_in_words_do_no_harm()
    {
        var picture = Of(ChartSamples.SixtyMonths with { Title = "<script>\"a\" & 'b'\u0001\ud800</script>", Source = "\ud83d\ude94 <b>" });

        Assert.That(picture.Elements("title").Single().Value, Is.EqualTo("<script>\"a\" & 'b'</script>"));
        Assert.That(picture.Text, Does.Contain("\ud83d\ude94 &lt;b&gt;"));
    }

    [Test]
    public void A_specification_that_contradicts_itself_is_refused()
    {
        var chart = ChartSamples.SixtyMonths;
        var point = chart.Points[0];
        var renderer = new SvgChartRenderer();
        ChartSpecification[] contradictory =
        [
            chart with { Id = "1 2" },
            chart with { Title = " " },
            chart with { Width = 319 },
            chart with { Width = 1921 },
            chart with { Decimals = 4 },
            chart with { Scale = double.NaN },
            chart with { Width = 400, Scale = 2 },
            chart with { Points = [point, point] },
            chart with { Points = [point with { Value = double.NaN }] },
            chart with { Points = [point with { Value = 3, Status = PointStatus.Confidential }] },
            chart with { Points = [point with { Value = null, Status = PointStatus.Final }] },
            chart with { Segments = [chart.Segments[0] with { Upper = double.NaN }] },
            chart with { Segments = [chart.Segments[0], chart.Segments[0]] },
            chart with { Tolerance = new ChartBand(3, 2, "Tolerance") },
            chart with { Annotations = [chart.Annotations[0], chart.Annotations[0]] },
        ];

        foreach (var wrong in contradictory)
        {
            Assert.That(() => renderer.Render(wrong), Throws.InstanceOf<ArgumentException>());
        }
    }

    private static (double X, double Y) Place(XElement point)
    {
        var numbers = Regex.Matches((string)point.Attribute("transform")!, "[-0-9.]+").Select(match => double.Parse(match.Value, CultureInfo.InvariantCulture)).ToArray();
        return (numbers[0], numbers[1]);
    }

    private static void AssertApartAndInside(TextBox[] boxes, int width)
    {
        Assert.That(boxes.Where(box => box.Left < -1 || box.Right > width + 1), Is.Empty);
        AssertApart(boxes);
    }

    private static void AssertApart(TextBox[] boxes)
    {
        for (var first = 0; first < boxes.Length; first++)
        {
            for (var second = first + 1; second < boxes.Length; second++)
            {
                Assert.That(boxes[first].Overlaps(boxes[second]), Is.False, $"'{boxes[first].Text}' touches '{boxes[second].Text}'");
            }
        }
    }
}
