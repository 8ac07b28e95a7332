using Scrutiny.Ingest.Loading;
using Scrutiny.Tests.Loading;

namespace Scrutiny.Tests.Checking;

/// <summary>Each kind of check through the whole of a load: what fails one waits for a person, who reads why.</summary>
[Category("Slow")]
internal sealed class FileChecksTests
{
    private const string Contact = "month,calls_999,answered_999_within_10s,answered_999_within_10s_percent,mean_answer_999_seconds,calls_101,abandoned_101,abandoned_101_percent,mean_answer_101_seconds\n";

    [Test]
    public async Task A_percentage_that_its_parts_do_not_make_waits_with_both_figures_named()
    {
        await using var database = await LoadingDatabase.CreateAsync();

        var report = await database.LoadTextAsync(Contact + "2026-04,20000,18000,90,5,30000,1500,5,120\n2026-05,20000,17000,90,5,30000,1500,5.02,120\n", "force-contact");

        Assert.That((report.State, report.Reason), Is.EqualTo((LoadState.Quarantined, "999 within 10 seconds against its parts: calls-999-within-10s for Hampshire, 2026-05, is stated as 90%, but 17,000 of 20,000 make 85% (line 3).")));
        Assert.That(await database.WorkingAsync("calls-999-within-10s"), Is.Empty, "a quarantined file counts nowhere");
    }

    [Test]
    public async Task Values_beyond_their_bounds_wait_and_the_others_are_in_the_notes()
    {
        await using var database = await LoadingDatabase.CreateAsync();

        var report = await database.LoadTextAsync(Contact + "2026-04,20000,,,5000,30000,,,120\n2026-05,20000,,,-1,30000,,,120\n", "force-contact");

        Assert.Multiple(() =>
        {
            Assert.That(report.Reason, Is.EqualTo("999 answer time: calls-999-answer-time for Hampshire, 2026-04, is 5,000, more than 600 (line 2). 1 more difference is in the load's notes."));
            Assert.That(report.Notes, Does.Contain("999 answer time: calls-999-answer-time for Hampshire, 2026-05, is -1, less than 0 (line 3)."));
        });
    }

    [Test]
    public async Task An_unusual_change_against_what_was_known_waits_and_once_approved_is_known()
    {
        await using var database = await LoadingDatabase.CreateAsync();
        var first = await database.LoadTextAsync("month,hours\n2026-03,1000\n2026-04,1100\n", "force-specials");

        var second = await database.LoadTextAsync("month,hours\n2026-05,2900\n", "force-specials");
        await database.Approval.ApproveAsync(second.Load, CancellationToken.None);
        var third = await database.LoadTextAsync("month,hours\n2026-04,1100\n2026-05,2900\n", "force-specials");

        Assert.Multiple(() =>
        {
            Assert.That(first.State, Is.EqualTo(LoadState.Accepted));
            Assert.That((second.State, second.Reason), Is.EqualTo((LoadState.Quarantined, "Unusual change in hours: special-constable-hours for Hampshire, 2026-05, is 2,900, +163.6% against 1,100 for the period to 2026-04-30; more than 60% wants a person's look (line 2).")));
            Assert.That(third.State, Is.EqualTo(LoadState.Accepted), "it was looked at");
        });
    }

    [Test]
    public async Task A_small_number_may_vary_and_a_change_inside_one_file_is_seen()
    {
        await using var database = await LoadingDatabase.CreateAsync();

        var small = await database.LoadTextAsync("month,hours\n2026-03,100\n2026-04,300\n", "force-specials");
        var large = await database.LoadTextAsync("month,hours\n2026-06,300\n2026-05,3000\n", "force-specials");

        Assert.That((small.State, large.State), Is.EqualTo((LoadState.Accepted, LoadState.Quarantined)));
        Assert.That(large.Reason, Does.Contain("2026-06, is 300, -90% against 3,000 for the period to 2026-05-31"));
    }

    [Test]
    public async Task Breakdowns_that_do_not_add_up_to_their_total_wait()
    {
        await using var database = await LoadingDatabase.CreateAsync();

        var report = await database.LoadTextAsync(
            "year,precept_band_d,policing_share_percent,policing,budget,grants_awarded\n2025/26,275.46,,,,\n\nquarter,service,clients\n2025/26 Q1,All services,100\n2025/26 Q1,Victim care,60\n2025/26 Q1,Restorative justice,20\n2025/26 Q1,Support for child victims,19\n2025/26 Q2,All services,10\n2025/26 Q2,Victim care,5\n",
            "office-money");

        Assert.That((report.State, report.Reason), Is.EqualTo((LoadState.Quarantined, "Services add up to all clients: commissioned-service-clients for Hampshire, 2025 Q2, is 100, but its 3 parts add up to 99, a difference of -1.")));
    }

    [Test]
    public async Task Areas_that_do_not_add_up_to_the_one_they_lie_in_wait()
    {
        const string Table = "\"Table C2: Number of police recorded crimes by Community Safety Partnership area, year ending June 2025\"\nPolice Force Area code,Police Force Area name,Community Safety Partnership code,Community Safety Partnership name,Local Authority code,Total recorded crime (excluding fraud)\nE23000030,Hampshire,,,,100\nE23000030,Hampshire,E22000113,Gosport,E07000088,60\nE23000030,Hampshire,,Unassigned Hampshire,,41\nE23000032,Kent,,,,7\n";
        await using var database = await LoadingDatabase.CreateAsync();

        var report = await database.LoadTextAsync(Table, "ons-crime-csp");

        Assert.That((report.State, report.Reason), Is.EqualTo((LoadState.Quarantined, "The force's partnerships add up to the force: recorded-crime for Hampshire, YE 2025-06, is 100, but its 2 parts add up to 101, a difference of +1.")));
    }
}
