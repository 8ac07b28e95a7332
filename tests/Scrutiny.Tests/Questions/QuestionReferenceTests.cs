using Scrutiny.Questions;

namespace Scrutiny.Tests.Questions;

[Category("G-4")]
internal sealed class QuestionReferenceTests
{
    [Test]
    public void A_drawn_reference_is_read_as_it_is_and_as_people_type_it()
    {
        foreach (var reference in Enumerable.Range(0, 200).SelectMany(_ => QuestionReference.Draw()))
        {
            Assert.That(QuestionReference.Read(reference), Is.EqualTo(reference));
            Assert.That(QuestionReference.Read($" {reference.ToLowerInvariant().Replace("-", "", StringComparison.Ordinal)} "), Is.EqualTo(reference));
        }
    }

    [TestCase("Q-7F3K", "Q-7F3K")]
    [TestCase("Q-7F3", null)]
    [TestCase("Q-7F3O", null)]
    [TestCase("7F3K", null)]
    [TestCase("Q-7F3K'--", null)]
    [TestCase(null, null)]
    public void What_is_no_reference_is_not_read_as_one(string? typed, string? reference) => Assert.That(QuestionReference.Read(typed), Is.EqualTo(reference));

    [Test]
    public void A_secret_has_160_bits_and_a_repeated_key_gives_the_same_one()
    {
        var drawn = Enumerable.Range(0, 2000).Select(_ => QuestionSecret.Draw()).ToList();

        Assert.That(drawn, Is.Unique.And.All.Matches<string>(QuestionSecret.IsOne));
        // Each of 32 letters is one of 32.
        Assert.That(drawn.SelectMany(secret => secret).Distinct().Count(), Is.EqualTo(32));
        string[] keys = ["one key", "one key", "another key"];
        Assert.That(keys.Select(QuestionSecret.From).Distinct().Count(), Is.EqualTo(2));
        Assert.That(keys.Select(QuestionSecret.From), Has.All.Matches<string>(QuestionSecret.IsOne));
    }
}
