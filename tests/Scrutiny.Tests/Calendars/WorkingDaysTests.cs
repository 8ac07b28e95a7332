using Scrutiny.Calendars;
using Scrutiny.Dashboards;
using Scrutiny.Meetings;
using Scrutiny.Tests.Conventions;
using Scrutiny.Tests.Meetings;

namespace Scrutiny.Tests.Calendars;

/// <summary>Due days count the days on which offices work.</summary>
internal sealed class WorkingDaysTests
{
    private static readonly WorkingDays Days = Catalogue.Read(Repository.PathTo("dashboards")).WorkingDays;

    [TestCase("2026-12-09", 7, "2026-11-30")]
    [TestCase("2026-12-09", 3, "2026-12-04")]
    [TestCase("2027-01-04", 3, "2026-12-29", Description = "New Year's Day and the substitute for Boxing Day")]
    [TestCase("2027-03-31", 2, "2027-03-25", Description = "Easter")]
    [TestCase("2026-12-09", 0, "2026-12-09")]
    public void Weekends_and_bank_holidays_are_not_counted(string day, int count, string before) => Assert.That(Days.Before(Day(day), count), Is.EqualTo(Day(before)));

    [Test]
    public void A_year_whose_bank_holidays_are_not_entered_is_known_to_be_so() => Assert.That((Days.Knows(Day("2027-06-01")), Days.Knows(Day("2040-06-01"))), Is.EqualTo((true, false)));

    [TestCase(null, "2026-11-29", "To do")]
    [TestCase(null, "2026-12-01", "Overdue")]
    [TestCase("2026-11-30", "2026-12-01", "Done")]
    [TestCase("2026-12-01", "2026-12-01", "Done late")]
    public void The_agenda_is_due_seven_working_days_before(string? published, string today, string words)
    {
        var line = MeetingChecklist.Of(MadeMeeting.Plan, Day("2026-12-09"), published is null ? null : Day(published), new PapersCount(0, 0, null), Days).Single(line => line.What == "The agenda is published");

        Assert.That((line.Due, line.Words(Day(today))), Is.EqualTo((Day("2026-11-30"), words)));
    }

    [TestCase(0, 0, null, "(there are none yet)", "Overdue")]
    [TestCase(0, 2, null, "(0 of 2)", "Overdue")]
    [TestCase(1, 1, "2026-12-03", "(1 of 2)", "Overdue")]
    [TestCase(2, 0, "2026-12-04", "(2 of 2)", "Done")]
    [TestCase(2, 0, "2026-12-07", "(2 of 2)", "Done late")]
    public void The_papers_are_due_three_working_days_before_and_counted(int published, int waiting, string? last, string what, string words)
    {
        var line = MeetingChecklist.Of(MadeMeeting.Plan, Day("2026-12-09"), null, new PapersCount(published, waiting, last is null ? null : Day(last)), Days).Single(line => line.What.StartsWith("The papers", StringComparison.Ordinal));

        Assert.That((line.Due, line.Words(Day("2026-12-08"))), Is.EqualTo((Day("2026-12-04"), words)));
        Assert.That(line.What, Does.EndWith(what));
    }

    [TestCase("2026-12-23", 3, "2026-12-30")]
    [TestCase("2026-11-20", 1, "2026-11-23")]
    [TestCase("2026-11-20", 0, "2026-11-20")]
    public void Days_after_leave_out_weekends_and_bank_holidays(string day, int count, string after) => Assert.That(Days.After(Day(day), count), Is.EqualTo(Day(after)));

    private static DateOnly Day(string text) => DateOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
