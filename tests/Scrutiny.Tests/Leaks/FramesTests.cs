namespace Scrutiny.Tests.Leaks;

/// <summary>What a stranger's socket hears while things happen that are not published, and some that are.</summary>
[Category("L-1")]
[Category("Slow")]
internal sealed class FramesTests
{
    private static readonly (string Measure, string Area)[] Watched =
        [("government-grant", "E23000030"), ("special-constable-hours", "E23000030"), ("online-reports", "E23000030"), ("calls-999-answer-time", "E23000030"), ("calls-999-answer-time", "E23000007"), ("crime-incidents", "E23000030"), (StaffOnly.Measure, "E23000030"), ("nonsense", "E23000030")];

    /// <summary>Frames of both, until a publication that both make has been heard.</summary>
    public static async Task<(IReadOnlyList<string> Plain, IReadOnlyList<string> Secrets)> HearAsync(World plain, World secrets)
    {
        await using var one = await Spectator.WatchAsync(plain.Web.Client.BaseAddress!, Watched);
        await using var other = await Spectator.WatchAsync(secrets.Web.Client.BaseAddress!, Watched);
        await UnpublishedThings.AddAnotherLoadAsync(secrets.Database, secrets.Catalogue, 1);
        foreach (var (world, spectator) in new[] { (plain, one), (secrets, other) })
        {
            await PublishedWorld.PublishGrantAsync(world.Database, world.Catalogue, 1);
            await spectator.UntilAsync(frames => frames.Any(IsGrant));
        }

        return (one.Frames, other.Frames);
    }

    [Test]
    public async Task What_is_not_published_causes_no_frame_and_changes_none()
    {
        await using var plain = await World.OpenAsync();
        await using var secrets = await World.OpenWithSecretsAsync();

        var (heard, overheard) = await HearAsync(plain, secrets);

        Assert.That(overheard, Is.EqualTo(heard));
        Assert.That(heard.Count(IsGrant), Is.EqualTo(1));
    }

    private static bool IsGrant(string frame) => frame.Contains("\"government-grant\"", StringComparison.Ordinal);
}
