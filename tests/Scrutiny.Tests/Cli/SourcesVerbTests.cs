using Scrutiny.Dashboards;
using Scrutiny.Tests.Conventions;
using Scrutiny.Tests.Dashboards;

namespace Scrutiny.Tests.Cli;

internal sealed class SourcesVerbTests
{
    [Test]
    public async Task Checking_what_is_committed_finds_no_faults()
    {
        var (exitCode, output, errors) = await Program.RunAsync("sources", "check");

        Assert.That((exitCode, errors), Is.EqualTo((0, "")));
        Assert.That(output, Does.Match(@"^\d+ measures, \d+ annotations, \d+ sources and \d+ boards: no faults\.( \d+ warnings?\.)?\n$"));
    }

    [Test]
    public async Task A_draft_with_three_faults_is_refused_with_file_line_and_column_of_each()
    {
        using var dashboards = MadeDashboards.Long()
            .Change("sources/made", "publish: on-load", "publish: on-lode")
            .Change("sources/made", "days_after: 25", "days_after: soon")
            .Change("sources/made", "area: { column: force }", "area: { colunm: force }");
        var draft = dashboards.PathOf("sources/made");

        var (exitCode, output, errors) = await Program.RunAsync("sources", "check", draft);

        Assert.Multiple(() =>
        {
            Assert.That((exitCode, output), Is.EqualTo((1, "3 faults.\n")));
            Assert.That(errors.TrimEnd().Split('\n'), Is.EqualTo(new[]
            {
                $"{draft}:6:10: 'publish' is 'on-lode'; allowed: on-load, on-approval; did you mean 'on-load'?",
                $"{draft}:8:34: 'days_after' is 'soon'; it must be a whole number.",
                $"{draft}:13:13: 'colunm' is not a field of 'area'; fields: column, otherwise, pattern, names, fixed, kinds, within, ignore, others; did you mean 'column'?",
            }));
        });
    }

    [Test]
    public async Task A_draft_whose_words_are_right_is_checked_against_the_measures()
    {
        using var dashboards = MadeDashboards.Long();

        var (exitCode, _, errors) = await Program.RunAsync("sources", "check", dashboards.PathOf("sources/made"));

        Assert.That((exitCode, errors), Is.EqualTo((1, $"{dashboards.PathOf("sources/made")}:16:36: There is no measure 'things'\n")));
    }

    [Test]
    public async Task A_file_that_is_not_there_is_an_unusable_argument()
    {
        var (exitCode, _, errors) = await Program.RunAsync("sources", "check", "no-such-file.yaml");

        Assert.That((exitCode, errors), Is.EqualTo((2, "There is no file 'no-such-file.yaml'.\n")));
    }

    [Test]
    public async Task The_schemas_are_written_as_they_are_committed()
    {
        var folder = Directory.CreateTempSubdirectory("scrutiny-schema-");

        var (exitCode, _, errors) = await Program.RunAsync("sources", "schema", folder.FullName);

        Assert.That((exitCode, errors), Is.EqualTo((0, "")));
        Assert.That(folder.EnumerateFiles().ToDictionary(file => file.Name, file => File.ReadAllText(file.FullName)), Is.EquivalentTo(
            Directory.EnumerateFiles(Repository.PathTo("dashboards/_schema")).ToDictionary(file => Path.GetFileName(file), File.ReadAllText)));
        Assert.That(folder.EnumerateFiles().Select(file => file.Name), Has.Some.EqualTo(DeclarationSchema.FileName("samples/1")));
        folder.Delete(recursive: true);
    }
}
