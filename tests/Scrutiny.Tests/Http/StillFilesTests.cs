namespace Scrutiny.Tests.Http;

/// <summary>A machine has 128 watchers of files for all processes of a user; a site that wants one for a page fails when they are gone.</summary>
internal sealed class StillFilesTests
{
    [Test]
    public async Task A_site_watches_its_declarations_and_nothing_for_its_pages()
    {
        var before = Watchers();
        await using var web = await RunningWeb.StartAsync();

        var page = await web.Client.GetStringAsync(new Uri("/accessibility", UriKind.Relative));

        Assert.That(page, Does.Match(@"scrutiny\.css\?v="), "its assets have the hash of their content in their address");
        Assert.That(Watchers(), Is.EqualTo(before + 1));
    }

    private static int Watchers() => Directory.EnumerateFiles("/proc/self/fd").Count(link => new FileInfo(link).LinkTarget?.Contains("inotify", StringComparison.Ordinal) == true);
}
