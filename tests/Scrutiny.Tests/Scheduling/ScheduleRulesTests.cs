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

    [TestCase("0 30 1 * * ?")]
    [TestCase("0 0 1 1 * ?")]
    [TestCase("0 59 1 ? * MON-FRI")]
    [TestCase("0 0/15 0-5 * * ?")]
    [TestCase("0 30 1,13 25 * ?")]
    [Category("E-2")]
    public void A_schedule_that_names_the_hour_that_one_day_lacks_and_another_has_twice_is_a_fault(string schedule)
    {
        var good = Catalogue.Sources["force-contact"];

        var fault = ScheduleRules.Check(good with { Value = good.Value with { Schedule = schedule } }).Single();

        Assert.That(fault.Message, Is.EqualTo($"'{schedule}' names a time between 01:00 and 02:00, which one day in March lacks and one in October has twice: choose another hour, or every hour."));
    }

    [TestCase("0 30 9 * * ?")]
    [TestCase("0 0 2 * * ?")]
    [TestCase("59 59 0 * * ?")]
    [TestCase("0 0/15 * * * ?")]
    [TestCase("0/1 * * * * ?")]
    [TestCase("0 0 * 25 * ?")]
    [Category("E-2")]
    public void A_schedule_of_another_hour_or_of_every_hour_is_none(string schedule)
    {
        var good = Catalogue.Sources["force-contact"];

        Assert.That(ScheduleRules.Check(good with { Value = good.Value with { Schedule = schedule } }), Is.Empty);
    }

    /// <summary>The days on which clocks change, as the law has them (last Sunday of March and October), written out so that no library is tested by itself.</summary>
    private static readonly (DateOnly Spring, DateOnly Autumn)[] Changes =
    [
        (new(2026, 3, 29), new(2026, 10, 25)),
        (new(2027, 3, 28), new(2027, 10, 31)),
        (new(2028, 3, 26), new(2028, 10, 29)),
        (new(2029, 3, 25), new(2029, 10, 28)),
        (new(2030, 3, 31), new(2030, 10, 27)),
        (new(2031, 3, 30), new(2031, 10, 26)),
    ];

    [TestCase("0 30 9 * * ?", 9, 30)]
    [TestCase("0 0 2 * * ?", 2, 0)]
    [TestCase("59 59 0 * * ?", 0, 59)]
    [Category("E-2")]
    public void A_daily_schedule_fires_once_a_day_at_its_local_time_from_2026_to_2031(string schedule, int hour, int minute)
    {
        var fires = Fires(schedule, new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2032, 1, 1, 0, 0, 0, TimeSpan.Zero)).Select(fire => new DateTimeOffset(fire.UtcDateTime.AddSeconds(-fire.Second), TimeSpan.Zero)).ToList();

        var expected = Enumerable.Range(0, new DateOnly(2032, 1, 1).DayNumber - new DateOnly(2026, 1, 1).DayNumber).Select(number => new DateOnly(2026, 1, 1).AddDays(number)).Select(day =>
        {
            // Summer time begins at 01:00 UTC of the one day and ends at 01:00 UTC of the other.
            var (spring, autumn) = Changes[day.Year - 2026];
            var summer = (day > spring || (day == spring && hour >= 2)) && (day < autumn || (day == autumn && hour < 1));
            return new DateTimeOffset(day.ToDateTime(new TimeOnly(hour, minute)), summer ? TimeSpan.FromHours(1) : TimeSpan.Zero).ToUniversalTime();
        }).ToList();
        Assert.That(fires, Is.EqualTo(expected));
    }

    [Test, Category("E-2")]
    public void A_poll_runs_through_the_hour_that_comes_twice_and_does_not_wait_for_the_one_that_is_lacking()
    {
        foreach (var (spring, autumn) in Changes)
        {
            Assert.That(InDay(spring, 0, 1), Has.Count.EqualTo(23 * 4), $"{spring}");
            Assert.That(InDay(autumn, 1, 0), Has.Count.EqualTo(25 * 4), $"{autumn}");
            foreach (var fires in new[] { InDay(spring, 0, 1), InDay(autumn, 1, 0) })
            {
                Assert.That(fires.Zip(fires.Skip(1)).Select(pair => pair.Second - pair.First), Is.All.EqualTo(TimeSpan.FromMinutes(15)));
            }
        }

        static List<DateTimeOffset> InDay(DateOnly day, int offsetBefore, int offsetAfter) => Fires(
            "0 0/15 * * * ?",
            new DateTimeOffset(day.ToDateTime(default), TimeSpan.FromHours(offsetBefore)),
            new DateTimeOffset(day.AddDays(1).ToDateTime(default), TimeSpan.FromHours(offsetAfter)));
    }

    private static List<DateTimeOffset> Fires(string schedule, DateTimeOffset from, DateTimeOffset to)
    {
        var expression = new CronExpression(schedule, TimeZoneInfo.FindSystemTimeZoneById("Europe/London"));
        var fires = new List<DateTimeOffset>();
        for (var at = expression.GetNextValidTimeAfter(from.AddSeconds(-1)); at < to; at = expression.GetNextValidTimeAfter(at.Value))
        {
            fires.Add(at.Value.ToUniversalTime());
        }

        return fires;
    }
}
