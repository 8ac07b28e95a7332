using System.Diagnostics;
using System.Globalization;

namespace Scrutiny.Benchmarks;

/// <summary>
/// What our processes hold together: this one and, while they live, its children (the parser). PostgreSQL's are not ours: its server is
/// nobody's child. Looked at twenty times a second, with each process's own high-water mark, so that no peak falls between two looks.
/// </summary>
internal static class Memory
{
    private static readonly Lock Gate = new();
    private static double children;

    /// <summary>Looks at the children from now on.</summary>
    public static void Watch() => new Thread(() =>
    {
        while (true)
        {
            var now = Children().Sum();
            lock (Gate)
            {
                children = Math.Max(children, now);
            }

            Task.Delay(50).Wait();
        }
    })
    { IsBackground = true, Name = "memory" }.Start();

    public static double PeakMb()
    {
        lock (Gate)
        {
            return (Process.GetCurrentProcess().PeakWorkingSet64 / 1048576.0) + children;
        }
    }

    private static IEnumerable<double> Children()
    {
        var list = $"/proc/{Environment.ProcessId}/task/{Environment.ProcessId}/children";
        foreach (var id in File.Exists(list) ? AllChildren() : [])
        {
            double megabytes = 0;
            try
            {
                megabytes = File.ReadLines($"/proc/{id}/status").Where(line => line.StartsWith("VmHWM:", StringComparison.Ordinal))
                    .Select(line => double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024).FirstOrDefault();
            }
            catch (IOException)
            {
                // It ended meanwhile.
            }

            yield return megabytes;
        }
    }

    // Any thread may have started one.
    private static IEnumerable<string> AllChildren() => Directory.EnumerateDirectories($"/proc/{Environment.ProcessId}/task").SelectMany(task =>
    {
        try
        {
            return File.ReadAllText(Path.Combine(task, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        }
        catch (IOException)
        {
            return [];
        }
    });
}
