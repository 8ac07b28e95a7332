using Scrutiny.Boards;
using Scrutiny.Periods;

namespace Scrutiny.Tests.Boards;

internal sealed class LookbackTests
{
    [TestCase("P12M", 12, "Latest 12 months")]
    [TestCase("P3Y", 36, "Latest 3 years")]
    [TestCase("P18M", 18, "Latest 18 months")]
    [TestCase("P1M", 1, "Latest month")]
    [TestCase("all", null, "All figures")]
    public void A_period_is_read_and_said(string text, int? months, string words)
    {
        Assert.That(Lookback.TryParse(text, out var lookback), Is.True);
        Assert.That((lookback.Months, lookback.Words), Is.EqualTo((months, words)));
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("P0M")]
    [TestCase("P51Y")]
    [TestCase("12M")]
    [TestCase("P-1M")]
    [TestCase("P1M ")]
    public void Anything_else_is_no_period(string? text) => Assert.That(Lookback.TryParse(text, out _), Is.False);

    [Test]
    public void Twelve_months_hold_twelve_months_up_to_the_latest_figure()
    {
        var lookback = new Lookback(12);
        var latest = Period.Month(2024, 2).To;

        Assert.That((lookback.Holds(Period.Month(2023, 3), latest), lookback.Holds(Period.Month(2023, 2), latest)), Is.EqualTo((true, false)));
    }
}
