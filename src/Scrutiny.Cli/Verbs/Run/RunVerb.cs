using System.CommandLine;
using System.Globalization;
using Scrutiny.Accounts;
using Scrutiny.Database;

namespace Scrutiny.Cli.Verbs.Run;

/// <summary><c>run</c>: database, migrations, samples, then the processes, watched until Ctrl-C or SIGTERM.</summary>
internal static class RunVerb
{
    public static Command Create()
    {
        var port = new Option<int>("--port") { Description = "The public pages; staff is one above, management two above.", HelpName = "N", DefaultValueFactory = _ => 5080 };
        port.Validators.Add(result =>
        {
            // What is no number is said by the parser.
            if (result.Tokens is [var token] && int.TryParse(token.Value, CultureInfo.InvariantCulture, out var number) && number is < 1 or > 65_533)
            {
                result.AddError("--port must be between 1 and 65533");
            }
        });
        var empty = new Option<bool>("--empty") { Description = "Load no samples." };
        var noBuild = new Option<bool>("--no-build") { Description = "Run what was built last (./scrutiny sees to this before the program starts)." };
        var verb = new Command("run", "Sets up what is missing, starts everything on this machine and keeps it running; Ctrl-C stops it.") { port, empty, noBuild };
        verb.SetAction((parsed, cancellationToken) => RunAsync(DataFolder.Open(parsed.GetValue(CommandLine.Data)), parsed.GetValue(port), parsed.GetValue(empty), cancellationToken));
        return verb;
    }

    private static async Task<int> RunAsync(DataFolder data, int port, bool empty, CancellationToken cancellationToken)
    {
        using var only = FileLock.TryTakeAlone(data.PathOf("run.lock"))
            ?? throw SentenceException.Refused($"Scrutiny already runs on {data.Path}; stop that first, or give another folder with --data.");
        try
        {
            await Ports.UntilFreeAsync([port, port + 1, port + 2], cancellationToken);
            await using var lease = await PrivateCluster.UseAsync(data, Say, cancellationToken);
            await MigrateVerb.MigrateAsync(lease, Say, cancellationToken);
            await KeyCertificate.EnsureAsync(data, TimeProvider.System.GetUtcNow(), cancellationToken);
            if (!empty)
            {
                await BundledSamples.LoadAsync(lease, Say, cancellationToken);
                await SampleMeetings.MakeAsync(lease, Say, cancellationToken);
                await SampleLetter.MakeAsync(lease, Say, cancellationToken);
                await SampleQuestions.MakeAsync(lease, Say, cancellationToken);
            }

            // At once: the passwords are kept nowhere.
            foreach (var line in empty ? await SampleAccounts.FirstStepAsync(lease, cancellationToken) : await SampleAccounts.EnsureAsync(lease, cancellationToken))
            {
                Say(line);
            }

            Say(MailLine());
            await SuperviseAsync(lease, data, port, empty, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Being told to stop is how this verb ends well.
        }

        Say("stopped");
        return 0;
    }

    // What the pages promise, said where it is set.
    private static string MailLine() => (Environment.GetEnvironmentVariable("Mail__Server"), Environment.GetEnvironmentVariable("Mail__From")) switch
    {
        (null or "", _) => "No mail is sent, and nobody is asked for an address. Mail__Server=SMTP-SERVER Mail__From=ADDRESS in the environment switch it on; the README's settings name the rest.",
        (_, null or "") => throw SentenceException.Refused("Mail__Server is set but Mail__From is not; set it to the address that mail comes from."),
        var (server, _) => $"Mail goes out by {server}.",
    };

    private static async Task SuperviseAsync(DatabaseLease lease, DataFolder data, int port, bool empty, CancellationToken cancellationToken)
    {
        await using var ingest = new SupervisedProcess("ingest", "Scrutiny.Ingest", [], () => lease.ConnectionString(DatabaseRole.Ingest), data, Say);
        await using var publicWeb = new SupervisedProcess("web-public", "Scrutiny.Web", ["--audience", "public", "--urls", $"{Ports.Address(port)};{Ports.Address(port + 2)}", "--management", (port + 2).ToString(CultureInfo.InvariantCulture)], () => lease.ConnectionString(DatabaseRole.Public), data, Say);
        await using var staffWeb = new SupervisedProcess("web-staff", "Scrutiny.Web", ["--audience", "staff", "--urls", Ports.Address(port + 1), "--Staff:PublicAddress", Ports.Address(port)], () => lease.ConnectionString(DatabaseRole.Staff), data, Say);
        // Where no mail server is set nothing could be sent: what is due waits.
        await using var mail = new SupervisedProcess("mail", "Scrutiny.Ingest", ["mail", "--Mail:PublicAddress", Environment.GetEnvironmentVariable("Mail__PublicAddress") ?? Ports.Address(port)], () => lease.ConnectionString(DatabaseRole.Contacts), data, Say);
        SupervisedProcess[] processes = [ingest, publicWeb, staffWeb, .. string.IsNullOrEmpty(Environment.GetEnvironmentVariable("Mail__Server")) ? Array.Empty<SupervisedProcess>() : [mail]];

        // One that fails for good (its program is missing, the database cannot be started) ends the others.
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        List<Task> work =
        [
            .. processes.Select(x => x.KeepRunningAsync(ending.Token)),
            KeepDatabaseAsync(lease, processes, ending.Token),
            SayWhenReadyAsync(port, ending.Token),
            empty ? Task.CompletedTask : SamplePack.MakeAsync(lease, data, Say, ending.Token),
            PictureProgram.EnsureAsync(Say, ending.Token),
        ];
        while (work.Count > 0)
        {
            var done = await Task.WhenAny(work);
            work.Remove(done);
            if (!done.IsCompletedSuccessfully)
            {
                await ending.CancelAsync();
                await Task.WhenAll(processes.Select(x => x.DisposeAsync().AsTask()));
                await done;
            }
        }
    }

    private static async Task KeepDatabaseAsync(DatabaseLease lease, SupervisedProcess[] processes, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            var before = lease.ConnectionString(DatabaseRole.Owner);
            if (await lease.ReviveAsync(Say, cancellationToken) && lease.ConnectionString(DatabaseRole.Owner) != before)
            {
                Say("The database answers at another port now; the processes start again with it.");
                foreach (var process in processes)
                {
                    process.StartAgain();
                }
            }
        }
    }

    private static async Task SayWhenReadyAsync(int port, CancellationToken cancellationToken)
    {
        // Whoever reads the line may open the staff pages next.
        await Task.WhenAll(UntilReadyAsync(port, cancellationToken), UntilReadyAsync(port + 1, cancellationToken));
        Say($"ready {Ports.Address(port)}");
    }

    private static async Task UntilReadyAsync(int port, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(10) };
        while (true)
        {
            try
            {
                using var answer = await http.GetAsync(new Uri($"{Ports.Address(port)}/health/ready"), cancellationToken);
                if (answer.StatusCode == System.Net.HttpStatusCode.OK)
                {
                    return;
                }
            }
            catch (Exception fault) when (fault is HttpRequestException || fault is TaskCanceledException && !cancellationToken.IsCancellationRequested)
            {
                // Not yet.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), cancellationToken);
        }
    }

    private static void Say(string line)
    {
        Console.Out.WriteLine(line);
        Console.Out.Flush();
    }
}
