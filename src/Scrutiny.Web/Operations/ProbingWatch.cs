using System.Globalization;
using System.Text.RegularExpressions;

namespace Scrutiny.Web.Operations;

/// <summary>
/// Notices that somebody guesses at what is to come: many different addresses that name this year or a later one, or a receipt, and do not
/// exist. Counted for the process as a whole, without whoever asked; told in the log and in a number for operators.
/// </summary>
internal sealed partial class ProbingWatch(TimeProvider time, ILogger<ProbingWatch> log)
{
    /// <summary>So many different ones within an hour are no slip of the hand.</summary>
    public const int Enough = 20;

    private const int MostKept = 10_000;
    private static readonly TimeSpan Window = TimeSpan.FromHours(1);

    private readonly Lock turn = new();
    private readonly HashSet<string> missed = new(StringComparer.Ordinal);
    private DateTimeOffset since;
    private bool told;
    private long total;

    /// <summary>How many addresses of the kind were asked for since the process began; each once an hour.</summary>
    public long Total => Interlocked.Read(ref total);

    /// <summary>Takes note of an address that does not exist.</summary>
    /// <param name="path">Without the query.</param>
    public void Missed(string path)
    {
        if (!NamesTheFuture(path))
        {
            return;
        }

        int count;
        lock (turn)
        {
            var now = time.GetUtcNow();
            if (now - since > Window)
            {
                missed.Clear();
                (since, told) = (now, false);
            }

            if (missed.Count >= MostKept || !missed.Add(path))
            {
                return;
            }

            Interlocked.Increment(ref total);
            count = missed.Count;
            if (count < Enough || told)
            {
                return;
            }

            told = true;
        }

        Guessed(count);
    }

    /// <summary>The number in the text form that Prometheus reads.</summary>
    public string ToText() => string.Create(CultureInfo.InvariantCulture, $"# HELP scrutiny_probing_total Different addresses of things to come that were asked for and do not exist.\n# TYPE scrutiny_probing_total counter\nscrutiny_probing_total {Total}\n");

    private bool NamesTheFuture(string path) => Receipt().IsMatch(path) || Year().Matches(path).Any(year => int.Parse(year.ValueSpan, null) >= time.GetUtcNow().Year);

    [GeneratedRegex("/receipts/[0-9]+$", RegexOptions.NonBacktracking)]
    private static partial Regex Receipt();

    [GeneratedRegex("20[0-9]{2}", RegexOptions.NonBacktracking)]
    private static partial Regex Year();

    // No address: it could hold anything.
    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} different addresses of things to come, which do not exist, were asked for within an hour: somebody may be guessing at what is not published yet")]
    private partial void Guessed(int count);
}
