using Scrutiny.Packs;

namespace Scrutiny.Tests.Packs;

internal sealed class CommentaryTextTests
{
    [Test]
    public void A_figure_by_its_name_says_what_the_data_say()
    {
        var commentary = Commentary("In {{calls-999-within-10s period}} it was **{{calls-999-within-10s latest}}**; in {{calls-999-within-10s 2026-08}}.");

        Assert.That(commentary.Faults, Is.Empty);
        Assert.That(commentary.Html, Does.Contain("September 2026").And.Contain("<strong><span class=\"pack-bound\">92.8%</span></strong>").And.Contain("92.4%"));
        Assert.That(commentary.Figures.Select(bound => bound.Figure.Point!.Receipt), Is.EqualTo(new long[] { 30, 30, 29 }));
    }

    [TestCase("{{calls-999-within-10 latest}}", "There is no measure 'calls-999-within-10'; did you mean 'calls-999-within-10s'?")]
    [TestCase("{{calls-999-within-10s newest}}", "'newest' is nothing that can be said of a figure")]
    [TestCase("{{calls-999-within-10s 2031-01}}", "has no figure for 2031-01")]
    [TestCase("{{calls-999-within-10s latest area=E99}}", "There is no area 'E99'")]
    [TestCase("{{recorded-crime latest part=robery}}", "did you mean 'robbery'?")]
    [TestCase("![A picture](https://example.org/a.png)", "A picture can’t be put into commentary")]
    [TestCase("[A page](javascript:alert(1))", "must start with https://")]
    public void What_cannot_stand_is_said_in_a_sentence(string markdown, string sentence) =>
        Assert.That(Commentary(markdown).Faults.Select(fault => fault.Replace('\'', '’')), Has.One.Contains(sentence.Replace('\'', '’')));

    [Test]
    [Category("F-10")]
    public void Markup_is_text_and_headings_leave_no_level_out()
    {
        var commentary = Commentary("### Deep\n\n<script>alert(1)</script>\n\n# First\n\n[A page](https://example.org/a)");

        Assert.That(commentary.Html, Does.Contain("<h3>Deep</h3>").And.Contain("<h3>First</h3>").And.Contain("&lt;script&gt;").And.Contain("href=\"https://example.org/a\"").And.Not.Contain("<script"));
    }

    private static CommentaryText Commentary(string markdown) => MadePack.Content(MadePack.Plan(markdown)).Chapters[0].Commentary;
}
