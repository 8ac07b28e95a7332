using Dapper;
using Npgsql;
using Scrutiny.Questions;

namespace Scrutiny.Web.Pages.Staff.Questions;

/// <summary>One thing that happened to a question.</summary>
internal sealed record HistoryRow(int Number, DateTime At, string Kind, string State, string? Reason, string Actor)
{
    private const string Sql = "select number as Number, at as At, kind as Kind, state as State, reason as Reason, actor as Actor from question.event where question = @question order by number desc";

    /// <summary>In which role it was done.</summary>
    public string Who => Actor.Split('/')[0] switch { "asker" => "the asker", "sample" => "made up", var role => role.Replace('-', ' ') };

    public string Words => Kind switch
    {
        "received" => "Received",
        "held" => "Held",
        "released" => "Put back among those that wait",
        "accepted" => "Accepted",
        "reword-asked" => "Asked for other words",
        "reworded" => "Put in other words",
        "redacted" => "Words taken out",
        "decline-proposed" => "Proposed to decline",
        "declined" => "Declined",
        "redirected" => "Sent to somebody else",
        "merged" => "Joined to another question",
        "reopened" => "Decision undone",
        "ordered" => "Given a turn in the meeting",
        "carried" => "Carried over",
        "put" => "Put in the meeting",
        "answered-aloud" => "Answered in the meeting",
        "answer-drafted" => "Answer drafted",
        "answer-approved" => "Answer approved",
        "answer-published" => "Answer published",
        "themed" => "Theme changed",
        "piled" => "Spam pile: moved",
        "withdrawn" => "Withdrawn",
        "erasure-asked" => "Erasure asked for",
        "erased" => "Erased",
        _ => Kind,
    };

    public static async Task<IReadOnlyList<HistoryRow>> ReadAsync(NpgsqlConnection connection, long question, CancellationToken cancel) =>
        [.. await connection.QueryAsync<HistoryRow>(new CommandDefinition(Sql, new { question }, cancellationToken: cancel))];

    /// <summary>The reason in words.</summary>
    public string? ReasonIn(StandardReasons reasons) => Reason is null ? null : reasons.Find(Reason)?.Title ?? Reason;
}
