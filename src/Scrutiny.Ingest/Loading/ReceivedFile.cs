namespace Scrutiny.Ingest.Loading;

/// <summary>A delivered file's bytes in a place of our own, under a name of our own, where nobody else can change them while they are read; removed when disposed.</summary>
internal sealed class ReceivedFile : IDisposable
{
    private const string Prefix = "scrutiny-received-";

    private static readonly TimeSpan Life = TimeSpan.FromDays(1);

    private ReceivedFile(string path) => Path = path;

    public string Path { get; }

    /// <summary>An empty file that only this program's user may read.</summary>
    public static ReceivedFile Create()
    {
        var file = new ReceivedFile(System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"{Prefix}{Guid.NewGuid():N}"));
        using (file.OpenToWrite(FileMode.CreateNew))
        {
            return file;
        }
    }

    /// <summary>Removes what processes that were killed have left; nothing that is still read is that old.</summary>
    public static void RemoveLeftovers(TimeProvider clock)
    {
        foreach (var left in new DirectoryInfo(System.IO.Path.GetTempPath()).EnumerateFiles(Prefix + "*").Where(file => file.LastWriteTimeUtc < clock.GetUtcNow() - Life))
        {
            try
            {
                left.Delete();
            }
            catch (UnauthorizedAccessException)
            {
                // Another user's, who will remove it.
            }
        }
    }

    public FileStream OpenToWrite(FileMode mode = FileMode.Truncate) => new(Path, new FileStreamOptions
    {
        Mode = mode,
        Access = FileAccess.Write,
        Options = FileOptions.Asynchronous,
        UnixCreateMode = mode == FileMode.CreateNew ? UnixFileMode.UserRead | UnixFileMode.UserWrite : null,
    });

    public void Dispose() => File.Delete(Path);
}
