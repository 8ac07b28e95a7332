using System.Threading.Channels;

namespace Scrutiny.Web.Figures;

/// <summary>
/// Sees that <c>dashboards/</c> has changed and has it read again within seconds. The watcher only saves waiting; the look every few
/// seconds is the truth, since events get lost on network drives and in some containers.
/// </summary>
internal sealed partial class DashboardWatch(CurrentCatalogue catalogue, TimeProvider clock, ILogger<DashboardWatch> log) : BackgroundService
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(3);

    // An editor writes a file in several steps; what is read halfway through would be a fault that is none.
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(300);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var rung = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        using var watcher = Watch(() => rung.Writer.TryWrite(true));
        while (!stoppingToken.IsCancellationRequested)
        {
            if (!catalogue.HasChanged)
            {
                await WaitAsync(rung.Reader, stoppingToken);
                continue;
            }

            for (string? before = null; catalogue.Stamp() is var now && now != before; before = now)
            {
                await Task.Delay(Quiet, clock, stoppingToken);
            }

            var faults = catalogue.Reload();
            if (faults.Count == 0)
            {
                LogRead(catalogue.Value.Boards.Count);
            }
            else
            {
                LogFaults(faults.Count, faults[0].ToString());
            }
        }
    }

    private async Task WaitAsync(ChannelReader<bool> rung, CancellationToken cancel)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var look = Task.Delay(BetweenLooks, clock, patience.Token);
        var ring = rung.WaitToReadAsync(patience.Token).AsTask();
        await Task.WhenAny(look, ring);
        await patience.CancelAsync();
        rung.TryRead(out _);
    }

    private FileSystemWatcher? Watch(Action changed)
    {
        try
        {
            var watcher = new FileSystemWatcher(catalogue.Folder, "*.yaml") { IncludeSubdirectories = true, NotifyFilter = NotifyFilters.FileName | NotifyFilters.LastWrite | NotifyFilters.Size };
            watcher.Changed += (_, _) => changed();
            watcher.Created += (_, _) => changed();
            watcher.Deleted += (_, _) => changed();
            watcher.Renamed += (_, _) => changed();
            watcher.EnableRaisingEvents = true;
            return watcher;
        }
        catch (Exception fault) when (fault is IOException or ArgumentException or PlatformNotSupportedException)
        {
            LogLooksOnly(fault.Message);
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "dashboards/ has changed and was read again: {Boards} boards")]
    private partial void LogRead(int boards);

    [LoggerMessage(Level = LogLevel.Warning, Message = "dashboards/ has changed and has {Count} faults, the last good version stays; the first: {Fault}")]
    private partial void LogFaults(int count, string fault);

    [LoggerMessage(Level = LogLevel.Warning, Message = "changes in dashboards/ are found by looking only, every few seconds: {Reason}")]
    private partial void LogLooksOnly(string reason);
}
