using System.Reflection;
using Scrutiny.Boards;
using Scrutiny.Dashboards;
using Scrutiny.Tests.Conventions;

namespace Scrutiny.Tests.Boards;

/// <summary>Each rule for boards, broken once: one fault, with its code, at the line of what is wrong.</summary>
internal sealed class BoardLintTests
{
    private static readonly DateOnly Today = new(2026, 11, 22);

    [Test]
    public void The_board_that_the_cases_start_from_has_no_faults_and_no_warnings()
    {
        using var dashboards = MadeBoards.Create();

        Assert.That(dashboards.Faults(), Is.Empty);
        Assert.That(Lint(dashboards.Read()), Is.Empty);
    }

    [TestCase("D001", "schema: board/1", "schema: board/2", "this program reads 'board/1'")]
    [TestCase("D001", "owner: performance-team", "owner: ''", "name the role")]
    [TestCase("D002", "{ id: big, type: headline, measure: things }", "{ id: big, type: headline, measure: secret }", "'secret' is for staff only")]
    [TestCase("D003", "{ id: big, type: headline, measure: things }", "{ id: big, type: headline, measure: thing }", "did you mean 'things'?")]
    [TestCase("D003", "measures: [things, others]", "measures: [things, otters]", "did you mean 'others'?")]
    [TestCase("D004", "priority: contact", "priority: contract", "did you mean 'contact'?")]
    [TestCase("D004", "area: E23000030 }", "area: E2300003O }", "There is no area 'E2300003O'")]
    [TestCase("D004", "choices: [small]", "choices: [smal]", "did you mean 'small'?")]
    [TestCase("D004", "breakdowns: [small]", "breakdowns: [smal]", "There is no breakdown of things 'smal'; did you mean 'small'?")]
    [TestCase("D004", "type: headline, measure: things", "type: headline, measure: things, area: Hants", "There is no area 'Hants'")]
    [TestCase("D005", "target: half", "target: hal", "did you mean 'half'?")]
    [TestCase("D005", "tolerance: band", "tolerance: bend", "did you mean 'band'?")]
    [TestCase("D005", "event: started", "event: start", "did you mean 'started'?")]
    [TestCase("D005", "annotations: [started]", "annotations: [stared]", "did you mean 'started'?")]
    [TestCase("D006", "panel: big, with: [trend]", "panel: bigg, with: [trend]", "There is no panel 'bigg'; did you mean 'big'?")]
    [TestCase("D006", "panel: big, with: [trend]", "panel: big, with: [trends]", "did you mean 'trend'?")]
    [TestCase("D006", "leave_out: [note]", "leave_out: [notes]", "did you mean 'note'?")]
    [TestCase("D006", "embed: [trend]", "embed: [trnd]", "did you mean 'trend'?")]
    [TestCase("D006", "panel: limits, to", "panel: limit, to", "did you mean 'limits'?")]
    [TestCase("D007", "type: headline, measure: things", "type: headline, measure: things, message: 'In 2026 there were 17 things.'", "the number 17 typed by hand")]
    [TestCase("D007", "type: headline, measure: things", "type: headline, measure: things, alt: 'A line up to 4,500.'", "the number 4,500 typed by hand")]
    [TestCase("D008", "id: few", "id: big", "stands here a second time")]
    [TestCase("D008", "id: few", "id: Fe_w", "is no panel's id")]
    [TestCase("D009", "type: headline, measure: things", "type: headline", "names one measure; 'big' names 0")]
    [TestCase("D009", "type: headline, measure: things", "type: headline, measure: things, words: 'Words.'", "Only a text panel has 'words'")]
    [TestCase("D009", "type: headline, measure: things", "type: headline, measure: things, event: started", "Only a before-after panel has 'event'")]
    [TestCase("D009", "type: headline, measure: things", "type: headline, measure: things, breakdowns: [small]", "shows one series")]
    [TestCase("D009", "breakdowns: [small]", "breakdown: small", "needs either 'areas' or 'breakdowns'")]
    [TestCase("D009", ", event: started", "", "needs 'event'")]
    [TestCase("D009", ", title: Things and others", "", "needs a 'title'")]
    [TestCase("D009", "title: A note, words: \"Plain words.\"", "title: A note", "needs 'words'")]
    [TestCase("D010", "type: headline, measure: things", "type: funnel, measure: alone", "Forces may not be compared on 'alone': They differ.")]
    [TestCase("D010", "type: headline, measure: things", "type: funnel, measure: compared", "'compared' is a count: forces differ in size")]
    [TestCase("D011", "type: headline, measure: things", "type: spc, measure: things", "No limits are drawn for 'things'")]
    [TestCase("D012", "measures: [things, others]", "measures: [things, judged]", "one unit and one frequency")]
    [TestCase("D013", "measures: [things, others]", "measures: [things, others], breakdowns: [all, small, total]", "more than 4 series")]
    [TestCase("D013", "type: table, measure: things", "type: table, measure: things, areas: [districts]", "more than 4 series")]
    [TestCase("D014", "review_by: 2027-04-30", "review_by: 2026-11-21", "was to be reviewed by 2026-11-21")]
    [TestCase("D015", "period: P36M", "period: 36 months", "'36 months' is no period")]
    [TestCase("D015", "choices: [P12M, all]", "choices: [P12M, P0M]", "'P0M' is no period")]
    [TestCase("D015", "type: headline, measure: things", "type: headline, measure: things, period: P99Y", "'P99Y' is no period")]
    [TestCase("D016", "choices: [small]", "choices: []", "A filter needs a choice")]
    [TestCase("D016", "name: breakdown, label: Part, choices: [small]", "name: period, label: Again, choices: [P24M]", "stands a second time")]
    [TestCase("D017", "audience: public", "audience: staff", "A staff board has no public address")]
    [TestCase("D018", "grain: month", "grain: quarter", "No measure on the board is reported by quarter")]
    public void A_rule_that_is_broken_is_one_fault_with_its_code_at_its_line(string code, string from, string to, string expected)
    {
        using var dashboards = MadeBoards.Create();
        dashboards.Change("boards/made", from, to);

        var fault = dashboards.Faults().Concat(Lint(dashboards.Read())).Single();

        Assert.Multiple(() =>
        {
            Assert.That(fault.Code, Is.EqualTo(code));
            Assert.That(fault.Message, Does.Contain(expected));
            Assert.That(fault.IsWarning, Is.EqualTo(LintRule.All.Single(rule => rule.Code == code).IsWarning));
            Assert.That(fault.Line, Is.EqualTo(code == "D017" ? LineOf("embed: ") : LineOf(from)));
            Assert.That(fault.ToString(), Does.Contain($": {(fault.IsWarning ? "warning " : "")}{code}: "));
        });
    }

    [Test]
    public void Numbers_that_are_names_do_not_go_stale()
    {
        using var dashboards = MadeBoards.Create();
        dashboards.Change("measures/things", "name: Things", "name: Things within 10 seconds").Change("boards/made", "type: headline, measure: things", "type: headline, measure: things, message: '999 and 101 things within 10 seconds since 2021'");

        Assert.That(Lint(dashboards.Read()), Is.Empty);
    }

    [Test]
    public void A_board_with_a_fault_is_left_out_and_one_with_a_warning_is_not()
    {
        using var dashboards = MadeBoards.Create();
        dashboards.With("boards/warned", MadeBoards.Board.Replace("grain: month", "grain: year", StringComparison.Ordinal)).With("boards/wrong", MadeBoards.Board.Replace("embed: [trend]", "embed: [tree]", StringComparison.Ordinal));

        var catalogue = dashboards.Read();

        Assert.That(catalogue.Boards.Keys, Is.EquivalentTo(new[] { "made", "warned" }));
        Assert.That(dashboards.Faults().Select(fault => (fault.File, fault.Code)), Is.EqualTo(new[] { ("dashboards/boards/wrong.yaml", "D006") }));
    }

    [Test]
    public void A_file_whose_name_can_be_no_address_is_a_fault()
    {
        using var dashboards = MadeBoards.Create();
        dashboards.With("boards/My_Board", MadeBoards.Board);

        Assert.That(dashboards.Faults().Single().Code, Is.EqualTo("D001"));
    }

    [Test]
    public void Unknown_fields_and_words_of_the_wrong_kind_are_faults_with_the_nearest_match()
    {
        using var dashboards = MadeBoards.Create();
        dashboards.Change("boards/made", "type: headline", "type: headlines").Change("boards/made", "embed:", "embedd:");

        Assert.That(dashboards.Faults().Select(fault => fault.Message), Has.Some.Contain("did you mean 'headline'?").And.Some.Contain("did you mean 'embed'?"));
    }

    [Test]
    public void Every_rule_is_broken_by_a_case_and_stands_in_the_readme()
    {
        var cases = GetType().GetMethod(nameof(A_rule_that_is_broken_is_one_fault_with_its_code_at_its_line))!.GetCustomAttributes<TestCaseAttribute>().Select(one => (string)one.Arguments[0]!).ToHashSet();
        var readme = File.ReadAllText(Repository.PathTo("dashboards/boards/README.md"));

        Assert.Multiple(() =>
        {
            Assert.That(LintRule.All.Select(rule => rule.Code), Is.EquivalentTo(cases).And.Unique);
            Assert.That(LintRule.All.Where(rule => !readme.Contains($"| {rule.Code} | {(rule.IsWarning ? "warning" : "fault")} | {rule.Meaning} |", StringComparison.Ordinal)).Select(rule => rule.Code), Is.Empty, "dashboards/boards/README.md says otherwise");
        });
    }

    private static IEnumerable<Fault> Lint(Catalogue catalogue) => catalogue.Boards.Values.SelectMany(board => BoardLint.Check(board, catalogue, Today));

    private static int LineOf(string text) => MadeBoards.Board[..MadeBoards.Board.IndexOf(text, StringComparison.Ordinal)].Count(letter => letter == '\n') + 1;
}
