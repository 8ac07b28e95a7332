namespace Scrutiny.Database;

/// <summary>
/// The folder that holds everything one installation keeps: the private cluster, received files, keys, locks. It is made for, and
/// used by, one operating-system user.
/// </summary>
public sealed class DataFolder
{
    // Says that the folder is ours and whose it is, so that no command ever fills somebody's documents with locks and secrets.
    private const string Mark = "scrutiny-data";
    private const string VariableName = "SCRUTINY_DATA";

    private DataFolder(string path) => Path = path;

    /// <summary>The folder's full path, symbolic links of its parents left as given.</summary>
    public string Path { get; }

    /// <summary>
    /// Opens the folder, made with mode 700 when it is not there: <paramref name="given"/> (from <c>--data</c>), else the environment's
    /// <c>SCRUTINY_DATA</c>, else <c>.data</c> in <paramref name="home"/>.
    /// </summary>
    /// <param name="given">The caller's choice, relative to the working directory; null for none.</param>
    /// <param name="home">The repository's root; null finds it with <see cref="FindHome"/>.</param>
    /// <exception cref="SentenceException">The folder cannot be made or written, holds something else, or belongs to another user.</exception>
    public static DataFolder Open(string? given = null, string? home = null)
    {
        var chosen = new[] { given, Environment.GetEnvironmentVariable(VariableName) }.FirstOrDefault(x => !string.IsNullOrWhiteSpace(x))
            ?? System.IO.Path.Combine(home ?? FindHome(), ".data");
        var path = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(chosen));
        var mark = System.IO.Path.Combine(path, Mark);
        try
        {
            if (File.Exists(path))
            {
                throw SentenceException.Unusable($"{path} is a file; give a folder with --data.");
            }

            if (!Directory.Exists(path))
            {
                Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }

            if (File.Exists(mark))
            {
                var owner = File.ReadLines(mark).FirstOrDefault()?.Trim();
                if (owner != Environment.UserName)
                {
                    throw SentenceException.Refused($"The data folder {path} belongs to the user {owner}; run this as {owner} or choose another with --data.");
                }
            }
            else
            {
                if (Directory.EnumerateFileSystemEntries(path).Any())
                {
                    throw SentenceException.Refused($"The folder {path} holds files that are not Scrutiny's; give an empty or a new folder with --data.");
                }

                PrivateFile.Write(mark, $"{Environment.UserName}\nThis folder is kept by Scrutiny for the user named above.\n");
            }

            // Touched each time, because a read-only mount shows itself only on writing.
            File.SetLastWriteTimeUtc(mark, TimeProvider.System.GetUtcNow().UtcDateTime);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw SentenceException.Unusable($"The data folder {path} cannot be written by the user {Environment.UserName}; choose another with --data.", fault);
        }

        return new DataFolder(path);
    }

    /// <summary>
    /// The repository's root: the environment's <c>SCRUTINY_HOME</c>, else the nearest folder above the program that holds
    /// <c>Scrutiny.sln</c>, else the working directory.
    /// </summary>
    public static string FindHome()
    {
        if (Environment.GetEnvironmentVariable("SCRUTINY_HOME") is { Length: > 0 } home)
        {
            return System.IO.Path.GetFullPath(home);
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "Scrutiny.sln")))
            {
                return folder.FullName;
            }
        }

        return Environment.CurrentDirectory;
    }

    /// <summary>The full path of something inside the folder.</summary>
    public string PathOf(string name) => System.IO.Path.Combine(Path, name);
}
