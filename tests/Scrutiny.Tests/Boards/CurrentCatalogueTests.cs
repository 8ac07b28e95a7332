using Scrutiny.Tests.Dashboards;
using Scrutiny.Web;
using Scrutiny.Web.Figures;

namespace Scrutiny.Tests.Boards;

/// <summary>What a change of the folder does to what is shown.</summary>
internal sealed class CurrentCatalogueTests
{
    private MadeDashboards dashboards = null!;

    [SetUp]
    public void Create() => dashboards = MadeBoards.Create();

    [TearDown]
    public void Remove() => dashboards.Dispose();

    [Test]
    public void A_good_change_is_shown()
    {
        var current = new CurrentCatalogue(dashboards.Folder, Audience.Public);
        dashboards.Change("boards/made", "title: Things\n", "title: More things\n").With("boards/second", MadeBoards.Board);

        var faults = current.Reload();

        Assert.That(faults, Is.Empty);
        Assert.That(current.Value.Boards["made"].Value.Title, Is.EqualTo("More things"));
        Assert.That(current.Value.Boards, Contains.Key("second"));
    }

    [TestCase("title: Things\n", "titel: More things\n")]
    [TestCase("embed: [trend]", "embed: [tree]")]
    [TestCase("sections:", "sections: [")]
    public void A_broken_board_keeps_its_last_good_version_and_its_fault_is_told(string from, string to)
    {
        var current = new CurrentCatalogue(dashboards.Folder, Audience.Staff);
        dashboards.Change("boards/made", from, to);

        current.Reload();
        current.Reload();

        Assert.That(current.Value.Boards["made"].Value.Title, Is.EqualTo("Things"));
        Assert.That(current.Faults.Select(fault => fault.File), Is.Not.Empty.And.All.EqualTo("dashboards/boards/made.yaml"));

        dashboards.With("boards/made", MadeBoards.Board.Replace("title: Things\n", "title: Mended\n", StringComparison.Ordinal));
        current.Reload();

        Assert.That((current.Value.Boards["made"].Value.Title, current.Faults.Count), Is.EqualTo(("Mended", 0)));
    }

    [Test]
    public void A_board_whose_file_is_gone_is_gone()
    {
        var current = new CurrentCatalogue(dashboards.Folder, Audience.Public);
        File.Delete(dashboards.PathOf("boards/made"));

        current.Reload();

        Assert.That(current.Value.Boards, Is.Empty);
        Assert.That(current.Faults, Is.Empty);
    }

    [Test]
    public void A_board_that_is_broken_at_the_start_is_not_there_and_stops_nothing_else()
    {
        dashboards.With("boards/wrong", "schema: board/1\n");

        var current = new CurrentCatalogue(dashboards.Folder, Audience.Public);

        Assert.That(current.Value.Boards.Keys, Is.EqualTo(new[] { "made" }));
        Assert.That(current.Faults.Select(fault => fault.File), Has.All.EqualTo("dashboards/boards/wrong.yaml"));
    }

    [Test]
    public void With_a_fault_in_a_measure_everything_but_boards_stays_as_it_was()
    {
        var current = new CurrentCatalogue(dashboards.Folder, Audience.Public);
        dashboards.Change("measures/things", "decimals: 0", "decimals: 9").Change("measures/others", "name: Others", "name: Renamed").Change("boards/made", "title: Things\n", "title: More things\n");

        current.Reload();

        Assert.That((current.Value.Measures["things"].Value.Decimals, current.Value.Measures["others"].Value.Name, current.Value.Boards["made"].Value.Title), Is.EqualTo((0, "Others", "More things")));
        Assert.That(current.Faults.Single().File, Is.EqualTo("dashboards/measures/things.yaml"));
    }

    [Test]
    public void What_is_for_staff_is_unknown_to_the_public_also_after_a_change()
    {
        dashboards.With("boards/ours", MadeBoards.Board.Replace("audience: public", "audience: staff", StringComparison.Ordinal).Replace("embed: [trend]", "", StringComparison.Ordinal));
        var (everyone, staff) = (new CurrentCatalogue(dashboards.Folder, Audience.Public), new CurrentCatalogue(dashboards.Folder, Audience.Staff));
        everyone.Reload();

        Assert.That((everyone.Value.Boards.ContainsKey("ours"), everyone.Value.Measures.ContainsKey("secret")), Is.EqualTo((false, false)));
        Assert.That((staff.Value.Boards.ContainsKey("ours"), staff.Value.Measures.ContainsKey("secret")), Is.EqualTo((true, true)));
    }

    [Test]
    public void A_fault_besides_boards_at_the_start_is_refused_since_there_is_nothing_good_to_keep()
    {
        dashboards.Change("measures/things", "decimals: 0", "decimals: 9");

        Assert.That(() => new CurrentCatalogue(dashboards.Folder, Audience.Public), Throws.TypeOf<SentenceException>());
    }
}
