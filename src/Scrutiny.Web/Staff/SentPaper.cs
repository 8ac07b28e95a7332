using Scrutiny.Papers;

namespace Scrutiny.Web.Staff;

/// <summary>Reads a file that a form brought, once its size says that it may be one, and looks at it.</summary>
internal static class SentPaper
{
    // A file of 20 MB may unpack to much more while it is looked at: one after the other.
    private static readonly SemaphoreSlim OneAtATime = new(1);

    /// <exception cref="SentenceException">It is refused.</exception>
    public static async Task<(CheckedPaper Looked, byte[] Content)> ReadAsync(IFormFile sent, CancellationToken cancel)
    {
        if (sent.Length > PaperKinds.LargestBytes)
        {
            throw SentenceException.Refused($"‘{CheckedPaper.NameOf(sent.FileName)}’ is larger than {PaperKinds.LargestBytes >> 20} MB; make its pictures smaller, or split it into papers of their own.");
        }

        if (sent.Length == 0)
        {
            throw SentenceException.Refused($"‘{CheckedPaper.NameOf(sent.FileName)}’ is empty; choose another file.");
        }

        await OneAtATime.WaitAsync(cancel);
        try
        {
            var content = new byte[sent.Length];
            await using (var stream = sent.OpenReadStream())
            {
                await stream.ReadExactlyAsync(content, cancel);
            }

            return (CheckedPaper.Of(sent.FileName, content), content);
        }
        finally
        {
            OneAtATime.Release();
        }
    }
}
