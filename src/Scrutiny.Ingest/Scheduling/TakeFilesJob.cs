using Microsoft.Extensions.Logging;
using Quartz;
using Scrutiny.Ingest.Loading;

namespace Scrutiny.Ingest.Scheduling;

/// <summary>Runs one source. A firing that comes late or twice finds the truth in the folder and in the loads already made.</summary>
[DisallowConcurrentExecution]
internal sealed partial class TakeFilesJob(SourceRun run, ILogger<TakeFilesJob> log) : IJob
{
    public const string SourceKey = "source";

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var source = context.MergedJobDataMap.GetString(SourceKey)!;
        await foreach (var report in run.RunAsync(source, cancellationToken))
        {
            Loaded(source, report.Load, report.State, report.Read, report.Loaded, report.Revised, report.Unchanged, report.Rejected, report.Seconds);
            if (report.Reason is { } reason)
            {
                Refused(source, report.Load, reason);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "load {Load} of {Source}: {State}; {Read} rows read, {New} values new, {Revised} revised, {Unchanged} unchanged, {Rejected} rejected, {Seconds} s")]
    private partial void Loaded(string source, string load, LoadState state, long read, long @new, long revised, long unchanged, long rejected, double seconds);

    [LoggerMessage(Level = LogLevel.Warning, Message = "load {Load} of {Source}: {Reason}")]
    private partial void Refused(string source, string load, string reason);
}
