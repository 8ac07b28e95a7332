using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Scrutiny.Ingest.Releases;

/// <summary>Asks the database once a second, and at the moment of the next release, what is due. This machine's clock only sets the pace.</summary>
internal sealed partial class ReleaseWatch(ReleaseClerk clerk, TimeProvider time, ILogger<ReleaseWatch> log) : BackgroundService
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(20);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var pause = Pace;
            try
            {
                while (await clerk.ServeOneAsync(stoppingToken) is { } done)
                {
                    Did(done);
                }

                if (await clerk.SecondsToNextAsync(stoppingToken) is { } seconds && seconds < Pace.TotalSeconds)
                {
                    pause = TimeSpan.FromSeconds(Math.Max(seconds, Least.TotalSeconds));
                }
            }
            catch (Exception fault) when (fault is NpgsqlException or TimeoutException or IOException or InvalidOperationException)
            {
                Lost(fault.Message);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await Task.Delay(pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Done}")]
    private partial void Did(string done);

    [LoggerMessage(Level = LogLevel.Warning, Message = "what is due can't be looked at and is looked at again: {Reason}")]
    private partial void Lost(string reason);
}
