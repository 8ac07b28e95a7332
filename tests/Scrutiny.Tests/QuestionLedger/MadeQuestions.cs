using Scrutiny.Database;
using Scrutiny.QuestionLedger;
using Scrutiny.Questions;
using Scrutiny.Tests.Database;
using Scrutiny.Tests.Questions;

namespace Scrutiny.Tests.QuestionLedger;

/// <summary>Questions that tests need, made as the public and a moderator make them.</summary>
internal static class MadeQuestions
{
    private static readonly QuestionActor Moderator = new("moderator/7f3k9m2q5xw8", "aaaaaaaaaaaa");

    /// <summary>Asks one and does with it what is said; gives its reference.</summary>
    public static async Task<string> AskAsync(TestDatabase database, AskedQuestion asked, params QuestionAct[] acts)
    {
        await using var asking = await database.OpenAsync(DatabaseRole.Public);
        var reference = (await QuestionInbox.AskAsync(asking, asked, QuestionSecret.Draw(), null, CancellationToken.None)).Reference!;
        foreach (var act in acts)
        {
            await ActAsync(database, reference, act);
        }

        return reference;
    }

    /// <summary>Does something with one.</summary>
    public static async Task ActAsync(TestDatabase database, string reference, QuestionAct act)
    {
        await using var connection = await database.OpenAsync(DatabaseRole.Staff);
        await using var transaction = await connection.BeginTransactionAsync();
        var question = (await StoredQuestions.FindAsync(connection, reference, CancellationToken.None))!;
        await QuestionDesk.ActAsync(connection, question, act, Moderator, QuestionRulesTests.Reasons, CancellationToken.None);
        await transaction.CommitAsync();
    }
}
