using System.Text.Json;
using Dapper;
using Npgsql;
using Scrutiny.Audit;
using Scrutiny.Questions;

namespace Scrutiny.QuestionLedger;

/// <summary>The one way in which staff do something with a question: checked by the rules, kept with its history, copied for everybody where they may see it, and entered in the record.</summary>
public static class QuestionDesk
{
    private const string ActSql = "select question.act(@reference, @expected, @actor, @person, @act, @state, @change::jsonb, @shown)";

    private const string SampleSql = "select question.act_sample(@reference, @expected, @act, @state, @change::jsonb, @shown, @moment)";

    private const string AskSampleSql = "select question.ask_sample(@asked::jsonb, @secret, @reference, @signs, @moment)";

    private const string CountSql = "select question.tally()";

    private const string EnterSql = "select question.enter(@asked::jsonb, @candidates, @email)";

    private const string ThemeSql = "select question.set_theme(@theme, @title)";

    private const string WindowSql = "select question.set_window(@meeting, @opens, @closes, @whileLive, @eachPerson, @whoMayAsk)";

    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>Does something with a question, in the caller's transaction.</summary>
    /// <param name="connection">In a transaction that may write, as the staff's role.</param>
    /// <param name="question">The question as it was read: if it has changed since, nothing happens.</param>
    /// <param name="act">What.</param>
    /// <param name="by">Who.</param>
    /// <param name="reasons">The standard reasons.</param>
    /// <param name="cancel">Cancels.</param>
    /// <returns>The question's version afterwards.</returns>
    /// <exception cref="QuestionMovedOnException">Somebody else was first.</exception>
    /// <exception cref="SentenceException">It may not happen now; nothing did.</exception>
    public static async Task<int> ActAsync(NpgsqlConnection connection, StoredQuestion question, QuestionAct act, QuestionActor by, StandardReasons reasons, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(act);
        ArgumentNullException.ThrowIfNull(by);
        if (QuestionRules.Refusal(question.Standing, act, reasons, by.Person) is { } refusal)
        {
            throw SentenceException.Refused(refusal);
        }

        var (state, shown) = (QuestionRules.After(question.Standing, act), QuestionRules.ShownAfter(question.Standing, act, reasons));
        var change = JsonSerializer.Serialize(ChangeOf(question, act), Json);
        try
        {
            var version = by.SampleMoment is { } moment
                ? await connection.ExecuteScalarAsync<int>(new CommandDefinition(SampleSql, new { reference = question.Reference, expected = question.Version, act = act.Name, state = state.Name(), change, shown, moment = moment.UtcDateTime }, cancellationToken: cancel))
                : await connection.ExecuteScalarAsync<int>(new CommandDefinition(ActSql, new { reference = question.Reference, expected = question.Version, actor = by.Actor, person = by.Person, act = act.Name, state = state.Name(), change, shown }, cancellationToken: cancel));
            await AuditTrail.AppendAsync(connection, by.Actor, AuditAct.QuestionDecided, "question", question.Reference.ToLowerInvariant(), new { Act = act.Name, State = state.Name(), Reason = ReasonOf(act), Version = version }, cancel);
            return version;
        }
        catch (PostgresException moved) when (moved.SqlState == Refusals.MovedOn)
        {
            throw new QuestionMovedOnException(moved);
        }
        catch (PostgresException wrong) when (wrong.SqlState == Refusals.NotNow)
        {
            throw SentenceException.Refused(act is QuestionAct.Merged ? "It can’t be joined to that question: there is none with that reference that waits or was accepted, or others are joined to this one." : "It can’t be put on the list of that meeting, which is not published.", wrong);
        }
    }

    /// <summary>Enters what was asked elsewhere, in the caller's transaction.</summary>
    /// <param name="connection">In a transaction that may write, as the staff's role.</param>
    /// <param name="asked">The question.</param>
    /// <param name="saidWhere">Where it was said, for example in a letter.</param>
    /// <param name="replyPromisedBy">By when a reply was promised; null for no promise.</param>
    /// <param name="actor">A role and its session.</param>
    /// <param name="cancel">Cancels.</param>
    /// <returns>Its reference.</returns>
    public static async Task<string> EnterAsync(NpgsqlConnection connection, AskedQuestion asked, string saidWhere, DateOnly? replyPromisedBy, string actor, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(asked);
        var json = JsonSerializer.Serialize(new { asked.Text, asked.Topic, asked.Locality, asked.DisplayName, asked.Meeting, SaidWhere = saidWhere, ReplyPromisedBy = replyPromisedBy }, Json);
        var reference = (await connection.ExecuteScalarAsync<string>(new CommandDefinition(EnterSql, new { asked = json, candidates = QuestionReference.Draw().ToArray(), email = asked.Email }, cancellationToken: cancel)))!;
        await AuditTrail.AppendAsync(connection, actor, AuditAct.QuestionEntered, "question", reference.ToLowerInvariant(), null, cancel);
        return reference;
    }

    /// <summary>Says when questions are taken, how many from a person, and who may ask; in the caller's transaction.</summary>
    /// <param name="connection">In a transaction that may write, as the staff's role.</param>
    /// <param name="window">The window.</param>
    /// <param name="actor">A role and its session.</param>
    /// <param name="cancel">Cancels.</param>
    /// <exception cref="SentenceException">The meeting is not published.</exception>
    public static async Task SetWindowAsync(NpgsqlConnection connection, QuestionWindow window, string actor, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(window);
        try
        {
            await connection.ExecuteAsync(new CommandDefinition(WindowSql, new { meeting = window.Meeting ?? "", opens = window.Opens?.UtcDateTime, closes = window.Closes?.UtcDateTime, whileLive = window.WhileLive, eachPerson = window.EachPerson, whoMayAsk = window.WhoMayAsk }, cancellationToken: cancel));
        }
        catch (PostgresException wrong) when (wrong.SqlState == Refusals.NotNow)
        {
            throw SentenceException.Refused("The meeting is not published, so it has no questions yet.", wrong);
        }

        await AuditTrail.AppendAsync(connection, actor, AuditAct.QuestionWindowSet, "question-window", window.Meeting ?? "between-meetings", new { window.EachPerson, window.WhileLive }, cancel);
    }

    /// <summary>Makes sure that there is a theme of this id, with this title; in the caller's transaction.</summary>
    /// <param name="connection">In a transaction that may write, as the staff's role or ingest's.</param>
    /// <param name="theme">Its id.</param>
    /// <param name="title">Its title, which everybody sees with its questions.</param>
    /// <param name="cancel">Cancels.</param>
    public static Task SetThemeAsync(NpgsqlConnection connection, string theme, string title, CancellationToken cancel) => connection.ExecuteAsync(new CommandDefinition(ThemeSql, new { theme, title }, cancellationToken: cancel));

    /// <summary>Counts all questions for everybody, in the caller's transaction.</summary>
    /// <param name="connection">In a transaction that may write, as the staff's role or ingest's.</param>
    /// <param name="cancel">Cancels.</param>
    public static Task CountAsync(NpgsqlConnection connection, CancellationToken cancel) => connection.ExecuteAsync(new CommandDefinition(CountSql, cancellationToken: cancel));

    /// <summary>Asks a made-up question, dated as what it shows; in the caller's transaction.</summary>
    /// <param name="connection">In a transaction that may write, as ingest's role.</param>
    /// <param name="asked">The question.</param>
    /// <param name="reference">Its reference.</param>
    /// <param name="secret">By which its status is found.</param>
    /// <param name="moment">When it arrived, UTC.</param>
    /// <param name="cancel">Cancels.</param>
    /// <returns>The question; null where that reference is taken.</returns>
    public static async Task<StoredQuestion?> AskSampleAsync(NpgsqlConnection connection, AskedQuestion asked, string reference, string secret, DateTimeOffset moment, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(asked);
        var taken = await connection.ExecuteScalarAsync<string?>(new CommandDefinition(
            AskSampleSql,
            new { asked = JsonSerializer.Serialize(new { asked.Text, asked.Topic, asked.Locality, asked.DisplayName, asked.Meeting, asked.CameBy }, Json), secret = QuestionSecret.Hash(secret), reference, signs = asked.Signs.ToArray(), moment = moment.UtcDateTime },
            cancellationToken: cancel));
        return taken is null ? null : new StoredQuestion(0, taken, 1, new QuestionStanding(QuestionState.Received), asked) { Sample = true, ReceivedAt = moment, ChangedAt = moment };
    }

    private static string? ReasonOf(QuestionAct act) => act switch
    {
        QuestionAct.DeclineProposed proposed => proposed.Reason,
        QuestionAct.Declined declined => declined.Reason,
        QuestionAct.Redirected redirected => redirected.Reason,
        _ => null,
    };

    // What is named changes; what is not named stays.
    private static Dictionary<string, object?> ChangeOf(StoredQuestion question, QuestionAct act) => act switch
    {
        QuestionAct.Held held => new() { ["safeguarding"] = held.Safeguarding },
        QuestionAct.Released or QuestionAct.Reopened => new() { ["reason"] = null, ["told"] = null, ["safeguarding"] = false },
        QuestionAct.Accepted => new() { ["reason"] = null, ["told"] = null, ["safeguarding"] = false, ["suspected"] = false },
        QuestionAct.RewordAsked asked => new() { ["told"] = asked.Told },
        QuestionAct.Reworded reworded => new() { ["text"] = reworded.Text, ["told"] = null, ["reason"] = null },
        QuestionAct.Redacted redacted => new() { ["text"] = redacted.Text, ["why"] = redacted.Why },
        QuestionAct.DeclineProposed proposed => new() { ["reason"] = proposed.Reason, ["told"] = proposed.Told },
        QuestionAct.Declined declined => new() { ["reason"] = declined.Reason, ["told"] = declined.Told, ["place"] = null },
        QuestionAct.Redirected redirected => new() { ["reason"] = redirected.Reason, ["told"] = redirected.Told, ["place"] = null },
        QuestionAct.Merged merged => new() { ["merged_into"] = QuestionReference.Read(merged.Into), ["place"] = null },
        QuestionAct.Ordered ordered => new() { ["meeting"] = ordered.Meeting, ["place"] = ordered.Place },
        QuestionAct.Carried or QuestionAct.Withdrawn => new() { ["place"] = null },
        QuestionAct.AnsweredAloud aloud => Answer(null, AnswerKind.Spoken, aloud.Text, aloud.Who, AnswerState.Published, aloud.Meeting, aloud.Seq),
        QuestionAct.AnswerCorrected corrected => new() { ["corrected"] = new { corrected.Meeting, corrected.Seq, corrected.Text, corrected.Why } },
        QuestionAct.AnswerDrafted drafted => Answer(drafted.Number, AnswerKind.Written, drafted.Text, drafted.Who, AnswerState.Draft, null, null),
        QuestionAct.AnswerApproved approved => Written(question, approved.Number, AnswerState.Approved),
        QuestionAct.AnswerPublished published => Written(question, published.Number, AnswerState.Published),
        QuestionAct.Themed themed => new() { ["theme"] = themed.Theme },
        QuestionAct.Piled piled => new() { ["suspected"] = piled.Spam },
        QuestionAct.ErasureAsked or QuestionAct.Erased => new() { ["text"] = null, ["display_name"] = null, ["erasure_asked"] = true },
        _ => [],
    };

    private static Dictionary<string, object?> Written(StoredQuestion question, int number, AnswerState state)
    {
        var answer = question.Standing.Answers.Single(known => known.Number == number);
        return Answer(number, AnswerKind.Written, answer.Text, answer.Who, state, null, null);
    }

    private static Dictionary<string, object?> Answer(int? number, AnswerKind kind, string text, string who, AnswerState state, string? meeting, long? seq) => new()
    {
        ["answer"] = new { Number = number, Kind = kind.ToString().ToLowerInvariant(), Text = text, Who = who, State = state.ToString().ToLowerInvariant(), Meeting = meeting, Seq = seq },
    };
}

/// <summary>Who does something with a question.</summary>
/// <param name="Actor">A role and its session, or a program, as the record names them.</param>
/// <param name="Person">The account; null for a program.</param>
public sealed record QuestionActor(string Actor, string? Person)
{
    /// <summary>Of a made-up question: when this happened, UTC.</summary>
    public DateTimeOffset? SampleMoment { get; init; }
}
