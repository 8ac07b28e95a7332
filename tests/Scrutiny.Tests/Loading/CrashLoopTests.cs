using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Scrutiny.Areas;
using Scrutiny.Audit;
using Scrutiny.Dashboards;
using Scrutiny.Database;
using Scrutiny.Ingest.Loading;
using Scrutiny.Tests.Conventions;
using Scrutiny.Tests.Dashboards;
using Scrutiny.Tests.Requests;

namespace Scrutiny.Tests.Loading;

/// <summary>
/// The real programs, killed at a crash point the first time they get there, then the second time, until they come to the end without
/// meeting it. After each kill the figures are as before or as after, and the next run ends with everything counted exactly once.
/// </summary>
[Category("B-1")]
internal sealed partial class CrashLoopTests
{
    private const string First = "force,month,things\nHampshire,2018-04,10\nKent,2018-04,20\nKent,2018-05,21\n";
    private const string Corrected = "force,month,things\nHampshire,2018-04,10\nKent,2018-04,22\nKent,2018-05,21\nSurrey,2018-04,5\n";
    private const string Unlikely = "force,month,things\nHampshire,2018-04,10\nKent,2018-04,99000000\nSurrey,2018-04,5\n";
    private const string Later = "force,month,things\nHampshire,2018-06,12\nKent,2018-06,23\n";

    /// <summary>What is done, and every point that is met on the way.</summary>
    private static readonly Dictionary<Operation, CrashPoint[]> Points = new()
    {
        [Operation.FirstLoad] =
        [
            CrashPoint.FileHashed, CrashPoint.FilePieceSent, CrashPoint.FileStored, CrashPoint.RowsRead, CrashPoint.FiguresSent, CrashPoint.FiguresCopied, CrashPoint.LoadInserted, CrashPoint.RowsKept,
            CrashPoint.FiguresApplied, CrashPoint.PublicationOpened, CrashPoint.PublicationCopied, CrashPoint.LoadBeforeCommit, CrashPoint.LoadCommitted,
        ],
        [Operation.Correction] =
        [
            CrashPoint.FiguresSent, CrashPoint.FiguresCopied, CrashPoint.StraightGivenUp, CrashPoint.FiguresCompared, CrashPoint.FiguresApplied, CrashPoint.PublicationCopied, CrashPoint.LoadBeforeCommit,
            CrashPoint.LoadCommitted,
        ],
        [Operation.Quarantine] = [CrashPoint.FiguresCompared, CrashPoint.RowsKept, CrashPoint.LoadBeforeCommit, CrashPoint.LoadCommitted],
        [Operation.Refusal] = [CrashPoint.RefusalBeforeCommit, CrashPoint.RefusalCommitted],
        [Operation.Inbox] =
        [
            CrashPoint.HeldBeforeCommit, CrashPoint.HeldCommitted, CrashPoint.FileReceived, CrashPoint.FiguresCopied, CrashPoint.LoadBeforeCommit, CrashPoint.LoadCommitted, CrashPoint.BeforePutAway,
            CrashPoint.PutAway,
        ],
        [Operation.Approval] = [CrashPoint.FiguresCompared, CrashPoint.FiguresApplied, CrashPoint.PublicationCopied, CrashPoint.ApprovalBeforeCommit, CrashPoint.ApprovalCommitted],
        [Operation.Rejection] = [CrashPoint.RejectionBeforeCommit, CrashPoint.RejectionCommitted],
        [Operation.Withdrawal] = [CrashPoint.ReleaseWorkDone, CrashPoint.RequestBeforeCommit, CrashPoint.RequestCommitted],
        [Operation.Release] = [CrashPoint.PublicationOpened, CrashPoint.PublicationCopied, CrashPoint.ReleaseBeforeCommit, CrashPoint.ReleaseCommitted],
        [Operation.Upload] = [CrashPoint.LoadCommitted, CrashPoint.RequestBeforeCommit, CrashPoint.RequestCommitted],
    };

    internal enum Operation
    {
        FirstLoad,
        Correction,
        Quarantine,
        Refusal,
        Inbox,
        Approval,
        Rejection,
        Withdrawal,
        Release,
        Upload,
    }

    [TestCase(Operation.Correction, CrashPoint.LoadBeforeCommit, Category = "Long")]
    [TestCase(Operation.Inbox, CrashPoint.BeforePutAway)]
    [TestCase(Operation.Release, CrashPoint.ReleaseBeforeCommit, Category = "L-4")]
    [Category("Slow")]
    [CancelAfter(120_000)]
    public async Task A_program_that_was_killed_at_a_point_left_all_or_nothing_and_the_next_one_finishes(Operation operation, CrashPoint point, CancellationToken cancel)
    {
        using var program = await MortalProgram.CreateAsync(Declared(operation));
        var golden = await GoldenAsync(program, operation, cancel);

        Assert.That(await IsKilledAtAsync(program, operation, point, 1, golden, cancel), Is.True, "the point was not met");
    }

    [TestCase(Operation.FirstLoad)]
    [TestCase(Operation.Correction)]
    [TestCase(Operation.Quarantine)]
    [TestCase(Operation.Refusal)]
    [TestCase(Operation.Inbox)]
    [TestCase(Operation.Approval)]
    [TestCase(Operation.Rejection)]
    [TestCase(Operation.Withdrawal, Category = "L-4")]
    [TestCase(Operation.Release, Category = "L-4")]
    [TestCase(Operation.Upload)]
    [Category("Long")]
    [CancelAfter(900_000)]
    public async Task Killed_at_every_point_in_turn_a_file_counts_exactly_once(Operation operation, CancellationToken cancel)
    {
        using var program = await MortalProgram.CreateAsync(Declared(operation));
        var golden = await GoldenAsync(program, operation, cancel);
        foreach (var point in Points[operation])
        {
            Assert.That(await IsKilledAtAsync(program, operation, point, 1, golden, cancel), Is.True, $"{operation} never met {point}");
            var pass = 2;
            while (EndsByItself(operation) && await IsKilledAtAsync(program, operation, point, pass, golden, cancel))
            {
                // What is passed very often, such as each piece of a large file, is met at ever longer intervals.
                pass = pass < 4 ? pass + 1 : pass * 4;
            }
        }
    }

    [Test]
    public void Every_point_stands_in_the_code_once_and_is_met_by_an_operation()
    {
        var passed = Directory.EnumerateFiles(Repository.PathTo("src"), "*.cs", SearchOption.AllDirectories).SelectMany(file => Pass().Matches(File.ReadAllText(file))).Select(match => match.Groups[1].Value);

        Assert.That(passed, Is.EquivalentTo(Enum.GetNames<CrashPoint>()));
        Assert.That(Points.Values.SelectMany(points => points).Distinct(), Is.EquivalentTo(Enum.GetValues<CrashPoint>()));
    }

    /// <summary>A verb does; the process that serves what was asked goes on, and would be waited for in vain when it does not meet the point again.</summary>
    private static bool EndsByItself(Operation operation) => operation is not (Operation.Withdrawal or Operation.Release or Operation.Upload);

    /// <summary>Does it in a new world with a kill, looks, does it again without one and looks again.</summary>
    /// <returns>False when it came to its end without meeting the point so often.</returns>
    private static async Task<bool> IsKilledAtAsync(MortalProgram program, Operation operation, CrashPoint point, int pass, Golden golden, CancellationToken cancel)
    {
        var at = string.Create(CultureInfo.InvariantCulture, $"{KebabNaming.Policy.ConvertName(point.ToString())}:{pass}");
        await using var database = await program.NewDatabaseAsync();
        var run = await PrepareAsync(program, database, operation);
        var ended = await run(at, cancel);
        if (ended is not MortalProgram.Killed)
        {
            Assert.That(await StateAsync(program, database), Is.EqualTo(golden.State), at);
            return false;
        }

        Assert.That(golden.Steps, Does.Contain(await FiguresAsync(database)), $"{operation} {at}: neither before nor after");
        if (operation is Operation.Inbox)
        {
            Assert.That(InInbox(program).Select(Path.GetFileName), Is.EquivalentTo(new[] { "a.csv", "b.csv" }), $"{operation} {at}: a file is lost, or there twice");
        }
        else if (operation is not (Operation.Upload or Operation.Withdrawal or Operation.Release) || point.ToString().StartsWith("Release", StringComparison.Ordinal))
        {
            var isDone = point.ToString().EndsWith("Committed", StringComparison.Ordinal);
            Assert.That(await FiguresAsync(database), Is.EqualTo(golden.Steps[isDone ? golden.Steps.Count - 1 : 0]), $"{operation} {at}");
        }

        await run(null, cancel);
        Assert.That(await StateAsync(program, database), Is.EqualTo(golden.State), $"{operation} {at}, and again");
        await using var connection = await database.Ingest.OpenConnectionAsync(cancel);
        Assert.That((await RecordedLoads.CheckAsync(connection, cancel)).Fault, Is.Null, $"{operation} {at}: each load stands in the record once");
        Assert.That((await AuditChain.VerifyAsync(connection, [], cancel)).Break, Is.Null, $"{operation} {at}");
        return true;
    }

    private static async Task<Golden> GoldenAsync(MortalProgram program, Operation operation, CancellationToken cancel)
    {
        await using var database = await program.NewDatabaseAsync();
        var run = await PrepareAsync(program, database, operation);
        var steps = new List<string> { await FiguresAsync(database) };
        if (operation is Operation.Inbox)
        {
            await using var between = await program.NewDatabaseAsync();
            await between.LoadTextAsync(First, cancel: cancel);
            steps.Add(await FiguresAsync(between));
        }

        await run(null, cancel);
        steps.Add(await FiguresAsync(database));
        Assert.That(steps[^1], operation is Operation.Refusal ? Is.EqualTo(steps[0]) : Is.Not.EqualTo(steps[0]), "it must do something, or nothing can be told from it");
        return new Golden(steps, await StateAsync(program, database));
    }

    /// <summary>Brings a world to where the operation begins.</summary>
    /// <returns>The operation: told where to die, it returns how the program ended; null when it was ended from here.</returns>
    private static async Task<Func<string?, CancellationToken, Task<int?>>> PrepareAsync(MortalProgram program, LoadingDatabase database, Operation operation)
    {
        if (Directory.Exists(program.Inbox))
        {
            Directory.Delete(program.Inbox, recursive: true);
        }

        if (operation is not (Operation.FirstLoad or Operation.Inbox))
        {
            await database.LoadTextAsync(First);
        }

        switch (operation)
        {
            case Operation.FirstLoad:
                return Verb("load", program.Write("made.csv", Many(database.Catalogue)), "--source", "made");
            case Operation.Correction:
                return Verb("load", program.Write("made.csv", Corrected), "--source", "made");
            case Operation.Quarantine:
                return Verb("load", program.Write("made.csv", Unlikely), "--source", "made");
            case Operation.Refusal:
                return Verb("load", program.Write("made.csv", "of,another,sort\n1,2,3\n"), "--source", "made");
            case Operation.Approval:
                return Verb("approve", (await database.LoadTextAsync(Unlikely)).Load);
            case Operation.Rejection:
                return Verb("reject", (await database.LoadTextAsync(Corrected)).Load, "--reason", "Wrong.");
            case Operation.Inbox:
                foreach (var (name, text) in new[] { ("a.csv", First), ("b.csv", Later) })
                {
                    Directory.CreateDirectory(Path.Combine(program.Inbox, "made"));
                    File.Move(program.Write(name, text), Path.Combine(program.Inbox, "made", name));
                }

                return Verb("sources", "run", "made");
            case Operation.Withdrawal:
                var published = (await database.LoadTextAsync(Corrected)).Load;
                await using (var staff = Npgsql.NpgsqlDataSource.Create(database.Database.ConnectionString(DatabaseRole.Staff)))
                {
                    var withdraw = await new Scrutiny.Web.Staff.StaffRequests(staff).AskAsync(
                        new Scrutiny.Web.Staff.StaffRequest(Scrutiny.Requests.RequestKind.Withdraw, "made", "Pub Lisher") { Load = published, Reason = "Wrong." }, CancellationToken.None);
                    return Ingest($"select state <> 'open' from working.request where request_id = {withdraw}");
                }

            case Operation.Release:
                var due = (await database.LoadTextAsync(Corrected)).Load;
                await database.Database.AskAsync($"insert into working.release (load_id, source, due_at, scheduled_by, scheduled_as) values ('{due}', 'made', '2020-01-01T09:00:00Z', 'Pub Lisher', 'publisher/0123456789ab')");
                return Ingest("select state <> 'scheduled' from working.release");
            case Operation.Upload:
                var request = await RequestDeskTests.UploadAsync(database, Corrected);
                return Ingest($"select state <> 'open' from working.request where request_id = {request}");
            default:
                throw new ArgumentOutOfRangeException(nameof(operation));
        }

        Func<string?, CancellationToken, Task<int?>> Ingest(string isDone) => (at, cancel) => program.IngestAsync(
            database.Database.ConnectionString(DatabaseRole.Ingest), at, async () => at is null && (bool)(await database.Database.AskAsync(isDone))!, cancel);

        Func<string?, CancellationToken, Task<int?>> Verb(params string[] arguments) => async (at, cancel) => await program.RunAsync(database, arguments, at, cancel);
    }

    private static MadeDashboards Declared(Operation operation)
    {
        var dashboards = MadeDashboards.Long().Change("sources/made", "checks: []", "checks: [{ name: Most, otherwise: quarantine, bounds: { measure: things, most: 1000000 } }]");
        return operation is Operation.Rejection or Operation.Release ? dashboards.Change("sources/made", "publish: on-load", "publish: on-approval") : dashboards;
    }

    /// <summary>More figures than are sent in one piece.</summary>
    internal static string Many(Catalogue catalogue)
    {
        const int Months = 900;
        var text = new StringBuilder("force,month,things\n");
        foreach (var force in catalogue.Areas.ByCode.Values.Where(area => area.Kind == AreaKind.Force).OrderBy(area => area.Code, StringComparer.Ordinal))
        {
            for (var month = 0; month < Months; month++)
            {
                text.Append(CultureInfo.InvariantCulture, $"{force.Name},{new DateOnly(1940, 1, 1).AddMonths(month):yyyy-MM},{month}\n");
            }
        }

        return text.ToString();
    }

    /// <summary>The figures on both sides of the wall, and what became of the loads that count or wait.</summary>
    private static async Task<string> FiguresAsync(LoadingDatabase database)
    {
        const string Sql = """
            select coalesce((select string_agg(state || ' ' || publication, ', ' order by number) from working.load where state <> 'refused'), 'no load')
              || '; working ' || (select count(*) || ' ' || coalesce(md5(string_agg(s.measure || s.area || o.period_from || o.value || (o.known_to = 'infinity'), ' ' order by s.area, o.period_from, o.value, o.known_to)), '')
                                  from working.observation o join working.series s using (series_id))
              || '; published ' || (select count(*) || ' ' || coalesce(md5(string_agg(s.measure || s.area || o.period_from || o.value || (o.known_to = 'infinity'), ' ' order by s.area, o.period_from, o.value, o.known_to)), '')
                                    from published.observation o join published.series s using (series_id))
            """;
        return (string)(await database.Database.AskAsync(Sql))!;
    }

    /// <summary>
    /// Everything: figures, rows of every table, files in the inbox. But not how far a load had come, and what the watch over feeds noted,
    /// which are kept of what was tried; and a refusal that nobody heard of is on record again.
    /// </summary>
    private static async Task<string> StateAsync(MortalProgram program, LoadingDatabase database)
    {
        string[] tried = ["working.load:", "working.arrival:", "working.alert:"];
        var rows = (await database.RowCountsAsync()).Where(line => !tried.Any(table => line.StartsWith(table, StringComparison.Ordinal)));
        return string.Join('\n', [await FiguresAsync(database), .. rows, .. InInbox(program)]);
    }

    private static IEnumerable<string> InInbox(MortalProgram program) =>
        Directory.Exists(program.Inbox) ? Directory.EnumerateFiles(program.Inbox, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(program.Inbox, path)).Order(StringComparer.Ordinal) : [];

    [GeneratedRegex(@"CrashPoints\.Pass\(CrashPoint\.(\w+)\)")]
    private static partial Regex Pass();

    private sealed record Golden(List<string> Steps, string State);
}
