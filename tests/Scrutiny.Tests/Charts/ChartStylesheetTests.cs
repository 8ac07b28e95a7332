using System.Text.RegularExpressions;
using Scrutiny.Charts;
using Scrutiny.Tests.Conventions;

namespace Scrutiny.Tests.Charts;

internal sealed class ChartStylesheetTests
{
    [Test]
    public void Every_class_that_carries_a_colour_has_a_rule_for_forced_colours()
    {
        var coloured = ChartGallery.All.Values.SelectMany(chart => SvgPicture.Of(chart with { Standalone = false }).Root.Descendants())
            .Where(element => element.Name.LocalName is "path" or "rect" or "circle")
            .SelectMany(element => ((string?)element.Attribute("class") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Distinct();

        var ruled = Regex.Matches(ChartStylesheet.Text[ChartStylesheet.Text.IndexOf("forced-colors", StringComparison.Ordinal)..], @"\.(chart-[a-z-]+)").Select(match => match.Groups[1].Value).ToHashSet();

        Assert.That(coloured.Where(name => !ruled.Contains(name)), Is.Empty);
    }

    [Test]
    public void The_pages_stylesheet_has_the_same_rules_for_forced_colours()
    {
        var page = File.ReadAllText(Repository.PathTo("src/Scrutiny.Web/wwwroot/assets/scrutiny.css"));

        var rules = ChartStylesheet.Text.Split('\n').SkipWhile(line => !line.StartsWith("@media", StringComparison.Ordinal)).Skip(1).TakeWhile(line => line != "}").ToList();

        Assert.That(rules, Is.Not.Empty);
        Assert.That(string.Concat(rules), Is.EqualTo(Regex.Match(page, @"@media ?\(forced-colors: ?active\)\{(\.chart (?:[^{}]*\{[^{}]*\})*)\}").Groups[1].Value));
    }

    [Test]
    public void A_picture_on_its_own_carries_the_rules()
    {
        Assert.That(SvgPicture.Of(ChartSamples.SixtyMonths with { Standalone = true }).Elements("style").Single().Value, Is.EqualTo(ChartStylesheet.Text));
    }
}
