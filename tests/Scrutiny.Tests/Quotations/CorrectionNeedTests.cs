using Scrutiny.Dashboards;
using Scrutiny.Measures;
using Scrutiny.Periods;
using Scrutiny.Quotations;
using Scrutiny.Tests.Conventions;

namespace Scrutiny.Tests.Quotations;

/// <summary>When a figure that was quoted has to be corrected.</summary>
internal sealed class CorrectionNeedTests
{
    private static readonly Lazy<Catalogue> Declared = new(() => Catalogue.Read(Repository.PathTo("dashboards")));

    private static Measure Share => Declared.Value.Measures["calls-999-within-10s"].Value;

    private static Measure Seconds => Declared.Value.Measures["calls-101-answer-time"].Value with { Decimals = 1 };

    private static FigureName September { get; } = new("calls-999-within-10s", "E23000030", "total", Period.Month(2026, 9));

    [TestCase(92.51, 92.54, false, Description = "both are shown as 92.5%")]
    [TestCase(92.46, 92.54, false)]
    [TestCase(92.54, 92.56, true, Description = "92.5% and 92.6%")]
    [TestCase(92.5, 93.1, true)]
    [TestCase(92.5, 92.5, false)]
    public void A_change_counts_where_the_figure_would_be_shown_otherwise(decimal quoted, decimal known, bool opens) =>
        Assert.That(CorrectionNeed.Of(Share, [Quoted(quoted)], [], known, known) is not null, Is.EqualTo(opens));

    [Test]
    public void What_a_table_shows_is_finer_than_what_a_sentence_says()
    {
        // 2 minutes 51 seconds in a sentence, 171.0 and 171.3 in a table.
        Assert.That(CorrectionNeed.Of(Seconds, [Quoted(171.0m, PlaceKind.Meeting)], [], 171.3m, 171.3m), Is.Null);
        Assert.That(CorrectionNeed.Of(Seconds, [Quoted(171.0m)], [], 171.3m, 171.3m)?.Places, Has.Count.EqualTo(1));
    }

    [Test]
    public void One_correction_names_every_place_and_leaves_out_those_that_say_what_is_right()
    {
        var need = CorrectionNeed.Of(Share, [Quoted(92.5m), Quoted(92.5m, PlaceKind.Meeting), Quoted(93.1m, PlaceKind.Answer)], [], 93.1m, 93.1m)!;

        Assert.That(need.Places.Select(quote => quote.Place.Kind), Is.EqualTo(new[] { PlaceKind.Pack, PlaceKind.Meeting }));
        Assert.That((need.Old, need.New, need.Ready, need.Coming), Is.EqualTo((92.5m, (decimal?)93.1m, true, false)));
    }

    [Test]
    public void What_only_staff_know_is_no_figure_for_the_public()
    {
        var hidden = CorrectionNeed.Of(Share, [Quoted(92.5m)], [], 92.5m, 95m)!;
        var both = CorrectionNeed.Of(Share, [Quoted(92.5m)], [], 93.1m, 95m)!;

        Assert.That((hidden.New, hidden.Ready, hidden.Coming), Is.EqualTo(((decimal?)95m, false, false)));
        Assert.That((both.New, both.Ready, both.Coming), Is.EqualTo(((decimal?)93.1m, true, true)));
    }

    [Test]
    public void A_figure_that_was_taken_back_is_corrected_by_none()
    {
        var need = CorrectionNeed.Of(Share, [Quoted(92.5m)], [], null, null)!;

        Assert.That((need.Old, need.New, need.Ready), Is.EqualTo((92.5m, (decimal?)null, true)));
    }

    [Test]
    public void After_a_published_correction_its_figure_is_what_was_said()
    {
        var told = Decided(published: true, 93.1m, Quoted(92.5m));

        Assert.That(CorrectionNeed.Of(Share, [Quoted(92.5m)], [told], 93.1m, 93.1m), Is.Null);
        Assert.That(CorrectionNeed.Of(Share, [Quoted(92.5m)], [told], 94m, 94m)?.Old, Is.EqualTo(93.1m));
        Assert.That(CorrectionNeed.Of(Share, [Quoted(92.5m)], [told], 92.5m, 92.5m)?.New, Is.EqualTo(92.5m), "who reads that place reads the correction too");
        Assert.That(CorrectionNeed.Of(Share, [Quoted(92.5m), Quoted(92.5m, PlaceKind.Answer)], [told], 93.1m, 93.1m)?.Places.Single().Place.Kind, Is.EqualTo(PlaceKind.Answer), "a place that quotes the old figure afterwards");
    }

    [Test]
    public void After_a_dismissal_only_another_figure_opens_one_again()
    {
        var dismissed = Decided(published: false, 93.1m, Quoted(92.5m));

        Assert.That(CorrectionNeed.Of(Share, [Quoted(92.5m)], [dismissed], 93.1m, 93.1m), Is.Null);
        Assert.That(CorrectionNeed.Of(Share, [Quoted(92.5m)], [dismissed], 94m, 94m)?.Old, Is.EqualTo(92.5m));
    }

    [Test]
    public void The_notice_says_what_was_said_what_is_right_and_by_how_much() =>
        Assert.That(
            CorrectionWords.Draft(Share, "Hampshire", September, 92.5m, 92.3m, ["Papers, edition 1", "A meeting"]),
            Is.EqualTo($"{Share.Name}, Hampshire, September 2026: “Papers, edition 1” and “A meeting” gave 92.5%. The figure is now 92.3%, 0.2 percentage points lower (−0.2%)."));

    [TestCase("In September 2026 it was 92.5%, they said.", true)]
    [TestCase("92.5 per cent in september 2026", true)]
    [TestCase("In October 2026 it was 92.5%.", false)]
    [TestCase("In September 2026 it was 192.5%.", false)]
    [TestCase("In September 2026 it was 92.55%.", false)]
    public void A_figure_is_found_in_words_by_its_period_and_its_number(string text, bool found) =>
        Assert.That(QuotesInWords.Find(text, Share, [(Period.Month(2026, 9), 92.51m), (Period.Month(2026, 8), 91m)]).Any(), Is.EqualTo(found));

    private static Quote Quoted(decimal value, PlaceKind kind = PlaceKind.Pack) => new(September, value, new QuotePlace(kind, $"a-{kind.Name()}", 1, "A place", ""));

    private static DecidedCorrection Decided(bool published, decimal now, params Quote[] quotes) => new(published, now, quotes.Select(quote => quote.Place.Key).ToHashSet());
}
