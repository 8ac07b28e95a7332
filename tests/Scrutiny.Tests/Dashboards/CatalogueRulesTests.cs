namespace Scrutiny.Tests.Dashboards;

/// <summary>Each rule between declarations, broken once: one fault, at the line of what is wrong.</summary>
internal sealed class CatalogueRulesTests
{
    [Test]
    public void The_declarations_that_the_cases_start_from_have_no_faults()
    {
        using var dashboards = MadeDashboards.Long();

        Assert.That(dashboards.Faults(), Is.Empty);
    }

    [TestCase("schema: source/1", "schema: source/2", "this program reads 'source/1'")]
    [TestCase("days_after: 25", "days_after: 401", "days_after must be 0 to 400")]
    [TestCase("days_after: 25", "days_after: -1", "days_after must be 0 to 400")]
    [TestCase("due: { every: month, days_after: 25 }", "fetch: { url: 'http://example.org/a.csv' }", "must be the https address of a host with a name")]
    [TestCase("due: { every: month, days_after: 25 }", "fetch: { url: 'https://127.0.0.1/a.csv' }", "must be the https address of a host with a name")]
    [TestCase("due: { every: month, days_after: 25 }", "fetch: { url: 'https://me:word@example.org/a.csv' }", "none is ever sent")]
    [TestCase("due: { every: month, days_after: 25 }", "fetch: { url: 'https://example.org/a.csv', hosts: ['https://example.org'] }", "is no host's name")]
    [TestCase("    header: [force, month, things]", "    title: '(unclosed'", "not a regular expression")]
    [TestCase("    header: [force, month, things]", "    title: '(?=ahead)'", "not a regular expression")]
    [TestCase("    header: [force, month, things]", "    header: [force, month, things]\n    with: '['", "not a regular expression")]
    [TestCase("  - name: Things by month\n    header: [force, month, things]", "  - name: Things by month", "can't be found")]
    [TestCase("area: { column: force }", "area: { kinds: [force] }", "area needs a column or a fixed code")]
    [TestCase("area: { column: force }", "area: { fixed: E23000031X }", "did you mean 'E23000031'?")]
    [TestCase("period: { column: month, form: month }", "period: { form: month }", "exactly one of title, column, columns and fixed")]
    [TestCase("period: { column: month, form: month }", "period: { column: month, fixed: 2018-04, form: month }", "exactly one of title, column, columns and fixed")]
    [TestCase("period: { column: month, form: month }", "period: { title: 'in .*', form: month }", "needs a group (?<period>…)")]
    [TestCase("period: { column: month, form: month }", "period: { fixed: 2018-13, form: month }", "'2018-13' is not a period of the form month")]
    [TestCase("{ column: things, measure: things }", "{ column: things }", "either a measure or a measure_column")]
    [TestCase("{ column: things, measure: things }", "{ column: things, measure: things, measure_column: m }", "either a measure or a measure_column")]
    [TestCase("{ column: things, measure: things }", "{ breakdown: small }", "either a measure or a measure_column")]
    [TestCase("{ column: things, measure: things }", "{ measure: things }", "A value needs a column")]
    [TestCase("{ column: things, measure: things }", "{ column: things, measure: thing }", "There is no measure 'thing'; did you mean 'things'?")]
    [TestCase("{ column: things, measure: things }", "{ column: things, measure: things, breakdown: smal }", "did you mean 'small'?")]
    [TestCase("checks: []", "checks: [{ name: Nothing, otherwise: report }]", "needs exactly one of stated_total, sum_of_parts, percentage, bounds and change")]
    [TestCase("checks: []", "checks: [{ name: Sum, otherwise: report, stated_total: { text: 'Total', measure: things } }]", "needs a group (?<total>…)")]
    [TestCase("checks: []", "checks: [{ name: Sum, otherwise: report, stated_total: { text: '(?<total>\\d+)', measure: thinks } }]", "did you mean 'things'?")]
    [TestCase("checks: []", "checks: [{ name: Sum, otherwise: report, sum_of_parts: { measure: things } }]", "sum_of_parts needs either 'breakdowns' or 'areas: true'.")]
    [TestCase("checks: []", "checks: [{ name: Sum, otherwise: report, sum_of_parts: { measure: things, breakdowns: [smal] } }]", "There is no breakdown of things 'smal'")]
    [TestCase("checks: []", "checks: [{ name: Least, otherwise: report, bounds: { measure: things } }]", "bounds needs 'least', 'most' or both.")]
    [TestCase("checks: []", "checks: [{ name: Change, otherwise: report, change: { measure: things, percent: 0 } }]", "percent must be more than 0.")]
    public void A_rule_of_sources_that_is_broken_is_one_fault_at_its_line(string from, string to, string expected)
    {
        using var dashboards = MadeDashboards.Long().Change("sources/made", from, to);

        var fault = dashboards.Faults().Single();

        Assert.Multiple(() =>
        {
            Assert.That(fault.Message, Does.Contain(expected));
            Assert.That(fault.File, Is.EqualTo("dashboards/sources/made.yaml"));
            Assert.That(fault.Line, Is.InRange(LineOf(dashboards, "sources/made", to), LineOf(dashboards, "sources/made", to) + to.Count(letter => letter == '\n')));
        });
    }

    [TestCase("schema: measure/1", "schema: measure/2", "this program reads 'measure/1'")]
    [TestCase("\"{value} things were counted\"", "things were counted", "must hold {value}")]
    [TestCase("\"{value} things were counted\"", "\"{value} {thing} counted\"", "another brace stands in it")]
    [TestCase("decimals: 0", "decimals: 7", "decimals must be 0 to 6")]
    [TestCase("frequency: month\nchart: run", "frequency: rolling-12\nchart: spc", "may not have process limits")]
    [TestCase("priority: contact", "priority: contacts", "did you mean 'contact'?")]
    [TestCase("key: tiny", "key: small", "a second time")]
    [TestCase("key: tiny", "key: total", "the word for all")]
    [TestCase("parent: small", "parent: large", "There is no breakdown 'large'")]
    public void A_rule_of_measures_that_is_broken_is_one_fault_at_its_line(string from, string to, string expected)
    {
        using var dashboards = MadeDashboards.Long().Change("measures/things", from, to);

        var fault = dashboards.Faults().Single();

        Assert.Multiple(() =>
        {
            Assert.That(fault.Message, Does.Contain(expected));
            Assert.That(fault.File, Is.EqualTo("dashboards/measures/things.yaml"));
            Assert.That(fault.Line, Is.InRange(LineOf(dashboards, "measures/things", to), LineOf(dashboards, "measures/things", to) + to.Count(letter => letter == '\n')));
        });
    }

    [TestCase("targets:\n  - { id: a, name: A, value: 5, from: 2024-01-01, set_by: X, source: Y, reason: Z., breakdown: smal }", "did you mean 'small'?")]
    [TestCase("targets:\n  - { id: a, name: A, value: 5, from: 2024-01-01, set_by: X, source: Y, reason: Z., areas: [E23000031X] }", "did you mean 'E23000031'?")]
    [TestCase("targets:\n  - { id: a, name: A, value: 5, from: 2024-01-01, set_by: X, source: Y, reason: Z., sources: [mad] }", "did you mean 'made'?")]
    [TestCase("targets:\n  - { id: A b, name: A, value: 5, from: 2024-01-01, set_by: X, source: Y, reason: Z. }", "'A b' is no id")]
    [TestCase("targets:\n  - { id: a, name: A, value: 5, from: 2024-01-02, to: 2024-01-01, set_by: X, source: Y, reason: Z. }", "ends before it begins")]
    [TestCase("targets:\n  - { id: a, name: A, value: 5, from: 2024-01-01, set_by: X, source: Y, reason: Z. }\n  - { id: b, name: B, value: 6, from: 2025-01-01, set_by: X, source: Y, reason: Z. }", "The targets 'a' and 'b' are in force on the same days; end the earlier one with 'to'.")]
    [TestCase("targets:\n  - { id: a, name: A, value: 5, from: 2024-01-01, to: 2024-12-31, set_by: X, source: Y, reason: Z. }\n  - { id: a, name: B, value: 6, from: 2025-01-01, set_by: X, source: Y, reason: Z. }", "The target 'a' stands here a second time")]
    [TestCase("tolerances:\n  - { id: a, name: A, from: 2024-01-01, source: Y, reason: Z. }", "needs 'least', 'most' or both")]
    [TestCase("tolerances:\n  - { id: a, name: A, least: 6, most: 5, from: 2024-01-01, source: Y, reason: Z. }", "reaches from 6 to 5; least must be below most")]
    [TestCase("tolerances:\n  - { id: a, name: A, least: 5, from: 2024-01-01, source: Y, reason: Z. }\n  - { id: b, name: A, most: 9, from: 2023-01-01, source: Y, reason: Z. }", "The tolerances 'a' and 'b' are in force on the same days")]
    [TestCase("baselines:\n  - { from: 2024-01-01, reason: X., evidence: Y., author: z, decided_on: 2024-06-01 }", "whose chart is 'run' has no average and limits")]
    [TestCase("targets:\n  - { id: a, name: A, value: 5, from: 2024-01-01, to: 2024-12-31, set_by: X, source: Y, reason: Z., set_on: 3 }", "'set_on' is not a field of")]
    public void A_rule_of_thresholds_that_is_broken_is_one_fault_at_its_line(string added, string expected)
    {
        using var dashboards = MadeDashboards.Long().Change("measures/things", "sources: [made]", added + "\nsources: [made]");

        var fault = dashboards.Faults()[0];

        Assert.Multiple(() =>
        {
            Assert.That(dashboards.Faults(), Has.Count.EqualTo(1 + (expected.Contains("is not a field", StringComparison.Ordinal) ? 1 : 0)), "an unread measure is unknown to its source as well");
            Assert.That(fault.Message, Does.Contain(expected));
            Assert.That(fault.File, Is.EqualTo("dashboards/measures/things.yaml"));
            Assert.That(fault.Line, Is.InRange(LineOf(dashboards, "measures/things", added), LineOf(dashboards, "measures/things", added) + added.Count(letter => letter == '\n')));
            Assert.That(fault.Column, Is.GreaterThan(1));
        });
    }

    [TestCase("{ from: 2024-01-02, reason: X., evidence: Y., author: z, decided_on: 2024-06-01 }", "2024-01-02 is not the first day of a month")]
    [TestCase("{ from: 2024-01-01, fix_after: 11, reason: X., evidence: Y., author: z, decided_on: 2024-06-01 }", "fix_after is 11; a baseline rests on 12 periods or more")]
    [TestCase("{ from: 2024-01-01, fixed_to: 2024-12-30, reason: X., evidence: Y., author: z, decided_on: 2024-06-01 }", "fewer than 12 whole periods")]
    [TestCase("{ from: 2024-01-01, fix_after: 12, fixed_to: 2024-12-31, reason: X., evidence: Y., author: z, decided_on: 2024-06-01 }", "say the same thing; keep one")]
    [TestCase("{ from: 2024-01-01, reason: X., evidence: Y., author: z, decided_on: 2024-06-01, areas: [E23000030] }\n  - { from: 2024-01-01, reason: X., evidence: Y., author: z, decided_on: 2024-06-01 }", "A baseline from 2024-01-01 stands here a second time")]
    public void A_rule_of_baselines_that_is_broken_is_one_fault_at_its_line(string baseline, string expected)
    {
        using var dashboards = MadeDashboards.Long().Change("measures/things", "chart: run", "chart: spc").Change("measures/things", "sources: [made]", $"baselines:\n  - {baseline}\nsources: [made]");

        Assert.That(dashboards.Faults().Single().ToString(), Does.StartWith("dashboards/measures/things.yaml:").And.Contains(expected));
    }

    [Test]
    public void A_measure_without_a_direction_can_have_no_target()
    {
        using var dashboards = MadeDashboards.Long().Change("measures/things", "improvement: increase", "improvement: neutral")
            .Change("measures/things", "sources: [made]", "targets:\n  - { id: a, name: A, value: 5, from: 2024-01-01, set_by: X, source: Y, reason: Z. }\nsources: [made]");

        Assert.That(dashboards.Faults().Single().Message, Does.Contain("'neutral' can't have a target"));
    }

    [Test]
    public void A_percentage_is_held_against_percentages()
    {
        using var dashboards = MadeDashboards.Long().Change("measures/things", "unit: count", "unit: percent")
            .Change("measures/things", "sources: [made]", "targets:\n  - { id: a, name: A, value: 101, from: 2024-01-01, set_by: X, source: Y, reason: Z. }\ntolerances:\n  - { id: a, name: A, most: -1, from: 2024-01-01, source: Y, reason: Z. }\nsources: [made]");

        Assert.That(dashboards.Faults().Select(fault => fault.Message), Has.Exactly(2).Contains("a percentage lies between 0 and 100"));
    }

    [TestCase("schema: annotation/1", "schema: annotation/2", "this program reads 'annotation/1'")]
    [TestCase("measures: [things]", "measures: [thing]", "There is no measure 'thing'; did you mean 'things'?")]
    [TestCase("measures: [things]", "measures: []", "name at least one")]
    [TestCase("measures: [things]", "measures: [things]\nsources: [mede]", "There is no source 'mede'; did you mean 'made'?")]
    [TestCase("measures: [things]", "measures: [things]\nareas: [E23000030Y]", "did you mean 'E23000030'?")]
    [TestCase("kind: event", "kind: breaks", "allowed: event, break, counting-rule; did you mean 'break'?")]
    [TestCase("date: 2024-01-01", "date: 1 May", "it must be a date such as 2026-10-31")]
    [TestCase("title: Something", "titel: Something", "did you mean 'title'?")]
    public void A_rule_of_annotations_that_is_broken_is_a_fault_at_its_line(string from, string to, string expected)
    {
        using var dashboards = MadeDashboards.Long().With("annotations/something", MadeDashboards.Annotation);
        Assert.That(dashboards.Faults(), Is.Empty);

        var fault = dashboards.Change("annotations/something", from, to).Faults()[0];

        Assert.Multiple(() =>
        {
            Assert.That(fault.Message, Does.Contain(expected));
            Assert.That(fault.File, Is.EqualTo("dashboards/annotations/something.yaml"));
            Assert.That(fault.Line, Is.InRange(LineOf(dashboards, "annotations/something", to), LineOf(dashboards, "annotations/something", to) + to.Count(letter => letter == '\n')));
        });
    }

    [Test]
    public void An_annotation_is_known_by_its_files_name_and_found_by_its_measures()
    {
        using var dashboards = MadeDashboards.Long().With("annotations/something", MadeDashboards.Annotation);

        var catalogue = dashboards.Read();

        Assert.Multiple(() =>
        {
            Assert.That(catalogue.Annotations.Keys, Is.EqualTo(new[] { "something" }));
            Assert.That(catalogue.AnnotationsOf("things").Single().Title, Is.EqualTo("Something"));
            Assert.That(catalogue.AnnotationsOf("others"), Is.Empty);
        });
    }

    [Test]
    public void A_measure_must_list_the_source_that_yields_it()
    {
        using var dashboards = MadeDashboards.Long().Change("measures/things", "sources: [made]", "sources: [other]");

        Assert.That(dashboards.Faults().Single().ToString(), Does.StartWith("dashboards/sources/made.yaml:16:").And.Contains("does not list the source 'made'"));
    }

    [Test]
    public void Reading_a_folder_with_faults_names_the_first_and_counts_the_others()
    {
        using var dashboards = MadeDashboards.Long().Change("measures/things", "decimals: 0", "decimals: 7").Change("sources/made", "days_after: 25", "days_after: 999");

        var refusal = Assert.Throws<SentenceException>(() => dashboards.Read());

        Assert.That(refusal!.Message, Is.EqualTo("dashboards/measures/things.yaml:5:11: decimals must be 0 to 6. (1 more; './scrutiny sources check' lists them)"));
    }

    [TestCase("schema: source/1")]
    [TestCase("schema: 'source/1'")]
    [TestCase("schema: \"source/1\" # what it is")]
    public void A_single_draft_is_known_by_its_schema_however_it_is_quoted(string schema)
    {
        using var dashboards = MadeDashboards.Long();
        var catalogue = dashboards.Read();
        dashboards.Change("sources/made", "schema: source/1", schema);
        var faults = new List<Scrutiny.Dashboards.Fault>();

        catalogue.CheckFile(dashboards.PathOf("sources/made"), faults);

        Assert.That(faults, Is.Empty);
    }

    [Test]
    public void A_draft_without_schema_is_asked_for_one()
    {
        using var dashboards = MadeDashboards.Long();
        var catalogue = dashboards.Read();
        var draft = dashboards.With("draft", "title: x\n").PathOf("draft");
        var faults = new List<Scrutiny.Dashboards.Fault>();

        catalogue.CheckFile(draft, faults);

        Assert.That(faults.Single().ToString(), Does.StartWith($"{draft}:1:1: The file does not say what it is"));
    }

    private static int LineOf(MadeDashboards dashboards, string file, string text)
    {
        var all = File.ReadAllText(dashboards.PathOf(file));
        return all[..all.LastIndexOf(text, StringComparison.Ordinal)].Count(letter => letter == '\n') + 1;
    }
}
