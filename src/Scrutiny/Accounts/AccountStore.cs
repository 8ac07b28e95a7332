using Dapper;
using Microsoft.AspNetCore.Identity;
using Npgsql;

namespace Scrutiny.Accounts;

/// <summary>What Identity's <see cref="UserManager{TUser}"/> asks of a store, over a connection whose transaction belongs to the caller.</summary>
internal sealed class AccountStore(NpgsqlConnection connection) : IUserPasswordStore<Account>, IUserSecurityStampStore<Account>, IUserRoleStore<Account>
{
    internal const string Columns = """
        a.account_id as AccountId, a.sign_in_name as SignInName, a.normalised_name as NormalisedName, a.display_name as DisplayName, a.job_title as JobTitle, a.password_hash as PasswordHash,
        a.one_time_until as OneTimeUntil, a.security_stamp as SecurityStamp, a.totp_secret as TotpSecret, a.external_id as ExternalId, a.disabled_at as DisabledAt
        """;

    private const string InsertSql = """
        insert into account.account (account_id, sign_in_name, normalised_name, display_name, job_title, password_hash, one_time_until, security_stamp, external_id)
        values (@AccountId, @SignInName, @NormalisedName, @DisplayName, @JobTitle, @PasswordHash, @OneTimeUntil, @SecurityStamp, @ExternalId)
        """;

    private const string UpdateSql = """
        update account.account set display_name = @DisplayName, job_title = @JobTitle, password_hash = @PasswordHash, one_time_until = @OneTimeUntil, security_stamp = @SecurityStamp,
          totp_secret = @TotpSecret, disabled_at = @DisabledAt, changed_at = now()
        where account_id = @AccountId
        """;

    public async Task<IdentityResult> CreateAsync(Account user, CancellationToken cancellationToken)
    {
        await RunAsync(InsertSql, user, cancellationToken);
        return IdentityResult.Success;
    }

    public async Task<IdentityResult> UpdateAsync(Account user, CancellationToken cancellationToken)
    {
        await RunAsync(UpdateSql, user, cancellationToken);
        return IdentityResult.Success;
    }

    public Task<IdentityResult> DeleteAsync(Account user, CancellationToken cancellationToken) =>
        throw new NotSupportedException("An account is disabled, never deleted: the record and the loads that it decided about need it.");

    public async Task<Account?> FindByIdAsync(string userId, CancellationToken cancellationToken) =>
        await connection.QuerySingleOrDefaultAsync<Account>(new CommandDefinition($"select {Columns} from account.account a where account_id = @userId", new { userId }, cancellationToken: cancellationToken));

    public async Task<Account?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) =>
        await connection.QuerySingleOrDefaultAsync<Account>(new CommandDefinition($"select {Columns} from account.account a where normalised_name = @normalizedUserName", new { normalizedUserName }, cancellationToken: cancellationToken));

    public Task<string> GetUserIdAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.AccountId);

    public Task<string?> GetUserNameAsync(Account user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.SignInName);

    public Task SetUserNameAsync(Account user, string? userName, CancellationToken cancellationToken)
    {
        user.SignInName = userName ?? "";
        return Task.CompletedTask;
    }

    public Task<string?> GetNormalizedUserNameAsync(Account user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.NormalisedName);

    public Task SetNormalizedUserNameAsync(Account user, string? normalizedName, CancellationToken cancellationToken)
    {
        user.NormalisedName = normalizedName ?? "";
        return Task.CompletedTask;
    }

    public Task<string?> GetPasswordHashAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.PasswordHash);

    public Task<bool> HasPasswordAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.PasswordHash is not null);

    public Task SetPasswordHashAsync(Account user, string? passwordHash, CancellationToken cancellationToken)
    {
        user.PasswordHash = passwordHash;
        return Task.CompletedTask;
    }

    public Task<string?> GetSecurityStampAsync(Account user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.SecurityStamp);

    public Task SetSecurityStampAsync(Account user, string stamp, CancellationToken cancellationToken)
    {
        user.SecurityStamp = stamp;
        return Task.CompletedTask;
    }

    public Task AddToRoleAsync(Account user, string roleName, CancellationToken cancellationToken) =>
        RunAsync("insert into account.account_role (account_id, role) values (@AccountId, @Role) on conflict do nothing", new { user.AccountId, Role = Role(roleName) }, cancellationToken);

    public Task RemoveFromRoleAsync(Account user, string roleName, CancellationToken cancellationToken) =>
        RunAsync("delete from account.account_role where account_id = @AccountId and role = @Role", new { user.AccountId, Role = Role(roleName) }, cancellationToken);

    public async Task<IList<string>> GetRolesAsync(Account user, CancellationToken cancellationToken) =>
        [.. await connection.QueryAsync<string>(new CommandDefinition("select role from account.account_role where account_id = @AccountId order by role", new { user.AccountId }, cancellationToken: cancellationToken))];

    public async Task<bool> IsInRoleAsync(Account user, string roleName, CancellationToken cancellationToken) =>
        (await GetRolesAsync(user, cancellationToken)).Contains(Role(roleName));

    public async Task<IList<Account>> GetUsersInRoleAsync(string roleName, CancellationToken cancellationToken) =>
        [.. await connection.QueryAsync<Account>(new CommandDefinition($"select {Columns} from account.account a join account.account_role r using (account_id) where r.role = @Role", new { Role = Role(roleName) }, cancellationToken: cancellationToken))];

    // The connection is the caller's.
    public void Dispose()
    {
    }

    // Identity hands over names in capitals.
    private static string Role(string name) => name.ToLowerInvariant();

    private Task<int> RunAsync(string sql, object values, CancellationToken cancel) => connection.ExecuteAsync(new CommandDefinition(sql, values, cancellationToken: cancel));
}
