using Scrutiny.Questions;

namespace Scrutiny.Tests.Questions;

/// <summary>Words are taken out of a question, and nothing else is done to it.</summary>
[Category("I-2")]
internal sealed class QuestionRedactionTests
{
    [TestCase("Why did PC Bloggs do it?", "Why did [[PC Bloggs]] do it?", "Why did [removed] do it?")]
    [TestCase("Ann and Bartholomew ask.", "[[Ann]] and [[Bartholomew]] ask.", "[removed] and [removed] ask.")]
    [TestCase("One line\nand another", "One [[line\r\nand]] another", "One [removed] another")]
    [TestCase("Pam mae’r Ŵyr yma?", "Pam mae’r [[Ŵyr]] yma?", "Pam mae’r [removed] yma?")]
    public void What_is_marked_goes_and_leaves_a_mark_of_one_length(string text, string marked, string left) => Assert.That(QuestionRedaction.Apply(text, marked), Is.EqualTo(left));

    [TestCase("Why did he do it?", "Why did he do it?", "double square brackets")]
    [TestCase("Why did he do it?", "Why did [[he]] not do it?", "Only take words out")]
    [TestCase("Why did he do it?", "Why did [[she]] do it?", "Only take words out")]
    [TestCase("Why did he do it?", "Why did [[he do it?", "double square brackets")]
    [TestCase("Why did he do it?", "", "double square brackets")]
    public void Anything_else_is_refused(string text, string marked, string sentence) =>
        Assert.That(() => QuestionRedaction.Apply(text, marked), Throws.InstanceOf<SentenceException>().With.Message.Contain(sentence));
}
