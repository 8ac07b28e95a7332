using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Scrutiny.BrowserTests;

/// <summary>What a screen reader is given, approved as text: to accept a change, put the received file in the approved one's place.</summary>
internal sealed class AccessibilityTreeTests
{
    [TestCase("columns-and-table", "/performance/precept-band-d")]
    [TestCase("figure-not-available", "/performance/recorded-crime?area=E23000005")]
    public async Task The_tree_of_the_figures_is_as_approved(string name, string address)
    {
        await using var visit = await Visit.BeginAsync();
        var tab = await visit.OpenAsync(address);

        var tree = await tab.Page.GetByRole(AriaRole.Region, new() { Name = "What the figures show" }).AriaSnapshotAsync();

        await AssertApprovedAsync(name, tree);
    }

    [Test]
    public async Task The_tree_of_a_control_charts_end_is_as_approved()
    {
        await using var visit = await Visit.BeginAsync();
        var tab = await visit.OpenAsync("/performance/calls-101-answer-time");

        var tree = (await tab.Page.Locator("[data-live-part='picture'] .app-chart svg:visible").AriaSnapshotAsync()).Split('\n');

        Assert.That(tree, Has.Length.GreaterThan(103));
        await AssertApprovedAsync("control-chart", string.Join('\n', [.. tree.Take(6), "…", .. tree.TakeLast(20)]));
    }

    private static async Task AssertApprovedAsync(string name, string shown)
    {
        // Which number a receipt has says nothing of the page.
        var tree = Regex.Replace(shown, @"/receipts/\d+", "/receipts/1");
        var approved = Repository.PathTo("tests", "Scrutiny.BrowserTests", "Files", $"{name}.tree.txt");
        var received = Path.ChangeExtension(approved, ".received.txt");
        var expected = File.Exists(approved) ? await File.ReadAllTextAsync(approved) : "";
        if (expected != tree + "\n")
        {
            await File.WriteAllTextAsync(received, tree + "\n");
        }
        else
        {
            File.Delete(received);
        }

        Assert.That(tree + "\n", Is.EqualTo(expected), $"see {received}");
    }
}
