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
