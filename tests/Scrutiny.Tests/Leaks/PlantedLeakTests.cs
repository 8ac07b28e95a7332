namespace Scrutiny.Tests.Leaks;

/// <summary>The twins' comparison is worth something: it finds each of ten leaks that are planted for it to find.</summary>
[Category("L-1")]
[Category("Slow")]
internal sealed class PlantedLeakTests
{
    private const int Seed = 5;

    private World plain = null!;

    [OneTimeSetUp]
    public async Task OpenAsync() => plain = await World.OpenAsync();

    [OneTimeTearDown]
    public async Task CloseAsync() => await plain.DisposeAsync();

    [TestCaseSource(typeof(PlantedLeak), nameof(PlantedLeak.All))]
    public async Task A_planted_leak_is_found(PlantedLeak leak)
    {
        await using var secrets = await World.OpenLeakingAsync(leak);

        var differences = leak.Name == "a frame" ? await FramesAsync(secrets) : await PagesAsync(secrets);

        await TestContext.Out.WriteLineAsync($"{leak}: {string.Join(" ", differences)}");
        Assert.That(differences, Is.Not.Empty, $"{leak} was planted and nothing was found");
    }

    [Test]
    public async Task Where_nothing_is_planted_nothing_is_found()
    {
        await using var secrets = await World.OpenLeakingAsync(new PlantedLeak("nothing"));

        Assert.That(await PagesAsync(secrets), Is.Empty);
    }

    [Test]
    public void Ten_are_planted() => Assert.That(PlantedLeak.All.Select(leak => leak.Name), Is.Unique.And.Exactly(10).Items);

    // With a cookie, so that what one site kept from an earlier look is not taken for a difference.
    private async Task<IReadOnlyList<string>> PagesAsync(World secrets)
    {
        var plan = CrawlPlan.Make(plain.Catalogue.ForPublic(), await KnownNames.ReadAsync(secrets.Database), Seed, 0).Select(ask => ask with { Headers = [("Cookie", "any=1")] });
        return (await Twins.CompareAsync(plain, secrets, [.. plan], enough: 1)).Differences;
    }

    private static async Task<IReadOnlyList<string>> FramesAsync(World secrets)
    {
        // Both publish something more: not in the world that the other tests look at.
        await using var another = await World.OpenAsync();
        var (heard, overheard) = await FramesTests.HearAsync(another, secrets);
        return [.. overheard.Except(heard), .. heard.Except(overheard)];
    }
}
