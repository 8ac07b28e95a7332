using System.Globalization;
using Scrutiny.Releases;

namespace Scrutiny.Tests.Releases;

[Category("E-2")]
internal sealed class ReleaseMomentTests
{
    [TestCase("2027-03-27", "09:30", "2027-03-27T09:30:00Z")]
    [TestCase("2027-03-28", "09:30", "2027-03-28T08:30:00Z")]
    [TestCase("2027-03-28", "00:59", "2027-03-28T00:59:00Z")]
    [TestCase("2027-03-28", "02:00", "2027-03-28T01:00:00Z")]
    [TestCase("2027-10-31", "00:59:59", "2027-10-30T23:59:59Z")]
    [TestCase("2027-10-31", "09:30", "2027-10-31T09:30:00Z")]
    [TestCase(" 2026-07-01 ", "9:30", "2026-07-01T08:30:00Z")]
    public void A_time_of_Londons_clock_is_kept_in_UTC_on_the_days_when_clocks_change_too(string day, string time, string utc)
    {
        var wrong = ReleaseMoment.Read(day, time, out var moment);

        Assert.That((wrong, moment), Is.EqualTo(((string?)null, DateTimeOffset.Parse(utc, CultureInfo.InvariantCulture))));
    }

    [TestCase("2026-11-30", "01:00")]
    [TestCase("2027-03-28", "01:30")]
    [TestCase("2027-10-31", "01:59:59")]
    public void Nothing_is_planned_in_the_hour_that_is_missing_or_comes_twice(string day, string time) =>
        Assert.That(ReleaseMoment.Read(day, time, out _), Does.StartWith("Choose a time outside 1am to 2am"));

    [TestCase("30/11/2026", "09:30", "Enter the day like 2026-11-30")]
    [TestCase("", "09:30", "Enter the day like 2026-11-30")]
    [TestCase("2026-11-30", "half past nine", "Enter the time like 09:30, by London’s clock")]
    [TestCase("2026-11-30", "24:00", "Enter the time like 09:30, by London’s clock")]
    public void What_cannot_be_read_says_how_it_is_written(string day, string time, string wrong) => Assert.That(ReleaseMoment.Read(day, time, out _), Is.EqualTo(wrong));

    [TestCase("2027-03-28T00:30:00Z", false)]
    [TestCase("2027-03-28T01:00:00Z", false)]
    [TestCase("2027-10-31T00:00:00Z", true)]
    [TestCase("2027-10-31T01:59:59Z", true)]
    [TestCase("2027-10-31T02:00:00Z", false)]
    [TestCase("2026-07-01T00:30:00Z", true)]
    public void The_hour_of_change_is_Londons(string moment, bool isIn) =>
        Assert.That(ReleaseMoment.IsInHourOfChange(DateTimeOffset.Parse(moment, CultureInfo.InvariantCulture)), Is.EqualTo(isIn));

    [Test]
    public void A_moment_is_shown_by_both_clocks() =>
        Assert.That(ReleaseMoment.Words(new DateTimeOffset(2026, 7, 1, 8, 30, 5, TimeSpan.Zero)), Is.EqualTo("Wednesday 1 July 2026 at 9:30:05am in London (2026-07-01 08:30:05 UTC)"));

    [TestCase(1, null)]
    [TestCase(90, "90 seconds late")]
    [TestCase(3000, "50 minutes late")]
    [TestCase(36000, "10 hours late")]
    [TestCase(864000, "10 days late")]
    public void What_came_late_says_by_how_much(int seconds, string? words)
    {
        var due = new DateTimeOffset(2026, 7, 1, 8, 30, 0, TimeSpan.Zero);

        Assert.That(ReleaseMoment.Late(due, due.AddSeconds(seconds)), Is.EqualTo(words));
    }
}
