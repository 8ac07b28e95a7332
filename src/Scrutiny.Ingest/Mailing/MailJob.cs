using Microsoft.Extensions.Logging;
using Npgsql;
using Quartz;

namespace Scrutiny.Ingest.Mailing;

/// <summary>Looks for news and sends what is due.</summary>
[DisallowConcurrentExecution]
internal sealed partial class MailJob(NpgsqlDataSource database, Outbox outbox, ILogger<MailJob> log) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await News.QueueAsync(database, cancellationToken);
            if (await outbox.SendAsync(cancellationToken) is > 0 and var sent)
            {
                Sent(sent);
            }
        }
        catch (NpgsqlException fault)
        {
            // The next run tries again; nothing is lost.
            NotSent(fault.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Sent} mails were sent")]
    private partial void Sent(int sent);

    [LoggerMessage(Level = LogLevel.Warning, Message = "mail could not be looked for: {Reason}")]
    private partial void NotSent(string reason);
}
