using Scrutiny.Dashboards;
using Scrutiny.Tests.Conventions;

namespace Scrutiny.Tests.Dashboards;

/// <summary>A dashboards folder of a test's own: the repository's areas and priorities, and whatever measures and sources the test declares.</summary>
internal sealed class MadeDashboards : IDisposable
{
    /// <summary>A monthly count without breakdowns, from the source <c>made</c>.</summary>
    public const string MonthlyCount = """
        schema: measure/1
        name: Things
        sentence: "{value} things were counted"
        unit: count
        decimals: 0
        improvement: increase
        frequency: month
        chart: run
        priority: contact
        owner: performance-team
        definition: Things that were counted.
        comparability: { forces: "no", reason: "They differ." }
        breakdowns:
          - { key: small, name: Small }
          - { key: tiny, name: Tiny, parent: small }
        sources: [made]
        review_by: 2027-04-30

        """;

    /// <summary>A long table: an area, a month and a count to each row.</summary>
    public const string LongSource = """
        schema: source/1
        title: Made for a test
        publisher: A test
        licence: MIT
        kind: management-information
        publish: on-load
        schedule: "0 0/15 * * * ?"
        due: { every: month, days_after: 25 }
        markers: { "..": not-available }
        tables:
          - name: Things by month
            header: [force, month, things]
            area: { column: force }
            period: { column: month, form: month }
            values:
              - { column: things, measure: things }
        checks: []

        """;

    public const string Annotation = """
        schema: annotation/1
        title: Something
        date: 2024-01-01
        words: Something happened.
        kind: event
        measures: [things]
        source: A test
        reason: To try it.

        """;

    public MadeDashboards()
    {
        Directory.CreateDirectory(Path.Combine(Folder, "annotations"));
        Directory.CreateDirectory(Path.Combine(Folder, "measures"));
        Directory.CreateDirectory(Path.Combine(Folder, "sources"));
        foreach (var name in new[] { "areas.yaml", "priorities.yaml" })
        {
            File.Copy(Repository.PathTo($"dashboards/{name}"), Path.Combine(Folder, name));
        }
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("scrutiny-dashboards-").FullName;

    /// <summary>The measure <c>things</c> and the source <c>made</c>.</summary>
    public static MadeDashboards Long() => new MadeDashboards().With("measures/things", MonthlyCount).With("sources/made", LongSource);

    /// <summary>Writes or replaces a file.</summary>
    public MadeDashboards With(string name, string text)
    {
        File.WriteAllText(PathOf(name), text);
        return this;
    }

    /// <summary>Replaces a text that must stand in the file exactly once.</summary>
    public MadeDashboards Change(string name, string from, string to)
    {
        var text = File.ReadAllText(PathOf(name));
        Assert.That(text.Split(from), Has.Length.EqualTo(2), $"'{from}' does not stand exactly once in {name}");
        return With(name, text.Replace(from, to, StringComparison.Ordinal));
    }

    public string PathOf(string name) => Path.Combine(Folder, name + ".yaml");

    public Catalogue Read() => Catalogue.Read(Folder);

    public List<Fault> Faults()
    {
        var faults = new List<Fault>();
        Catalogue.Check(Folder, faults);
        return faults;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
