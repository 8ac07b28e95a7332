using System.Diagnostics.Metrics;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;

namespace Scrutiny.Web.Accounts;

/// <summary>The one place where a password is compared with a hash: at most two at a time, since each takes a core for a tenth of a second, and as dear for a name that does not exist.</summary>
internal sealed class PasswordGate : IDisposable
{
    public const string MeterName = "Scrutiny.SignIn";
    public const string ChecksName = "password_checks";

    private const int AtOnce = 2;
    private const int MostWaiting = 40;

    private static readonly Meter Numbers = new(MeterName);
    private static readonly Counter<long> Checks = Numbers.CreateCounter<long>(ChecksName, description: "Passwords compared with a hash, real or not.");
    private static readonly Account Nobody = new() { AccountId = "", SignInName = "", DisplayName = "" };
    private static readonly string Decoy = MakeDecoy();

    private readonly SemaphoreSlim places = new(AtOnce);
    private int waiting;

    /// <summary>Compares. Nothing is compared for a password longer than may be chosen.</summary>
    /// <param name="account">Null for a name that nobody has.</param>
    /// <param name="password">As typed.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <exception cref="BadHttpRequestException">Too many wait; status 503.</exception>
    public async Task<PasswordVerificationResult> CheckAsync(Account? account, string password, CancellationToken cancel)
    {
        if (password.Length is 0 or > PasswordRules.Longest)
        {
            return PasswordVerificationResult.Failed;
        }

        if (Interlocked.Increment(ref waiting) > MostWaiting)
        {
            Interlocked.Decrement(ref waiting);
            throw new BadHttpRequestException("Too many are signing in.", StatusCodes.Status503ServiceUnavailable);
        }

        try
        {
            await places.WaitAsync(cancel);
        }
        finally
        {
            Interlocked.Decrement(ref waiting);
        }

        try
        {
            Checks.Add(1);
            var result = await Task.Run(() => AccountUsers.Hasher.VerifyHashedPassword(account ?? Nobody, account?.PasswordHash ?? Decoy, password), cancel);
            return account?.PasswordHash is null ? PasswordVerificationResult.Failed : result;
        }
        finally
        {
            places.Release();
        }
    }

    public void Dispose() => places.Dispose();

    /// <summary>A hash of the usual form and cost that no password has.</summary>
    private static string MakeDecoy()
    {
        var real = Convert.FromBase64String(AccountUsers.Hasher.HashPassword(Nobody, "only its form and cost are wanted"));
        RandomNumberGenerator.Fill(real.AsSpan(13));
        return Convert.ToBase64String(real);
    }
}
