using System.Diagnostics;
using System.Globalization;

namespace Scrutiny.Tests.Parsing;

/// <summary>Looks at the parsers that this process starts, from outside: how much memory they took, what they were told, what they may do.</summary>
internal sealed class ChildWatch : IDisposable
{
    private readonly CancellationTokenSource ending = new();
    private readonly Thread watching;

    public ChildWatch()
    {
        watching = new Thread(Watch) { IsBackground = true };
        watching.Start();
    }

    /// <summary>Kilobytes of memory of the one that took most.</summary>
    public long PeakKilobytes { get; private set; }

    /// <summary>Time that the processor spent on the one that took longest: what a busy machine does not change.</summary>
    public TimeSpan LongestWork { get; private set; }

    /// <summary>The last environment seen, a line to each variable.</summary>
    public string Environment { get; private set; } = "";

    /// <summary>Lines of <c>/proc/PID/status</c> as last seen.</summary>
    public IReadOnlyList<string> Status { get; private set; } = [];

    public static IReadOnlyList<int> Parsers => Children();

    public void Dispose()
    {
        ending.Cancel();
        watching.Join();
        ending.Dispose();
    }

    private void Watch()
    {
        while (!ending.Token.WaitHandle.WaitOne(2))
        {
            foreach (var child in Children())
            {
                Look(child);
            }
        }
    }

    private void Look(int child)
    {
        try
        {
            var status = File.ReadAllLines($"/proc/{child}/status");
            if (status.FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)) is not { } peak)
            {
                return;
            }

            PeakKilobytes = Math.Max(PeakKilobytes, long.Parse(peak.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture));
            // The 14th and 15th field, in hundredths of a second; the second is the name in brackets.
            var times = File.ReadAllText($"/proc/{child}/stat").Split(") ")[1].Split(' ');
            var work = TimeSpan.FromSeconds((long.Parse(times[11], CultureInfo.InvariantCulture) + long.Parse(times[12], CultureInfo.InvariantCulture)) / 100.0);
            LongestWork = work > LongestWork ? work : LongestWork;
            Environment = File.ReadAllText($"/proc/{child}/environ").Replace('\0', '\n');
            Status = status;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            // It ended while it was looked at.
        }
    }

    private static List<int> Children()
    {
        var children = new List<int>();
        foreach (var thread in Directory.EnumerateDirectories("/proc/self/task"))
        {
            try
            {
                foreach (var child in File.ReadAllText(Path.Combine(thread, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries))
                {
                    if (File.ReadAllText($"/proc/{child}/cmdline").Contains("Scrutiny.Ingest.dll\0parse", StringComparison.Ordinal))
                    {
                        children.Add(int.Parse(child, CultureInfo.InvariantCulture));
                    }
                }
            }
            catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
            {
                // The thread or the child ended.
            }
        }

        return children;
    }
}
