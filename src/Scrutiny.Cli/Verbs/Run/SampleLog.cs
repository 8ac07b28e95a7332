using Npgsql;
using Scrutiny.MeetingLogs;
using Scrutiny.Meetings;

namespace Scrutiny.Cli.Verbs.Run;

/// <summary>Logs one act after the other, each dated as what it shows.</summary>
internal sealed class SampleLog(NpgsqlConnection connection, StoredMeeting meeting)
{
    private long last;

    public async Task<long> ActAsync(DateTimeOffset at, MeetingAct act, CancellationToken cancel)
    {
        var logged = await MeetingLog.AppendAsync(connection, meeting, new LogEntry(last, $"sample-{last + 1}", "cli", [act]) { SampleMoment = at }, cancel);
        last = logged.Last;
        return logged.First;
    }
}
