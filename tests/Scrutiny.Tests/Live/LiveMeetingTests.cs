using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;
using Scrutiny.MeetingLogs;
using Scrutiny.Meetings;
using Scrutiny.Tests.Database;
using Scrutiny.Tests.Http;
using Scrutiny.Tests.Loading;
using Scrutiny.Tests.MeetingLogs;
using Scrutiny.Tests.Meetings;

namespace Scrutiny.Tests.Live;

/// <summary>A meeting over real sockets, from two public hosts on one database.</summary>
[Category("Slow")]
internal sealed class LiveMeetingTests
{
    private TestDatabase database = null!;
    private Room room = null!;
    private RunningWeb one = null!;
    private RunningWeb other = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        database = await TestDatabase.CreateAsync();
        room = new Room(database);
        one = await RunningWeb.StartOnAsync(database);
        other = await RunningWeb.StartOnAsync(database);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await one.DisposeAsync();
        await other.DisposeAsync();
        await database.DisposeAsync();
    }

    [Test, Category("D-9")]
    public async Task What_happens_is_told_on_both_hosts_in_order_first_what_was_missed()
    {
        var meeting = await room.OpenAsync("both");
        await using var here = await Spectator.FollowAsync(one.Client.BaseAddress!, "both", 0);
        await using var there = await Spectator.FollowAsync(other.Client.BaseAddress!, "both", 1);
        await Until.TrueAsync(() => Task.FromResult(here.Told.Count == 2 && there.Told.Count == 1));

        await room.ActAsync(meeting, 2, new MeetingAct.ItemStarted(1), new MeetingAct.NoteKept("Quietly"), new MeetingAct.NoteRecorded("Aloud"));
        await Until.TrueAsync(() => Task.FromResult(here.Told.Count == 4 && there.Told.Count == 3));

        Assert.That(here.Told, Is.EqualTo(new long[] { 1, 2, 3, 4 }));
        Assert.That(there.Told, Is.EqualTo(new long[] { 2, 3, 4 }));
        foreach (var host in new[] { one, other })
        {
            var events = await host.Client.GetFromJsonAsync<JsonElement>("/api/v1/meetings/both/events?after=2");
            Assert.That(events.GetProperty("last").GetInt64(), Is.EqualTo(4));
            Assert.That(events.GetProperty("events").EnumerateArray().Select(happened => $"{happened.GetProperty("seq")} {happened.GetProperty("kind")} {happened.GetProperty("data")}"), Is.EqualTo(new[] { """3 item-started {"item":1}""", """4 note-recorded {"text":"Aloud"}""" }));
            Assert.That(await host.Client.GetStringAsync("/screen/both"), Does.Contain("data-seq=\"4\"").And.Contain("Calls"));
        }
    }

    [Test, Category("D-4")]
    public async Task Who_is_cut_off_again_and_again_and_changes_hosts_misses_nothing()
    {
        var meeting = await room.OpenAsync("cut");
        var (told, lot) = (new List<long>(), new Random(7));
        var acting = Task.Run(async () =>
        {
            for (var number = 2; number < 42; number++)
            {
                await room.ActAsync(meeting, number, number % 2 == 0 ? new MeetingAct.ScreenBlanked() : new MeetingAct.ScreenHeld());
            }
        });

        while (told.Count < 42)
        {
            var wanted = Math.Min(told.Count + lot.Next(1, 9), 42);
            await using var spectator = await Spectator.FollowAsync((lot.Next(2) == 0 ? one : other).Client.BaseAddress!, "cut", told.Count);
            await Until.TrueAsync(() => Task.FromResult(told.Count + spectator.Told.Count >= wanted));
            told.AddRange(spectator.Told.ToList());
        }

        await acting;
        Assert.That(told, Is.EqualTo(Enumerable.Range(1, 42)));
    }

    [Test, Category("D-3")]
    public async Task Two_hundred_who_never_read_delay_neither_who_acts_nor_who_reads()
    {
        var meeting = await room.OpenAsync("silent");
        await using var reader = await Spectator.FollowAsync(one.Client.BaseAddress!, "silent", 0);
        var silent = new List<Spectator>();
        try
        {
            for (var number = 0; number < 200; number++)
            {
                silent.Add(await Spectator.FollowAsync(one.Client.BaseAddress!, "silent", 0, reads: false));
            }

            await room.ActAsync(meeting, 2, new MeetingAct.ItemStarted(1));
            var text = new string('x', MeetingRules.LongestText);
            var clock = Stopwatch.StartNew();
            for (var act = 0; act < 20; act++)
            {
                await room.ActAsync(meeting, 3 + (act * 10), [.. Enumerable.Repeat(new MeetingAct.NoteRecorded(text), 10)]);
            }

            await Until.TrueAsync(() => Task.FromResult(reader.Told.Count == 203));

            await TestContext.Out.WriteLineAsync($"200 events of 4 kB, 200 who do not read: the reader had all of them after {clock.Elapsed.TotalSeconds:0.00} s");
            Assert.That(reader.Told, Is.EqualTo(Enumerable.Range(1, 203)));
        }
        finally
        {
            foreach (var spectator in silent)
            {
                await spectator.DisposeAsync();
            }
        }
    }

    [Test, Category("D-7")]
    public async Task A_meeting_that_is_not_public_is_not_there_in_any_way()
    {
        await room.PlanAsync("not-yet");
        await room.OpenAsync("closed", plan => plan with { Closed = true });
        foreach (var slug in new[] { "not-yet", "closed", "never" })
        {
            foreach (var address in new[] { $"/meetings/{slug}", $"/meetings/{slug}/live", $"/meetings/{slug}/minutes", $"/screen/{slug}", $"/api/v1/meetings/{slug}", $"/api/v1/meetings/{slug}/events" })
            {
                using var answer = await one.Client.GetAsync(new Uri(address, UriKind.Relative));
                Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NotFound), address);
            }

            await using var spectator = await Spectator.FollowAsync(one.Client.BaseAddress!, slug, 0);
            await Until.TrueAsync(() => Task.FromResult(spectator.Ended is not null));
            Assert.That(spectator.Ended, Does.Contain("There is no such meeting"));
        }

        foreach (var address in new[] { "/meetings", "/api/v1/meetings", "/feeds/meetings.ics", "/promises" })
        {
            Assert.That(await one.Client.GetStringAsync(address), Does.Not.Contain("not-yet").And.Not.Contain("/closed"), address);
        }
    }

    [Test, Category("D-7")]
    public void A_page_of_another_site_may_not_follow() =>
        Assert.That(async () => await Spectator.FollowAsync(one.Client.BaseAddress!, "both", 0, origin: "https://evil.example"), Throws.InstanceOf<WebSocketException>().With.Message.Contains("403"));

    [Test]
    public async Task Pages_that_were_kept_are_let_go_of_when_the_meeting_moves_on_and_when_its_plan_changes()
    {
        var meeting = await room.PlanAsync("kept");
        await room.ActAsync(meeting, 0, new MeetingAct.Published());
        await Until.TrueAsync(async () => (await one.Client.GetStringAsync("/meetings")).Contains("/meetings/kept", StringComparison.Ordinal));
        await one.Client.GetStringAsync("/meetings/kept");

        await room.PlanAsync("kept", plan => plan with { Sequence = 1, Place = "Newport" });
        await Until.TrueAsync(async () => (await one.Client.GetStringAsync("/meetings/kept")).Contains("Newport", StringComparison.Ordinal));
        await room.ActAsync(meeting, 1, new MeetingAct.Cancelled("Snow"));
        await Until.TrueAsync(async () => (await one.Client.GetStringAsync("/meetings/kept")).Contains("This meeting was cancelled: Snow", StringComparison.Ordinal));

        Assert.That(await one.Client.GetStringAsync("/feeds/meetings.ics"), Does.Contain("UID:meeting-kept@e23000030.scrutiny\r\nSEQUENCE:3\r\n").And.Contain("STATUS:CANCELLED"));
    }
}
