using System.Security.Cryptography;
using System.Text;
using Dapper;

namespace Scrutiny.Web.Accounts;

/// <summary>
/// Holds guessing back. A try takes a place before it costs a hash, and a good one gives it back, so that a thousand tries at once find
/// no more places than one after another. Names and addresses are kept as keyed hashes only, and for less than a day.
/// </summary>
internal sealed class AttemptBudget(AccountDatabase database, KeyRing keys)
{
    // Windows begin with the first try, so that any hour overlaps at most two of them.
    private const string TakeSql = """
        insert into account.attempt as a (kind, key, began_at, count) values (@kind, @key, now(), 1)
        on conflict (kind, key) do update set
          began_at = case when a.began_at < now() - interval '1 hour' then now() else a.began_at end,
          count = case when a.began_at < now() - interval '1 hour' then 1 else a.count + 1 end
        where a.count < @most or a.began_at < now() - interval '1 hour'
        returning count
        """;

    private readonly Lazy<byte[]> key = new(() => keys.Derive("attempts"));

    /// <summary>Takes a place.</summary>
    /// <returns>Null when there is none left; else whether it was the last.</returns>
    public async Task<bool?> TakeAsync(Attempt attempt, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        var count = await connection.QuerySingleOrDefaultAsync<int?>(new CommandDefinition(TakeSql, new { kind = attempt.Kind, key = KeyOf(attempt), most = attempt.Most }, cancellationToken: cancel));
        if (count == 1)
        {
            await connection.ExecuteAsync(new CommandDefinition("delete from account.attempt where began_at < now() - interval '20 hours'", cancellationToken: cancel));
        }

        return count is null ? null : count == attempt.Most;
    }

    /// <summary>Gives a place back: it was no guess.</summary>
    public async Task GiveBackAsync(Attempt attempt, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        await connection.ExecuteAsync(new CommandDefinition("update account.attempt set count = greatest(count - 1, 0) where kind = @kind and key = @key", new { kind = attempt.Kind, key = KeyOf(attempt) }, cancellationToken: cancel));
    }

    private byte[] KeyOf(Attempt attempt) => HMACSHA256.HashData(key.Value, Encoding.UTF8.GetBytes($"{attempt.Kind}\n{attempt.Of}"));
}

/// <summary>Something that failures are counted by.</summary>
/// <param name="Kind">name, device, source or code.</param>
/// <param name="Of">Which one.</param>
/// <param name="Most">Failures in an hour after which nothing more is tried.</param>
internal sealed record Attempt(string Kind, string Of, int Most)
{
    /// <summary>From devices that never signed in with this name, all together: at most twenty in any hour, since two windows overlap it.</summary>
    public static Attempt Name(string normalised) => new("name", normalised, 10);

    /// <summary>From a device that has signed in before: strangers cannot use its places up.</summary>
    public static Attempt Device(string device) => new("device", device, 10);

    /// <summary>From one address (IPv6: one network of /64), whatever the names. A whole office may share one.</summary>
    public static Attempt Source(string source) => new("source", source, 40);

    /// <summary>Codes of the second factor; whoever gets so far knows the password.</summary>
    public static Attempt Code(string accountOrDevice) => new("code", accountOrDevice, 5);
}
