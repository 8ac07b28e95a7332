using Dapper;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Npgsql;

namespace Scrutiny.Web.Accounts;

/// <summary>Sees that there is a key to protect cookies with: the first one, and the next before it ends. One process at a time looks, so that fifty that start together make one.</summary>
internal sealed partial class KeyRenewal(AccountDatabase database, IKeyManager keys, TimeProvider clock, ILogger<KeyRenewal> log) : BackgroundService
{
    private const int LockKey = 72788470;

    private static readonly TimeSpan Life = TimeSpan.FromDays(90);
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(14);
    private static readonly TimeSpan Pause = TimeSpan.FromHours(6);
    private static readonly TimeSpan SoonAgain = TimeSpan.FromSeconds(10);

    /// <summary>Makes what is missing.</summary>
    public async Task EnsureAsync(CancellationToken cancel)
    {
        if (!IsMissing(out _))
        {
            return;
        }

        await using var connection = await database.OpenAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        // Who waits here for others waits for a moment, however many they are.
        await connection.ExecuteAsync(new CommandDefinition("set local statement_timeout = 0; select pg_advisory_xact_lock(@LockKey)", new { LockKey }, cancellationToken: cancel));
        if (IsMissing(out var from))
        {
            keys.CreateNewKey(from, from + Life);
        }

        await transaction.CommitAsync(cancel);
    }

    /// <summary>Looks for the first time before the first page is served.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await TryAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(await TryAsync(stoppingToken) ? Pause : SoonAgain, clock, stoppingToken);
        }
    }

    private async Task<bool> TryAsync(CancellationToken cancel)
    {
        try
        {
            await EnsureAsync(cancel);
            return true;
        }
        catch (NpgsqlException fault)
        {
            Failed(fault.Message);
            return false;
        }
    }

    private bool IsMissing(out DateTimeOffset from)
    {
        var now = clock.GetUtcNow();
        var last = keys.GetAllKeys().Where(key => !key.IsRevoked).Select(key => (DateTimeOffset?)key.ExpirationDate).Max();
        // The next one begins when the last one ends, which every process has heard of by then.
        from = last is { } end && end > now ? end : now;
        return last is null || last - now < Ahead;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "the keys could not be looked at and will be again: {Reason}")]
    private partial void Failed(string reason);
}
