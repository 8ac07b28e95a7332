namespace Scrutiny.Audit;

/// <summary>A file with a line for each day's head, only ever added to: what it says of a day stays, whatever the database says later.</summary>
/// <param name="path">The file; its folder is made when it is first written.</param>
public sealed class HeadsFile(string path)
{
    /// <summary>Its place in the data folder.</summary>
    public const string Name = "audit/heads.txt";

    /// <summary>The file's path.</summary>
    public string Path { get; } = path;

    /// <summary>Whether there is such a file.</summary>
    public bool Exists => File.Exists(Path);

    /// <summary>What it says, in its order.</summary>
    /// <exception cref="SentenceException">A line is no head, or the file can't be read.</exception>
    public IReadOnlyList<AuditHead> Read()
    {
        try
        {
            return [.. File.ReadAllLines(Path).Select((line, number) => AuditHead.Parse(line)
                ?? throw SentenceException.Refused($"Line {number + 1} of {Path} is not a day, a count and a hash, so the file was changed by other means; compare it with another copy."))];
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw SentenceException.Unusable($"The file of heads {Path} can't be read; check its name and who may read it.", fault);
        }
    }

    /// <summary>Adds the heads of days after the last one that it has.</summary>
    /// <param name="heads">Any number, in any order.</param>
    /// <exception cref="SentenceException">As of <see cref="Read"/>.</exception>
    /// <exception cref="IOException">It can't be written.</exception>
    public void Add(IEnumerable<AuditHead> heads)
    {
        var last = Exists ? Read().Select(head => head.Day).DefaultIfEmpty().Max() : default;
        var missing = heads.Where(head => head.Day > last).OrderBy(head => head.Day).Select(head => head.ToString()).ToList();
        if (missing.Count > 0)
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path))!);
            File.AppendAllLines(Path, missing);
        }
    }
}
