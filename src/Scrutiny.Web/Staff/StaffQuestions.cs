using Dapper;
using Npgsql;
using Scrutiny.Audit;
using Scrutiny.Dashboards;
using Scrutiny.QuestionLedger;
using Scrutiny.Questions;

namespace Scrutiny.Web.Staff;

/// <summary>The one way in which staff pages do something with the public's questions: everything goes through the functions of the ledger.</summary>
internal sealed class StaffQuestions(NpgsqlDataSource database, Catalogue catalogue)
{
    public StandardReasons Reasons => catalogue.Reasons;

    /// <summary>One question; null where there is none.</summary>
    public async Task<StoredQuestion?> FindAsync(string? reference, CancellationToken cancel)
    {
        if (QuestionReference.Read(reference) is not { } read)
        {
            return null;
        }

        await using var connection = await database.OpenConnectionAsync(cancel);
        return await StoredQuestions.FindAsync(connection, read, cancel);
    }

    /// <summary>Does something with one question.</summary>
    /// <param name="question">As it was just read.</param>
    /// <param name="expected">The version that the person has seen.</param>
    /// <param name="act">What.</param>
    /// <param name="person">Who.</param>
    /// <param name="cancel">Cancels.</param>
    /// <exception cref="QuestionMovedOnException">Somebody else was first.</exception>
    /// <exception cref="SentenceException">It may not happen now.</exception>
    public Task ActAsync(StoredQuestion question, int expected, QuestionAct act, StaffPerson person, CancellationToken cancel) =>
        WriteAsync(connection => ActAsync(connection, question, expected, act, person, cancel), cancel);

    /// <summary>Does something with many, all or none.</summary>
    /// <exception cref="QuestionMovedOnException">Somebody else was first with one of them.</exception>
    /// <exception cref="SentenceException">It may not happen now with one of them.</exception>
    public Task ActAsync(IReadOnlyList<PlannedAct> acts, StaffPerson person, CancellationToken cancel) => WriteAsync(
        async connection =>
        {
            foreach (var planned in acts)
            {
                var question = await StoredQuestions.FindAsync(connection, planned.Reference, cancel) ?? throw new QuestionMovedOnException();
                await ActAsync(connection, question, planned.Expected, planned.Act, person, cancel);
            }
        },
        cancel);

    /// <summary>Does something with one question within a transaction that does more.</summary>
    public async Task ActAsync(NpgsqlConnection connection, StoredQuestion question, int expected, QuestionAct act, StaffPerson person, CancellationToken cancel)
    {
        if (question.Version != expected)
        {
            throw new QuestionMovedOnException();
        }

        await QuestionDesk.ActAsync(connection, question, act, new QuestionActor(person.Actor, person.Account), catalogue.Reasons, cancel);
    }

    /// <summary>Enters what was asked elsewhere, and gives its reference.</summary>
    public async Task<string> EnterAsync(AskedQuestion asked, string saidWhere, DateOnly? replyPromisedBy, StaffPerson person, CancellationToken cancel)
    {
        var reference = "";
        await WriteAsync(async connection => reference = await QuestionDesk.EnterAsync(connection, asked, saidWhere, replyPromisedBy, person.Actor, cancel), cancel);
        return reference;
    }

    /// <summary>Says when questions are taken.</summary>
    /// <exception cref="SentenceException">The meeting is not published.</exception>
    public Task SetWindowAsync(QuestionWindow window, StaffPerson person, CancellationToken cancel) =>
        WriteAsync(connection => QuestionDesk.SetWindowAsync(connection, window, person.Actor, cancel), cancel);

    /// <summary>Makes sure that there is a theme of this title, and gives its id.</summary>
    public async Task<string> ThemeAsync(string title, CancellationToken cancel)
    {
        var id = string.Join('-', string.Concat(title.ToLowerInvariant().Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : ' ')).Split(' ', StringSplitOptions.RemoveEmptyEntries));
        id = id.Length > 60 ? id[..60].TrimEnd('-') : id;
        if (id.Length == 0)
        {
            throw SentenceException.Refused("The title of a theme must have letters or digits.");
        }

        await WriteAsync(connection => QuestionDesk.SetThemeAsync(connection, id, title, cancel), cancel);
        return id;
    }

    /// <summary>Earlier wordings of a question, for few; that they were looked at is entered first.</summary>
    public async Task<IReadOnlyList<EarlierWording>> WordingsAsync(StoredQuestion question, StaffPerson person, CancellationToken cancel)
    {
        IReadOnlyList<EarlierWording> wordings = [];
        await WriteAsync(
            async connection =>
            {
                await AuditTrail.AppendAsync(connection, person.Actor, AuditAct.QuestionOriginalViewed, "question", question.Reference.ToLowerInvariant(), null, cancel);
                wordings = [.. await connection.QueryAsync<EarlierWording>(new CommandDefinition(EarlierWording.Sql, new { number = question.Number }, cancellationToken: cancel))];
            },
            cancel);
        return wordings;
    }

    private async Task WriteAsync(Func<NpgsqlConnection, Task> write, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await connection.ExecuteAsync(new CommandDefinition("set transaction read write", cancellationToken: cancel));
        await write(connection);
        await transaction.CommitAsync(cancel);
    }
}

/// <summary>What is to be done with one of many questions.</summary>
/// <param name="Reference">Which.</param>
/// <param name="Expected">The version that the person has seen.</param>
/// <param name="Act">What.</param>
internal sealed record PlannedAct(string Reference, int Expected, QuestionAct Act);

/// <summary>Words that a question had before.</summary>
internal sealed record EarlierWording(int Number, string Text, string? Why, string ReplacedBy, DateTime ReplacedAt)
{
    public const string Sql = "select number as Number, text as Text, why as Why, replaced_by as ReplacedBy, replaced_at as ReplacedAt from question.wording where question = @number order by number";
}
