using System.Text.Json;
using Dapper;
using Npgsql;
using Scrutiny.Questions;

namespace Scrutiny.QuestionLedger;

/// <summary>The one way in for the public, and an asker's way back to their own question.</summary>
public static class QuestionInbox
{
    private const int MostDraws = 3;

    private const string AskSql = "select taken as Reference, repeated as Repeated from question.ask(@asked::jsonb, @secret, @browser, @candidates, @email, @signs, @follows)";

    private const string OwnSql = """
        select reference as Reference, version as Version, meeting as Meeting, topic as Topic, locality as Locality, display_name as DisplayName, text as Text, state as State, reason as Reason, told as Told, shown as Shown,
               place as Place, merged_into as MergedInto, main_state as MainState, main_shown as MainShown, followed as Followed, has_email as HasEmail, erasure_asked as ErasureAsked, sample as Sample, received_at as ReceivedAt, changed_at as ChangedAt
        from question.own(@secret)
        """;

    private const string ActSql = "select question.own_act(@secret, @expected, @act, @text)";

    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>Takes a question in. The database's clock says whether questions are taken; a secret that was used before gives the first answer.</summary>
    /// <param name="connection">Open, as the public's role; a transaction is begun and committed here.</param>
    /// <param name="asked">The question.</param>
    /// <param name="secret">By which its asker finds it again.</param>
    /// <param name="browser">A random mark of the asker's browser; null where it has none.</param>
    /// <param name="cancel">Cancels.</param>
    public static async Task<AskOutcome> AskAsync(NpgsqlConnection connection, AskedQuestion asked, string secret, string? browser, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(asked);
        var json = JsonSerializer.Serialize(new { asked.Text, asked.Topic, asked.Locality, asked.DisplayName, asked.Meeting, asked.CameBy }, Json);
        for (var draw = 1; ; draw++)
        {
            await using var transaction = await connection.BeginTransactionAsync(cancel);
            try
            {
                await connection.ExecuteAsync(new CommandDefinition("set transaction read write", cancellationToken: cancel));
                var taken = await connection.QuerySingleAsync<TakenRow>(new CommandDefinition(
                    AskSql,
                    new
                    {
                        asked = json,
                        secret = QuestionSecret.Hash(secret),
                        browser = browser is null ? null : QuestionSecret.Hash(browser),
                        candidates = QuestionReference.Draw().ToArray(),
                        email = asked.Email,
                        signs = asked.Signs.ToArray(),
                        follows = asked.Follows is null ? null : QuestionSecret.Hash(asked.Follows),
                    },
                    cancellationToken: cancel));
                await transaction.CommitAsync(cancel);
                return new AskOutcome(taken.Reference, taken.Repeated, null);
            }
            catch (PostgresException refusal) when (RefusalOf(refusal.SqlState) is { } why)
            {
                return new AskOutcome(null, false, why);
            }
            catch (PostgresException race) when (race.SqlState is PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.NotNullViolation && draw < MostDraws)
            {
                // Somebody else took that reference, or all that were drawn are taken: drawn anew.
            }
        }
    }

    /// <summary>An asker's own question; null where the secret opens none.</summary>
    /// <param name="connection">Open, as the public's role.</param>
    /// <param name="secret">What stands in the private link.</param>
    /// <param name="cancel">Cancels.</param>
    public static async Task<OwnQuestion?> FindAsync(NpgsqlConnection connection, string secret, CancellationToken cancel)
    {
        var row = await connection.QuerySingleOrDefaultAsync<OwnRow>(new CommandDefinition(OwnSql, new { secret = QuestionSecret.Hash(secret) }, cancellationToken: cancel));
        return row?.ToQuestion();
    }

    /// <summary>Does what an asker may do with their own question.</summary>
    /// <param name="connection">Open, as the public's role; a transaction is begun and committed here.</param>
    /// <param name="secret">What stands in the private link.</param>
    /// <param name="expected">The version that the asker has seen.</param>
    /// <param name="act"><see cref="QuestionAct.Withdrawn"/>, <see cref="QuestionAct.Reworded"/> or <see cref="QuestionAct.ErasureAsked"/>.</param>
    /// <param name="cancel">Cancels.</param>
    /// <returns>Whether it was done; not where the question moved on meanwhile, is in another state, or is not there.</returns>
    public static async Task<bool> ActAsync(NpgsqlConnection connection, string secret, int expected, QuestionAct act, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(act);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        try
        {
            await connection.ExecuteAsync(new CommandDefinition("set transaction read write", cancellationToken: cancel));
            await connection.ExecuteAsync(new CommandDefinition(ActSql, new { secret = QuestionSecret.Hash(secret), expected, act = act.Name, text = (act as QuestionAct.Reworded)?.Text }, cancellationToken: cancel));
            await transaction.CommitAsync(cancel);
            return true;
        }
        catch (PostgresException refusal) when (refusal.SqlState is Refusals.MovedOn or Refusals.NotNow)
        {
            return false;
        }
    }

    private static AskRefusal? RefusalOf(string state) => state switch
    {
        Refusals.Closed => AskRefusal.Closed,
        Refusals.TooMany => AskRefusal.TooMany,
        Refusals.NotNow => AskRefusal.NoFollowUp,
        _ => null,
    };

    private sealed record TakenRow(string Reference, bool Repeated);

    private sealed record OwnRow(
        string Reference, int Version, string? Meeting, string Topic, string? Locality, string? DisplayName, string? Text, string State, string? Reason, string? Told, bool Shown, int? Place, string? MergedInto, string? MainState, bool? MainShown,
        bool Followed, bool HasEmail, bool ErasureAsked, bool Sample, DateTime ReceivedAt, DateTime ChangedAt)
    {
        public OwnQuestion ToQuestion() => new(Reference, Version, QuestionStates.Parse(State), Shown, new AskedQuestion(Text ?? "", Topic, Locality, DisplayName, Meeting))
        {
            Reason = Reason,
            Told = Told,
            Place = Place,
            // Which question it was joined to is told once everybody sees that one.
            MergedInto = MainShown == true ? MergedInto : null,
            MainState = MainShown == true && MainState is not null ? QuestionStates.Parse(MainState) : null,
            Followed = Followed,
            HasEmail = HasEmail,
            ErasureAsked = ErasureAsked,
            Sample = Sample,
            ReceivedAt = new DateTimeOffset(ReceivedAt, TimeSpan.Zero),
            ChangedAt = new DateTimeOffset(ChangedAt, TimeSpan.Zero),
        };
    }
}

/// <summary>The states in which the functions of the schema <c>question</c> refuse.</summary>
internal static class Refusals
{
    public const string MovedOn = "SQ001";
    public const string Closed = "SQ002";
    public const string TooMany = "SQ003";
    public const string NotNow = "SQ004";
}
