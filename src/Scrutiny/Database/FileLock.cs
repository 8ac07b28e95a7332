namespace Scrutiny.Database;

/// <summary>
/// A lock between processes on one machine, held through an open file (<c>flock</c>): the system lets it go when the process ends,
/// however it ends. Two locks in one process exclude each other as two processes would.
/// </summary>
public static class FileLock
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(40);

    /// <summary>Takes the lock alone, or returns null at once when anybody holds it. Dispose what is returned to let go.</summary>
    /// <exception cref="UnauthorizedAccessException">The file may not be opened.</exception>
    public static IDisposable? TryTakeAlone(string path) => TryOpen(path, FileShare.None);

    /// <summary>Takes the lock alone, waiting for as long as others hold it.</summary>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    public static async Task<IDisposable> TakeAloneAsync(string path, CancellationToken cancellationToken) =>
        await WaitAsync(path, FileShare.None, cancellationToken).ConfigureAwait(false);

    /// <summary>Takes the lock together with others who share it, waiting while one holds it alone.</summary>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    public static async Task<IDisposable> ShareAsync(string path, CancellationToken cancellationToken) =>
        await WaitAsync(path, FileShare.Read, cancellationToken).ConfigureAwait(false);

    private static async Task<IDisposable> WaitAsync(string path, FileShare share, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (TryOpen(path, share) is { } taken)
            {
                return taken;
            }

            await Task.Delay(Pause, cancellationToken).ConfigureAwait(false);
        }
    }

    private static FileStream? TryOpen(string path, FileShare share)
    {
        try
        {
            if (!File.Exists(path))
            {
                new FileStream(path, new FileStreamOptions
                {
                    Mode = FileMode.OpenOrCreate,
                    Access = FileAccess.Write,
                    Share = FileShare.ReadWrite,
                    UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
                }).Dispose();
            }

            return new FileStream(path, FileMode.Open, FileAccess.Read, share);
        }
        catch (IOException fault) when (fault is not (FileNotFoundException or DirectoryNotFoundException))
        {
            return null;
        }
    }
}
