using System.Diagnostics;
using System.Security.Cryptography;
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
    /// <summary>
    /// Drawn by lot, since the public sees it on receipts: one worked out from the load's number would let anybody who knows the rest of it
    /// count the loads that were not published. Known from the start, so that a running load can be followed.
    /// </summary>
    public string Load { get; } = RandomNumberGenerator.GetString("abcdefghjkmnpqrstvwxyz0123456789", 12);

    public List<string> Notes { get; } = [];

    public Staging? Staging { get; set; }

    public LoadProgress? Progress { get; set; }

    public long RowsRead { get; set; }
}
