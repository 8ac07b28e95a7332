using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace Scrutiny.Database;

/// <summary>The server of one data folder: where it lives, whether it runs, starting and stopping it. All under the start lock.</summary>
internal sealed class PrivateClusterServer
{
    private const string OutsideRoot = "/var/lib/scrutiny";

    private readonly DataFolder data;
    private readonly Action<string> say;

    private PrivateClusterServer(DataFolder data, PrivateClusterRecord record, Action<string> say)
    {
        this.data = data;
        this.say = say;
        Record = record;
    }

    public PrivateClusterRecord Record { get; private set; }

    public string LogFile => Path.Combine(Folder, "server.log");

    private string Folder => Record.Outside ?? data.PathOf("postgres");

    private string Files => Path.Combine(Folder, "data");

    /// <summary>The server of this folder as decided earlier, or with the decisions made now.</summary>
    public static async Task<PrivateClusterServer> OpenAsync(DataFolder data, Action<string> say, CancellationToken cancellationToken)
    {
        var record = PrivateClusterRecord.Read(data);
        if (record?.Outside is { } outside && record.DataFolder != data.Path && Directory.Exists(record.DataFolder))
        {
            say($"This data folder is a copy of {record.DataFolder}, whose database stays its own in {outside}; a new one is made for {data.Path}.");
            record = null;
        }

        if (record is null)
        {
            record = await DecideAsync(data, say, cancellationToken).ConfigureAwait(false);
            record.Store(data);
        }

        return new PrivateClusterServer(data, record, say);
    }

    /// <summary>The server of this folder if it was ever set up.</summary>
    public static PrivateClusterServer? OpenIfKnown(DataFolder data, Action<string> say) =>
        PrivateClusterRecord.Read(data) is { } record ? new PrivateClusterServer(data, record, say) : null;

    /// <summary>The port on which the server of this very folder answers; null when it does not run or is not ready.</summary>
    public int? RunningPort() => ReadState() is { Status: "ready" } state && IsOurs(state.ProcessId) ? state.Port : null;

    public void MarkPrepared()
    {
        Record = Record with { Prepared = true };
        Record.Store(data);
    }

    /// <summary>Makes the cluster if there is none, and brings the server up.</summary>
    /// <returns>The port.</returns>
    public async Task<int> StartAsync(PrivateClusterSecrets secrets, PrivateClusterOptions options, CancellationToken cancellationToken)
    {
        if (Record.ServerUser is { } user && Record.Outside is null && !await MayEnterAsync(user, data.Path, cancellationToken).ConfigureAwait(false))
        {
            throw SentenceException.Refused($"The database runs as the user {user}, who may not enter {data.Path}: let others pass through its parents (chmod o+x) or move the data folder.");
        }

        var programs = await FindProgramsAsync(cancellationToken).ConfigureAwait(false);
        if (!Directory.Exists(Files))
        {
            await MakeAsync(programs, secrets, options, cancellationToken).ConfigureAwait(false);
        }

        var started = Stopwatch.GetTimestamp();
        var told = false;
        while (true)
        {
            ForgetStaleProcessId();
            if (!PortIsFree(Record.Port) && ReadState() is null)
            {
                Record = Record with { Port = FreePort() };
                Record.Store(data);
            }

            if (ReadState() is null)
            {
                TrimLog();
                await PgCtlAsync(programs, ["start", "-w", "-t", "20", "-l", LogFile, "-o", SettingsOf(options)], cancellationToken).ConfigureAwait(false);
            }

            if (RunningPort() is { } port)
            {
                return port;
            }

            // A server that is recovering after a crash, or still stopping, gets all the time it wants: it is alive and at work.
            var alive = ReadState() is { } state && IsOurs(state.ProcessId);
            if (!told)
            {
                told = true;
                say(alive ? "The database is recovering from an unclean stop; waiting for it." : "The database did not start at once, perhaps because processes of an earlier run are still ending; trying again.");
            }

            var waited = Stopwatch.GetElapsedTime(started);
            if (!alive && waited > options.StartPatience)
            {
                throw SentenceException.Unreachable($"The database did not start: {LastFault()}; the whole story is in {LogFile}.");
            }

            if (!alive && waited > options.StartPatience / 3)
            {
                EndOrphans();
            }

            await Task.Delay(TimeSpan.FromMilliseconds(300), cancellationToken).ConfigureAwait(false);
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        // Also one that is still recovering: nobody waits for it any more.
        if (ReadState() is { } state && IsOurs(state.ProcessId))
        {
            var programs = await FindProgramsAsync(cancellationToken).ConfigureAwait(false);
            await PgCtlAsync(programs, ["stop", "-m", "fast", "-w", "-t", "60"], cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task<PrivateClusterRecord> DecideAsync(DataFolder data, Action<string> say, CancellationToken cancellationToken)
    {
        if (!Environment.IsPrivilegedProcess)
        {
            return new PrivateClusterRecord(data.Path, null, null, FreePort(), false);
        }

        // PostgreSQL refuses to run as root.
        var user = (await PrivateClusterCommand.RunAsync(null, "id", ["-u", "postgres"], cancellationToken).ConfigureAwait(false)).ExitCode == 0 ? "postgres" : "nobody";
        var (_, group) = await PrivateClusterCommand.RunAsync(null, "id", ["-gn", user], cancellationToken).ConfigureAwait(false);

        // The server's user may pass through the data folder to its own part, and may not list it.
        await PrivateClusterCommand.RunAsync(null, "chgrp", ["--", group, data.Path], cancellationToken).ConfigureAwait(false);
        File.SetUnixFileMode(data.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute);
        if (await MayEnterAsync(user, data.Path, cancellationToken).ConfigureAwait(false))
        {
            return new PrivateClusterRecord(data.Path, null, user, FreePort(), false);
        }

        File.SetUnixFileMode(data.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var outside = Path.Combine(OutsideRoot, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(data.Path)))[..12]);
        Directory.CreateDirectory(outside);
        if (!await MayEnterAsync(user, outside, cancellationToken).ConfigureAwait(false))
        {
            throw SentenceException.Refused($"The database runs as the user {user}, who may enter neither {data.Path} nor {outside}; choose another folder with --data.");
        }

        say($"The database is kept in {outside}, because the user {user}, who runs it, may not enter {data.Path}.");
        return new PrivateClusterRecord(data.Path, outside, user, FreePort(), false);
    }

    // Really tried as that user: parents, groups and access lists all have their say.
    private static async Task<bool> MayEnterAsync(string user, string folder, CancellationToken cancellationToken)
    {
        var (exit, _) = await PrivateClusterCommand.RunAsync(user, "/bin/sh", ["-c", "cd -- \"$0\"", folder], cancellationToken).ConfigureAwait(false);
        return exit == 0;
    }

    private async Task<string> FindProgramsAsync(CancellationToken cancellationToken)
    {
        var versionFile = Path.Combine(Files, "PG_VERSION");
        int? major = File.Exists(versionFile) ? int.Parse(File.ReadAllText(versionFile), CultureInfo.InvariantCulture) : null;
        var install = Record.Outside is null ? data.PathOf("pgprograms") : Path.Combine(Record.Outside, "pgprograms");
        return await new PrivateClusterPrograms(PrivateClusterPrograms.UsualFolders(), say).FindAsync(major, Record.ServerUser, install, cancellationToken).ConfigureAwait(false);
    }

    private async Task MakeAsync(string programs, PrivateClusterSecrets secrets, PrivateClusterOptions options, CancellationToken cancellationToken)
    {
        say("Making a private PostgreSQL cluster.");

        // Made beside its place and moved there when whole: a kill half-way leaves nothing that looks like a cluster.
        var unfinished = Path.Combine(Folder, "unfinished");
        if (Directory.Exists(unfinished))
        {
            Directory.Delete(unfinished, recursive: true);
        }

        Directory.CreateDirectory(Folder);
        var passwordFile = Path.Combine(Folder, "password");
        PrivateFile.Write(passwordFile, secrets[PrivateClusterSecrets.Superuser]);
        try
        {
            if (Record.ServerUser is { } user)
            {
                await PrivateClusterCommand.RunAsync(null, "chown", ["--", $"{user}:", Folder, passwordFile], cancellationToken).ConfigureAwait(false);
            }

            File.SetUnixFileMode(Folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            string[] arguments =
            [
                "-D", unfinished, "--data-checksums", "--auth=scram-sha-256", $"--pwfile={passwordFile}", "--encoding=UTF8",
                $"--username={PrivateClusterSecrets.Superuser}", .. options.Durable ? Array.Empty<string>() : ["--no-sync"],
            ];
            var (exit, output) = await InitDbAsync("C.UTF-8").ConfigureAwait(false);
            if (exit != 0)
            {
                // Old and small systems lack C.UTF-8.
                (exit, output) = await InitDbAsync("C").ConfigureAwait(false);
            }

            if (exit != 0)
            {
                throw SentenceException.Unreachable($"The database could not be made in {Folder}: {LastLine(output)}.");
            }

            Directory.Move(unfinished, Files);

            async Task<(int, string)> InitDbAsync(string locale) => await PrivateClusterCommand.RunAsync(
                Record.ServerUser, Path.Combine(programs, "initdb"), [.. arguments, $"--locale={locale}"], cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            File.Delete(passwordFile);
        }
    }

    private string SettingsOf(PrivateClusterOptions options)
    {
        var settings = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["port"] = Record.Port.ToString(CultureInfo.InvariantCulture),
            ["listen_addresses"] = "127.0.0.1",
            ["unix_socket_directories"] = "",
            ["max_connections"] = "100",
            ["shared_buffers"] = "256MB",
            // Files of millions of rows: room for the log of one between two checkpoints, and no compiler for queries that end before it does.
            ["wal_buffers"] = "16MB",
            ["max_wal_size"] = "4GB",
            ["jit"] = "off",
            ["wal_compression"] = "on",
            // Statements and their values can hold personal data; the log says what failed, not with what.
            ["log_error_verbosity"] = "terse",
            ["log_min_error_statement"] = "panic",
            ["log_checkpoints"] = "off",
        };
        if (!options.Durable)
        {
            settings["fsync"] = settings["synchronous_commit"] = settings["full_page_writes"] = "off";
        }

        foreach (var (name, value) in options.Settings)
        {
            settings[name] = value;
        }

        // pg_ctl hands this to a shell.
        return string.Join(' ', settings.Select(x => $"-c {x.Key}='{x.Value}'"));
    }

    private async Task PgCtlAsync(string programs, string[] arguments, CancellationToken cancellationToken) =>
        await PrivateClusterCommand.RunAsync(Record.ServerUser, Path.Combine(programs, "pg_ctl"), [.. arguments, "-D", Files], cancellationToken).ConfigureAwait(false);

    // postmaster.pid: process, folder, start time, port, socket folder, addresses, shared memory, status.
    private (int ProcessId, int Port, string Status)? ReadState()
    {
        try
        {
            var lines = File.ReadAllLines(Path.Combine(Files, "postmaster.pid"));
            return lines.Length > 0 && int.TryParse(lines[0], CultureInfo.InvariantCulture, out var processId)
                ? (processId, lines.Length > 3 && int.TryParse(lines[3], CultureInfo.InvariantCulture, out var port) ? port : 0, lines.Length > 7 ? lines[7].Trim() : "starting")
                : (0, 0, "starting");
        }
        catch (IOException)
        {
            return null;
        }
    }

    // The number may have been given to another process since (after a restart of the machine or of a container).
    private bool IsOurs(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            return !process.HasExited && (!OperatingSystem.IsLinux() || new FileInfo($"/proc/{processId}/cwd").LinkTarget == RealPath(Files));
        }
        catch (Exception fault) when (fault is ArgumentException or InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private void ForgetStaleProcessId()
    {
        if (ReadState() is { } state && !IsOurs(state.ProcessId))
        {
            File.Delete(Path.Combine(Files, "postmaster.pid"));
        }
    }

    // The server's children notice that their parent died only when they next wait for something; until then they hold its memory.
    private void EndOrphans()
    {
        if (!OperatingSystem.IsLinux() || ReadState() is { } state && IsOurs(state.ProcessId))
        {
            return;
        }

        foreach (var process in Process.GetProcesses())
        {
            using (process)
            {
                if (IsOurs(process.Id))
                {
                    process.Kill();
                }
            }
        }
    }

    private static string RealPath(string folder)
    {
        var real = "/";
        foreach (var part in folder.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            real = Path.Combine(real, part);
            real = new DirectoryInfo(real).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? real;
        }

        return real;
    }

    private void TrimLog()
    {
        if (new FileInfo(LogFile) is { Exists: true, Length: > 10_000_000 })
        {
            File.Move(LogFile, LogFile + ".old", overwrite: true);
        }
    }

    private string LastFault() =>
        File.Exists(LogFile)
            ? LastLine(string.Join('\n', File.ReadLines(LogFile).Where(x => x.Contains("FATAL:", StringComparison.Ordinal) || x.Contains("PANIC:", StringComparison.Ordinal))))
            : "it wrote no log";

    private static string LastLine(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries).LastOrDefault()?.Trim().TrimEnd('.') ?? "no reason given";

    // Outside the range from which systems take the ports of outgoing connections (32768 and up on Linux, 49152 on macOS).
    private static int FreePort()
    {
        for (var attempt = 0; attempt < 200; attempt++)
        {
            var port = RandomNumberGenerator.GetInt32(20_000, 32_000);
            if (PortIsFree(port))
            {
                return port;
            }
        }

        throw SentenceException.Unreachable("No free TCP port was found for the database on 127.0.0.1; stop some servers.");
    }

    private static bool PortIsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
