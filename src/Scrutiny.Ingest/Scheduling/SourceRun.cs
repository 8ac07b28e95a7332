using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using Npgsql;
using Scrutiny.Ingest.Loading;

namespace Scrutiny.Ingest.Scheduling;

/// <summary>One run of a source, by its schedule or by a person: everything whole that lies in its inbox is loaded and put away.</summary>
internal sealed class SourceRun(Inbox inbox, Loader loader, TimeProvider time)
{
    // A file that was put there just now is whole after this many looks, or else at the next run.
    private const int LooksInVain = 3;

    /// <summary>Runs a source; of each file a report, as soon as it is loaded.</summary>
    /// <exception cref="SentenceException">There is no such source.</exception>
    public async IAsyncEnumerable<LoadReport> RunAsync(string source, [EnumeratorCancellation] CancellationToken cancel)
    {
        // What a run that was killed still held would contradict the next correction.
        await loader.ForgetAsync(source, cancel);
        for (var inVain = 0; inVain < LooksInVain;)
        {
            var look = inbox.Look(source);
            var taken = 0;
            await foreach (var report in TakeAsync(source, look.Whole, cancel))
            {
                taken++;
                yield return report;
            }

            if (taken > 0)
            {
                inVain = 0;
            }
            else if (look.Settling || look.Whole.Count > 0)
            {
                inVain++;
                await Task.Delay(Inbox.BetweenLooks, time, cancel);
            }
            else
            {
                break;
            }
        }
    }

    private async IAsyncEnumerable<LoadReport> TakeAsync(string source, IReadOnlyList<InboxFile> files, [EnumeratorCancellation] CancellationToken cancel)
    {
        if (files.Count == 0)
        {
            yield break;
        }

        using var several = loader.SeveralOf(source);
        if (files.Count(file => file.NotRead is null) > 1)
        {
            await HoldAsync(source, files, cancel);
        }

        ExceptionDispatchInfo? fault = null;
        foreach (var file in files)
        {
            LoadReport? report = null;
            try
            {
                report = await TakeAsync(source, file, cancel);
            }
            catch (Exception oneFiles) when (oneFiles is not (OperationCanceledException or NpgsqlException))
            {
                // A file that the program trips over must not keep those behind it waiting for ever; a database that is away keeps them all.
                fault ??= ExceptionDispatchInfo.Capture(oneFiles);
            }

            if (report is not null)
            {
                yield return report;
            }
        }

        await loader.ForgetAsync(source, cancel);
        fault?.Throw();
    }

    /// <returns>Null where there was nothing to report: the file was gone, or its refusal stands on record.</returns>
    private async Task<LoadReport?> TakeAsync(string source, InboxFile file, CancellationToken cancel)
    {
        var (received, notRead) = await ReceiveAsync(file, cancel);
        using (received)
        {
            if (received is null)
            {
                return null;
            }

            CrashPoints.Pass(CrashPoint.FileReceived);
            var request = new LoadRequest(received.Path, file.Name, source, Delivery.Inbox) { NotRead = notRead };
            // What stays where it lies lies there still after a restart.
            var report = file.StaysPut && await loader.IsRefusedAsync(request, cancel) ? null : await loader.LoadAsync(request, cancel);
            CrashPoints.Pass(CrashPoint.BeforePutAway);
            inbox.PutAway(source, file, report is null or { State: LoadState.Refused } ? Inbox.RefusedFolder : Inbox.TakenFolder);
            CrashPoints.Pass(CrashPoint.PutAway);
            return report;
        }
    }

    // Two files that lie side by side and contradict each other are found out before either counts.
    private async Task HoldAsync(string source, IReadOnlyList<InboxFile> files, CancellationToken cancel)
    {
        foreach (var file in files.Where(file => file.NotRead is null))
        {
            var (received, notRead) = await ReceiveAsync(file, cancel);
            using (received)
            {
                if (received is not null && notRead is null)
                {
                    await loader.HoldAsync(new LoadRequest(received.Path, file.Name, source, Delivery.Inbox), cancel);
                }
            }
        }
    }

    /// <summary>A copy of the file, or an empty one and why nothing of it may be read; null where it is gone or another.</summary>
    private static async Task<(ReceivedFile? File, string? NotRead)> ReceiveAsync(InboxFile file, CancellationToken cancel)
    {
        if (file.NotRead is { } reason)
        {
            return (ReceivedFile.Create(), reason);
        }

        try
        {
            return (await Inbox.ReceiveAsync(file, cancel), null);
        }
        catch (UnauthorizedAccessException)
        {
            return (ReceivedFile.Create(), "This program may not read the file: change its permissions and put it into the inbox again.");
        }
    }
}
