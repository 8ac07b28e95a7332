using Scrutiny.Periods;

namespace Scrutiny.Tests.Periods;

public sealed class LondonTimeTests
{
    [TestCase("2026-06-04T08:32:00Z", "4 June 2026 at 9:32am", Description = "summer time")]
    [TestCase("2026-01-04T00:05:00Z", "4 January 2026 at 12:05am", Description = "winter, just after midnight")]
    [TestCase("2026-10-25T00:30:00Z", "25 October 2026 at 1:30am", Description = "the hour that comes twice, first time")]
    [TestCase("2026-12-31T23:00:00+01:00", "31 December 2026 at 10:00pm", Description = "given in another zone")]
    public void A_moment_is_shown_in_Londons_time(string moment, string shown)
    {
        Assert.That(LondonTime.DateAndTime(DateTimeOffset.Parse(moment, System.Globalization.CultureInfo.InvariantCulture)), Is.EqualTo(shown));
    }
}
