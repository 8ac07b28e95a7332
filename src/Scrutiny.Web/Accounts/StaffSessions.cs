using System.Security.Claims;
using System.Security.Cryptography;
using Dapper;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.Options;
using Npgsql;
using Scrutiny.Audit;

namespace Scrutiny.Web.Accounts;

/// <summary>Sessions: a row each, looked at with every request, so that what ends one ends it at once.</summary>
internal sealed class StaffSessions(AccountDatabase database, IOptions<SignInSettings> settings)
{
    // The second factor may be left out while an account of the bundled samples is enabled: then nobody's figures are real.
    private const string CheckSql = """
        select a.account_id as AccountId, a.display_name as DisplayName, a.one_time_until is not null as OwesPassword,
          a.totp_secret is null and not s.external and not exists (select from account.sample_account x join account.account y using (account_id) where y.disabled_at is null) as OwesSecondFactor,
          coalesce((select array_agg(r.role) from account.account_role r where r.account_id = a.account_id), '{}') as RoleNames,
          s.seen_at < now() - interval '1 minute' as IsStale
        from account.session s join account.account a using (account_id)
        """;

    private const string StandsSql = """
        s.ended_at is null and s.expires_at > now() and s.seen_at > now() - make_interval(mins => @idle) and a.disabled_at is null and a.security_stamp = s.security_stamp
        """;

    private const string InsertSql = """
        insert into account.session (session_id, account_id, security_stamp, external, expires_at)
        values (@session, @AccountId, @SecurityStamp, @external, now() + make_interval(hours => @hours))
        """;

    /// <summary>A name for a session.</summary>
    public static string NewName() => RandomNumberGenerator.GetString("abcdefghjkmnpqrstvwxyz0123456789", 16);

    /// <summary>Begins a session under a new name, in the record and in this browser.</summary>
    /// <param name="context">The request that proved who it is.</param>
    /// <param name="account">Whose.</param>
    /// <param name="external">Another provider signed the person in.</param>
    public async Task BeginAsync(HttpContext context, Account account, bool external)
    {
        var cancel = context.RequestAborted;
        var session = NewName();
        await using (var connection = await database.OpenAsync(cancel))
        await using (var transaction = await connection.BeginTransactionAsync(cancel))
        {
            await InsertAsync(connection, session, account, external, cancel);
            using var users = AccountUsers.On(connection);
            var role = (await users.GetRolesAsync(account)).Select(StaffRoleNames.Parse).OfType<StaffRole>().Order().First();
            await AuditTrail.AppendAsync(connection, $"{role.Name()}/{session}", AuditAct.SignedIn, "session", session, new { Account = account.AccountId }, cancel);
            await transaction.CommitAsync(cancel);
        }

        await SignInAsync(context, session);
    }

    /// <summary>Goes on under a new name after a change of the person's own, which ended the session and whose entry in the record names the next one.</summary>
    public async Task ContinueAsync(HttpContext context, Account account, string session)
    {
        await using (var connection = await database.OpenAsync(context.RequestAborted))
        {
            await InsertAsync(connection, session, account, external: false, context.RequestAborted);
        }

        await SignInAsync(context, session);
    }

    /// <summary>The session, if it stands.</summary>
    public async Task<SessionRow?> CheckAsync(string session, bool used, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        var row = await connection.QuerySingleOrDefaultAsync<SessionRow>(new CommandDefinition($"{CheckSql} where s.session_id = @session and {StandsSql}", new { session, idle = settings.Value.IdleMinutes }, cancellationToken: cancel));
        if (used && row?.IsStale == true)
        {
            await connection.ExecuteAsync(new CommandDefinition("update account.session set seen_at = now() where session_id = @session", new { session }, cancellationToken: cancel));
        }

        return row;
    }

    /// <summary>Those of these sessions that stand.</summary>
    public async Task<IReadOnlySet<string>> StandingAsync(IReadOnlyCollection<string> sessions, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return (await connection.QueryAsync<string>(new CommandDefinition(
            $"select s.session_id from account.session s join account.account a using (account_id) where s.session_id = any(@sessions) and {StandsSql}",
            new { sessions = sessions.ToArray(), idle = settings.Value.IdleMinutes }, cancellationToken: cancel))).ToHashSet();
    }

    /// <summary>A person's sessions that stand, the newest first.</summary>
    public async Task<IReadOnlyList<ListedSession>> ListAsync(string accountId, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        return [.. await connection.QueryAsync<ListedSession>(new CommandDefinition(
            $"select s.session_id as Session, s.begun_at as BegunAt, s.seen_at as SeenAt, s.expires_at as ExpiresAt from account.session s join account.account a using (account_id) where s.account_id = @accountId and {StandsSql} order by s.begun_at desc",
            new { accountId, idle = settings.Value.IdleMinutes }, cancellationToken: cancel))];
    }

    /// <summary>Ends sessions of a person: one of them, or all.</summary>
    /// <param name="accountId">Whose.</param>
    /// <param name="session">Which; null for all.</param>
    /// <param name="actor">Who does it, as the record names them.</param>
    /// <param name="act">Signed out, or ended from another session.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task EndAsync(string accountId, string? session, string actor, AuditAct act, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        var ended = await connection.ExecuteAsync(new CommandDefinition(
            "update account.session set ended_at = now() where account_id = @accountId and (@session::text is null or session_id = @session) and ended_at is null", new { accountId, session }, cancellationToken: cancel));
        await AuditTrail.AppendAsync(connection, actor, act, session is null ? "account" : "session", session ?? accountId, new { Ended = ended }, cancel);
        await transaction.CommitAsync(cancel);
    }

    private Task<int> InsertAsync(NpgsqlConnection connection, string session, Account account, bool external, CancellationToken cancel) =>
        connection.ExecuteAsync(new CommandDefinition(InsertSql, new { session, account.AccountId, account.SecurityStamp, external, hours = settings.Value.LongestHours }, cancellationToken: cancel));

    private static Task SignInAsync(HttpContext context, string session) =>
        context.SignInAsync(new ClaimsPrincipal(new ClaimsIdentity([new(StaffClaims.Session, session)], CookieAuthenticationDefaults.AuthenticationScheme)));
}

/// <summary>A session that stands, and whose it is now.</summary>
internal sealed record SessionRow
{
    public required string AccountId { get; init; }

    public required string DisplayName { get; init; }

    public bool OwesPassword { get; init; }

    public bool OwesSecondFactor { get; init; }

    public required string[] RoleNames { get; init; }

    /// <summary>Whether its last use was noted more than a minute ago.</summary>
    public bool IsStale { get; init; }
}

/// <summary>A session as its person sees it.</summary>
internal sealed record ListedSession(string Session, DateTime BegunAt, DateTime SeenAt, DateTime ExpiresAt);

/// <summary>What a request says of its person, once the session was found to stand.</summary>
internal static class StaffClaims
{
    public const string Session = "session";

    /// <summary>What has to be done before anything else: <c>password</c> or <c>second-factor</c>.</summary>
    public const string Owes = "owes";
}
