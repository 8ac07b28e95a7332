using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Scrutiny.BrowserTests;

/// <summary>The whole program as a person starts it, with the bundled samples, in a folder of its own.</summary>
internal sealed class Supervisor : IAsyncDisposable
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(40);

    private static readonly ConcurrentDictionary<Uri, Supervisor> ByStaffSite = new();

    private readonly Process process;
    private readonly List<string> said = [];

    private Supervisor(int port, string data, string home, IReadOnlyDictionary<string, string> settings)
    {
        Data = data;
        (Public, Staff, Management) = (AddressOf(port), AddressOf(port + 1), AddressOf(port + 2));
        process = new Process { StartInfo = CommandLine.Start(home, "run", "--port", port.ToString(CultureInfo.InvariantCulture), "--data", data) };
        foreach (var (name, value) in settings)
        {
            process.StartInfo.Environment[name] = value;
        }

        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
    }

    public Uri Public { get; }

    public Uri Staff { get; }

    public Uri Management { get; }

    /// <summary>The data folder, with the inboxes.</summary>
    public string Data { get; }

    /// <summary>All that the program has said, for messages of failure.</summary>
    public string Said
    {
        get
        {
            lock (said)
            {
                return string.Join('\n', said);
            }
        }
    }

    /// <summary>Starts it and waits until its pages answer.</summary>
    /// <param name="home">The folder that holds <c>dashboards/</c>; the repository's own by default.</param>
    /// <param name="settings">Environment variables that it is given.</param>
    public static async Task<Supervisor> StartAsync(string? home = null, IReadOnlyDictionary<string, string>? settings = null)
    {
        var port = ThreeFreePorts();
        var supervisor = new Supervisor(port, Directory.CreateTempSubdirectory("scrutiny-browser-").FullName, home ?? Repository.Root, settings ?? new Dictionary<string, string>());
        supervisor.process.Start();
        supervisor.process.BeginOutputReadLine();
        supervisor.process.BeginErrorReadLine();
        try
        {
            var ready = $"ready http://127.0.0.1:{port}";
            await Deadline.UntilAsync(() => supervisor.process.HasExited || supervisor.HasSaid(ready), StartPatience, () => $"the program never said \"{ready}\" but:\n{supervisor.Said}");
            Assert.That(supervisor.process.HasExited, Is.False, () => $"the program ended before it was ready:\n{supervisor.Said}");
            ByStaffSite[supervisor.Staff] = supervisor;
            return supervisor;
        }
        catch
        {
            await supervisor.DisposeAsync();
            throw;
        }
    }

    /// <summary>The program whose staff site that is.</summary>
    public static Supervisor At(Uri staffSite) => ByStaffSite[staffSite];

    public bool HasSaid(string line)
    {
        lock (said)
        {
            return said.Contains(line);
        }
    }

    /// <summary>The process that serves the public now; null while it is away.</summary>
    public int? PublicWeb() => Process.GetProcesses()
        .Where(candidate => ParentOf(candidate.Id) == process.Id && CommandOf(candidate.Id).Contains("--audience public", StringComparison.Ordinal))
        .Select(candidate => (int?)candidate.Id)
        .FirstOrDefault();

    public async ValueTask DisposeAsync()
    {
        using (process)
        {
            if (!process.HasExited)
            {
                // The runtime can only kill; the program is to stop its database and its children.
                using var kill = Process.Start("/bin/kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
                await kill.WaitForExitAsync();
                using var patience = new CancellationTokenSource(StopPatience);
                try
                {
                    await process.WaitForExitAsync(patience.Token);
                }
                catch (OperationCanceledException)
                {
                    process.Kill(entireProcessTree: true);
                    await process.WaitForExitAsync();
                }
            }
        }

        Directory.Delete(Data, recursive: true);
    }

    private static Uri AddressOf(int port) => new($"http://127.0.0.1:{port}/");

    private void Hear(string? line)
    {
        lock (said)
        {
            if (line is not null)
            {
                said.Add(line);
            }
        }
    }

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
        for (var candidate = 22_000 + (Environment.ProcessId % 3_000); ; candidate += 3)
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
