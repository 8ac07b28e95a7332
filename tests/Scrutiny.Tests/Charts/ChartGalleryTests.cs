using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text;
using System.Xml.Linq;
using Scrutiny.Charts;
using Scrutiny.Tests.Conventions;
using static Scrutiny.Tests.Charts.SvgPicture;

namespace Scrutiny.Tests.Charts;

/// <summary>What holds for every kind of picture. With <c>SCRUTINY_APPROVE=1</c> in the environment, what is drawn becomes what is approved: look at it before and after.</summary>
internal sealed class ChartGalleryTests
{
    private static readonly string Approved = Repository.PathTo("tests/Scrutiny.Tests/Charts/Approved");
    private static readonly string Received = Repository.PathTo("artifacts/charts-received");

    private static IEnumerable<string> Names() => ChartGallery.All.Keys;

    private static IEnumerable<TestCaseData> AtEveryWidth() =>
        from picture in ChartGallery.All
        where picture.Value is not ChartSpecification
        from width in new[] { 320, 390, 640, 1040, 1920 }
        select new TestCaseData(picture.Key, width);

    [TestCaseSource(nameof(Names))]
    public void A_picture_equals_the_approved_one(string name)
    {
        var received = new SvgChartRenderer().Render(ChartGallery.All[name]);

        var path = Path.Combine(Approved, name + ".svg");
        if (Environment.GetEnvironmentVariable("SCRUTINY_APPROVE") == "1")
        {
            File.WriteAllText(path, received, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        }

        var approved = File.Exists(path) ? File.ReadAllText(path) : "";
        if (received == approved)
        {
            return;
        }

        Directory.CreateDirectory(Received);
        File.WriteAllText(Path.Combine(Received, name + ".svg"), received, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        var line = received.Split('\n').Zip(approved.Split('\n')).TakeWhile(pair => pair.First == pair.Second).Count() + 1;
        Assert.Fail($"The picture differs from the approved one at line {line}. Look at artifacts/charts-received/{name}.svg; if it is right, run this test again with SCRUTINY_APPROVE=1 in the environment, and commit.");
    }

    [Test]
    public void No_approved_picture_is_left_without_its_specification() =>
        Assert.That(Directory.EnumerateFiles(Approved).Select(Path.GetFileNameWithoutExtension), Is.EquivalentTo(Names()));

    [Test]
    public void Every_kind_of_picture_is_in_the_gallery()
    {
        var kinds = typeof(ChartPicture).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(ChartPicture)));

        Assert.That(ChartGallery.All.Values.Select(picture => picture.GetType()).Distinct(), Is.EquivalentTo(kinds));
    }

    [Test]
    public void Every_value_of_every_enumeration_of_charts_is_in_the_gallery()
    {
        var seen = new HashSet<object>();
        foreach (var picture in ChartGallery.All.Values)
        {
            Collect(picture, seen);
        }

        var all = typeof(ChartPicture).Assembly.GetTypes().Where(type => type.IsEnum && type.Namespace == typeof(ChartPicture).Namespace).SelectMany(type => Enum.GetValues(type).Cast<object>());

        Assert.That(all.Where(value => !seen.Contains(value)), Is.Empty);
    }

    [TestCaseSource(nameof(Names))]
    public void The_same_specification_gives_the_same_bytes_in_every_culture(string name)
    {
        var before = CultureInfo.CurrentCulture;
        var first = new SvgChartRenderer().Render(ChartGallery.All[name]);

        string second;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("de-DE");
            second = new SvgChartRenderer().Render(ChartGallery.All[name]);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        Assert.That(second, Is.EqualTo(first));
    }

    [TestCaseSource(nameof(AtEveryWidth))]
    public void Texts_stay_in_the_picture_and_apart_at_every_width(string name, int width)
    {
        var picture = Of(Resized(ChartGallery.All[name], width));

        // Values at bars and names at marks stand on data; what must not touch is everything else.
        var boxes = picture.Elements("text").Where(text => !text.Ancestors().Any(group => HasClass(group, "chart-point") || HasClass(group, "chart-names"))).Select(BoxOf).ToArray();

        Assert.That(boxes.Where(box => box.Left < -1 || box.Right > width + 1), Is.Empty);
        AssertApart(boxes);
    }

    [TestCaseSource(nameof(AtEveryWidth))]
    public void Text_is_at_least_12_pixels_at_scale_1_and_32_on_the_screen(string name, int width)
    {
        foreach (var (scale, least) in width >= 1920 ? new[] { (1.0, 12.0), (2.3, 32.0) } : [(1.0, 12.0)])
        {
            var picture = Of(Resized(ChartGallery.All[name], width) with { Scale = scale });

            Assert.That(picture.Elements("text").Where(text => !text.Ancestors().Any(group => HasClass(group, "chart-markers"))).Select(text => Number(text, "font-size")), Has.All.GreaterThanOrEqualTo(least));
        }
    }

    [TestCaseSource(nameof(Names))]
    public void A_picture_in_a_page_has_no_inline_style_script_or_doubled_id(string name)
    {
        var picture = Of(ChartGallery.All[name] with { Standalone = false });

        var attributes = picture.Root.DescendantsAndSelf().Attributes().Select(attribute => attribute.Name.LocalName).ToArray();
        Assert.That(attributes, Has.None.EqualTo("style").And.None.StartsWith("on"));
        Assert.That(picture.Elements("style").Concat(picture.Elements("script")), Is.Empty);
        var ids = picture.Root.DescendantsAndSelf().Select(element => (string?)element.Attribute("id")).OfType<string>().ToArray();
        Assert.That(ids, Is.Unique);
        Assert.That(ids, Has.All.StartsWith(ChartGallery.All[name].Id));
    }

    [TestCaseSource(nameof(Names))]
    public void Every_painted_element_has_a_class_and_every_class_is_ours(string name)
    {
        var picture = Of(ChartGallery.All[name]);

        var painted = picture.Root.Descendants().Where(element => element.Attribute("fill") is not null || element.Attribute("stroke") is not null);
        Assert.That(painted.Where(element => element.AncestorsAndSelf().TakeWhile(ancestor => ancestor != picture.Root).All(ancestor => ancestor.Attribute("class") is null)
            && element.Attribute("fill")?.Value != "none"), Is.Empty);
        Assert.That(picture.Root.DescendantsAndSelf().Select(element => (string?)element.Attribute("class")).OfType<string>().SelectMany(names => names.Split(' ')), Has.All.StartsWith("chart"));
    }

    [TestCaseSource(nameof(Names))]
    public void A_picture_is_named_and_described_by_its_own_title_and_description(string name)
    {
        var chart = ChartGallery.All[name];
        var picture = Of(chart);

        var title = picture.Elements("title").Single();
        var description = picture.Elements("desc").Single();

        Assert.That(title.Value, Is.EqualTo(chart.Title));
        Assert.That(description.Value, Does.EndWith(chart.Description));
        Assert.That((string?)picture.Root.Attribute("aria-labelledby"), Is.EqualTo((string?)title.Attribute("id")));
        Assert.That((string?)picture.Root.Attribute("aria-describedby"), Is.EqualTo((string?)description.Attribute("id")));
        Assert.That((string?)picture.Root.Attribute("role"), Is.EqualTo(chart is ChartSpecification { Kind: ChartKind.Sparkline } ? "img" : "group"));
    }

    [TestCaseSource(nameof(Names))]
    public void Synthetic_data_is_said_in_the_picture_and_in_its_description(string name)
    {
        var synthetic = Of(ChartGallery.All[name] with { Synthetic = true });
        var real = Of(ChartGallery.All[name] with { Synthetic = false });

        Assert.That(synthetic.Elements("text").Select(text => text.Value), Has.Exactly(1).EqualTo("Synthetic data"));
        Assert.That(synthetic.Elements("desc").Single().Value, Does.StartWith("Synthetic data. "));
        Assert.That(real.Text, Does.Not.Contain(">Synthetic data"));
    }

    [TestCaseSource(nameof(Names))]
    public void Every_mark_speaks_and_some_mark_of_each_series_is_a_tab_stop(string name)
    {
        var points = Of(ChartGallery.All[name]).OfClass("chart-point").ToArray();

        Assert.That(points.Select(point => (string?)point.Attribute("aria-label")), Has.All.Not.Null.And.All.Not.Empty);
        Assert.That(points.Select(point => (string?)point.Attribute("role")), Has.All.EqualTo("img"));
        foreach (var series in points.GroupBy(point => (string?)point.Attribute("data-series")))
        {
            Assert.That(series.Select(point => (string?)point.Attribute("tabindex")), Has.Some.EqualTo("0"));
            Assert.That(series.Select(point => (string?)point.Attribute("data-point")), Is.Unique);
        }
    }

    private static ChartPicture Resized(ChartPicture picture, int width) => picture with { Width = width, Scale = 1, Height = null };

    private static void Collect(object? value, HashSet<object> seen)
    {
        switch (value)
        {
            case null or string or DateOnly:
                return;
            case Enum:
                seen.Add(value);
                return;
            case IEnumerable list:
                foreach (var item in list)
                {
                    Collect(item, seen);
                }

                return;
            default:
                if (value.GetType().Namespace == typeof(ChartPicture).Namespace)
                {
                    foreach (var property in value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
                    {
                        Collect(property.GetValue(value), seen);
                    }
                }

                return;
        }
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
