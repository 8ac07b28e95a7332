using FsCheck;
using FsCheck.Fluent;
using Scrutiny.Questions;

namespace Scrutiny.Tests.Questions;

/// <summary>What people type is kept; what only plays with the reader is not.</summary>
[Category("F-10")]
internal sealed class QuestionTextTests
{
    private static readonly Config Settings = Config.QuickThrowOnFailure.WithMaxTest(500);

    [TestCase("Pam mae’r heddlu yng Nghaernarfon mor araf? Ŵyr a ŷd, tŷ, môr, sêr.")]
    [TestCase("Dlaczego policja przyjeżdża tak późno? Zażółć gęślą jaźń.")]
    [TestCase("لماذا يستغرق الرد على 101 وقتًا طويلاً؟")]
    [TestCase("می‌خواهم بدانم چرا")]
    [TestCase("Tại sao cảnh sát đến muộn? Người dân hỏi.")]
    [TestCase("Is 10% > 5% & <b> \"quoted\" 'text' {{braces}} – £5?")]
    [TestCase("👨‍👩‍👧‍👦 asks: why?")]
    [TestCase("First line\nsecond line\n\nthird")]
    public void Words_of_any_language_stay_as_they_were_typed(string typed) => Assert.That(QuestionText.Clean(typed), Is.EqualTo(typed));

    [TestCase("a\u202Egnp.exe", "agnp.exe")]
    [TestCase("a\0b\u001B[31mc\u0007", "ab[31mc")]
    [TestCase("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour")]
    [TestCase("in\u200Bvis\u2060ible\uFEFF", "invisible")]
    [TestCase("lone \uD800 half", "lone  half")]
    [TestCase("e\u0301", "é")]
    [TestCase("  a  \n\n\n\n b ", "a  \n\n b")]
    public void Signs_that_play_with_the_reader_go(string typed, string kept) => Assert.That(QuestionText.Clean(typed), Is.EqualTo(kept));

    [Test]
    public void A_tower_of_marks_is_cut_down()
    {
        var tower = "Z" + new string('\u0336', 400) + "algo?";

        Assert.That(QuestionText.Clean(tower), Has.Length.EqualTo(10));
    }

    [Test]
    public void Cleaning_twice_is_cleaning_once_and_leaves_nothing_that_turns_a_line_round() => Prop.ForAll(ArbMap.Default.ArbFor<string>(), typed =>
    {
        var clean = QuestionText.Clean(typed);
        return QuestionText.Clean(clean) == clean && !clean.Any(letter => letter is '\0' or '\u202E' or '\r' || char.IsSurrogate(letter) && clean.EnumerateRunes().Any(rune => rune == System.Text.Rune.ReplacementChar));
    }).Check(Settings);

    [Test]
    public void A_thousand_characters_are_counted_as_a_reader_counts_them()
    {
        var family = string.Concat(Enumerable.Repeat("👍🏽", 999)) + "a";

        Assert.That(QuestionText.Length(family), Is.EqualTo(1000));
        Assert.That(QuestionText.Refusal(new string('ŵ', 1000)), Is.Null);
        Assert.That(QuestionText.Refusal(new string('a', 1001)), Is.EqualTo("Your question must be 1,000 characters or fewer; it has 1,001."));
    }

    [TestCase("", "Enter your question.")]
    [TestCase("?!", "Your question must have words.")]
    public void What_asks_nothing_is_said_in_one_sentence(string text, string sentence) => Assert.That(QuestionText.Refusal(text), Is.EqualTo(sentence));

    [TestCase("Chief Constable", true)]
    [TestCase("Сhief Соnstable", true)]
    [TestCase("Chiéf C0nstable", true)]
    [TestCase("Police & Crime Commissioner", true)]
    [TestCase("Constance from Gosport", false)]
    [TestCase("Ann", false)]
    [TestCase(null, false)]
    public void A_name_that_looks_like_an_officials_is_noticed(string? name, bool official) => Assert.That(OfficialNames.LooksLikeOne(name), Is.EqualTo(official));
}
