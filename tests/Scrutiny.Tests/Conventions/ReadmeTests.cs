using System.Text.RegularExpressions;

namespace Scrutiny.Tests.Conventions;

/// <summary>What the documents point to is there.</summary>
[TestFixture]
internal sealed partial class ReadmeTests
{
    private static readonly string[] Pages = ["README.md", "CONTRIBUTING.md", "SECURITY.md", "sql/README.md", "dashboards/samples/README.md"];

    [TestCaseSource(nameof(Pages))]
    public void Every_link_to_a_file_leads_to_one(string page)
    {
        var folder = Path.GetDirectoryName(Repository.PathTo(page))!;
        var links = Link().Matches(File.ReadAllText(Repository.PathTo(page))).Select(match => match.Groups["to"].Value).Where(link => !link.StartsWith("http", StringComparison.Ordinal));

        var dead = links.Where(link => !Path.Exists(Path.Combine(folder, link)));

        Assert.That(dead, Is.Empty);
    }

    [Test]
    public void Every_folder_on_the_map_of_the_tree_is_there()
    {
        var text = File.ReadAllText(Repository.PathTo("README.md"));
        var map = text[text.IndexOf("\n## The tree", StringComparison.Ordinal)..text.IndexOf("\n## Decisions", StringComparison.Ordinal)];
        var named = map.Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal)).SelectMany(line => Code().Matches(line.Split('|')[1])).Select(match => match.Groups["name"].Value).ToList();

        Assert.That(named, Has.Count.GreaterThan(10));
        Assert.That(named.Where(name => !Path.Exists(Repository.PathTo(name))), Is.Empty);
    }

    [GeneratedRegex(@"\]\((?<to>[^)#]+)(#[^)]*)?\)")]
    private static partial Regex Link();

    [GeneratedRegex("`(?<name>[^`]+)`")]
    private static partial Regex Code();
}
