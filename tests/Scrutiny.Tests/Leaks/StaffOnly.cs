using Scrutiny.Tests.Conventions;
using Scrutiny.Tests.Dashboards;

namespace Scrutiny.Tests.Leaks;

/// <summary>The repository's declarations, with a source, a measure and a board more that are for staff only.</summary>
internal sealed class StaffOnly : IDisposable
{
    public const string Measure = "quiet-things";
    public const string Source = "quiet-returns";
    public const string Board = "quiet";

    public StaffOnly()
    {
        foreach (var file in Directory.EnumerateFiles(Repository.PathTo("dashboards"), "*.yaml", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(Folder, Path.GetRelativePath(Repository.PathTo("dashboards"), file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        Write("measures", Measure, MadeDashboards.MonthlyCount.Replace("name: Things", "name: Quiet things\naudience: staff", StringComparison.Ordinal).Replace("sources: [made]", $"sources: [{Source}]", StringComparison.Ordinal));
        Write("sources", Source, MadeDashboards.LongSource.Replace("measure: things", $"measure: {Measure}", StringComparison.Ordinal));
        Write("boards", Board, File.ReadAllText(Repository.PathTo("dashboards/boards/commissioner.yaml")).Replace("title: ", "title: Quiet ", StringComparison.Ordinal));
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("scrutiny-dashboards-").FullName;

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private void Write(string folder, string name, string text) => File.WriteAllText(Path.Combine(Folder, folder, name + ".yaml"), text);
}
