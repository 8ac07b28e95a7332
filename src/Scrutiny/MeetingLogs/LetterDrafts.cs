using System.Text.Json;
using Dapper;
using Npgsql;

namespace Scrutiny.MeetingLogs;

/// <summary>Letters while they are written. What was sent stands in the log.</summary>
public static class LetterDrafts
{
    private const string Sql = """
        select l.addressee as To, l.body as Text, l.standard as Standard, l.asks as Asks, l.reply_by::text as ReplyBy
        from meeting.meeting m join meeting.letter l on l.meeting = m.number where m.slug = @slug
        """;

    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>What a letter says so far; null where there is no such draft.</summary>
    /// <param name="connection">Open, as a role that may read working meetings.</param>
    /// <param name="slug">The letter's name in addresses.</param>
    /// <param name="cancel">Cancels.</param>
    public static async Task<LetterDraft?> FindAsync(NpgsqlConnection connection, string slug, CancellationToken cancel) =>
        await connection.QuerySingleOrDefaultAsync<Row>(new CommandDefinition(Sql, new { slug }, cancellationToken: cancel)) is { } row
            ? new LetterDraft(row.To, row.Text, row.Standard, row.Asks, row.ReplyBy is null ? null : DateOnly.ParseExact(row.ReplyBy, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture))
            : null;

    /// <summary>Keeps what a letter says, in the transaction that plans it.</summary>
    /// <param name="connection">In a transaction that may write.</param>
    /// <param name="slug">The letter's name in addresses.</param>
    /// <param name="draft">What it says.</param>
    /// <param name="cancel">Cancels.</param>
    /// <exception cref="SentenceException">It was sent, or taken back.</exception>
    public static async Task StoreAsync(NpgsqlConnection connection, string slug, LetterDraft draft, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(draft);
        try
        {
            var content = JsonSerializer.Serialize(new { Addressee = draft.To, Body = draft.Text, draft.Standard, draft.Asks, draft.ReplyBy }, Json);
            await connection.ExecuteAsync(new CommandDefinition("select meeting.write_letter(@slug, @content::jsonb)", new { slug, content }, cancellationToken: cancel));
        }
        catch (PostgresException refusal) when (refusal.SqlState is "SM002" or "SM003")
        {
            throw SentenceException.Refused("The letter was sent or taken back meanwhile; it can’t be changed any more.", refusal);
        }
    }

    private sealed record Row(string To, string Text, string Standard, string Asks, string? ReplyBy);
}

/// <summary>A letter that is being written.</summary>
/// <param name="To">To whom.</param>
/// <param name="Text">Markdown, with figures by name.</param>
/// <param name="Standard">The standard that it holds them to, likewise; empty for none.</param>
/// <param name="Asks">What is asked, a line each, likewise.</param>
/// <param name="ReplyBy">The day by which a reply is asked for; null until it is chosen.</param>
public sealed record LetterDraft(string To, string Text, string Standard, string Asks, DateOnly? ReplyBy);
