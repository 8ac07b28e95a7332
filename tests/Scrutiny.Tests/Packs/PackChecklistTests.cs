using Scrutiny.Packs;

namespace Scrutiny.Tests.Packs;

internal sealed class PackChecklistTests
{
    [Test]
    public void A_change_inside_the_limits_is_not_to_be_called_a_rise()
    {
        const string words = "Answering improved: {{calls-999-within-10s latest}}.";

        Assert.That(Of(words, shift: 0), Has.One.Matches<PackWarning>(warning => warning.Kind == PackWarningKind.UnprovenChange && warning.Sentence.Contains("“improved” beside 999 calls answered within 10 seconds, but the latest figure is within its usual range", StringComparison.Ordinal)));
        Assert.That(Of(words, shift: 6).Select(warning => warning.Kind), Has.None.EqualTo(PackWarningKind.UnprovenChange));
        Assert.That(Of("It was {{calls-999-within-10s latest}}.", shift: 0).Select(warning => warning.Kind), Has.None.EqualTo(PackWarningKind.UnprovenChange));
    }

    [Test]
    public void Figures_are_named_and_not_typed()
    {
        Assert.That(Of("It was 92.1% of 27,015 calls to 999 in 2026.").Where(warning => warning.Kind == PackWarningKind.TypedFigure).Select(warning => warning.Sentence.Split('”')[0]), Is.EqualTo(new[] { "“92.1%", "“27,015" }));
        Assert.That(Of("On 1 June 2021, 999 and 101 moved to one platform.").Select(warning => warning.Kind), Has.None.EqualTo(PackWarningKind.TypedFigure));
    }

    [Test]
    public void What_is_provisional_or_was_left_out_is_said() =>
        Assert.That(Of("").Select(warning => (warning.Kind, warning.Sentence)), Has.One.EqualTo((PackWarningKind.SiblingLeftOut, "Average time to answer a 999 call stands beside what is shown and was left out."))
            .And.Some.EqualTo((PackWarningKind.Provisional, "The latest figure is provisional and may still change.")));

    private static IReadOnlyList<PackWarning> Of(string commentary, decimal shift = 0) => PackChecklist.Of(MadePack.Content(MadePack.Plan(commentary), shift), MadePack.Catalogue);
}
