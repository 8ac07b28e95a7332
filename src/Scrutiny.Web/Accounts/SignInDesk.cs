using Dapper;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Scrutiny.Audit;

namespace Scrutiny.Web.Accounts;

/// <summary>
/// Decides whether somebody is who they say. Each failure has the same words, costs the same and stands in the record; tries that come
/// after too many failures cost no hash.
/// </summary>
internal sealed class SignInDesk(AccountDatabase database, AttemptBudget budget, PasswordGate gate, SecondFactor secondFactor)
{
    /// <summary>The one sentence for whatever went wrong.</summary>
    public const string Failure = "The name, the password or the code was not right, or there were too many tries: check them, or wait an hour and try again";

    /// <summary>Compares name and password.</summary>
    /// <param name="name">As typed.</param>
    /// <param name="password">As typed.</param>
    /// <param name="source">See <see cref="SourceAddress"/>.</param>
    /// <param name="deviceOf">The id of the device when it is known for that account; null where the browser is known for nobody.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<SignInVerdict> CheckPasswordAsync(string name, string password, string source, Func<string, string?>? deviceOf, CancellationToken cancel)
    {
        if (name.Length is 0 or > 80 || password.Length is 0 or > PasswordRules.Longest)
        {
            return SignInVerdict.Failed;
        }

        var normalised = AccountUsers.Normalise(name);
        var account = deviceOf is null ? null : await FindAsync(normalised, cancel);
        Attempt[] attempts = account is not null && deviceOf!(account.AccountId) is { } device ? [Attempt.Device(device)] : [Attempt.Source(source), Attempt.Name(normalised)];
        var last = false;
        foreach (var attempt in attempts)
        {
            if (await budget.TakeAsync(attempt, cancel) is not { } isLast)
            {
                return SignInVerdict.Held;
            }

            last |= isLast;
        }

        account ??= await FindAsync(normalised, cancel);
        var result = await gate.CheckAsync(account, password, cancel);
        var reason = result == PasswordVerificationResult.Failed ? "password" : account!.DisabledAt is not null ? "disabled" : await IsOverAsync(account, cancel) ? "one-time-password-over" : null;
        if (reason is not null)
        {
            await RecordAsync(account?.AccountId, reason, last, cancel);
            return SignInVerdict.Failed;
        }

        foreach (var attempt in attempts)
        {
            await budget.GiveBackAsync(attempt, cancel);
        }

        return new SignInVerdict(account, false);
    }

    /// <summary>Compares the code of the second factor, once.</summary>
    /// <param name="accountId">Whose password was right.</param>
    /// <param name="stamp">The account's stamp at that moment.</param>
    /// <param name="code">As typed.</param>
    /// <param name="device">The device's id, where it is known for the account.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<SignInVerdict> CheckCodeAsync(string accountId, string stamp, string code, string? device, CancellationToken cancel)
    {
        var attempt = Attempt.Code(device ?? accountId);
        if (await budget.TakeAsync(attempt, cancel) is not { } last)
        {
            return SignInVerdict.Held;
        }

        var account = await ReadAsync(accountId, cancel);
        if (account?.TotpSecret is null || account.DisabledAt is not null || account.SecurityStamp != stamp || secondFactor.Match(account.TotpSecret, code) is not { } step || !await UseStepAsync(accountId, step, cancel))
        {
            await RecordAsync(accountId, "code", last, cancel);
            return SignInVerdict.Failed;
        }

        await budget.GiveBackAsync(attempt, cancel);
        return new SignInVerdict(account, false);
    }

    /// <summary>Asks somebody who is signed in for the password again, before something that cannot be undone.</summary>
    public async Task<bool> ConfirmAsync(string accountId, string password, CancellationToken cancel)
    {
        var attempt = Attempt.Code($"confirm/{accountId}");
        if (await budget.TakeAsync(attempt, cancel) is not { } last)
        {
            return false;
        }

        if (await gate.CheckAsync(await ReadAsync(accountId, cancel), password, cancel) == PasswordVerificationResult.Failed)
        {
            await RecordAsync(accountId, "confirmation", last, cancel);
            return false;
        }

        await budget.GiveBackAsync(attempt, cancel);
        return true;
    }

    public async Task<Account?> ReadAsync(string accountId, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        using var users = AccountUsers.On(connection);
        return await users.FindByIdAsync(accountId);
    }

    private async Task<Account?> FindAsync(string normalised, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        using var users = AccountUsers.On(connection);
        return await users.FindByNameAsync(normalised);
    }

    private async Task<bool> IsOverAsync(Account account, CancellationToken cancel)
    {
        if (account.OneTimeUntil is not { } until)
        {
            return false;
        }

        await using var connection = await database.OpenAsync(cancel);
        return await connection.ExecuteScalarAsync<bool>(new CommandDefinition("select now() > @until", new { until }, cancellationToken: cancel));
    }

    /// <summary>A code counts once, also when two come at the same moment.</summary>
    private async Task<bool> UseStepAsync(string accountId, long step, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return await connection.ExecuteAsync(new CommandDefinition(
            "update account.account set totp_step = @step where account_id = @accountId and coalesce(totp_step, 0) < @step", new { accountId, step }, cancellationToken: cancel)) == 1;
    }

    private async Task RecordAsync(string? accountId, string reason, bool last, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        // `last`: nothing more is tried within the hour, and so nothing more is recorded.
        await AuditTrail.AppendAsync(connection, "staff", AuditAct.SignInFailed, "account", accountId ?? "unknown", new { Reason = reason, Last = last }, cancel);
        await transaction.CommitAsync(cancel);
    }
}

/// <summary>What came of a try.</summary>
/// <param name="Account">Whose it is; null when it failed.</param>
/// <param name="IsHeld">Whether it was not even looked at.</param>
internal sealed record SignInVerdict(Account? Account, bool IsHeld)
{
    public static SignInVerdict Failed { get; } = new(null, false);

    public static SignInVerdict Held { get; } = new(null, true);
}
