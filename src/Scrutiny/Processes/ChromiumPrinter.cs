using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Scrutiny.Processes;

/// <summary>
/// Prints a page of files as a tagged PDF with Chromium, in a process of its own that has a folder, a time and a size: no settings of this process,
/// no network, and an end when it takes too long or grows too large.
/// </summary>
public sealed class ChromiumPrinter
{
    private const int PageBytes = 4096;
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    /// <summary>Longest that it may take.</summary>
    public TimeSpan LongestRun { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Most memory that all of its processes may hold together, in bytes.</summary>
    public long MostBytes { get; init; } = 2_000_000_000;

    /// <summary>The program; null for the first of its usual names that is on PATH.</summary>
    public string? Program { get; init; }

    /// <summary>Prints.</summary>
    /// <param name="files">The page, named first, and what it needs, by their paths.</param>
    /// <param name="cancel">Ends it.</param>
    /// <returns>The PDF, or why there is none in one sentence.</returns>
    public async Task<(byte[]? Pdf, string? Wrong)> PrintAsync(IReadOnlyList<(string Name, ReadOnlyMemory<byte> Bytes)> files, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(files);
        if ((Program ?? Find()) is not { } program)
        {
            return (null, "There is no PDF, because Chromium is not installed (Debian and Ubuntu: apt-get install chromium); everything else is complete.");
        }

        var folder = Directory.CreateTempSubdirectory("scrutiny-pdf-");
        try
        {
            foreach (var (name, bytes) in files)
            {
                var path = Path.Combine(folder.FullName, name);
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                await File.WriteAllBytesAsync(path, bytes, cancel);
            }

            return await RunAsync(program, folder.FullName, files[0].Name, cancel);
        }
        catch (Win32Exception)
        {
            return (null, $"There is no PDF, because {program} could not be started; everything else is complete.");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task<(byte[]? Pdf, string? Wrong)> RunAsync(string program, string folder, string page, CancellationToken cancel)
    {
        var target = Path.Combine(folder, ".printed.pdf");
        // A sandbox needs a user of its own, which root is not.
        string[] sandbox = Environment.IsPrivilegedProcess ? ["--no-sandbox"] : [];
        var start = new ProcessStartInfo(
            program,
            [
                "--headless", .. sandbox, "--disable-gpu", "--no-first-run", "--disable-extensions", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
                "--host-resolver-rules=MAP * ~NOTFOUND", $"--user-data-dir={Path.Combine(folder, ".profile")}",
                "--no-pdf-header-footer", "--generate-pdf-document-outline", $"--print-to-pdf={target}", new Uri(Path.Combine(folder, page)).AbsoluteUri,
            ])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        // Nothing of this process's settings, among which is the database's password.
        var path = start.Environment["PATH"];
        start.Environment.Clear();
        start.Environment["PATH"] = path;
        start.Environment["HOME"] = folder;
        start.Environment["LC_ALL"] = "C.UTF-8";

        using var process = Process.Start(start)!;
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        ending.CancelAfter(LongestRun);
        try
        {
            process.StandardInput.Close();
            var said = Task.WhenAll(process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, ending.Token), process.StandardError.BaseStream.CopyToAsync(Stream.Null, ending.Token));
            var ended = process.WaitForExitAsync(ending.Token);
            while (await Task.WhenAny(ended, Task.Delay(Look, ending.Token)) != ended)
            {
                ending.Token.ThrowIfCancellationRequested();
                if (ResidentBytes(process.Id) > MostBytes)
                {
                    return (null, $"There is no PDF, because printing it needed more than {(MostBytes / 1_000_000).ToString(CultureInfo.InvariantCulture)} MB; make the pack shorter. Everything else is complete.");
                }
            }

            await ended;
            await said;
            return process.ExitCode == 0 && File.Exists(target)
                ? (await File.ReadAllBytesAsync(target, cancel), null)
                : (null, "There is no PDF, because Chromium could not print the page; everything else is complete.");
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return (null, $"There is no PDF, because printing it took longer than {LongestRun.TotalSeconds.ToString(CultureInfo.InvariantCulture)} seconds; everything else is complete.");
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
                await process.WaitForExitAsync(CancellationToken.None);
            }
        }
    }

    private static string? Find() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .SelectMany(folder => Names.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists);

    // What the process and its descendants hold, from the system's own tables; nothing where there are none to read.
    private static long ResidentBytes(int root)
    {
        if (!Directory.Exists("/proc/self"))
        {
            return 0;
        }

        var parents = new Dictionary<int, (int Parent, long Pages)>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id) && StatOf(folder) is { } stat)
            {
                parents[id] = stat;
            }
        }

        bool Descends(int id)
        {
            for (var steps = 0; steps < 32 && parents.TryGetValue(id, out var stat); steps++, id = stat.Parent)
            {
                if (id == root)
                {
                    return true;
                }
            }

            return false;
        }

        return parents.Where(entry => Descends(entry.Key)).Sum(entry => entry.Value.Pages) * PageBytes;
    }

    private static (int Parent, long Pages)? StatOf(string folder)
    {
        try
        {
            var fields = File.ReadAllText(Path.Combine(folder, "stat"));
            // The name before them is in brackets and may hold anything.
            var rest = fields[(fields.LastIndexOf(')') + 2)..].Split(' ');
            return (int.Parse(rest[1], CultureInfo.InvariantCulture), long.Parse(rest[21], CultureInfo.InvariantCulture));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // It ended meanwhile.
            return null;
        }
    }
}
