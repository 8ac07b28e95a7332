using System.Globalization;
using System.Reflection;
using Scrutiny.Charts;

namespace Scrutiny.Tests.Charts;

internal sealed class ChartThemeTests
{
    private static readonly string[] Backgrounds = [nameof(ChartTheme.FigureBackground), nameof(ChartTheme.DataBackground), nameof(ChartTheme.Band)];
    private static readonly string[] Decoration = [nameof(ChartTheme.Grid)];
    private static readonly string[] Texts = [nameof(ChartTheme.Text), nameof(ChartTheme.MutedText)];

    // Points have a rim in the data background's colour, so that they never touch the band; and a chart of several series has none.
    private static readonly string[] OffTheBand =
    [
        nameof(ChartTheme.CommonCause), nameof(ChartTheme.Improvement), nameof(ChartTheme.Concern), nameof(ChartTheme.Neutral), nameof(ChartTheme.Second), nameof(ChartTheme.Third), nameof(ChartTheme.Fourth),
    ];

    [Test]
    public void Every_colour_stands_out_from_every_background_it_meets([Values] ChartThemeName name)
    {
        var theme = ChartTheme.Of(name);

        foreach (var property in Colours().Where(property => !Backgrounds.Contains(property.Name) && !Decoration.Contains(property.Name)))
        {
            var least = Texts.Contains(property.Name) ? 4.5 : 3.0;
            foreach (var background in Backgrounds.Where(background => background != nameof(ChartTheme.Band) || !OffTheBand.Contains(property.Name)))
            {
                var contrast = Contrast(ColourOf(theme, property.Name), ColourOf(theme, background));
                Assert.That(contrast, Is.GreaterThanOrEqualTo(least), $"{property.Name} on {background}");
            }
        }
    }

    [Test]
    public void Text_is_never_turquoise_or_orange([Values] ChartThemeName name)
    {
        var theme = ChartTheme.Of(name);

        Assert.That(Texts.Select(text => ColourOf(theme, text)), Has.None.EqualTo("#28A197").And.None.EqualTo("#F46A25").And.None.EqualTo(theme.Target).And.None.EqualTo(theme.Concern));
    }

    [Test]
    public void Meanings_have_four_colours([Values] ChartThemeName name)
    {
        Assert.That(Enum.GetValues<PointMeaning>().Select(ChartTheme.Of(name).ColourOf), Is.Unique);
    }

    [Test]
    public void Several_series_have_as_many_colours([Values] ChartThemeName name, [Values(1, 2, 3, 4)] int count)
    {
        var colours = ChartTheme.Of(name).CategoriesFor(count);

        Assert.That(colours, Has.Count.EqualTo(count));
        Assert.That(colours, Is.Unique);
    }

    [Test]
    public void Contrast_is_reckoned_as_the_guidelines_do()
    {
        Assert.That(Contrast("#000000", "#FFFFFF"), Is.EqualTo(21).Within(0.001));
        Assert.That(Contrast("#767676", "#FFFFFF"), Is.EqualTo(4.54).Within(0.01));
    }

    private static IEnumerable<PropertyInfo> Colours() =>
        typeof(ChartTheme).GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.PropertyType == typeof(string));

    private static string ColourOf(ChartTheme theme, string name) => (string)typeof(ChartTheme).GetProperty(name)!.GetValue(theme)!;

    private static double Contrast(string first, string second)
    {
        var (lighter, darker) = (Math.Max(Luminance(first), Luminance(second)), Math.Min(Luminance(first), Luminance(second)));
        return (lighter + 0.05) / (darker + 0.05);
    }

    private static double Luminance(string colour)
    {
        double Channel(int start)
        {
            var value = int.Parse(colour.AsSpan(start, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
            return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
        }

        return (0.2126 * Channel(1)) + (0.7152 * Channel(3)) + (0.0722 * Channel(5));
    }
}
