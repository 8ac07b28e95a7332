using Scrutiny.Meetings;
using Scrutiny.Tests.Database;
using Scrutiny.Tests.Http;
using Scrutiny.Tests.Loading;
using Scrutiny.Tests.MeetingLogs;
using Scrutiny.Tests.Meetings;
using Scrutiny.Tests.Staff;
using Scrutiny.Web.Live;

namespace Scrutiny.Tests.Live;

/// <summary>What the control room knows of the big screens, which other processes serve.</summary>
[Category("Slow")]
internal sealed class ScreensTests
{
    [Test]
    public async Task The_control_room_says_how_many_screens_are_connected_and_which_are_behind()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var one = await RunningWeb.StartOnAsync(database);
        await using var other = await RunningWeb.StartOnAsync(database);
        await using var staff = await StaffBrowser.StartSiteAsync(database);
        using var visit = await StaffBrowser.SignInAsync(staff, "Op Erator", StaffRole.Operator);
        var room = new Room(database);
        var meeting = await room.OpenAsync("hall");
        await SaysAsync("No big screen is connected.");

        await using (var quick = await Spectator.FollowAsync(one.Client.BaseAddress!, "hall", 0))
        await using (var slow = await Spectator.FollowAsync(other.Client.BaseAddress!, "hall", 0))
        {
            await quick.ShowsAsync("hall", 2);
            await slow.ShowsAsync("hall", 2);
            await SaysAsync("2 big screens are connected and show this.");

            await room.ActAsync(meeting, 2, new MeetingAct.ItemStarted(1));
            await Until.TrueAsync(() => Task.FromResult(quick.Told.Count == 3));
            await quick.ShowsAsync("hall", 3);
            await SaysAsync("2 big screens are connected; 1 of them does not show this yet. The last change took");
            await slow.ShowsAsync("hall", 3);
            await SaysAsync("2 big screens are connected and show this. The last change took");
        }

        await SaysAsync("No big screen is connected.");

        async Task SaysAsync(string words) => await Until.TrueAsync(async () => (await visit.ReadAsync("/staff/control/hall")).Contains(words, StringComparison.Ordinal));
    }

    [TestCase("0123456789abcdef0123456789abcdef hall 2 1 350", ExpectedResult = true)]
    [TestCase("0123456789abcdef0123456789abcdef hall 2 1 -", ExpectedResult = true)]
    [TestCase("0123456789abcdef0123456789abcdef hall 2 1", ExpectedResult = false)]
    [TestCase("0123456789abcdef0123456789abcdef ha<b>ll 2 1 -", ExpectedResult = false)]
    [TestCase("0123456789abcdef0123456789abcdef hall 99999999999 1 -", ExpectedResult = false)]
    [TestCase("", ExpectedResult = false)]
    public bool A_report_is_read_as_it_was_written_or_not_at_all(string payload) => ScreenReport.Parse(payload)?.ToString() == payload;
}
