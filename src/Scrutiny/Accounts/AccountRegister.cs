using System.Globalization;
using System.Security.Cryptography;
using Dapper;
using Microsoft.AspNetCore.Identity;
using Npgsql;
using Scrutiny.Audit;

namespace Scrutiny.Accounts;

/// <summary>What is done to accounts, by the command line and by administrators: each change with its entry in the record, and with the end of the sessions that it concerns.</summary>
public sealed class AccountRegister(AccountDatabase database)
{
    /// <summary>How long a password that somebody else chose signs in.</summary>
    public static readonly TimeSpan OneTimeLife = TimeSpan.FromDays(7);

    private const string ListSql = """
        select a.account_id as AccountId, a.sign_in_name as SignInName, a.display_name as DisplayName, a.job_title as JobTitle,
          coalesce((select array_agg(r.role order by r.role) from account.account_role r where r.account_id = a.account_id), '{}') as RoleNames,
          a.disabled_at as DisabledAt, a.totp_secret is not null as HasSecondFactor, a.one_time_until as OneTimeUntil, a.external_id is not null as External,
          exists (select from account.sample_account s where s.account_id = a.account_id) as Sample,
          (select max(s.seen_at) from account.session s where s.account_id = a.account_id) as LastSeen
        from account.account a
        """;

    /// <summary>Every account, by sign-in name.</summary>
    /// <param name="cancel">Cancels.</param>
    public async Task<IReadOnlyList<ListedAccount>> ListAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return [.. await connection.QueryAsync<ListedAccount>(new CommandDefinition($"{ListSql} order by a.normalised_name", cancellationToken: cancel))];
    }

    /// <summary>One account; null when there is none.</summary>
    /// <param name="accountId">Its id.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<ListedAccount?> ReadAsync(string accountId, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return await connection.QuerySingleOrDefaultAsync<ListedAccount>(new CommandDefinition($"{ListSql} where a.account_id = @accountId", new { accountId }, cancellationToken: cancel));
    }

    /// <summary>The account of that sign-in name.</summary>
    /// <param name="signInName">As typed.</param>
    /// <param name="cancel">Cancels.</param>
    /// <exception cref="SentenceException">There is none.</exception>
    public async Task<ListedAccount> FindAsync(string signInName, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return await connection.QuerySingleOrDefaultAsync<ListedAccount>(new CommandDefinition($"{ListSql} where a.normalised_name = @name", new { name = AccountUsers.Normalise(signInName) }, cancellationToken: cancel))
            ?? throw SentenceException.Refused($"There is no account '{signInName}'; ./scrutiny user list shows them all.");
    }

    /// <summary>Makes accounts, all of them or none.</summary>
    /// <param name="accounts">At least one.</param>
    /// <param name="actor">Who does it, as the record names them.</param>
    /// <param name="cancel">Cancels.</param>
    /// <exception cref="SentenceException">A name is taken or can't be used, or a password may not be chosen.</exception>
    public async Task AddAsync(IReadOnlyList<NewAccount> accounts, string actor, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(accounts);
        await using var connection = await database.OpenAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        using var users = AccountUsers.On(connection);
        foreach (var added in accounts)
        {
            if (added.DisplayName.Length > 80 || added.DisplayName.Any(char.IsControl) || added.SignInName.Length > 80 || added.JobTitle?.Length > 120)
            {
                throw SentenceException.Unusable("A sign-in name and a display name have at most 80 letters, a job title 120.");
            }

            var account = new Account
            {
                AccountId = added.AccountId,
                SignInName = added.SignInName,
                DisplayName = added.DisplayName,
                JobTitle = added.JobTitle,
                OneTimeUntil = added.OneTime ? await NowAsync(connection, cancel) + OneTimeLife : null,
                ExternalId = added.ExternalId,
            };
            Demand(added.Password is null ? await users.CreateAsync(account) : await users.CreateAsync(account, added.Password));
            Demand(await users.AddToRolesAsync(account, added.Roles.Select(StaffRoleNames.Name)));
        }

        foreach (var added in accounts)
        {
            await AuditTrail.AppendAsync(connection, actor, AuditAct.AccountAdded, "account", added.AccountId, new { Roles = Slashed(added.Roles) }, cancel);
        }

        await transaction.CommitAsync(cancel);
    }

    /// <summary>No sign-in from now on, and every session of the account ends.</summary>
    /// <inheritdoc cref="ResetAsync"/>
    public Task DisableAsync(string accountId, string actor, CancellationToken cancel) =>
        ChangeAsync(accountId, actor, AuditAct.AccountDisabled, null, async (connection, users, account) =>
        {
            account.DisabledAt ??= await NowAsync(connection, cancel);
            Demand(await users.UpdateSecurityStampAsync(account));
        }, cancel);

    /// <summary>The account may sign in again.</summary>
    /// <inheritdoc cref="ResetAsync"/>
    public Task EnableAsync(string accountId, string actor, CancellationToken cancel) =>
        ChangeAsync(accountId, actor, AuditAct.AccountEnabled, null, async (_, users, account) =>
        {
            account.DisabledAt = null;
            Demand(await users.UpdateSecurityStampAsync(account));
        }, cancel);

    /// <summary>Gives a one-time password and ends every session; the second factor stays.</summary>
    /// <param name="accountId">The account's id.</param>
    /// <param name="actor">Who does it, as the record names them.</param>
    /// <param name="cancel">Cancels.</param>
    /// <returns>The password, which is nowhere kept.</returns>
    /// <exception cref="SentenceException">There is no such account, or another provider signs the person in.</exception>
    public async Task<string> ResetAsync(string accountId, string actor, CancellationToken cancel)
    {
        var password = NewPassword();
        await ChangeAsync(accountId, actor, AuditAct.AccountReset, null, async (connection, users, account) =>
        {
            if (account.PasswordHash is null)
            {
                throw SentenceException.Refused($"'{account.SignInName}' is signed in by another provider, which keeps the password.");
            }

            account.OneTimeUntil = await NowAsync(connection, cancel) + OneTimeLife;
            await SetPasswordAsync(users, account, password);
        }, cancel);
        return password;
    }

    /// <summary>Takes the second factor away and ends every session; the person sets up a new one at the next sign-in.</summary>
    /// <inheritdoc cref="ResetAsync"/>
    public Task ResetSecondFactorAsync(string accountId, string actor, CancellationToken cancel) =>
        ChangeAsync(accountId, actor, AuditAct.SecondFactorReset, null, async (_, users, account) =>
        {
            account.TotpSecret = null;
            Demand(await users.UpdateSecurityStampAsync(account));
        }, cancel);

    /// <summary>Gives other roles and ends every session.</summary>
    /// <param name="accountId">The account's id.</param>
    /// <param name="roles">At least one.</param>
    /// <param name="actor">Who does it, as the record names them.</param>
    /// <param name="cancel">Cancels.</param>
    /// <exception cref="SentenceException">There is no such account.</exception>
    public Task SetRolesAsync(string accountId, IReadOnlyList<StaffRole> roles, string actor, CancellationToken cancel) =>
        ChangeAsync(accountId, actor, AuditAct.RolesChanged, new { Roles = Slashed(roles) }, async (_, users, account) =>
        {
            var before = await users.GetRolesAsync(account);
            string[] after = [.. roles.Select(StaffRoleNames.Name)];
            Demand(await users.RemoveFromRolesAsync(account, before.Except(after)));
            Demand(await users.AddToRolesAsync(account, after.Except(before)));
            Demand(await users.UpdateSecurityStampAsync(account));
        }, cancel);

    /// <summary>The person's own choice of a password; ends every session.</summary>
    /// <param name="accountId">The account's id.</param>
    /// <param name="password">The new one.</param>
    /// <param name="actor">Who does it, as the record names them.</param>
    /// <param name="next">The session in which the person goes on.</param>
    /// <param name="cancel">Cancels.</param>
    /// <exception cref="SentenceException">There is no such account, or the password may not be chosen.</exception>
    public Task ChangePasswordAsync(string accountId, string password, string actor, string next, CancellationToken cancel) =>
        ChangeAsync(accountId, actor, AuditAct.PasswordChanged, new { Session = next }, async (_, users, account) =>
        {
            account.OneTimeUntil = null;
            await SetPasswordAsync(users, account, password);
        }, cancel);

    /// <summary>Sets up the second factor and ends every session.</summary>
    /// <param name="accountId">The account's id.</param>
    /// <param name="protectedSecret">The secret, encrypted.</param>
    /// <param name="step">The step of the code that proved it, which counts as used.</param>
    /// <param name="actor">Who does it, as the record names them.</param>
    /// <param name="next">The session in which the person goes on.</param>
    /// <param name="cancel">Cancels.</param>
    /// <exception cref="SentenceException">There is no such account, or it has a second factor.</exception>
    public Task SetSecondFactorAsync(string accountId, string protectedSecret, long step, string actor, string next, CancellationToken cancel) =>
        ChangeAsync(accountId, actor, AuditAct.SecondFactorSet, new { Session = next }, async (connection, users, account) =>
        {
            if (account.TotpSecret is not null)
            {
                throw SentenceException.Refused("This account has a second factor; an administrator can take it away when the telephone is lost.");
            }

            account.TotpSecret = protectedSecret;
            Demand(await users.UpdateSecurityStampAsync(account));
            await connection.ExecuteAsync(new CommandDefinition("update account.account set totp_step = @step where account_id = @accountId", new { step, accountId }, cancellationToken: cancel));
        }, cancel);

    /// <summary>A password drawn by lot: 99 bits, without letters that look alike.</summary>
    public static string NewPassword() => string.Join('-', Enumerable.Range(0, 4).Select(_ => RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz23456789", 5)));

    /// <summary>An id for a new account.</summary>
    public static string NewId() => RandomNumberGenerator.GetString("abcdefghjkmnpqrstvwxyz0123456789", 12);

    private async Task ChangeAsync(string accountId, string actor, AuditAct act, object? facts, Func<NpgsqlConnection, UserManager<Account>, Account, Task> change, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        // Two who change the same account take turns.
        await connection.ExecuteAsync(new CommandDefinition("select from account.account where account_id = @accountId for update", new { accountId }, cancellationToken: cancel));
        using var users = AccountUsers.On(connection);
        var account = await users.FindByIdAsync(accountId) ?? throw SentenceException.Refused("There is no such account.");
        await change(connection, users, account);
        await connection.ExecuteAsync(new CommandDefinition("update account.session set ended_at = now() where account_id = @accountId and ended_at is null", new { accountId }, cancellationToken: cancel));
        await AuditTrail.AppendAsync(connection, actor, act, "account", accountId, facts, cancel);
        await transaction.CommitAsync(cancel);
    }

    private static async Task SetPasswordAsync(UserManager<Account> users, Account account, string password)
    {
        // Adding one to an account without one is how Identity sets a password whose predecessor nobody names.
        account.PasswordHash = null;
        Demand(await users.AddPasswordAsync(account, password));
    }

    private static Task<DateTime> NowAsync(NpgsqlConnection connection, CancellationToken cancel) =>
        connection.QuerySingleAsync<DateTime>(new CommandDefinition("select now()", cancellationToken: cancel));

    private static string Slashed(IReadOnlyList<StaffRole> roles) => string.Join('/', roles.Select(StaffRoleNames.Name));

    private static void Demand(IdentityResult result)
    {
        if (!result.Succeeded)
        {
            throw SentenceException.Refused(result.Errors.First().Description.TrimEnd('.') + ".");
        }
    }
}

/// <summary>An account to be made.</summary>
/// <param name="SignInName">Letters, digits and <c>-._@+</c>.</param>
/// <param name="DisplayName">The name that others see.</param>
/// <param name="Roles">At least one.</param>
public sealed record NewAccount(string SignInName, string DisplayName, IReadOnlyList<StaffRole> Roles)
{
    /// <summary>Drawn by lot.</summary>
    public string AccountId { get; init; } = AccountRegister.NewId();

    /// <summary>The person's post; null for none.</summary>
    public string? JobTitle { get; init; }

    /// <summary>Null where another provider signs the person in.</summary>
    public string? Password { get; init; }

    /// <summary>Whether the password has to be changed at the first sign-in, within a week.</summary>
    public bool OneTime { get; init; }

    /// <summary>SHA-256 of issuer and subject at another provider.</summary>
    public string? ExternalId { get; init; }
}

/// <summary>An account as administrators see it.</summary>
public sealed record ListedAccount
{
    /// <summary>Its id, as in the record.</summary>
    public required string AccountId { get; init; }

    /// <summary>What the person types to sign in.</summary>
    public required string SignInName { get; init; }

    /// <summary>The name that others see.</summary>
    public required string DisplayName { get; init; }

    /// <summary>The person's post.</summary>
    public string? JobTitle { get; init; }

    /// <summary>The roles' names.</summary>
    public required string[] RoleNames { get; init; }

    /// <summary>When it was disabled (UTC).</summary>
    public DateTime? DisabledAt { get; init; }

    /// <summary>Whether a second factor is set up.</summary>
    public bool HasSecondFactor { get; init; }

    /// <summary>Until when (UTC) a one-time password signs in; null when the password is the person's own.</summary>
    public DateTime? OneTimeUntil { get; init; }

    /// <summary>Whether another provider signs the person in.</summary>
    public bool External { get; init; }

    /// <summary>Whether it came with the bundled samples.</summary>
    public bool Sample { get; init; }

    /// <summary>When a session of it was last used (UTC).</summary>
    public DateTime? LastSeen { get; init; }

    /// <summary>Its roles.</summary>
    public IReadOnlyList<StaffRole> Roles => [.. RoleNames.Select(name => StaffRoleNames.Parse(name)).OfType<StaffRole>().Order()];

    /// <summary>What holds for it, in a word or two.</summary>
    public string State => DisabledAt is not null ? "disabled" : OneTimeUntil is { } until ? string.Create(CultureInfo.InvariantCulture, $"one-time password until {until:yyyy-MM-dd}") : "enabled";
}
