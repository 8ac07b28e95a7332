using Dapper;
using Microsoft.Extensions.Options;
using Npgsql;
using Scrutiny.Dashboards;
using Scrutiny.Questions;

namespace Scrutiny.Ingest.Mailing;

/// <summary>
/// Sends what is due. Each mail is locked while it is handed to the server, so that two processes never send the same one; where the
/// process dies just then it is sent again, which is better than never.
/// </summary>
internal sealed class Outbox(NpgsqlDataSource database, IPostOffice office, Catalogue catalogue, IOptions<MailSettings> settings)
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(8);

    private const string TakeSql = """
        select m.mail_id as Id, m.kind as Kind, m.tries as Tries, coalesce(a.email, s.email) as Email, coalesce(a.confirmed_at, s.confirmed_at) is not null as Confirmed, coalesce(a.unsubscribed_at, s.unsubscribed_at) is not null as Stopped,
               exists (select from contact.mail e where e.kind = m.kind and e.state = 'sent' and (e.question = m.question or e.subscription = m.subscription)) as AskedBefore,
               m.question as Question, m.subscription as Subscription, q.reference as Reference, q.state as State, coalesce(main.reason, q.reason) as Reason, main.reference as Main, main.state as MainState, coalesce(main.meeting, q.meeting) as Meeting,
               exists (select from published.question p where p.reference = coalesce(main.reference, q.reference)) as Shown, s.kind as SubscribedKind, s.subject as SubscribedSubject
        from contact.mail m
        left join contact.asker a on a.question = m.question
        left join contact.subscription s on s.subscription_id = m.subscription
        left join (select number, reference, state, reason, meeting, merged_into from question.question) q on q.number = m.question
        left join (select number, reference, state, reason, meeting from question.question) main on main.number = q.merged_into
        where m.state = 'waiting' and m.due_at <= clock_timestamp()
        order by m.due_at, m.mail_id limit 1 for update of m skip locked
        """;

    private const string LinkSql = "insert into contact.link (hash, purpose, question, subscription) values (@hash, @purpose, @question, @subscription)";

    private const string EndSql = "update contact.mail set state = @state, ended_at = clock_timestamp(), tries = @tries, last_status = @status where mail_id = @id";

    private const string LaterSql = "update contact.mail set due_at = clock_timestamp() + @pause, tries = @tries, last_status = @status where mail_id = @id";

    /// <summary>Sends all that is due now.</summary>
    /// <returns>How many were sent.</returns>
    public async Task<int> SendAsync(CancellationToken cancel)
    {
        var sent = 0;
        while (await SendOneAsync(cancel) is { } went)
        {
            sent += went ? 1 : 0;
        }

        return sent;
    }

    /// <summary>How long to wait after a try that failed: a minute, then twice as long each time.</summary>
    internal static TimeSpan PauseAfter(int tries) => TimeSpan.FromMinutes(Math.Pow(2, Math.Min(tries - 1, 16))) is var pause && pause < LongestPause ? pause : LongestPause;

    // Null where nothing is due.
    private async Task<bool?> SendOneAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        if (await connection.QuerySingleOrDefaultAsync<DueMail>(new CommandDefinition(TakeSql, cancellationToken: cancel)) is not { } due)
        {
            return null;
        }

        var posting = due.IsWorthSending ? await PostAsync(connection, due, cancel) : new Posting(PostingOutcome.Never, null);
        var tries = due.Tries + 1;
        if (posting.Outcome == PostingOutcome.NotNow && tries < settings.Value.MostTries)
        {
            await connection.ExecuteAsync(new CommandDefinition(LaterSql, new { id = due.Id, pause = PauseAfter(tries), tries, status = posting.Status }, cancellationToken: cancel));
        }
        else
        {
            await connection.ExecuteAsync(new CommandDefinition(EndSql, new { id = due.Id, state = posting.Outcome == PostingOutcome.Taken ? "sent" : "dropped", tries = due.IsWorthSending ? tries : due.Tries, status = posting.Status }, cancellationToken: cancel));
        }

        await transaction.CommitAsync(cancel);
        return posting.Outcome == PostingOutcome.Taken;
    }

    private async Task<Posting> PostAsync(NpgsqlConnection connection, DueMail due, CancellationToken cancel)
    {
        var stop = await LinkAsync(connection, due, "stop", cancel);
        var confirm = due.Confirmed ? null : await LinkAsync(connection, due, "confirm", cancel);
        return await office.SendAsync(Letters.Of(due, settings.Value, catalogue.Reasons, confirm, stop), cancel);
    }

    private static async Task<string> LinkAsync(NpgsqlConnection connection, DueMail due, string purpose, CancellationToken cancel)
    {
        var secret = QuestionSecret.Draw();
        await connection.ExecuteAsync(new CommandDefinition(LinkSql, new { hash = QuestionSecret.Hash(secret), purpose, question = due.Question, subscription = due.Subscription }, cancellationToken: cancel));
        return secret;
    }
}
