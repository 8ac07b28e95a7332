using Scrutiny.Ingest.Mapping;

namespace Scrutiny.Tests.Mapping;

internal sealed class HeadingsTests
{
    [Test]
    public void A_name_is_unique_with_its_parent_which_merged_cells_carry_to_the_right()
    {
        var headings = new Headings([["", "Officers", "", "Staff", ""], ["Force", "number", "%", "number", "%"]]);

        Assert.Multiple(() =>
        {
            Assert.That(headings.Find("Officers / %"), Is.EqualTo(2));
            Assert.That(headings.Find("Staff / number"), Is.EqualTo(3));
            Assert.That(headings.Find("number"), Is.EqualTo(1), "the first of its name");
            Assert.That(headings.Find("Force"), Is.Zero);
        });
    }

    [Test]
    public void A_column_that_is_named_only_in_the_row_above_keeps_that_name()
    {
        var headings = new Headings([["Area", "Total"], ["", ""]]);

        Assert.That(headings.Names, Is.EqualTo(new[] { "Area", "Total" }));
    }

    [TestCase("Total recorded\ncrime (excluding fraud3)", "Total recorded crime (excluding fraud)")]
    [TestCase("Residential burglary5,6", "Residential burglary")]
    [TestCase("Area  Name ", "area name")]
    [TestCase("Humberside [note 4]", "Humberside")]
    public void Case_white_space_and_footnotes_do_not_matter(string heading, string wanted) =>
        Assert.That(Headings.Same(heading, wanted));

    [TestCase("Rate per 1000", "Rate per")]
    [TestCase("Violence with injury", "Violence without injury")]
    [TestCase("2018", "")]
    public void What_is_not_a_footnote_does_matter(string heading, string wanted) =>
        Assert.That(Headings.Same(heading, wanted), Is.False);

    [Test]
    public void The_first_column_is_found_without_a_heading_and_an_absent_one_is_not()
    {
        var headings = new Headings([["", "Sep-18"]]);

        Assert.That((headings.Find("@first"), headings.Find("Sep-19")), Is.EqualTo((0, -1)));
    }
}
