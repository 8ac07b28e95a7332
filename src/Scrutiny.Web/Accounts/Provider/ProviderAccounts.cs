using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using Microsoft.Extensions.Options;
using Npgsql;
using Scrutiny.Audit;

namespace Scrutiny.Web.Accounts.Provider;

/// <summary>
/// The account of somebody whom the provider has signed in: found by issuer and subject and by nothing else, so that nobody comes by
/// another's account with a name alone; made at the first sign-in. Its roles are what the provider says, each time.
/// </summary>
internal sealed class ProviderAccounts(AccountDatabase database, AccountRegister register, IOptions<ProviderSettings> settings)
{
    /// <summary>As the record names who makes and changes these accounts.</summary>
    private const string Actor = "provider";

    /// <returns>The account; null when the person has no role here, or the account is disabled. That stands in the record.</returns>
    public async Task<Account?> FindOrMakeAsync(ClaimsPrincipal person, CancellationToken cancel)
    {
        var externalId = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{person.FindFirstValue("iss")}\n{person.FindFirstValue("sub")}")));
        var roles = settings.Value.RolesOf([.. person.FindAll(settings.Value.RoleClaim).Select(claim => claim.Value)]);
        await using var connection = await database.OpenAsync(cancel);
        var accountId = await FindAsync(connection, externalId, cancel);
        if (roles.Count == 0)
        {
            await RefuseAsync(connection, accountId, "no-role", cancel);
            return null;
        }

        accountId ??= await MakeAsync(connection, externalId, person, roles, cancel);
        using var users = AccountUsers.On(connection);
        var account = (await users.FindByIdAsync(accountId))!;
        if (account.DisabledAt is not null)
        {
            await RefuseAsync(connection, accountId, "disabled", cancel);
            return null;
        }

        if (!(await users.GetRolesAsync(account)).ToHashSet().SetEquals(roles.Select(role => role.Name())))
        {
            await register.SetRolesAsync(accountId, roles, Actor, cancel);
            account = (await users.FindByIdAsync(accountId))!;
        }

        return account;
    }

    private async Task<string> MakeAsync(NpgsqlConnection connection, string externalId, ClaimsPrincipal person, IReadOnlyList<StaffRole> roles, CancellationToken cancel)
    {
        var name = Plain(person.FindFirstValue("preferred_username") ?? person.FindFirstValue("email") ?? "person");
        // A name that is taken belongs to somebody else, whatever the provider says.
        var taken = await connection.ExecuteScalarAsync<bool>(new CommandDefinition("select exists (select from account.account where normalised_name = @name)", new { name = AccountUsers.Normalise(name) }, cancellationToken: cancel));
        var account = new NewAccount(taken ? $"{name}+{externalId[..8]}" : name, Shown(person.FindFirstValue("name")) ?? name, roles) { ExternalId = externalId };
        try
        {
            await register.AddAsync([account], Actor, cancel);
            return account.AccountId;
        }
        catch (PostgresException fault) when (fault.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            // The same person's other window was first.
            if (await FindAsync(connection, externalId, cancel) is { } made)
            {
                return made;
            }

            throw;
        }
    }

    private static Task<string?> FindAsync(NpgsqlConnection connection, string externalId, CancellationToken cancel) =>
        connection.QuerySingleOrDefaultAsync<string?>(new CommandDefinition("select account_id from account.account where external_id = @externalId", new { externalId }, cancellationToken: cancel));

    private static async Task RefuseAsync(NpgsqlConnection connection, string? accountId, string reason, CancellationToken cancel)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await AuditTrail.AppendAsync(connection, Actor, AuditAct.SignInFailed, "account", accountId ?? "unknown", new { Reason = reason }, cancel);
        await transaction.CommitAsync(cancel);
    }

    /// <summary>The letters that sign-in names have; the rest is left out.</summary>
    private static string Plain(string name)
    {
        var plain = string.Concat(name.Where(letter => char.IsAsciiLetterOrDigit(letter) || "-._@+".Contains(letter, StringComparison.Ordinal)).Take(70));
        return plain.Length > 0 ? plain : "person";
    }

    private static string? Shown(string? name)
    {
        var shown = string.Concat((name ?? "").Where(letter => !char.IsControl(letter)).Take(80)).Trim();
        return shown.Length > 0 ? shown : null;
    }
}
