using System.Globalization;
using Scrutiny.CorrectionRegister;
using Scrutiny.Database;
using Scrutiny.Dashboards;
using Scrutiny.Ingest.Loading;
using Scrutiny.Ingest.Quotations;
using Scrutiny.Meetings;
using Scrutiny.Observations;
using Scrutiny.Quotations;
using Scrutiny.Releases;
using Scrutiny.Requests;
using Scrutiny.Tests.Conventions;
using Scrutiny.Tests.Database;
using Scrutiny.Tests.Loading;
using Scrutiny.Tests.MeetingLogs;
using Scrutiny.Tests.Requests;
using Scrutiny.Web.Staff;

namespace Scrutiny.Tests.Quotations;

/// <summary>A figure is quoted, revised, corrected, revised again and put back; each test has a year of the grant for itself.</summary>
[Category("Slow")]
internal sealed class CorrectionKeeperTests
{
    private const string Measure = "government-grant";

    private TestDatabase database = null!;
    private LoadingDatabase loading = null!;
    private Room room = null!;
    private CorrectionKeeper keeper = null!;
    private Desk desk = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        database = await TestDatabase.CreateAsync();
        loading = LoadingDatabase.On(database, Catalogue.Read(Repository.PathTo("dashboards")));
        (room, keeper, desk) = (new Room(database), new CorrectionKeeper(loading.Ingest, loading.Catalogue, "E23000030"), new Desk(loading, twoPersons: true));
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        desk.Dispose();
        await loading.DisposeAsync();
        await database.DisposeAsync();
    }

    [Test]
    public async Task A_revision_opens_one_correction_with_every_place_and_is_seen_where_it_was_quoted_once_published()
    {
        await PublishAsync(2040, 260);
        await PackAsync("papers-2040", 2040, 260);
        await ShowAsync("shown-2040", 2040, 260);
        await keeper.CompareAsync(CancellationToken.None);
        Assert.That(await OnAsync(2040), Is.Empty);

        await PublishAsync(2040, 270);
        await keeper.CompareAsync(CancellationToken.None);
        await keeper.CompareAsync(CancellationToken.None);

        var open = (await OnAsync(2040)).Single();
        Assert.That((open.State, open.Old, open.New, open.Ready, open.Version), Is.EqualTo(("open", 260_000_000m, (decimal?)270_000_000m, true, 1)));
        Assert.That(open.Places.Select(place => (place.Kind, place.Name)), Is.EqualTo(new[] { (PlaceKind.Pack, "papers-2040"), (PlaceKind.Meeting, "shown-2040") }));
        Assert.That(await PublicAsync(PlaceKind.Pack, "papers-2040"), Is.Empty);
        Assert.That(await AlertAsync(), Does.Contain("quoted"));

        Assert.That(await DecideAsync(open, "publish"), Does.StartWith("failed").And.Contain("say why the figure changed"));
        Assert.That(await DraftAsync(open, "The Home Office paid more.", "Ann Lyst"), Does.StartWith("done"));
        Assert.That(await DecideAsync(open, "publish"), Does.StartWith("failed").And.Contain("has changed since you looked at it"));
        open = (await OnAsync(2040)).Single();
        Assert.That(await DecideAsync(open, "publish", by: "Ann Lyst"), Does.StartWith("failed").And.Contain("somebody else has to publish it"));
        Assert.That(await DecideAsync(open, "publish"), Does.StartWith("done"));

        var told = (await PublicAsync(PlaceKind.Pack, "papers-2040")).Single();
        Assert.That((told.Old, told.New, told.Reason), Is.EqualTo((260_000_000m, (decimal?)270_000_000m, "The Home Office paid more.")));
        Assert.That((await PublicAsync(PlaceKind.Meeting, "shown-2040")).Single().Places.Single(place => place.Kind == PlaceKind.Meeting).Address, Does.Match("^/meetings/shown-2040#figure-[0-9]+$"));
        await using (var connection = await database.OpenAsync(DatabaseRole.Public))
        {
            Assert.That((await PublicNotices.ReadAsync(connection, null, null, 10, CancellationToken.None)).First(notice => notice.Number == told.Number).Kind, Is.EqualTo(NoticeKind.Quotation));
        }

        await keeper.CompareAsync(CancellationToken.None);
        Assert.That((await OnAsync(2040)).Select(correction => correction.State), Is.EqualTo(new[] { "published" }));
        await PublishAsync(2040, 280);
        await keeper.CompareAsync(CancellationToken.None);
        Assert.That((await OnAsync(2040)).First(correction => correction.State == "open").Old, Is.EqualTo(270_000_000m), "what was told last");
    }

    [Test]
    public async Task A_change_within_the_rounding_opens_none_a_second_revision_brings_the_draft_on_and_a_revert_closes_it()
    {
        await PublishAsync(2041, 260);
        await PackAsync("papers-2041", 2041, 260);
        await LoadAsync(2041, "260000000.4");
        await keeper.CompareAsync(CancellationToken.None);
        Assert.That(await OnAsync(2041), Is.Empty, "both are shown as £260,000,000");

        await PublishAsync(2041, 265);
        await keeper.CompareAsync(CancellationToken.None);
        var first = (await OnAsync(2041)).Single();
        await DraftAsync(first, "They counted again.", "Ann Lyst", notice: "It is £265,000,000.");
        await PublishAsync(2041, 266);
        await keeper.CompareAsync(CancellationToken.None);

        var second = (await OnAsync(2041)).Single();
        Assert.That((second.Id, second.New, second.Notice, second.Stale), Is.EqualTo((first.Id, (decimal?)266_000_000m, "It is £265,000,000.", true)));
        Assert.That(await DecideAsync(second, "publish"), Does.Contain("changed again since the notice was written"));

        // Other bytes: those of the first file are known.
        await LoadAsync(2041, "260000000.0");
        await keeper.CompareAsync(CancellationToken.None);
        var closed = (await OnAsync(2041)).Single();
        Assert.That((closed.State, closed.DecidedReason), Is.EqualTo(("closed", "The figure is again what was quoted.")));
    }

    [Test]
    public async Task What_is_dismissed_stays_so_until_the_figure_changes_again()
    {
        await PublishAsync(2042, 260);
        await PackAsync("papers-2042", 2042, 260);
        await PublishAsync(2042, 261);
        await keeper.CompareAsync(CancellationToken.None);

        Assert.That(await DecideAsync((await OnAsync(2042)).Single(), "dismiss", " "), Does.Contain("Say why no correction is needed."));
        Assert.That(await DecideAsync((await OnAsync(2042)).Single(), "dismiss", "The papers say that it is an estimate."), Does.StartWith("done"));
        await keeper.CompareAsync(CancellationToken.None);
        Assert.That((await OnAsync(2042)).Select(correction => correction.State), Is.EqualTo(new[] { "dismissed" }));
        Assert.That(await PublicAsync(PlaceKind.Pack, "papers-2042"), Is.Empty);

        await PublishAsync(2042, 262);
        await keeper.CompareAsync(CancellationToken.None);
        Assert.That((await OnAsync(2042)).Select(correction => correction.State), Is.EquivalentTo(new[] { "dismissed", "open" }));
    }

    [Test, Category("L-1")]
    public async Task A_revision_that_waits_is_for_staff_only_and_closes_with_its_rejection()
    {
        var first = await loading.LoadTextAsync("month,hours\n2041-01,5000\n", "force-specials");
        await loading.Approval.ApproveAsync(first.Load, CancellationToken.None);
        await ShowFigureAsync("hours-2041", new MeetingAct.FigureShown("special-constable-hours", "E23000030", "total", "2041-01", 5000, ObservationStatus.Final, 1, "5,000 hours", new DateTimeOffset(2041, 2, 1, 0, 0, 0, TimeSpan.Zero)));
        var waits = await loading.LoadTextAsync("month,hours\n2041-01,7000\n", "force-specials");
        await keeper.CompareAsync(CancellationToken.None);

        var open = (await AllAsync()).Single(correction => correction.Figure.Measure == "special-constable-hours");
        Assert.That((open.New, open.Ready), Is.EqualTo(((decimal?)7000m, false)));
        Assert.That(await DraftAsync(open, "They counted again.", "Ann Lyst"), Does.StartWith("done"));
        open = (await AllAsync()).Single(correction => correction.Id == open.Id);
        Assert.That(await DecideAsync(open, "publish"), Does.Contain("the new figure is not published yet"));
        Assert.That(async () => await database.AskAsync(DatabaseRole.Public, "select count(*) from working.correction"), Throws.Exception.With.Message.Contains("permission denied"));

        await loading.Approval.RejectAsync(waits.Load, "Not theirs.", CancellationToken.None);
        await keeper.CompareAsync(CancellationToken.None);
        Assert.That((await AllAsync()).Single(correction => correction.Id == open.Id).State, Is.EqualTo("closed"));
        Assert.That(await database.AskAsync("select count(*) from published.correction where measure = 'special-constable-hours'"), Is.Zero);
    }

    [Test]
    public async Task The_words_of_a_correction_go_with_the_figure_that_they_name()
    {
        await PublishAsync(2043, 260);
        await PackAsync("papers-2043", 2043, 260);
        var revised = await LoadAsync(2043, "263000000");
        await keeper.CompareAsync(CancellationToken.None);
        Assert.That(await DecideAsync((await OnAsync(2043)).Single(), "publish", "They paid more."), Does.Contain("whoever publishes it does not give the reason"));
        await DraftAsync((await OnAsync(2043)).Single(), "They paid more.", "Ann Lyst");
        Assert.That(await DecideAsync((await OnAsync(2043)).Single(), "publish"), Does.StartWith("done"));

        var request = await AskAsync(RequestKind.Withdraw, new ReleaseDetail(), "Wrong file.", "Pub Lisher", revised.Load);
        await keeper.CompareAsync(CancellationToken.None);

        Assert.That(request, Does.StartWith("done"));
        var told = (await PublicAsync(PlaceKind.Pack, "papers-2043")).Single();
        Assert.That((told.Withdrawn, told.New, told.Words), Is.EqualTo((true, (decimal?)null, (string?)null)));
        Assert.That((await OnAsync(2043)).Where(correction => correction.State == "open"), Is.Empty, "what was quoted stands again");
    }

    [Test]
    public async Task Figures_in_words_of_commentary_are_found_and_may_be_left_out()
    {
        await PublishAsync(2044, 260);
        await AskAsync(RequestKind.WriteNote, new ReleaseDetail { Measure = Measure, Text = "In 2044/45 the grant was £260,000,000.", JobTitle = "Treasurer" }, null, "Ann Lyst");
        var note = (long)(await database.AskAsync("select max(note_id) from working.note"))!;
        Assert.That(await AskAsync(RequestKind.DecideNote, new ReleaseDetail { Note = note, Decision = "publish" }, null, "Pub Lisher"), Does.StartWith("done"));
        await PublishAsync(2044, 261);
        await keeper.CompareAsync(CancellationToken.None);

        var open = (await OnAsync(2044)).Single();
        var place = open.Places.Single();
        Assert.That((place.Kind, place.ByWords, place.Public), Is.EqualTo((PlaceKind.Commentary, true, true)));
        await AskAsync(RequestKind.DraftCorrection, new ReleaseDetail { Corrections = [new CorrectionChoice(open.Id, open.Version)], LeftOut = [place.Key] }, "They counted again.", "Ann Lyst");
        Assert.That(await DecideAsync((await OnAsync(2044)).Single(), "publish"), Does.Contain("quoted nowhere in public"));
    }

    private async Task PackAsync(string slug, int year, int millions) => await database.AskAsync(string.Create(CultureInfo.InvariantCulture, $"""
        insert into published.pack values ('{slug}', 1, 'Papers {year}', null, null, now(), false, false, repeat('0', 64), now());
        insert into pack.figure (slug, edition, measure, area, breakdown, period_from, period_to, value, places) values ('{slug}', 1, '{Measure}', 'E23000030', 'total', '{year}-04-01', '{year + 1}-03-31', {millions}000000, 'Figure 1')
        """));

    private Task ShowAsync(string slug, int year, int millions) => ShowFigureAsync(
        slug, new MeetingAct.FigureShown(Measure, "E23000030", "total", $"{year}/{(year + 1) % 100:00}", millions * 1_000_000m, ObservationStatus.Final, 1, "The grant", new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero)));

    private async Task ShowFigureAsync(string slug, MeetingAct.FigureShown figure)
    {
        var meeting = await room.OpenAsync(slug);
        await room.ActAsync(meeting, 2, new MeetingAct.ItemStarted(1), figure, new MeetingAct.ItemEnded(1), new MeetingAct.Closed());
    }

    private Task<LoadReport> PublishAsync(int year, int millions) => LoadAsync(year, $"{millions}000000");

    private async Task<LoadReport> LoadAsync(int year, string value)
    {
        var report = await loading.LoadTextAsync($"measure,area_code,area,breakdown,period,value,numerator,denominator,status,publisher\n{Measure},E23000030,Hampshire,,{year}/{(year + 1) % 100:00},{value},,,,Home Office\n", "sample-grant");
        Assert.That(report.State, Is.EqualTo(LoadState.Accepted), report.Reason);
        return report;
    }

    private async Task<IReadOnlyList<StoredCorrection>> AllAsync()
    {
        await using var connection = await database.OpenAsync(DatabaseRole.Staff);
        return await StoredCorrections.ReadAsync(connection, null, 1000, 0, CancellationToken.None);
    }

    private async Task<IReadOnlyList<StoredCorrection>> OnAsync(int year) => [.. (await AllAsync()).Where(correction => correction.Figure.Measure == Measure && correction.Figure.Period.From.Year == year)];

    private async Task<IReadOnlyList<PublishedCorrection>> PublicAsync(PlaceKind kind, string name)
    {
        await using var connection = await database.OpenAsync(DatabaseRole.Public);
        return await PublishedCorrections.AtAsync(connection, kind, name, 10, CancellationToken.None);
    }

    private async Task<string?> AlertAsync() => (string?)await database.AskAsync("select sentence from working.alert where kind = 'correction' and cleared_at is null");

    private Task<string> DraftAsync(StoredCorrection correction, string reason, string by, string? notice = null) =>
        AskAsync(RequestKind.DraftCorrection, new ReleaseDetail { Corrections = [new CorrectionChoice(correction.Id, correction.Version)], Text = notice }, reason, by);

    private Task<string> DecideAsync(StoredCorrection correction, string decision, string? reason = null, string by = "Pub Lisher") =>
        AskAsync(RequestKind.DecideCorrections, new ReleaseDetail { Corrections = [new CorrectionChoice(correction.Id, correction.Version)], Decision = decision }, reason, by);

    private async Task<string> AskAsync(RequestKind kind, ReleaseDetail detail, string? reason, string by, string? load = null)
    {
        await using var staff = Npgsql.NpgsqlDataSource.Create(database.ConnectionString(DatabaseRole.Staff));
        var request = await new StaffRequests(staff).AskAsync(new StaffRequest(kind, load is null ? ReleaseDetail.Office : "sample-grant", by) { Detail = detail, Reason = reason, Load = load }, CancellationToken.None);
        await desk.ServeAllAsync();
        return await desk.OutcomeAsync(request);
    }
}
