using Dapper;
using Npgsql;

namespace Scrutiny.Ingest.Mailing;

/// <summary>Sees for each subscription whether there is something new that everybody may see, and puts one mail into the outbox for all of it.</summary>
internal static class News
{
    private const string Sql = """
        with news as (
          update contact.subscription s set told_until = clock_timestamp()
          where s.confirmed_at is not null and s.unsubscribed_at is null and case s.kind
            when 'meeting' then exists (select from published.meeting m where m.slug = s.subject and m.changed_at > s.told_until)
            when 'topic' then exists (select from published.question q where q.topic = s.subject and q.answered_at > s.told_until)
            else exists (select from published.publication_series c join published.publication p using (publication_id) where c.measure = s.subject and p.published_at > s.told_until) end
          returning s.subscription_id
        )
        insert into contact.mail (subscription, kind) select subscription_id, 'news' from news
        """;

    /// <returns>How many mails were put into the outbox.</returns>
    public static async Task<int> QueueAsync(NpgsqlDataSource database, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return await connection.ExecuteAsync(new CommandDefinition(Sql, cancellationToken: cancel));
    }
}
