using Scrutiny.Tests.Dashboards;

namespace Scrutiny.Tests.Boards;

/// <summary>A dashboards folder with measures of each kind, an annotation, and one board that names them.</summary>
internal static class MadeBoards
{
    public const string Board = """
        # a comment
        schema: board/1
        title: Things
        summary: How many things there are.
        audience: public
        status: mixed
        owner: performance-team
        review_by: 2027-04-30
        priority: contact
        defaults: { period: P36M, grain: month, area: E23000030 }
        filters:
          - { name: period, label: Period, choices: [P12M, all] }
          - { name: breakdown, label: Part, choices: [small] }
        annotations: [started]
        sections:
          - heading: At a glance
            panels:
              - { id: big, type: headline, measure: things }
              - { id: trend, type: line, measures: [things, others], title: Things and others }
              - { id: limits, type: spc, measure: judged, target: half, tolerance: band }
              - { id: parts, type: bar, measure: things, breakdowns: [small], title: Parts of things }
              - { id: split, type: before-after, measure: judged, event: started }
              - { id: note, type: text, title: A note, words: "Plain words." }
              - { id: few, type: table, measure: things }
        present:
          - { panel: big, with: [trend], prompt: "Why so many?" }
        pack: { include: all, leave_out: [note], break_before: section }
        embed: [trend]
        watch:
          - { on: special-cause, panel: limits, to: [staff] }

        """;

    public const string Annotation = """
        schema: annotation/1
        title: Counting started anew
        date: 2019-01-01
        words: Things were counted otherwise.
        kind: break
        measures: [judged]
        source: A test
        reason: A test.
        before_after: true

        """;

    /// <summary>The measures <c>things</c>, <c>others</c> (the same unit), <c>judged</c> (with limits, comparable, target and tolerance), <c>alone</c> (not comparable), <c>compared</c> (comparable, but a total) and <c>secret</c> (for staff), and the board <c>made</c>.</summary>
    public static MadeDashboards Create()
    {
        var dashboards = MadeDashboards.Long();
        Directory.CreateDirectory(Path.Combine(dashboards.Folder, "boards"));
        Directory.CreateDirectory(Path.Combine(dashboards.Folder, "annotations"));
        return dashboards
            .With("measures/others", MadeDashboards.MonthlyCount.Replace("name: Things", "name: Others", StringComparison.Ordinal))
            .With("measures/secret", MadeDashboards.MonthlyCount.Replace("owner: ", "audience: staff\nowner: ", StringComparison.Ordinal).Replace("sources: [made]", "sources: [quiet]", StringComparison.Ordinal))
            .With("sources/quiet", MadeDashboards.LongSource.Replace("measure: things", "measure: secret", StringComparison.Ordinal))
            .With("measures/judged", MadeDashboards.MonthlyCount.Replace("unit: count", "unit: percent", StringComparison.Ordinal).Replace("chart: run", "chart: spc", StringComparison.Ordinal).Replace("forces: \"no\"", "forces: with-care", StringComparison.Ordinal)
                + "targets:\n  - { id: half, name: Half, value: 50, from: 2018-01-01, set_by: A test, source: A test, reason: A test. }\ntolerances:\n  - { id: band, name: Band, least: 40, most: 60, from: 2018-01-01, source: A test, reason: A test. }\n")
            .With("measures/alone", MadeDashboards.MonthlyCount.Replace("unit: count", "unit: percent", StringComparison.Ordinal))
            .With("measures/compared", MadeDashboards.MonthlyCount.Replace("forces: \"no\"", "forces: with-care", StringComparison.Ordinal))
            .With("annotations/started", Annotation)
            .With("boards/made", Board);
    }
}
