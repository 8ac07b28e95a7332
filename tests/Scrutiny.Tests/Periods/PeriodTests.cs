using Scrutiny.Periods;

namespace Scrutiny.Tests.Periods;

[Category("E-6")]
internal sealed class PeriodTests
{
    [TestCase(Frequency.Month, "2026-12", "2027-01")]
    [TestCase(Frequency.Month, "2027-01", "2027-02")]
    [TestCase(Frequency.Quarter, "2026 Q4", "2027 Q1")]
    [TestCase(Frequency.Quarter, "2026 Q1", "2026 Q2")]
    [TestCase(Frequency.FinancialYear, "2025/26", "2026/27")]
    [TestCase(Frequency.FinancialYear, "1998/99", "1999/00")]
    [TestCase(Frequency.Year, "2025", "2026")]
    [TestCase(Frequency.Rolling12, "YE 2018-09", "YE 2018-12")]
    [TestCase(Frequency.Rolling12, "YE 2018-11", "YE 2019-02")]
    [TestCase(Frequency.AsAt, "2019-03-31", "2019-09-30")]
    [TestCase(Frequency.AsAt, "2019-09-30", "2020-03-31")]
    public void The_period_that_follows(Frequency frequency, string key, string next) =>
        Assert.That(Read(key).Next(frequency).Key(frequency), Is.EqualTo(next));

    [TestCase(Frequency.Month, "2026-09", "September 2026", "In September 2026")]
    [TestCase(Frequency.Quarter, "2026 Q3", "July to September 2026", "In July to September 2026")]
    [TestCase(Frequency.FinancialYear, "2025/26", "2025/26", "In 2025/26")]
    [TestCase(Frequency.Year, "2025", "2025", "In 2025")]
    [TestCase(Frequency.Rolling12, "YE 2018-09", "year ending September 2018", "In the year ending September 2018")]
    [TestCase(Frequency.AsAt, "2019-09-30", "30 September 2019", "At 30 September 2019")]
    public void Words_and_the_opening_of_a_sentence(Frequency frequency, string key, string words, string opening)
    {
        var period = Read(key);

        Assert.That((period.Words(frequency), period.Opening(frequency)), Is.EqualTo((words, opening)));
    }

    [Test]
    public void Periods_are_ordered_by_their_end_and_then_by_their_beginning()
    {
        Period[] ordered = [Read("2018-01"), Read("2018-03"), Read("2018 Q1"), Read("2017/18"), Read("2018-04")];
        Array.Sort(ordered);

        Assert.That(ordered, Is.EqualTo(new[] { Read("2018-01"), Read("2017/18"), Read("2018 Q1"), Read("2018-03"), Read("2018-04") }));
    }

    [TestCase("2018-04", Frequency.Month)]
    [TestCase("2018 Q3", Frequency.Quarter)]
    [TestCase("2017", Frequency.Year)]
    [TestCase("2018-09-30", Frequency.AsAt)]
    [TestCase("YE 2018-09", Frequency.Rolling12)]
    [TestCase("2017/18", Frequency.FinancialYear, Frequency.Rolling12)]
    [TestCase("YE 2018-12", Frequency.Rolling12, Frequency.Year)]
    [TestCase("2017", Frequency.Year, Frequency.Rolling12)]
    public void A_period_suits_measures_of_its_own_length_and_place_in_the_year(string key, params Frequency[] suited)
    {
        var frequencies = Enum.GetValues<Frequency>().Where(Read(key).Suits);

        Assert.That(frequencies, Is.SupersetOf(suited));
        Assert.That(frequencies.Except([Frequency.Rolling12, Frequency.Year, Frequency.FinancialYear]), Is.EquivalentTo(suited.Except([Frequency.Rolling12, Frequency.Year, Frequency.FinancialYear])));
    }

    [Test]
    public void Every_period_suits_the_frequency_that_it_follows_in([Values] Frequency frequency)
    {
        var period = frequency switch
        {
            Frequency.Month => Read("2015-01"),
            Frequency.Quarter => Read("2015 Q1"),
            Frequency.FinancialYear => Read("2015/16"),
            Frequency.Year => Read("2015"),
            Frequency.Rolling12 => Read("YE 2015-03"),
            Frequency.AsAt => Read("2015-03-31"),
            _ => throw new ArgumentOutOfRangeException(nameof(frequency)),
        };

        for (; period.To.Year < 2035; period = period.Next(frequency))
        {
            Assert.That(period.Suits(frequency), period.ToString());
        }
    }

    private static Period Read(string key)
    {
        Assert.That(PeriodText.TryParse(key, PeriodForm.Tidy, out var period), key);
        return period;
    }
}
