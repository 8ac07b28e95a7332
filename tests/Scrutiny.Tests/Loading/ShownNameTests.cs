using Scrutiny.Ingest.Loading;

namespace Scrutiny.Tests.Loading;

[Category("C-8")]
internal sealed class ShownNameTests
{
    [TestCase("Perceptions 2024 £ – ‘final’ (2).csv")]
    [TestCase("ŵythnos ŷ.csv")]
    [TestCase("日本語 العربية 😀.csv")]
    [TestCase("")]
    public void A_name_that_people_write_is_shown_as_it_is(string name) =>
        Assert.That(ShownName.Of(name), Is.EqualTo(name));

    [TestCase("two\nlines.csv", "two\\u{000A}lines.csv")]
    [TestCase("\u001b[31mred", "\\u{001B}[31mred")]
    [TestCase("gpj\u202Evsc.exe", "gpj\\u{202E}vsc.exe")]
    [TestCase("a\u2066b\u200Fc\uFEFF", "a\\u{2066}b\\u{200F}c\\u{FEFF}")]
    [TestCase("line\u2028end", "line\\u{2028}end")]
    [TestCase("tag\U000E0041", "tag\\u{E0041}")]
    public void A_mark_that_would_do_something_is_shown_by_its_number(string name, string shown) =>
        Assert.That(ShownName.Of(name), Is.EqualTo(shown));

    [Test]
    public void Half_a_character_is_shown_by_its_number() =>
        Assert.That(ShownName.Of("half" + '\ud83d' + ".csv"), Is.EqualTo("half\\u{D83D}.csv"));
}
