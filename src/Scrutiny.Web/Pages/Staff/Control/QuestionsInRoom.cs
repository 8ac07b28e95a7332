using Dapper;
using Npgsql;
using Scrutiny.MeetingLogs;
using Scrutiny.Meetings;
using Scrutiny.QuestionLedger;
using Scrutiny.Questions;
using Scrutiny.Web.Staff;

namespace Scrutiny.Web.Pages.Staff.Control;

/// <summary>The public's questions in the room: those that wait for their turn, and what an act of the meeting means for them.</summary>
internal sealed class QuestionsInRoom(NpgsqlDataSource database, StaffQuestions questions)
{
    // As everybody sees them: the room shows nothing that a moderator has not let through.
    private const string WaitingSql = """
        select q.reference as Reference, q.text as Text, q.display_name as Name, q.theme as Theme, q.place as Place, q.state as State
        from published.question q
        where q.meeting = @slug and q.state in ('ordered', 'accepted', 'put')
        order by (q.state = 'put') desc, q.place nulls last, q.received_on, q.reference limit 100
        """;

    private const string SeqSql = "select seq from meeting.event where meeting = @meeting and number = @number";

    public async Task<IReadOnlyList<WaitingQuestion>> WaitingAsync(string slug, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return [.. await connection.QueryAsync<WaitingQuestion>(new CommandDefinition(WaitingSql, new { slug }, cancellationToken: cancel))];
    }

    /// <summary>Does with the questions what the meeting's acts mean for them, in the transaction in which those were logged.</summary>
    /// <exception cref="SentenceException">A question is not there, or in a state in which that can't be done.</exception>
    public async Task FollowAsync(NpgsqlConnection connection, MeetingOnDesk desk, IReadOnlyList<MeetingAct> acts, LoggedAct logged, StaffPerson person, CancellationToken cancel)
    {
        if (logged.Repeated)
        {
            return;
        }

        for (var i = 0; i < acts.Count; i++)
        {
            switch (acts[i])
            {
                case MeetingAct.QuestionPut put:
                    if (desk.Meeting.ItemOf(desk.Progress.Item) is { Visibility: not ItemVisibility.Public })
                    {
                        throw SentenceException.Refused("The item that is taken is not public; put a question from the public under one that is.");
                    }

                    await ActAsync(connection, put.Reference, new QuestionAct.Put(), person, cancel);
                    break;
                case MeetingAct.QuestionCarried carried:
                    await ActAsync(connection, carried.Reference, new QuestionAct.Carried(), person, cancel);
                    break;
                // What is said under an item that is not public stays there.
                case MeetingAct.ResponseGiven { To: { } to } response when desk.Progress.EventOf(to)?.Act is MeetingAct.QuestionPut asked:
                    if (await SeqAsync(connection, desk, logged.First + i, cancel) is { } seq)
                    {
                        await ActAsync(connection, asked.Reference, new QuestionAct.AnsweredAloud(response.Text, response.Who, desk.Meeting.Slug, seq), person, cancel);
                    }

                    break;
                case MeetingAct.Corrected corrected when AnsweredBy(desk, corrected.Seq) is { } answered:
                    // Of a question that was erased nobody sees an answer any more.
                    if (await SeqAsync(connection, desk, corrected.Seq, cancel) is { } said && await StoredQuestions.FindAsync(connection, answered, cancel) is { Standing.State: not QuestionState.Erased })
                    {
                        await ActAsync(connection, answered, new QuestionAct.AnswerCorrected(desk.Meeting.Slug, said, corrected.Text, corrected.Reason), person, cancel);
                    }

                    break;
                default:
                    break;
            }
        }
    }

    // The question from the public that an event answered; null where it answered none.
    private static string? AnsweredBy(MeetingOnDesk desk, long number) =>
        desk.Progress.EventOf(number)?.Act is MeetingAct.ResponseGiven { To: { } to } && desk.Progress.EventOf(to)?.Act is MeetingAct.QuestionPut put ? put.Reference : null;

    private static Task<long?> SeqAsync(NpgsqlConnection connection, MeetingOnDesk desk, long number, CancellationToken cancel) =>
        connection.ExecuteScalarAsync<long?>(new CommandDefinition(SeqSql, new { meeting = desk.Stored.Number, number }, cancellationToken: cancel));

    private async Task ActAsync(NpgsqlConnection connection, string reference, QuestionAct act, StaffPerson person, CancellationToken cancel)
    {
        var question = QuestionReference.Read(reference) is { } read && await StoredQuestions.FindAsync(connection, read, cancel) is { } found ? found : throw SentenceException.Refused($"There is no question {reference}.");
        await questions.ActAsync(connection, question, question.Version, act, person, cancel);
    }
}

/// <summary>A question that may be put, or was and is not answered yet.</summary>
internal sealed record WaitingQuestion(string Reference, string? Text, string? Name, string? Theme, int? Place, string State)
{
    public bool WasPut => State == "put";
}
