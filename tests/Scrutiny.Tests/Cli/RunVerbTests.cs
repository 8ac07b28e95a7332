using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Scrutiny.Database;

namespace Scrutiny.Tests.Cli;

/// <summary>The program as a person starts it: as processes, killed as processes are.</summary>
[Category("Slow")]
internal sealed class RunVerbTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly List<string> lines = [];
    private DataFolder data = null!;
    private int port;

    [OneTimeSetUp]
    public void MakeFolder()
    {
        data = TestCluster.NewFolder();
        port = ThreeFreePorts();
    }

    [OneTimeTearDown]
    public async Task RemoveFolder() => await TestCluster.RemoveAsync(data);

    [SetUp]
    public void Forget()
    {
        lock (lines)
        {
            lines.Clear();
        }
    }

    [Test]
    public async Task It_says_ready_alone_on_a_line_and_stops_cleanly_when_told()
    {
        using var supervisor = Start();

        await UntilSaidAsync($"ready http://127.0.0.1:{port}");
        await SignalAsync("TERM", supervisor.Id);
        await supervisor.WaitForExitAsync().WaitAsync(Patience);

        Assert.That(supervisor.ExitCode, Is.Zero);
        await UntilSaidAsync("stopped");
        Assert.That(File.Exists(data.PathOf("postgres/data/postmaster.pid")), Is.False);
    }

    [Test, Category("Long")]
    public async Task A_second_run_on_the_same_data_is_refused_in_one_sentence()
    {
        using var supervisor = Start();
        await UntilSaidAsync($"ready http://127.0.0.1:{port}");

        using var second = Start();
        await second.WaitForExitAsync().WaitAsync(Patience);

        Assert.That(second.ExitCode, Is.EqualTo(1));
        await UntilSaidAsync($"Scrutiny already runs on {data.Path}; stop that first, or give another folder with --data.");
        await SignalAsync("TERM", supervisor.Id);
        await supervisor.WaitForExitAsync().WaitAsync(Patience);
    }

    [Test]
    public async Task A_process_that_dies_is_started_again_and_that_is_said()
    {
        using var supervisor = Start();
        await UntilSaidAsync($"ready http://127.0.0.1:{port}");

        await SignalAsync("KILL", ChildrenOf(supervisor.Id)["public"]);

        await UntilSaidAsync("web-public ended (exit code 137); starting it again in 1 s.");
        await UntilAsync(() => ChildrenOf(supervisor.Id).ContainsKey("public"));
        await SignalAsync("TERM", supervisor.Id);
        await supervisor.WaitForExitAsync().WaitAsync(Patience);
    }

    [Test, Category("Long")]
    public async Task A_database_that_dies_is_started_again_and_that_is_said()
    {
        using var supervisor = Start();
        await UntilSaidAsync($"ready http://127.0.0.1:{port}");

        await SignalAsync("KILL", int.Parse(File.ReadLines(data.PathOf("postgres/data/postmaster.pid")).First(), CultureInfo.InvariantCulture));

        await UntilSaidAsync("The database has died; starting it again.");
        await SignalAsync("TERM", supervisor.Id);
        await supervisor.WaitForExitAsync().WaitAsync(Patience);
        Assert.That(supervisor.ExitCode, Is.Zero);
    }

    [Test, Category("Long")]
    public async Task After_a_killed_supervisor_its_processes_end_and_the_next_run_is_ready()
    {
        using var killed = Start();
        await UntilSaidAsync($"ready http://127.0.0.1:{port}");
        var orphans = ChildrenOf(killed.Id);

        await SignalAsync("KILL", killed.Id);
        await UntilAsync(() => orphans.Values.All(x => CommandOf(x).Length == 0));
        Forget();
        using var next = Start();

        Assert.That(orphans, Has.Count.EqualTo(3));
        await UntilSaidAsync($"ready http://127.0.0.1:{port}");
        await SignalAsync("TERM", next.Id);
        await next.WaitForExitAsync().WaitAsync(Patience);
    }

    [Test]
    public async Task A_port_in_use_is_named()
    {
        using var other = new TcpListener(IPAddress.Loopback, port + 1);
        other.Start();

        using var supervisor = Start();
        await supervisor.WaitForExitAsync().WaitAsync(Patience);

        Assert.That(supervisor.ExitCode, Is.EqualTo(1));
        await UntilSaidAsync($"Port {port + 1} is in use by another program; stop that, or choose others with --port.");
    }

    [TestCase("run", "--port", "x")]
    [TestCase("run", "--port", "70000")]
    [TestCase("run", "--frob")]
    [TestCase("nonsense")]
    public async Task Arguments_that_cannot_be_used_are_one_sentence_and_exit_code_2(params string[] arguments)
    {
        using var program = Start(arguments);
        await program.WaitForExitAsync().WaitAsync(Patience);

        Assert.That(program.ExitCode, Is.EqualTo(2));
        await UntilAsync(() => Said().Length == 1);
        Assert.That(Said()[0], Does.EndWith("; see ./scrutiny --help."));
    }

    private Process Start(params string[] arguments)
    {
        // Programs stand beside each other: …/bin/Scrutiny.Tests/release and …/bin/Scrutiny.Cli/release.
        var own = new DirectoryInfo(AppContext.BaseDirectory);
        var program = Path.Combine(own.Parent!.Parent!.FullName, "Scrutiny.Cli", own.Name, "Scrutiny.Cli.dll");
        string[] all = arguments.Length > 0 ? arguments : ["run", "--empty", "--port", port.ToString(CultureInfo.InvariantCulture), "--data", data.Path];
        var process = new Process
        {
            StartInfo = new ProcessStartInfo("dotnet", [program, .. all]) { RedirectStandardOutput = true, RedirectStandardError = true },
        };
        process.StartInfo.Environment.Remove("ConnectionStrings__Scrutiny");
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private void Hear(string? line)
    {
        lock (lines)
        {
            if (line is not null)
            {
                lines.Add(line);
            }
        }
    }

    private string[] Said()
    {
        lock (lines)
        {
            return [.. lines];
        }
    }

    private async Task UntilSaidAsync(string line) =>
        await UntilAsync(() => Said().Contains(line), () => $"never said \"{line}\" but:\n{string.Join('\n', Said())}");

    private static async Task UntilAsync(Func<bool> holds, Func<string>? otherwise = null)
    {
        var clock = Stopwatch.StartNew();
        while (!holds())
        {
            Assert.That(clock.Elapsed, Is.LessThan(Patience), () => otherwise?.Invoke() ?? "waited in vain");
            await Task.Delay(30);
        }
    }

    // The runtime can only kill; how a process takes SIGTERM is what is asked here.
    private static async Task SignalAsync(string signal, int id)
    {
        using var kill = Process.Start("/bin/kill", [$"-{signal}", id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Process numbers by what the process is for: ingest, public, staff.</summary>
    private static Dictionary<string, int> ChildrenOf(int parent) =>
        Process.GetProcesses()
            .Select(x => (x.Id, Command: CommandOf(x.Id), Parent: ParentOf(x.Id)))
            .Where(x => x.Parent == parent && x.Command.Length > 0)
            .ToDictionary(x => x.Command.Contains("Ingest", StringComparison.Ordinal) ? "ingest" : x.Command.Contains("--audience staff", StringComparison.Ordinal) ? "staff" : "public", x => x.Id);

    private static string CommandOf(int id)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/cmdline").Replace('\0', ' ');
        }
        catch (IOException)
        {
            return "";
        }
    }

    private static int ParentOf(int id)
    {
        try
        {
            // number (name) state parent …; the name may hold anything.
            return int.Parse(File.ReadAllText($"/proc/{id}/stat").Split(')')[^1].Split(' ')[2], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private static int ThreeFreePorts()
    {
        for (var candidate = 16_000 + Environment.ProcessId % 3_000; ; candidate += 3)
        {
            try
            {
                for (var i = 0; i < 3; i++)
                {
                    using var listener = new TcpListener(IPAddress.Loopback, candidate + i);
                    listener.Start();
                }

                return candidate;
            }
            catch (SocketException)
            {
                // Taken; the next three.
            }
        }
    }
}
