using Scrutiny.Questions;
using Scrutiny.Web.Questions;

namespace Scrutiny.Tests.Questions;

/// <summary>Spam goes to a pile of its own, and people's questions do not; floods are slowed, and halls are not.</summary>
internal sealed class SpamSignsTests
{
    private static readonly TimeSpan Slow = TimeSpan.FromMinutes(2);

    private static readonly string[] Places = ["Southampton", "Portsmouth", "Gosport", "Winchester", "Havant", "Fareham", "the New Forest", "Basingstoke", "Andover", "Cowes", "Ryde", "Eastleigh", "Petersfield", "Aldershot", "Romsey"];

    private static readonly string[] Wordings =
    [
        "Why does it take so long to answer 101 in {0}?", "How many officers patrol {0} at night?", "What is being done about burglary in {0}?", "WHY are there no police in {0} any more?", "When will the station in {0} open again?",
        "I live in {0}. My car was broken into twice. What do the figures say?", "Is the number of special constables in {0} going up or down?", "See https://example.gov.uk/plan: was that promise kept for {0}?", "Does the PCC know how people in {0} feel about ASB?",
        "Pam mae’r heddlu mor araf yn {0}?", "Dlaczego w {0} nie ma patroli?", "لماذا لا توجد دوريات في {0}؟", "What did the new contact platform cost, and what did {0} get for it?", "How are victims in {0} told what became of their case?", "Can you explain the precept to people in {0}?",
        "How do you choose which questions from {0} are put?", "Are 999 calls from {0} answered within 10 seconds?", "Which schools in {0} have a named officer?", "Speeding on the A31 near {0}: how often is it checked?", "Why was the open day in {0} cancelled?",
    ];

    private static readonly string[] Adverts =
    [
        "Earn money fast from home, contact us now number {0}", "BUY NOW limited offer {0} followers", "Best casino bonus {0} for you", "cheap viagra {0} tablets delivered", "We offer SEO services and backlinks {0}", "Invest in crypto wallet {0} and double it", "click here for prize {0}", "payday loan of £{0} today",
        "Visit http://one{0}.example and http://two{0}.example", "<a href=\"http://x{0}.top\">great</a>", "[url=http://y{0}.ru]good[/url]", "cheap watches at watch{0}.shop and more at deal{0}.xyz",
    ];

    [Test, Category("M-7")]
    public void Nearly_all_spam_bears_a_sign_and_nearly_no_question_does()
    {
        var spam = Enumerable.Range(0, 200).Select(number => (number % 5) switch
        {
            0 => SpamSigns.Of($"A plain question {number}?", null, "http://x.example", Slow, false),
            1 => SpamSigns.Of($"A plain question {number}?", null, null, TimeSpan.FromSeconds(1), false),
            2 => SpamSigns.Of("The same words again and again?", null, null, Slow, true),
            _ => SpamSigns.Of(string.Format(null, Adverts[number % Adverts.Length], number), null, null, Slow, false),
        }).ToList();
        var real = Wordings.SelectMany(words => Places.Select(place => SpamSigns.Of(string.Format(null, words, place), "Ann from the street", null, Slow, false))).ToList();

        TestContext.Out.WriteLine($"{spam.Count(signs => signs.Count > 0)} of {spam.Count} in the pile, and {real.Count(signs => signs.Count > 0)} of {real.Count} questions of people");
        Assert.That(real, Has.Count.EqualTo(300));
        Assert.That(spam.Count(signs => signs.Count > 0), Is.GreaterThanOrEqualTo(190));
        Assert.That(real.Count(signs => signs.Count > 0), Is.LessThanOrEqualTo(3));
    }

    [Test, Category("M-2"), Category("M-3")]
    public void A_hall_of_three_hundred_is_not_refused_and_a_flood_from_one_program_mostly_is()
    {
        var (clock, settings) = (new Hand(), new AskSettings());
        var hall = new AskBudget(settings.AddressBurst, settings.AddressEachMinute, clock);
        var programs = new AskBudget(settings.ProgramBurst, settings.ProgramEachMinute, clock);

        var atOnce = Enumerable.Range(0, 300).Count(_ => hall.Take("203.0.113.7") is not null);
        var refused = Enumerable.Range(0, 5000).Count(_ =>
        {
            clock.Now += TimeSpan.FromMinutes(1) / 5000;
            return programs.Take("198.51.100.9") is not null;
        });

        Assert.That(atOnce, Is.Zero);
        Assert.That(refused, Is.GreaterThanOrEqualTo(4750));
        Assert.That(programs.Take("198.51.100.10"), Is.Null, "others are not slowed by it");
        clock.Now += TimeSpan.FromMinutes(10);
        Assert.That(programs.Take("198.51.100.9"), Is.Null, "it ends when the flood does");
    }

    [Test, Category("M-3")]
    public void A_million_addresses_take_no_more_memory_than_one()
    {
        var budget = new AskBudget(10, 2, new Hand());
        budget.Take("one");
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var number = 0; number < 1_000_000; number++)
        {
            budget.Take(number.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        Assert.That(GC.GetTotalMemory(forceFullCollection: true) - before, Is.LessThan(1_000_000));
        GC.KeepAlive(budget);
    }

    private sealed class Hand : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 11, 22, 10, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
