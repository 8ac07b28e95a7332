using Scrutiny.Ingest.Loading;
using Scrutiny.Tests.Loading;

namespace Scrutiny.Tests.Checking;

/// <summary>Files that look right and are not: columns that moved, units that changed, figures that slipped. None may count before a person has looked, and the last good figures stay.</summary>
[Category("F-8"), Category("Slow")]
internal sealed class ShiftedFilesTests
{
    private const string Contact = "month,calls_999,answered_999_within_10s,answered_999_within_10s_percent,mean_answer_999_seconds,calls_101,abandoned_101,abandoned_101_percent,mean_answer_101_seconds\n";
    private const string Online = "month,online_reports,satisfied,answered,satisfied_percent\n";
    private const string Money = "year,precept_band_d,policing,budget,policing_share_percent,grants_awarded\n";
    private const string Partnerships = """
        "Table C2: Number of police recorded crimes by Community Safety Partnership area, year ending June 2025"
        Police Force Area code,Police Force Area name,Community Safety Partnership code,Community Safety Partnership name,Local Authority code,Total recorded crime (excluding fraud),Violence against the person,Sexual offences,Robbery,Theft offences,Criminal damage and arson,Drug offences,Possession of weapons offences,Public order offences,Miscellaneous crimes against society

        """;

    private const string Force = "E23000030,Hampshire,,,,100,40,10,2,20,10,5,3,8,2\n";
    private const string Part = "E23000030,Hampshire,E22000113,Gosport,E07000088,60,25,5,1,12,6,3,2,5,1\nE23000030,Hampshire,,Unassigned Hampshire,,40,15,5,1,8,4,2,1,3,1\n";

    [TestCase("force-contact", Contact, "2026-04,20000,18000,90,5,30000,1500,5,120\n", "2026-05,21000,18900,90,6,31000,1550,5,118\n")]
    [TestCase("force-online", Online, "2026-04,5000,400,500,80\n", "2026-05,5100,410,500,82\n")]
    [TestCase("office-money", Money, "2024/25,261.46,98,100,98,2000000\n", "2025/26,275.46,98,100,98,2100000\n")]
    public async Task The_honest_file_counts(string source, string header, string before, string honest)
    {
        await using var database = await LoadingDatabase.CreateAsync();

        var first = await database.LoadTextAsync(header + before, source);
        var second = await database.LoadTextAsync(header + before + honest, source);

        Assert.That((first.State, second.State), Is.EqualTo((LoadState.Accepted, LoadState.Accepted)), $"{first.Reason} {second.Reason}");
    }

    [TestCase("2026-05,18900,90,6,31000,1550,5,118,\n", TestName = "{m}(every figure one column to the left)")]
    [TestCase("2026-05,,21000,18900,90,6,31000,1550,5\n", TestName = "{m}(every figure one column to the right)", Category = "Long")]
    [TestCase("2026-05,21000,18900,0.9,6,31000,1550,0.05,118\n", TestName = "{m}(shares as fractions)")]
    [TestCase("2026-05,21,18900,90,6,31,1550,5,118\n", TestName = "{m}(calls in thousands)", Category = "Long")]
    [TestCase("2026-05,210000,189000,90,6,31000,1550,5,118\n", TestName = "{m}(a nought too many)")]
    [TestCase("2026-05,18900,21000,90,6,31000,1550,5,118\n", TestName = "{m}(two columns swapped)")]
    [TestCase("2026-05,21000,18900,90,6000,31000,1550,5,118\n", TestName = "{m}(thousandths of a second)", Category = "Long")]
    [TestCase("2026-05,21000,18900,90,6,31000,1550,5,-118\n", TestName = "{m}(a negative time)", Category = "Long")]
    [TestCase("2026-05,21000,18900,90,6,31000,15500,5,118\n", TestName = "{m}(abandoned calls mistyped)", Category = "Long")]
    public Task A_contact_return_that_slipped_does_not_count(string row) =>
        DoesNotCountAsync("force-contact", Contact + "2026-04,20000,18000,90,5,30000,1500,5,120\n", Contact + "2026-04,20000,18000,90,5,30000,1500,5,120\n" + row, "calls-999-volume");

    [TestCase("calls_999,", "calls_emergency,", TestName = "{m}(a column renamed)")]
    [TestCase(",mean_answer_101_seconds", "", TestName = "{m}(a column missing)")]
    [TestCase("month,", "period,", TestName = "{m}(the month's column renamed)", Category = "Long")]
    public Task A_contact_return_of_another_shape_is_refused(string from, string to) =>
        DoesNotCountAsync("force-contact", Contact + "2026-04,20000,18000,90,5,30000,1500,5,120\n", Contact.Replace(from, to, StringComparison.Ordinal) + "2026-05,21000,18900,90,6,31000,1550,5,118\n", "calls-999-volume");

    [TestCase("2026-05,5100,500,410,82\n", TestName = "{m}(answered and satisfied swapped)")]
    [TestCase("2026-05,510000,410,500,82\n", TestName = "{m}(two noughts too many)", Category = "Long")]
    public Task An_online_return_that_slipped_does_not_count(string row) =>
        DoesNotCountAsync("force-online", Online + "2026-04,5000,400,500,80\n", Online + row, "online-reports");

    [TestCase("E23000030,Hampshire,,,,40,10,2,20,10,5,3,8,2,\n", TestName = "{m}(every figure one column to the left)")]
    [TestCase("E23000030,Hampshire,,,,101,40,10,2,20,10,5,3,8,2\n", TestName = "{m}(a total that its groups do not make)")]
    public Task A_table_of_partnerships_that_slipped_does_not_count(string row) =>
        DoesNotCountAsync("ons-crime-csp", Partnerships.Replace("June", "March", StringComparison.Ordinal) + Force + Part, Partnerships + row + Part, "recorded-crime");

    [Test]
    public Task A_table_of_partnerships_without_one_of_them_does_not_count() =>
        DoesNotCountAsync("ons-crime-csp", Partnerships.Replace("June", "March", StringComparison.Ordinal) + Force + Part, Partnerships + Force + Part[..Part.IndexOf('\n')], "recorded-crime");

    private static async Task DoesNotCountAsync(string source, string good, string slipped, string measure)
    {
        await using var database = await LoadingDatabase.CreateAsync();
        var first = await database.LoadTextAsync(good, source);
        var before = await database.WorkingAsync(measure);

        var report = await database.LoadTextAsync(slipped, source);

        Assert.Multiple(async () =>
        {
            Assert.That(first.State, Is.EqualTo(LoadState.Accepted), first.Reason);
            Assert.That(report.State, Is.AnyOf(LoadState.Quarantined, LoadState.Refused));
            Assert.That(report.Reason, Is.Not.Empty.And.EndsWith("."));
            Assert.That(before, Is.Not.Empty);
            Assert.That(await database.WorkingAsync(measure), Is.EqualTo(before));
        });
    }
}
