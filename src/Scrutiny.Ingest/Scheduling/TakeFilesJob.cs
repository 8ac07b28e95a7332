using Microsoft.Extensions.Logging;
using Quartz;
using Scrutiny.Ingest.Fetching;
using Scrutiny.Ingest.Loading;

namespace Scrutiny.Ingest.Scheduling;

/// <summary>Runs one source: fetches, where it has an address, and takes what lies in its inbox. A firing that comes late or twice finds the truth in the folder and in the loads already made.</summary>
[DisallowConcurrentExecution]
internal sealed partial class TakeFilesJob(SourceFetch fetch, SourceRun run, ILogger<TakeFilesJob> log) : IJob
{
    public const string SourceKey = "source";

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var source = context.MergedJobDataMap.GetString(SourceKey)!;
        if (await fetch.FetchAsync(source, asked: false, cancellationToken) is { } fetched)
        {
            Fetched(source, fetched.Answer.Host, fetched.Answer.Outcome, fetched.Answer.Status, fetched.Answer.Sentence);
            Say(source, fetched.Report);
        }

        try
        {
            await foreach (var report in run.RunAsync(source, cancellationToken))
            {
                Say(source, report);
            }
        }
        catch (SentenceException sentence)
        {
            // The file lies where it lay; the next firing tries it again.
            NotTaken(source, sentence.Message);
        }
    }

    private void Say(string source, LoadReport? report)
    {
        if (report is not null)
        {
            Loaded(source, report.Load, report.State, report.Read, report.Loaded, report.Revised, report.Unchanged, report.Rejected, report.Seconds);
        }

        if (report?.Reason is { } reason)
        {
            Refused(source, report.Load, reason);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "fetch of {Source} from {Host}: {Outcome}, status {Status}; {Sentence}")]
    private partial void Fetched(string source, string host, FetchOutcome outcome, int? status, string sentence);

    [LoggerMessage(Level = LogLevel.Information, Message = "load {Load} of {Source}: {State}; {Read} rows read, {New} values new, {Revised} revised, {Unchanged} unchanged, {Rejected} rejected, {Seconds} s")]
    private partial void Loaded(string source, string load, LoadState state, long read, long @new, long revised, long unchanged, long rejected, double seconds);

    [LoggerMessage(Level = LogLevel.Warning, Message = "load {Load} of {Source}: {Reason}")]
    private partial void Refused(string source, string load, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "files of {Source} are left for the next run: {Reason}")]
    private partial void NotTaken(string source, string reason);
}
