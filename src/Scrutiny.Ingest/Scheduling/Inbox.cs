using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Scrutiny.Ingest.Loading;

namespace Scrutiny.Ingest.Scheduling;

/// <summary>
/// The sources' inbox folders. A file is taken when two looks, a second apart, find it the same and it has stood still for two seconds:
/// one that was renamed into the folder had, one that is still being written has not. What it holds is copied to a place of our own before
/// anything reads it, so that it can be replaced, cut short or deleted meanwhile without harm. Names that start with a dot or end in .part
/// or .tmp are not looked at. Whatever else lies there is accounted for: a link, a pipe or a file that stays empty is refused by name.
/// </summary>
internal sealed class Inbox(string root, TimeProvider time)
{
    /// <summary>A file that has not changed for this long is whole.</summary>
    public static readonly TimeSpan Settled = TimeSpan.FromSeconds(2);

    /// <summary>A file that has been empty for this long will stay so.</summary>
    public static readonly TimeSpan StaysEmpty = TimeSpan.FromMinutes(1);

    /// <summary>Two looks count as two when they are this far apart.</summary>
    public static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    private const int LongestName = 255;
    private const char NotText = '\uFFFD';

    private readonly ConcurrentDictionary<string, IReadOnlyDictionary<string, Sighting>> lastLooks = new();

    public static string TakenFolder => "taken";

    public static string RefusedFolder => "refused";

    /// <summary>Holds a folder for each source.</summary>
    public string Root => root;

    public string FolderOf(string source) => Path.Combine(root, source);

    /// <summary>Makes the folder of each source, so that a person sees where to put files.</summary>
    public void Prepare(IEnumerable<string> sources)
    {
        foreach (var source in sources)
        {
            Directory.CreateDirectory(FolderOf(source));
        }
    }

    /// <summary>Whether nothing lies there that is looked at.</summary>
    public bool IsEmpty(string source) => !Entries(source).Any();

    /// <summary>Looks through the whole of a source's inbox. One caller at a time for each source.</summary>
    public InboxLook Look(string source)
    {
        var now = time.GetUtcNow();
        var before = lastLooks.GetValueOrDefault(source) ?? new Dictionary<string, Sighting>();
        var seen = new Dictionary<string, Sighting>();
        var whole = new List<InboxFile>();
        var settling = false;
        foreach (var path in Entries(source))
        {
            // A name that is not UTF-8 can be read but not asked about: no name that .NET can say leads to the file.
            if (FileFacts.Of(path) is not { } facts && !path.Contains(NotText, StringComparison.Ordinal))
            {
                continue;
            }

            facts = FileFacts.Of(path) ?? default;
            var known = before.TryGetValue(path, out var earlier);
            var sighting = known && earlier.Facts == facts ? earlier : new Sighting(facts, now, Judged: false);
            seen[path] = sighting;
            if (sighting.Judged)
            {
                continue;
            }

            if (sighting.IsWhole(now))
            {
                whole.Add(new InboxFile(path, facts));
            }
            else
            {
                // One that is seen to grow will not be whole in a moment, nor will one that is empty.
                settling |= facts.Length > 0 && (!known || earlier.Facts == facts);
            }
        }

        lastLooks[source] = seen;
        return new InboxLook([.. whole.OrderBy(file => file.Facts.WrittenAt).ThenBy(file => file.Name, StringComparer.Ordinal)], settling);
    }

    /// <summary>Copies a file to a place of our own.</summary>
    /// <returns>Null when it is gone, or is no longer the file that was looked at: the next look sees what it is now.</returns>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static async Task<ReceivedFile?> ReceiveAsync(InboxFile file, CancellationToken cancel)
    {
        using var handle = file.Facts.Open(file.Path);
        if (handle is null)
        {
            return null;
        }

        var received = ReceivedFile.Create();
        try
        {
            await using var content = new FileStream(handle, FileAccess.Read, bufferSize: 0);
            await using (var copy = received.OpenToWrite())
            {
                await content.CopyToAsync(copy, 1 << 16, cancel);
            }

            // Somebody who writes into the file and winds its clock back is still found out by its bytes.
            content.Position = 0;
            if (file.Facts.AreStillTrueOf(handle, file.Path)
                && Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancel)) == await FileStore.Sha256Async(received.Path, cancel)
                && file.Facts.AreStillTrueOf(handle, file.Path))
            {
                return received;
            }
        }
        catch
        {
            received.Dispose();
            throw;
        }

        received.Dispose();
        return null;
    }

    /// <summary>
    /// Puts away what was dealt with; one of the same name gets a number. What can't be moved, and a folder, which somebody may be filling,
    /// is left where it is and not looked at again until it changes. A file that came in its place meanwhile stays to be looked at.
    /// </summary>
    /// <returns>Whether it was moved.</returns>
    public bool PutAway(string source, InboxFile file, string folder)
    {
        if (!file.StaysPut && Move(file, Path.Combine(FolderOf(source), folder)))
        {
            return true;
        }

        if (lastLooks.GetValueOrDefault(source) is { } seen && seen.TryGetValue(file.Path, out var sighting) && sighting.Facts == file.Facts)
        {
            lastLooks[source] = new Dictionary<string, Sighting>(seen) { [file.Path] = sighting with { Judged = true } };
        }

        return false;
    }

    private static bool Move(InboxFile file, string folder)
    {
        try
        {
            if (FileFacts.Of(folder) is { Kind: not FileKind.Folder })
            {
                return false;
            }

            Directory.CreateDirectory(folder);
            var target = FreeName(folder, file.Name);
            Rename(file.Path, target);
            if (FileFacts.Of(target) is { } moved && moved != file.Facts)
            {
                Rename(target, FileFacts.Of(file.Path) is null ? file.Path : FreeName(Path.GetDirectoryName(file.Path)!, file.Name));
            }

            return true;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // Gone already, or not ours to move.
            return FileFacts.Of(file.Path) is null;
        }
    }

    // Of a link it is the name that moves; .NET asks first what it leads to.
    private static void Rename(string from, string to)
    {
        if (Directory.Exists(from))
        {
            Directory.Move(from, to);
        }
        else
        {
            File.Move(from, to);
        }
    }

    private static string FreeName(string folder, string name)
    {
        var free = Path.Combine(folder, name);
        for (var number = 2; FileFacts.Of(free) is not null; number++)
        {
            var ending = $".{number}{Path.GetExtension(name)}";
            var stem = Path.GetFileNameWithoutExtension(name);
            while (Encoding.UTF8.GetByteCount(stem) + Encoding.UTF8.GetByteCount(ending) > LongestName)
            {
                stem = stem[..^(char.IsLowSurrogate(stem[^1]) && stem.Length > 1 ? 2 : 1)];
            }

            free = Path.Combine(folder, stem + ending);
        }

        return free;
    }

    private IEnumerable<string> Entries(string source) =>
        Directory.Exists(FolderOf(source))
            ? Directory.EnumerateFileSystemEntries(FolderOf(source)).Where(path => IsLookedAt(Path.GetFileName(path)))
            : [];

    private static bool IsLookedAt(string name) =>
        !name.StartsWith('.') && name != TakenFolder && name != RefusedFolder && name != "lost+found"
        && !name.EndsWith(".part", StringComparison.OrdinalIgnoreCase) && !name.EndsWith(".tmp", StringComparison.OrdinalIgnoreCase);

    private readonly record struct Sighting(FileFacts Facts, DateTimeOffset FirstSeen, bool Judged)
    {
        public bool IsWhole(DateTimeOffset now)
        {
            var seenFor = now - FirstSeen;
            var stillFor = now - Facts.WrittenAt > seenFor ? now - Facts.WrittenAt : seenFor;
            return seenFor >= BetweenLooks && stillFor >= (Facts is { Kind: FileKind.File, Length: 0 } ? StaysEmpty : Settled);
        }
    }
}

/// <summary>What a look through an inbox found.</summary>
/// <param name="Whole">What can be dealt with, oldest first.</param>
/// <param name="Settling">Whether a file may be whole in a moment.</param>
internal sealed record InboxLook(IReadOnlyList<InboxFile> Whole, bool Settling);

/// <summary>Something that lies in an inbox.</summary>
/// <param name="Path">Where.</param>
/// <param name="Facts">What it was when it was looked at.</param>
internal sealed record InboxFile(string Path, FileFacts Facts)
{
    public string Name => System.IO.Path.GetFileName(Path);

    /// <summary>Whether it is left where it lies: its name is no text, so that nothing can be done with it, or it is a folder, which somebody may be filling.</summary>
    public bool StaysPut => HasNoName || Facts.Kind == FileKind.Folder;

    /// <summary>Why nothing of it may be read, and what to do; null for an ordinary file.</summary>
    public string? NotRead => Facts.Kind switch
    {
        FileKind.File => HasNoName ? "The file's name is not written in UTF-8, so that it can't be opened: give it another name."
            : Facts.Links > 1 ? "This file has a second name elsewhere on the disk (a hard link), through which it could change or be somebody else's: put a copy into the inbox."
            : null,
        FileKind.Folder => "This is a folder, and folders in an inbox are not looked into: put the files themselves into the inbox.",
        FileKind.Link => "This is a link to a file elsewhere, and links are not followed: put the file itself into the inbox.",
        FileKind.Pipe or FileKind.Socket or FileKind.Device => "This is a pipe, socket or device and no file: put a file into the inbox.",
    };

    private bool HasNoName => Facts == default;
}
