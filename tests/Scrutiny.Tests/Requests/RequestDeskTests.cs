using Scrutiny.Database;
using Scrutiny.Ingest.Loading;
using Scrutiny.Requests;
using Scrutiny.Tests.Dashboards;
using Scrutiny.Tests.Loading;
using Scrutiny.Web.Staff;

namespace Scrutiny.Tests.Requests;

/// <summary>What staff ask through the database, and what ingest makes of it.</summary>
[Category("Slow")]
internal sealed class RequestDeskTests
{
    private const string One = "force,month,things\nKent,2018-04,1\n";
    private const string Two = "force,month,things\nKent,2018-04,2\n";

    [Test]
    public async Task An_uploaded_file_is_loaded_under_the_name_of_who_sent_it_and_its_pieces_are_cleared_away()
    {
        await using var database = await MadeAsync();
        using var desk = new Desk(database);
        var request = await UploadAsync(database, One);

        await desk.ServeAllAsync();

        Assert.Multiple(async () =>
        {
            Assert.That(await desk.OutcomeAsync(request), Is.EqualTo("done: Loaded: 1 row read, 1 value new, 0 revised, 0 unchanged, 0 rejected."));
            Assert.That(await database.Database.AskAsync("select delivered_by || ' ' || brought_by || ' ' || file_name || ' ' || publication from working.load"), Is.EqualTo("hand Ann Lyst made.csv published"));
            Assert.That(await database.Database.AskAsync("select count(*) from working.upload_chunk"), Is.Zero);
            Assert.That(await database.Database.AskAsync("select became from working.request"), Is.EqualTo(await database.Database.AskAsync("select load_id from working.load")));
        });
    }

    [Test]
    public async Task A_check_says_what_would_change_and_changes_nothing_and_the_same_file_can_then_be_loaded()
    {
        await using var database = await MadeAsync();
        using var desk = new Desk(database);
        await database.LoadTextAsync(One);
        var before = await database.RowCountsAsync();
        var check = await UploadAsync(database, Two, dryRun: true);

        await desk.ServeAllAsync();
        var after = await database.RowCountsAsync();
        var report = (string)(await database.Database.AskAsync($"select report::text from working.request where request_id = {check}"))!;
        var upload = (string)(await database.Database.AskAsync($"select upload_id from working.request where request_id = {check}"))!;
        var load = await AskAsync(database, new StaffRequest(RequestKind.TakeUpload, "made", "Ann Lyst") { Upload = upload });
        await desk.ServeAllAsync();

        Assert.Multiple(async () =>
        {
            Assert.That(after.Where(NotAsked), Is.EqualTo(before.Where(NotAsked)));
            Assert.That(report, Does.Contain("\"revised\": 1").And.Contain("\"old\": 1").And.Contain("\"new\": 2"));
            Assert.That(await desk.OutcomeAsync(load), Does.StartWith("done: Loaded: 1 row read, 0 values new, 1 revised"));
        });
    }

    [Test]
    public async Task A_refused_file_is_a_request_that_failed_with_the_same_sentence_as_its_load()
    {
        await using var database = await MadeAsync();
        using var desk = new Desk(database);
        var request = await UploadAsync(database, "nothing,of,the,sort\n1,2,3,4\n");

        await desk.ServeAllAsync();

        Assert.That(await desk.OutcomeAsync(request), Is.EqualTo("failed: The file was refused. " + await database.Database.AskAsync("select reason from working.load")));
    }

    [Test]
    public async Task A_file_of_several_pieces_arrives_byte_for_byte_and_one_that_did_not_is_refused()
    {
        await using var database = await MadeAsync();
        using var desk = new Desk(database);
        var text = One + string.Concat(Enumerable.Repeat("#" + new string('x', 99) + "\n", 25_000));
        var whole = await UploadAsync(database, text);
        var broken = await UploadAsync(database, text + "#\n");
        await database.Database.AskAsync($"delete from working.upload_chunk where number = 1 and upload_id = (select upload_id from working.request where request_id = {broken})");

        await desk.ServeAllAsync();

        Assert.That(await database.Database.AskAsync("select min(byte_count) from working.load"), Is.EqualTo(text.Length));
        Assert.That(await desk.OutcomeAsync(whole), Does.Not.Contain("arrive whole"));
        Assert.That(await desk.OutcomeAsync(broken), Does.StartWith("failed: The uploaded file made.csv did not arrive whole"));
    }

    [Test]
    public async Task A_load_can_be_followed_from_its_request_while_it_runs()
    {
        await using var database = await MadeAsync();
        using var desk = new Desk(database);
        var request = await UploadAsync(database, One);
        Task<int> serving;
        await using (await Turn.HoldAsync(database))
        {
            serving = desk.ServeAllAsync();
            await Until.TrueAsync(async () => await database.Database.AskAsync($"select phase || ' ' || rows_read from working.load_progress where request_id = {request}") is "publishing 1");
        }

        await serving;

        Assert.That(await database.Database.AskAsync("select p.phase || ' ' || (p.load_id = l.load_id) from working.load_progress p, working.load l"), Is.EqualTo("ended true"));
    }

    [Test, Category("B-7")]
    public async Task Two_desks_do_each_request_once()
    {
        await using var database = await MadeAsync("on-approval");
        var load = (await database.LoadTextAsync(One)).Load;
        for (var i = 0; i < 20; i++)
        {
            await AskAsync(database, new StaffRequest(RequestKind.Approve, "made", $"Publisher {i}") { Load = load });
        }

        var desks = Enumerable.Range(0, 4).Select(_ => new Desk(database)).ToList();
        var served = await Task.WhenAll(desks.Select(desk => desk.ServeAllAsync()));
        desks.ForEach(desk => desk.Dispose());

        Assert.Multiple(async () =>
        {
            Assert.That(served.Sum(), Is.EqualTo(20));
            Assert.That(await database.Database.AskAsync("select count(*) from working.request where state = 'done'"), Is.EqualTo(1));
            Assert.That(await database.Database.AskAsync("select count(*) from working.request where outcome like 'Load ''%'' is published already by Publisher % UTC.'"), Is.EqualTo(19));
            Assert.That(await database.Database.AskAsync("select count(*) from published.publication"), Is.EqualTo(1));
        });
    }

    [Test, Category("B-1")]
    public async Task A_decision_taken_before_the_process_died_is_found_and_not_taken_again()
    {
        await using var database = await MadeAsync("on-approval");
        using var desk = new Desk(database);
        var load = (await database.LoadTextAsync(One)).Load;
        var request = await AskAsync(database, new StaffRequest(RequestKind.Approve, "made", "Pub Lisher") { Load = load });
        // As after a kill between the decision's commit and the request's.
        await database.Approval.ApproveAsync(load, "Pub Lisher", "publisher/0123456789ab", CancellationToken.None);

        await desk.ServeAllAsync();

        Assert.That(await desk.OutcomeAsync(request), Does.StartWith("done: Approved"));
        Assert.That(await database.Database.AskAsync("select count(*) from published.publication"), Is.EqualTo(1));
    }

    [Test]
    public async Task A_rejection_keeps_who_when_and_why()
    {
        await using var database = await MadeAsync("on-approval");
        using var desk = new Desk(database);
        var load = (await database.LoadTextAsync(One)).Load;
        var request = await AskAsync(database, new StaffRequest(RequestKind.Reject, "made", "Pub Lisher") { Load = load, Reason = "A typing error." });

        await desk.ServeAllAsync();

        Assert.That(await desk.OutcomeAsync(request), Does.StartWith("done: Rejected"));
        Assert.That(await database.Database.AskAsync("select publication || ' ' || decided_by || ' ' || decided_reason from working.load where decided_at > now() - interval '1 minute'"), Is.EqualTo("rejected Pub Lisher A typing error."));
    }

    [TestCase(true, "Ann Lyst", "failed")]
    [TestCase(true, "ann lyst ", "failed")]
    [TestCase(true, "Pub Lisher", "done")]
    [TestCase(false, "Ann Lyst", "done")]
    public async Task Where_two_persons_are_needed_who_brought_a_load_cannot_approve_it(bool twoPersons, string approver, string state)
    {
        await using var database = await MadeAsync("on-approval");
        using var desk = new Desk(database, twoPersons);
        await UploadAsync(database, One);
        await desk.ServeAllAsync();
        var load = (string)(await database.Database.AskAsync("select load_id from working.load"))!;
        var request = await AskAsync(database, new StaffRequest(RequestKind.Approve, "made", approver) { Load = load });

        await desk.ServeAllAsync();

        Assert.That(await desk.OutcomeAsync(request), Does.StartWith(state));
        Assert.That(await database.Database.AskAsync("select count(*) from published.observation"), Is.EqualTo(state == "done" ? 1 : 0));
    }

    [Test]
    public async Task A_typed_figure_counts_when_a_second_person_approves_it_and_its_receipt_shows_the_evidence()
    {
        await using var database = await LoadingDatabase.CreateAsync();
        using var desk = new Desk(database);
        var figure = new TypedFigure("grants-awarded", "E23000030", "", "2025/26", "1234567", "p", "Letter of the finance director, \"3 November\", =1+1", "letter.pdf", new string('a', 64));
        var typed = await AskAsync(database, new StaffRequest(RequestKind.TypeFigure, TypedFigure.Source, "Ann Lyst") { Figure = figure });
        await desk.ServeAllAsync();
        var load = (string)(await database.Database.AskAsync("select load_id from working.load"))!;
        var alone = await AskAsync(database, new StaffRequest(RequestKind.Approve, TypedFigure.Source, "Ann Lyst") { Load = load });
        await desk.ServeAllAsync();
        var before = await database.PublicAsync("grants-awarded");
        await AskAsync(database, new StaffRequest(RequestKind.Approve, TypedFigure.Source, "Pub Lisher") { Load = load });

        await desk.ServeAllAsync();

        var point = (await database.PublicAsync("grants-awarded")).Single();
        var receipt = await database.ReceiptAsync(point.Receipt);
        Assert.Multiple(async () =>
        {
            Assert.That(await desk.OutcomeAsync(typed), Does.StartWith("done: Loaded: 1 row read"));
            Assert.That(await desk.OutcomeAsync(alone), Is.EqualTo("failed: Ann Lyst brought this load, so somebody else has to approve it."));
            Assert.That(before, Is.Empty);
            Assert.That(point.Value, Is.EqualTo(1234567));
            Assert.That(receipt!.FileRow!.Row.Cells, Does.Contain("Letter of the finance director, \"3 November\", =1+1").And.Contain("letter.pdf"));
            Assert.That(System.Text.Json.JsonSerializer.Serialize(receipt), Does.Not.Contain("Ann Lyst"), "who typed it is for staff");
        });
    }

    [Test]
    public async Task A_file_read_again_through_the_same_declaration_changes_nothing()
    {
        await using var database = await MadeAsync();
        using var desk = new Desk(database);
        var load = (await database.LoadTextAsync(One)).Load;
        var request = await AskAsync(database, new StaffRequest(RequestKind.Rerun, "made", "Ann Lyst") { Load = load });

        await desk.ServeAllAsync();

        Assert.That(await desk.OutcomeAsync(request), Is.EqualTo("done: Loaded: 1 row read, 0 values new, 0 revised, 1 unchanged, 0 rejected."));
        Assert.That(await database.Database.AskAsync("select count(*) from working.load"), Is.EqualTo(1));
    }

    [Test]
    public async Task A_load_in_quarantine_says_what_it_would_revise()
    {
        await using var database = await MadeAsync("on-approval", checks: true);
        await database.Approval.ApproveAsync((await database.LoadTextAsync(One + "Total 1,,\n")).Load, CancellationToken.None);

        var report = await database.LoadTextAsync(Two + "Total 9,,\n");

        Assert.That(report.State, Is.EqualTo(LoadState.Quarantined));
        Assert.That(await database.Database.AskAsync($"select proposed::text from working.load where load_id = '{report.Load}'"), Does.Contain("\"old\": 1").And.Contain("\"new\": 2").And.Contain("\"period\": \"2018-04\""));
    }

    private static bool NotAsked(string line) => !line.Contains("working.request", StringComparison.Ordinal) && !line.Contains("working.upload", StringComparison.Ordinal);

    private static Task<LoadingDatabase> MadeAsync(string publish = "on-load", bool checks = false)
    {
        using var made = MadeDashboards.Long().Change("sources/made", "publish: on-load", $"publish: {publish}");
        if (checks)
        {
            made.Change("sources/made", "checks: []", "checks: [{ name: Sum, otherwise: quarantine, stated_total: { text: 'Total (?<total>\\d+)', measure: things } }]");
            made.Change("sources/made", "area: { column: force }", "area: { column: force, ignore: [Total 1, Total 9] }");
        }

        return LoadingDatabase.CreateAsync(made.Read());
    }

    internal static async Task<long> UploadAsync(LoadingDatabase database, string text, bool dryRun = false)
    {
        await using var staff = Npgsql.NpgsqlDataSource.Create(database.Database.ConnectionString(DatabaseRole.Staff));
        var requests = new StaffRequests(staff);
        using var content = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text));
        var upload = await requests.StoreAsync(content, new NewUpload("made", "made.csv", "Ann Lyst"), CancellationToken.None);
        return await requests.AskAsync(new StaffRequest(RequestKind.TakeUpload, "made", "Ann Lyst") { Upload = upload.Id, DryRun = dryRun }, CancellationToken.None);
    }

    private static async Task<long> AskAsync(LoadingDatabase database, StaffRequest request)
    {
        await using var staff = Npgsql.NpgsqlDataSource.Create(database.Database.ConnectionString(DatabaseRole.Staff));
        return await new StaffRequests(staff).AskAsync(request, CancellationToken.None);
    }
}
