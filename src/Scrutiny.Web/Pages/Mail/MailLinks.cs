using Dapper;
using Npgsql;
using Scrutiny.Questions;

namespace Scrutiny.Web.Pages.Mail;

/// <summary>What a link in a mail does. A secret that is known and one that is not get the same answer.</summary>
internal sealed class MailLinks(NpgsqlDataSource database)
{
    public Task ConfirmAsync(string secret, CancellationToken cancel) => DoAsync("select contact.confirm(@hash)", new { hash = QuestionSecret.Hash(secret) }, cancel);

    public Task StopAsync(string secret, CancellationToken cancel) => DoAsync("select contact.unsubscribe(@hash)", new { hash = QuestionSecret.Hash(secret) }, cancel);

    /// <summary>Asks for news; the first mail asks whether the address is whose who gave it.</summary>
    public Task SubscribeAsync(string email, string kind, string subject, CancellationToken cancel) => DoAsync("select contact.subscribe(@email, @kind, @subject)", new { email, kind, subject }, cancel);

    private async Task DoAsync(string sql, object of, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await connection.ExecuteAsync(new CommandDefinition("set transaction read write", cancellationToken: cancel));
        await connection.ExecuteAsync(new CommandDefinition(sql, of, cancellationToken: cancel));
        await transaction.CommitAsync(cancel);
    }
}
