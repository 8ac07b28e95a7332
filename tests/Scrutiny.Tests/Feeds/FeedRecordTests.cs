using Scrutiny.Ingest.Feeds;
using Scrutiny.Ingest.Loading;
using Scrutiny.Periods;
using Scrutiny.Sources;
using Scrutiny.Tests.Dashboards;
using Scrutiny.Tests.Loading;

namespace Scrutiny.Tests.Feeds;

/// <summary>When files came against when they were due, and the alerts that follow from it.</summary>
internal sealed class FeedRecordTests
{
    private static readonly DateTimeOffset April = new(2026, 4, 20, 9, 0, 0, TimeSpan.Zero);

    [Test]
    public async Task Lateness_is_counted_from_the_day_on_which_the_next_period_was_due()
    {
        await using var database = await MadeAsync();
        await LoadAsync(database, "2026-03", April);
        // April's file was due 25 days after its end: on 25 May.
        await LoadAsync(database, "2026-04", new DateTimeOffset(2026, 6, 1, 12, 0, 0, TimeSpan.Zero));
        await LoadAsync(database, "2026-05", new DateTimeOffset(2026, 6, 20, 12, 0, 0, TimeSpan.Zero));

        await At(database, new DateTimeOffset(2026, 6, 21, 0, 0, 0, TimeSpan.Zero)).UpdateAsync(CancellationToken.None);

        Assert.That(
            await database.Database.AskAsync("select string_agg(concat_ws(' ', data_to, due, received, days_late), '; ' order by data_to) from working.arrival"),
            Is.EqualTo("2026-03-31 2026-04-20; 2026-04-30 2026-05-25 2026-06-01 7; 2026-05-31 2026-06-25 2026-06-20 0"));
    }

    [Test]
    public async Task A_late_return_is_alerted_once_and_cleared_when_it_comes()
    {
        await using var database = await MadeAsync();
        await LoadAsync(database, "2026-03", April);
        await At(database, new DateTimeOffset(2026, 5, 25, 12, 0, 0, TimeSpan.Zero)).UpdateAsync(CancellationToken.None);
        var onTheDay = await AlertsAsync(database);
        var late = At(database, new DateTimeOffset(2026, 5, 26, 12, 0, 0, TimeSpan.Zero));
        await late.UpdateAsync(CancellationToken.None);
        await late.UpdateAsync(CancellationToken.None);
        var alerted = await AlertsAsync(database);
        await LoadAsync(database, "2026-04", new DateTimeOffset(2026, 5, 26, 13, 0, 0, TimeSpan.Zero));

        await late.UpdateAsync(CancellationToken.None);

        Assert.Multiple(async () =>
        {
            Assert.That(onTheDay, Is.Null);
            Assert.That(alerted, Is.EqualTo("late: The next file was due on 25 May 2026 and has not come; the figures end at 31 March 2026."));
            Assert.That(await AlertsAsync(database), Is.Null);
            Assert.That(await database.Database.AskAsync("select count(*) from working.alert where cleared_at is not null"), Is.EqualTo(1));
        });
    }

    [Test]
    public async Task A_feed_that_is_still_late_after_an_old_file_came_says_how_far_its_figures_go_now()
    {
        await using var database = await MadeAsync();
        await LoadAsync(database, "2026-01", April);
        var late = At(database, new DateTimeOffset(2026, 5, 26, 12, 0, 0, TimeSpan.Zero));
        await late.UpdateAsync(CancellationToken.None);
        await LoadAsync(database, "2026-03", April.AddDays(1));

        await late.UpdateAsync(CancellationToken.None);

        Assert.That(await AlertsAsync(database), Is.EqualTo("late: The next file was due on 25 May 2026 and has not come; the figures end at 31 March 2026."));
    }

    // Before midnight in UTC it is the next day in London already.
    [Test, Category("E-2")]
    public async Task The_day_turns_in_London()
    {
        await using var database = await MadeAsync();
        await LoadAsync(database, "2026-03", April);

        await At(database, new DateTimeOffset(2026, 5, 25, 23, 30, 0, TimeSpan.Zero)).UpdateAsync(CancellationToken.None);

        Assert.That(await AlertsAsync(database), Does.StartWith("late:"));
    }

    [Test]
    public async Task A_refused_file_is_a_fault_until_a_later_one_is_loaded()
    {
        await using var database = await MadeAsync();
        var record = At(database, April);
        await database.LoadTextAsync("nothing,of,the,sort\n");
        await record.UpdateAsync(CancellationToken.None);
        var alerted = await AlertsAsync(database);
        await LoadAsync(database, "2026-03", April);

        await record.UpdateAsync(CancellationToken.None);

        Assert.That(alerted, Does.StartWith("fault: made.csv was refused. "));
        Assert.That(await AlertsAsync(database), Is.Null);
    }

    [Test]
    public async Task A_failing_fetch_is_a_fault_until_the_server_answers_and_being_put_off_mends_nothing()
    {
        using var made = MadeDashboards.Long().Change("sources/made", "due:", "fetch: { url: \"https://figures.example/file.csv\" }\ndue:");
        await using var database = await LoadingDatabase.CreateAsync(made.Read());
        var record = At(database, April);
        await AskedAsync(database, "failed", "figures.example answered 500.");
        await AskedAsync(database, "put-off", "figures.example asks to come back later.");
        await record.UpdateAsync(CancellationToken.None);
        await record.UpdateAsync(CancellationToken.None);
        var alerted = await AlertsAsync(database);
        await AskedAsync(database, "unchanged", "Checked, nothing new.");

        await record.UpdateAsync(CancellationToken.None);

        Assert.That(alerted, Is.EqualTo("fault: The file could not be fetched. figures.example answered 500."));
        Assert.That(await AlertsAsync(database), Is.Null);
    }

    [Test]
    public async Task Two_records_at_once_raise_an_alert_once()
    {
        await using var database = await MadeAsync();
        await database.LoadTextAsync("nothing,of,the,sort\n");

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => At(database, April).UpdateAsync(CancellationToken.None)));

        Assert.That(await database.Database.AskAsync("select count(*) from working.alert"), Is.EqualTo(1));
    }

    [TestCase(Frequency.Month, 25, "2026-08-31", "2026-10-25")]
    [TestCase(Frequency.Quarter, 30, "2026-09-30", "2027-01-30")]
    [TestCase(Frequency.Rolling12, 120, "2018-09-30", "2019-04-30")]
    public void The_next_file_is_due_so_many_days_after_the_period_that_follows(Frequency every, int daysAfter, string dataTo, string due) =>
        Assert.That(new Due { Every = every, DaysAfter = daysAfter }.Next(DateOnly.Parse(dataTo, null)), Is.EqualTo(DateOnly.Parse(due, null)));

    private static async Task<LoadingDatabase> MadeAsync()
    {
        using var made = MadeDashboards.Long();
        return await LoadingDatabase.CreateAsync(made.Read());
    }

    private static Task<LoadReport> LoadAsync(LoadingDatabase database, string month, DateTimeOffset received) => database.LoadTextAsync($"force,month,things\nKent,{month},1\n", knownFrom: received);

    private static Task<object?> AskedAsync(LoadingDatabase database, string outcome, string sentence) => database.Database.AskAsync(
        $"insert into working.fetch (source, declaration_sha256, asked_at, seconds, host, outcome, sentence) values ('made', repeat('a', 64), now(), 1, 'figures.example', '{outcome}', '{sentence}') returning 1");

    private static FeedRecord At(LoadingDatabase database, DateTimeOffset now) => new(database.Ingest, database.Catalogue, new FixedClock(now));

    private static async Task<object?> AlertsAsync(LoadingDatabase database) => await database.Database.AskAsync("select string_agg(kind || ': ' || sentence, '; ') from working.alert where cleared_at is null") is var answer && answer is DBNull ? null : answer;

    private sealed class FixedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
