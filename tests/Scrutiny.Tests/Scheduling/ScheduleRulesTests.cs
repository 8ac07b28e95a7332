using Quartz;
using Scrutiny.Dashboards;
using Scrutiny.Ingest.Scheduling;
using Scrutiny.Tests.Conventions;

namespace Scrutiny.Tests.Scheduling;

internal sealed class ScheduleRulesTests
{
    private static Catalogue Catalogue { get; } = Catalogue.Read(Repository.PathTo("dashboards"));

    [Test]
    public void Every_declared_source_has_a_schedule_that_can_be_read()
    {
        Assert.That(ScheduleRules.Check(Catalogue), Is.Empty);
    }

    [Test]
    public void A_schedule_that_is_no_cron_expression_is_a_fault_at_its_place()
    {
        var good = Catalogue.Sources["force-contact"];
        var bad = good with { Value = good.Value with { Schedule = "every day" } };

        Assert.That(ScheduleRules.Check(bad).Single().Message, Does.StartWith("'every day' is not a cron expression"));
    }

    [Test, Category("E-2")]
    public void No_schedule_names_the_hour_that_one_day_lacks_and_another_has_twice()
    {
        var london = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");
        foreach (var source in Catalogue.Sources.Values)
        {
            var expression = new CronExpression(source.Value.Schedule, london);

            // On an ordinary day a schedule either fires outside the hour too (a poll) or not in it at all.
            var inTheHour = Fires(expression, new DateTimeOffset(2027, 6, 1, 0, 0, 0, TimeSpan.Zero), TimeSpan.FromHours(1));
            var anHourLater = Fires(expression, new DateTimeOffset(2027, 6, 1, 1, 0, 0, TimeSpan.Zero), TimeSpan.FromHours(1));
            Assert.That(inTheHour && !anHourLater, Is.False, $"{source.Id} fires between 01:00 and 02:00 only");
        }
    }

    private static bool Fires(CronExpression expression, DateTimeOffset from, TimeSpan within) =>
        expression.GetNextValidTimeAfter(from.AddSeconds(-1)) is { } next && next < from + within;
}
