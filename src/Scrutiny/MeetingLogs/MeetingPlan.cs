using System.Text.Json;
using System.Text.Json.Serialization;
using Dapper;
using Npgsql;
using Scrutiny.Audit;
using Scrutiny.Dashboards;
using Scrutiny.Meetings;

namespace Scrutiny.MeetingLogs;

/// <summary>Head and agenda of a meeting that has not begun.</summary>
public static class MeetingPlan
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(KebabNaming.Policy) },
    };

    /// <summary>Plans a meeting, or changes one that has not begun; where it is published the public's copy changes with it.</summary>
    /// <param name="connection">In a transaction that may write, as a role that may plan.</param>
    /// <param name="meeting">Head and agenda; its <see cref="Meeting.Sequence"/> is the one on which the change rests, 0 for a new meeting.</param>
    /// <param name="actor">A role and its session, or a process, for the record.</param>
    /// <param name="cancel">Cancels.</param>
    /// <exception cref="MeetingMovedOnException">Somebody else changed the plan, or a meeting of that name exists.</exception>
    /// <exception cref="SentenceException">It has begun or was cancelled.</exception>
    public static async Task StoreAsync(NpgsqlConnection connection, Meeting meeting, string actor, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(meeting);
        var (head, items) = (JsonSerializer.Serialize(Head.Of(meeting), Json), JsonSerializer.Serialize(meeting.Agenda.Select(item => new { item.Title, item.Visibility, item.Reason, item.Priority }), Json));
        try
        {
            await connection.ExecuteAsync(meeting.Sample
                ? new CommandDefinition("select meeting.plan_sample(@slug, @head::jsonb, @items::jsonb)", new { slug = meeting.Slug, head, items }, cancellationToken: cancel)
                : new CommandDefinition("select meeting.plan(@slug, @sequence, @head::jsonb, @items::jsonb)", new { slug = meeting.Slug, sequence = meeting.Sequence, head, items }, cancellationToken: cancel));
            await AuditTrail.AppendAsync(connection, actor, AuditAct.MeetingPlanned, "meeting", meeting.Slug, new { Sequence = meeting.Sequence + 1, Items = meeting.Agenda.Count }, cancel);
        }
        catch (PostgresException refusal) when (refusal.SqlState == "SM001")
        {
            throw new MeetingMovedOnException(refusal);
        }
        catch (PostgresException refusal) when (refusal.SqlState == "SM002")
        {
            throw SentenceException.Refused("The meeting has begun, was cancelled or was published as another kind; its plan stands.", refusal);
        }
    }

    private sealed record Head(
        string Title, MeetingKind Kind, bool Closed, string? Theme, IReadOnlyList<string> Priorities, DateTimeOffset Starts, string Place, string? Watch, string? StreamLink,
        DateTimeOffset? QuestionsFrom, DateTimeOffset? QuestionsUntil, DateTimeOffset? DataCut)
    {
        public static Head Of(Meeting meeting) => new(
            meeting.Title, meeting.Kind, meeting.Closed || meeting.Kind == MeetingKind.OneToOne, meeting.Theme, meeting.Priorities, meeting.Starts, meeting.Place, meeting.Watch, meeting.StreamLink,
            meeting.QuestionsFrom, meeting.QuestionsUntil, meeting.DataCut);
    }
}
