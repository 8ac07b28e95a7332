using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Scrutiny.Dashboards;
using Scrutiny.Sources;

namespace Scrutiny.Ingest.Loading;

/// <summary>What is known about a file while it loads, for the report of either ending.</summary>
/// <param name="Request">What is asked for.</param>
/// <param name="File">The file, opened once.</param>
/// <param name="FileSha256">SHA-256 of its bytes.</param>
/// <param name="Source">The source that says how it is read.</param>
/// <param name="ReadingSha256">SHA-256 of all that decides how it is read.</param>
/// <param name="Started">When the load began.</param>
/// <param name="Clock">Runs since then.</param>
/// <param name="Number">The load's number.</param>
/// <param name="KnownFrom">From when its figures are known.</param>
internal sealed record LoadAttempt(LoadRequest Request, FileStream File, string FileSha256, Declaration<Source> Source, string ReadingSha256, DateTimeOffset Started, Stopwatch Clock, int Number, DateTimeOffset KnownFrom)
{
    /// <summary>A label that tells nothing about how many loads there were: the public sees it on receipts. Known from the start, so that a running load can be followed.</summary>
    public string Load { get; } = Label($"{Source.Id}|{ReadingSha256}|{FileSha256}|{Number}|{Started.UtcTicks}");

    public List<string> Notes { get; } = [];

    public Staging? Staging { get; set; }

    public LoadProgress? Progress { get; set; }

    public long RowsRead { get; set; }

    private static string Label(string of)
    {
        const string Letters = "abcdefghjkmnpqrstvwxyz0123456789";
        return string.Create(12, SHA256.HashData(Encoding.UTF8.GetBytes(of)), (label, bytes) =>
        {
            for (var i = 0; i < label.Length; i++)
            {
                label[i] = Letters[bytes[i] % Letters.Length];
            }
        });
    }
}
