using Scrutiny.Boards;
using Scrutiny.Measures;
using Scrutiny.Releases;
using Scrutiny.Sources;
using Scrutiny.Tests.Dashboards;

namespace Scrutiny.Tests.Releases;

internal sealed class PublishChecklistTests
{
    private static readonly DateOnly Day = new(2026, 11, 22);
    private ChecklistFacts good = null!;

    [OneTimeSetUp]
    public void Declare()
    {
        using var made = MadeDashboards.Long().Change("sources/made", "checks: []", "checks: [{ name: Jump, otherwise: quarantine, change: { measure: things, percent: 20, and_by: 5 } }]");
        var catalogue = made.Read();
        var measure = catalogue.Measures["things"].Value with { Caveats = ["Counted by hand."], ReviewBy = Day };
        good = new ChecklistFacts { Measures = [("things", measure)], Source = catalogue.Sources["made"].Value, DataTo = new DateOnly(2026, 10, 31), Today = Day };
    }

    [Test]
    public void A_load_with_nothing_wrong_has_an_empty_list() => Assert.That(PublishChecklist.Of(good), Is.Empty);

    [Test]
    public void Errors_block()
    {
        var measure = good.Measures[0].Measure!;
        var panel = new Panel { Id = "trend", Type = PanelType.Line, Measure = "things", Alt = " " };

        Assert.Multiple(() =>
        {
            Assert.That(Codes(good with { Measures = [("things", measure with { Definition = " " })] }), Is.EqualTo(new[] { ChecklistCode.Definition }));
            Assert.That(Codes(good with { Measures = [("gone", null)] }), Is.EqualTo(new[] { ChecklistCode.Definition }));
            Assert.That(Codes(good with { Source = null }), Is.EqualTo(new[] { ChecklistCode.Source }));
            Assert.That(Codes(good with { Source = good.Source! with { Publisher = "" } }), Is.EqualTo(new[] { ChecklistCode.Source }));
            Assert.That(Codes(good with { Panels = [("contact", panel)] }), Is.EqualTo(new[] { ChecklistCode.AltText }));
            Assert.That(Codes(good with { InQuarantine = ["other.csv"] }), Is.EqualTo(new[] { ChecklistCode.Quarantine }));
            Assert.That(Codes(good with { Faults = ["dashboards/x.yaml:1:1: wrong"] }), Is.EqualTo(new[] { ChecklistCode.Declarations }));
        });
        Assert.That(new[] { ChecklistCode.Definition, ChecklistCode.Source, ChecklistCode.AltText, ChecklistCode.Quarantine, ChecklistCode.Declarations }.Select(code => code.Blocks()), Has.All.True);
    }

    [Test]
    public void Warnings_do_not()
    {
        var measure = good.Measures[0].Measure!;

        Assert.Multiple(() =>
        {
            Assert.That(Codes(good with { Measures = [("things", measure with { Caveats = [] })] }), Is.EqualTo(new[] { ChecklistCode.Caveat }));
            Assert.That(Codes(good with { Measures = [("things", measure with { ReviewBy = Day.AddDays(-1) })] }), Is.EqualTo(new[] { ChecklistCode.Review }));
            Assert.That(Codes(good with { DataTo = new DateOnly(2026, 9, 30) }), Is.Empty, "October's is due on 25 November");
            Assert.That(Codes(good with { DataTo = new DateOnly(2026, 8, 31) }), Is.EqualTo(new[] { ChecklistCode.Stale }));
            Assert.That(Codes(good with { Provisional = 3 }), Is.EqualTo(new[] { ChecklistCode.Provisional }));
            Assert.That(Codes(good with { Synthetic = true }), Is.EqualTo(new[] { ChecklistCode.Synthetic }));
        });
        Assert.That(new[] { ChecklistCode.Caveat, ChecklistCode.Review, ChecklistCode.Stale, ChecklistCode.Provisional, ChecklistCode.LargeChange, ChecklistCode.Synthetic }.Select(code => code.Blocks()), Has.All.False);
    }

    [TestCase(100, 120, false)]
    [TestCase(100, 121, true)]
    [TestCase(100, 79, true)]
    [TestCase(10, 15, false)]
    [TestCase(0, 15, false)]
    public void A_change_beyond_what_the_source_declares_usual_is_a_warning(decimal old, decimal now, bool warns) =>
        Assert.That(Codes(good with { Changes = [new("things", "Kent", "October 2026", old, now)] }), Is.EqualTo(warns ? new[] { ChecklistCode.LargeChange } : []));

    [Test]
    public void Errors_come_first() =>
        Assert.That(Codes(good with { Synthetic = true, InQuarantine = ["other.csv"] }), Is.EqualTo(new[] { ChecklistCode.Quarantine, ChecklistCode.Synthetic }));

    private static IEnumerable<ChecklistCode> Codes(ChecklistFacts facts) => PublishChecklist.Of(facts).Select(item => item.Code);
}
