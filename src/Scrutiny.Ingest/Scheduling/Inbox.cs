using System.Collections.Concurrent;

namespace Scrutiny.Ingest.Scheduling;

/// <summary>
/// A source's inbox folder. A file renamed into it is whole and is taken at the next look; one still being written is left until two
/// looks a while apart find it the same. Names that start with a dot or end in .part or .tmp are not looked at,
/// nor are empty files.
/// </summary>
internal sealed class Inbox(string root, TimeProvider time)
{
    /// <summary>A file that has not changed for this long is whole.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<string, (Look Look, DateTimeOffset At)> lastLooks = new();

    public static string TakenFolder => "taken";

    public static string RefusedFolder => "refused";

    public string FolderOf(string source) => Path.Combine(root, source);

    /// <summary>Makes the folder of each source, so that a person sees where to put files.</summary>
    public void Prepare(IEnumerable<string> sources)
    {
        foreach (var source in sources)
        {
            Directory.CreateDirectory(FolderOf(source));
        }
    }

    /// <summary>The whole files of a source's inbox, oldest first. Links, folders and devices are passed over.</summary>
    public IReadOnlyList<FileInfo> WholeFiles(string source)
    {
        var folder = new DirectoryInfo(FolderOf(source));
        if (!folder.Exists)
        {
            return [];
        }

        return [.. folder.EnumerateFiles().Where(IsCandidate).Where(IsWhole).OrderBy(file => file.LastWriteTimeUtc).ThenBy(file => file.Name, StringComparer.Ordinal)];
    }

    /// <summary>Puts a file away; one of the same name gets a number.</summary>
    public static void PutAway(FileInfo file, string folder)
    {
        var target = Directory.CreateDirectory(Path.Combine(file.DirectoryName!, folder)).FullName;
        var name = Path.Combine(target, file.Name);
        for (var number = 2; File.Exists(name); number++)
        {
            name = Path.Combine(target, $"{Path.GetFileNameWithoutExtension(file.Name)}.{number}{file.Extension}");
        }

        file.MoveTo(name);
    }

    // Pipes, sockets and devices have no length, and opening a pipe would wait for ever; an empty file is still to be written.
    private static bool IsCandidate(FileInfo file) =>
        file.LinkTarget is null
        && (file.Attributes & (FileAttributes.Directory | FileAttributes.Device | FileAttributes.ReparsePoint)) == 0
        && file.Length > 0
        && !file.Name.StartsWith('.') && !file.Name.EndsWith(".part", StringComparison.OrdinalIgnoreCase) && !file.Name.EndsWith(".tmp", StringComparison.OrdinalIgnoreCase);

    private bool IsWhole(FileInfo file)
    {
        var now = time.GetUtcNow();
        var look = new Look(file.Length, file.LastWriteTimeUtc);
        if (now - file.LastWriteTimeUtc >= Settled)
        {
            lastLooks.TryRemove(file.FullName, out _);
            return true;
        }

        var before = lastLooks.GetOrAdd(file.FullName, (look, now));
        if (before.Look == look && now - before.At >= Settled / 2)
        {
            lastLooks.TryRemove(file.FullName, out _);
            return true;
        }

        if (before.Look != look)
        {
            lastLooks[file.FullName] = (look, now);
        }

        return false;
    }

    private readonly record struct Look(long Length, DateTime WrittenAt);
}
