using System.Globalization;
using Scrutiny.OpenData;

namespace Scrutiny.Tests.OpenData;

[Category("F-9")]
internal sealed class SafeCellTests
{
    [TestCase("=1+1", "'=1+1")]
    [TestCase("+cmd", "'+cmd")]
    [TestCase("-2+3", "'-2+3")]
    [TestCase("@SUM(A1)", "'@SUM(A1)")]
    [TestCase("|calc", "'|calc")]
    [TestCase("＝1+1", "'＝1+1")]
    [TestCase("  =1+1", "'  =1+1")]
    [TestCase("\t=1", "\"'\t=1\"")]
    [TestCase("\"=1\"", "\"'\"\"=1\"\"\"")]
    [TestCase("=HYPERLINK(\"a\",\"b\")", "\"'=HYPERLINK(\"\"a\"\",\"\"b\"\")\"")]
    public void Text_that_a_spreadsheet_could_run_is_marked_as_text(string text, string cell) => Assert.That(SafeCell.Of(text), Is.EqualTo(cell));

    [TestCase("-3.2")]
    [TestCase("+4")]
    [TestCase("1e-9")]
    [TestCase("Isle of Wight")]
    [TestCase("")]
    public void Numbers_and_plain_words_stay_what_they_are(string text) => Assert.That(SafeCell.Of(text), Is.EqualTo(text));

    [Test]
    public void Whatever_the_text_no_cell_begins_a_formula_and_every_number_comes_back()
    {
        var random = new Random(20261122);
        const string Letters = "=+-@|%\t\r\n\"',; a1.＝";
        for (var i = 0; i < 20_000; i++)
        {
            var text = new string([.. Enumerable.Range(0, random.Next(1, 6)).Select(_ => Letters[random.Next(Letters.Length)])]);
            var cell = Unquoted(SafeCell.Of(text));
            var number = decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out _);

            Assert.That(cell, number ? Is.EqualTo(text) : Is.EqualTo(text).Or.EqualTo("'" + text));
            Assert.That(number || !"=+-@|\t\r\n%＝".Contains(cell[0], StringComparison.Ordinal), Is.True, text);
        }
    }

    private static string Unquoted(string cell) => cell is ['"', .., '"'] && cell.Length > 1 ? cell[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal) : cell;
}
