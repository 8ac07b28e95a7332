using Npgsql;

namespace Scrutiny.Database;

/// <summary>
/// Listens on one NOTIFY channel and keeps listening: a lost connection is opened again for ever. PostgreSQL does not queue for who is
/// away, so every (re)connection counts as a ring: whoever listens then looks at what it may have missed.
/// </summary>
public sealed class ChannelListener(NpgsqlDataSource database, string channel)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    /// <summary>Rings until cancelled.</summary>
    /// <param name="ring">Called after each connection and after each notification; its faults count as a lost connection.</param>
    /// <param name="lost">Told why a connection was lost, before the next attempt.</param>
    /// <param name="cancel">Ends the listening.</param>
    public Task ListenAsync(Func<CancellationToken, Task> ring, Action<Exception> lost, CancellationToken cancel) =>
        ListenAsync((_, token) => ring(token), lost, cancel);

    /// <summary>Rings until cancelled, and says for what.</summary>
    /// <param name="ring">Called after each connection, with nothing, and after notifications, with their payloads; its faults count as a lost connection.</param>
    /// <param name="lost">Told why a connection was lost, before the next attempt.</param>
    /// <param name="cancel">Ends the listening.</param>
    public async Task ListenAsync(Func<IReadOnlyCollection<string>, CancellationToken, Task> ring, Action<Exception> lost, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(ring);
        ArgumentNullException.ThrowIfNull(lost);
        var pause = FirstPause;
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                var heard = new HashSet<string>();
                await using var connection = await database.OpenConnectionAsync(cancel);
                connection.Notification += (_, notification) => heard.Add(notification.Payload);
                await using (var listen = new NpgsqlCommand($"listen {channel}", connection))
                {
                    await listen.ExecuteNonQueryAsync(cancel);
                }

                pause = FirstPause;
                heard.Clear();
                await ring([], cancel);
                while (true)
                {
                    // Wakes now and then, so that a connection that died without a word is noticed.
                    if (!await connection.WaitAsync(TimeSpan.FromSeconds(20), cancel))
                    {
                        await using var alive = new NpgsqlCommand("select 1", connection);
                        await alive.ExecuteNonQueryAsync(cancel);
                    }

                    // Also what came in with the answer to that question.
                    if (heard.Count > 0)
                    {
                        string[] payloads = [.. heard];
                        heard.Clear();
                        await ring(payloads, cancel);
                    }
                }
            }
            catch (OperationCanceledException) when (cancel.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault) when (fault is NpgsqlException or TimeoutException or IOException or System.Net.Sockets.SocketException or InvalidOperationException)
            {
                lost(fault);
                await Task.Delay(pause, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
        }
    }
}
