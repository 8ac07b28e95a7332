using System.Security.Cryptography;
using System.Text;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using Npgsql;
using Scrutiny.QuestionLedger;
using Scrutiny.Questions;
using Scrutiny.Web.Accounts;

namespace Scrutiny.Web.Questions;

/// <summary>
/// Takes questions in. Who sends too many too fast is asked to wait, by browser and by address; all others queue for the database, so that a
/// flood from many places slows nothing but itself.
/// </summary>
internal sealed class AskDesk : IDisposable
{
    private static readonly TimeSpan ComeBack = TimeSpan.FromSeconds(5);

    private readonly NpgsqlDataSource database;
    private readonly AskBudget addresses;
    private readonly AskBudget programs;
    private readonly AskBudget browsers;
    private readonly ConcurrencyLimiter turns;
    private readonly RepeatedWords repeated;

    public AskDesk(NpgsqlDataSource database, IOptions<AskSettings> settings, TimeProvider time)
    {
        var limits = settings.Value;
        this.database = database;
        addresses = new AskBudget(limits.AddressBurst, limits.AddressEachMinute, time);
        programs = new AskBudget(limits.ProgramBurst, limits.ProgramEachMinute, time);
        browsers = new AskBudget(limits.BrowserBurst, limits.BrowserEachMinute, time);
        turns = new ConcurrencyLimiter(new ConcurrencyLimiterOptions { PermitLimit = limits.AtOnce, QueueLimit = limits.Waiting, QueueProcessingOrder = QueueProcessingOrder.OldestFirst });
        repeated = new RepeatedWords();
    }

    /// <summary>Sends a question.</summary>
    /// <param name="context">Of whom.</param>
    /// <param name="asked">Cleaned and without fault.</param>
    /// <param name="secret">By which its asker finds it again.</param>
    /// <param name="browser">A mark of the browser; null for a program.</param>
    /// <param name="trap">What stands in the field that people don't see.</param>
    /// <param name="filledIn">How long the form took; null for a program.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<SendOutcome> SendAsync(HttpContext context, AskedQuestion asked, string secret, string? browser, string? trap, TimeSpan? filledIn, CancellationToken cancel)
    {
        var address = SourceAddress.Of(context);
        if ((browser is null ? programs.Take(address) : browsers.Take(browser) ?? addresses.Take(address)) is { } later)
        {
            return new SendOutcome(StatusCodes.Status429TooManyRequests, null, later);
        }

        using var turn = await turns.AcquireAsync(1, cancel);
        if (!turn.IsAcquired)
        {
            return new SendOutcome(StatusCodes.Status503ServiceUnavailable, null, ComeBack);
        }

        var signs = SpamSigns.Of(asked.Text, asked.DisplayName, trap, filledIn, repeated.Seen(asked.Text, secret));
        await using var connection = await database.OpenConnectionAsync(cancel);
        return new SendOutcome(StatusCodes.Status201Created, await QuestionInbox.AskAsync(connection, asked with { Signs = signs }, secret, browser, cancel), null);
    }

    public void Dispose() => turns.Dispose();

    /// <summary>The words of the last questions, as hashes, in memory of a fixed size: who sends the same again and again is noticed.</summary>
    private sealed class RepeatedWords
    {
        private const int Kept = 1 << 14;

        private readonly (ulong Words, ulong Secret)[] last = new (ulong, ulong)[Kept];

        public bool Seen(string text, string secret)
        {
            var (words, own) = (Hash(new string([.. text.ToLowerInvariant().Where(char.IsLetterOrDigit)])), Hash(secret));
            lock (last)
            {
                ref var slot = ref last[words % Kept];
                var seen = slot.Words == words && slot.Secret != own;
                slot = seen ? slot : (words, own);
                return seen;
            }
        }

        private static ulong Hash(string text) => BitConverter.ToUInt64(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}

/// <summary>What became of sending a question.</summary>
/// <param name="Status">201 where the database was asked; 429 or 503 where it was not.</param>
/// <param name="Asked">What the database said; null where it was not asked.</param>
/// <param name="RetryAfter">When to come back; null where it was asked.</param>
internal sealed record SendOutcome(int Status, AskOutcome? Asked, TimeSpan? RetryAfter)
{
    /// <summary>In whole seconds, at least one.</summary>
    public int RetryAfterSeconds => Math.Max(1, (int)Math.Ceiling(RetryAfter?.TotalSeconds ?? 1));
}
