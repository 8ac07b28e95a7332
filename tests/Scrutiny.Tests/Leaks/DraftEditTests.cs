using Scrutiny.Dashboards;
using Scrutiny.Tests.Conventions;

namespace Scrutiny.Tests.Leaks;

/// <summary>One site, asked before and after something that is not published was added: what stood in the headers stands there still.</summary>
[Category("L-6")]
[Category("Slow")]
internal sealed class DraftEditTests
{
    [Test]
    public async Task Tags_dates_lengths_and_bodies_stay_as_they_were()
    {
        await using var world = await World.OpenAsync();
        // A cookie, so that the site makes each answer anew.
        var plan = CrawlPlan.Make(world.Catalogue.ForPublic(), await KnownNames.ReadAsync(world.Database), 7, 0).Select(ask => ask with { Headers = [("Cookie", "any=1")] }).ToList();
        var before = await AskAsync(world, plan);

        await UnpublishedThings.AddAsync(world.Database, Catalogue.Read(Repository.PathTo("dashboards")), 7);
        var after = await AskAsync(world, plan);

        var changed = plan.Zip(before.Zip(after)).Select(pair => (Ask: pair.First, Difference: pair.Second.Second.DifferenceFrom(pair.Second.First))).Where(pair => pair.Difference is not null);
        Assert.That(changed.Select(pair => $"{pair.Ask}: {pair.Difference}"), Is.Empty);
        Assert.That(before.Count(answer => answer.Head.Contains("ETag: ", StringComparison.Ordinal)), Is.GreaterThan(50));
    }

    private static async Task<List<Answer>> AskAsync(World world, List<Ask> plan)
    {
        var answers = new List<Answer>();
        foreach (var ask in plan)
        {
            answers.Add(await Answer.GetAsync(world.Web.Client, ask));
        }

        return answers;
    }
}
