using System.Text.RegularExpressions;
using Scrutiny.Charts;

namespace Scrutiny.Tests.Charts;

internal sealed class ChartStylesheetTests
{
    [Test]
    public void Every_class_that_carries_a_colour_has_a_rule_for_forced_colours()
    {
        var coloured = ChartSamples.All.Values.SelectMany(chart => SvgPicture.Of(chart with { Standalone = false }).Root.Descendants())
            .Where(element => element.Name.LocalName is "path" or "rect" or "circle")
            .SelectMany(element => ((string?)element.Attribute("class") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Distinct();

        var ruled = Regex.Matches(ChartStylesheet.Text[ChartStylesheet.Text.IndexOf("forced-colors", StringComparison.Ordinal)..], @"\.(chart-[a-z-]+)").Select(match => match.Groups[1].Value).ToHashSet();

        Assert.That(coloured.Where(name => !ruled.Contains(name)), Is.Empty);
    }

    [Test]
    public void A_picture_on_its_own_carries_the_rules()
    {
        Assert.That(SvgPicture.Of(ChartSamples.SixtyMonths with { Standalone = true }).Elements("style").Single().Value, Is.EqualTo(ChartStylesheet.Text));
    }
}
