using System.Globalization;
using Scrutiny.Dashboards;
using Scrutiny.Ingest.Loading;
using Scrutiny.Ingest.Promises;
using Scrutiny.MeetingLogs;
using Scrutiny.Meetings;
using Scrutiny.Tests.Conventions;
using Scrutiny.Tests.Database;
using Scrutiny.Tests.Loading;
using Scrutiny.Tests.MeetingLogs;

namespace Scrutiny.Tests.Promises;

/// <summary>Each publication judges promises anew; their history stands in the meeting's own log.</summary>
[Category("Slow")]
internal sealed class PromiseJudgeTests
{
    private TestDatabase database = null!;
    private LoadingDatabase loading = null!;
    private Room room = null!;
    private PromiseJudge judge = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        database = await TestDatabase.CreateAsync();
        loading = LoadingDatabase.On(database, Catalogue.Read(Repository.PathTo("dashboards")));
        (room, judge) = (new Room(database), new PromiseJudge(loading.Ingest, loading.Catalogue));
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await loading.DisposeAsync();
        await database.DisposeAsync();
    }

    [Test]
    public async Task A_promise_comes_at_risk_recovers_and_is_missed_and_staff_are_told_while_it_is_at_risk()
    {
        await HoldAsync("judged", restricted: false);

        await JudgeAsync();
        await PublishAsync("2040/41", 260);
        await JudgeAsync(times: 2);
        Assert.That(await AlertsAsync(), Does.Contain("Grant of 300 million").And.Contain("it was"));
        await PublishAsync("2040/41", 310);
        await JudgeAsync();
        Assert.That(await AlertsAsync(), Is.EqualTo(""));
        await PublishAsync("2041/42", 290);
        await JudgeAsync();

        var judged = (await room.PublicAsync("judged")).Select(logged => logged.Act).OfType<MeetingAct.PromiseJudged>();
        Assert.That(judged.Select(judgement => (judgement.State, judgement.Value)), Is.EqualTo(new (PromiseState, decimal?)[] { (PromiseState.AtRisk, 260_000_000), (PromiseState.OnCourse, 310_000_000), (PromiseState.Missed, 290_000_000) }));
        Assert.That(await AlertsAsync(), Is.EqualTo(""));
        await using var connection = await database.OpenAsync(Scrutiny.Database.DatabaseRole.Staff);
        Assert.That((await MeetingChains.VerifyAsync(connection, CancellationToken.None)).Fault, Is.Null);
    }

    [Test, Category("L-1")]
    public async Task What_was_promised_behind_doors_is_judged_there_and_its_alert_does_not_say_it()
    {
        var meeting = await HoldAsync("behind-doors", restricted: true);
        await PublishAsync("2039/40", 100);

        await JudgeAsync();

        Assert.That((await room.ProgressAsync(meeting)).Promises.Single().Judged?.State, Is.EqualTo(PromiseState.AtRisk));
        Assert.That((await room.PublicAsync("behind-doors")).Select(logged => logged.Act), Has.None.InstanceOf<MeetingAct.PromiseJudged>());
        Assert.That(await database.AskAsync("select sentence from working.alert where source = 'behind-doors-p1' and cleared_at is null"), Does.StartWith("A promise that was not made in public is at risk"));
    }

    [Test]
    public async Task Who_loads_figures_may_judge_promises_and_log_nothing_else()
    {
        await room.OpenAsync("not-yours");

        Assert.That(
            async () => await database.AskAsync(Scrutiny.Database.DatabaseRole.Ingest, """select meeting.judge('not-yours', 2, 'a-good-key', '[{"kind":"meeting-closed","data":{},"restricted":false}]')"""),
            Throws.InstanceOf<Npgsql.PostgresException>().With.Message.Contains("figures judge promises, and nothing else"));
    }

    private async Task<StoredMeeting> HoldAsync(string slug, bool restricted)
    {
        var item = restricted ? 1001 : 1;
        var meeting = await room.OpenAsync(slug);
        await room.ActAsync(
            meeting, 2, new MeetingAct.ItemStarted(item),
            new MeetingAct.PromiseMade($"{slug}-p1", "Grant of 300 million", "government-grant", "E23000030", "total", PromiseComparison.AtLeast, 300_000_000, new DateOnly(restricted ? 2043 : 2042, 3, 31), "Chief Constable"),
            new MeetingAct.ItemEnded(item), new MeetingAct.Closed());
        return meeting;
    }

    private async Task PublishAsync(string year, int millions)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"measure,area_code,area,breakdown,period,value,numerator,denominator,status,publisher\ngovernment-grant,E23000030,Hampshire,,{year},{millions}000000,,,,Home Office\n");
        var report = await loading.LoadTextAsync(text, "sample-grant");
        Assert.That(report.State, Is.EqualTo(LoadState.Accepted), report.Reason);
    }

    private async Task JudgeAsync(int times = 1)
    {
        for (var time = 0; time < times; time++)
        {
            await judge.JudgeAsync(CancellationToken.None);
        }
    }

    private async Task<string> AlertsAsync() => (string)(await database.AskAsync("select coalesce(string_agg(sentence, ' '), '') from working.alert where source = 'judged-p1' and cleared_at is null"))!;
}
