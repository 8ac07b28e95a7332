using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Dapper;
using Npgsql;
using Scrutiny.Dashboards;
using Scrutiny.Meetings;

namespace Scrutiny.MeetingLogs;

/// <summary>
/// The whole public record of a meeting as one file, which anybody can check without this program: each event's hash is the SHA-256 of six lines and the hash
/// before it, so the last one proves all of them. Compare it with the hash that stands on the meeting's page, or with a copy kept elsewhere.
/// </summary>
public sealed record MeetingRecord
{
    /// <summary>Name of the file's form.</summary>
    public const string FormName = "scrutiny-meeting-record-1";

    /// <summary>How the hashes are made, for who checks them by other means.</summary>
    public const string Recipe =
        "hash = SHA-256, in lower-case hexadecimal digits, of the UTF-8 text of seven lines with a line feed between them and none at the end: 'scrutiny-meeting-public-1', the meeting's slug, seq, at, kind, written, and the hash of the event before (64 zeros before the first). The record's hash is that of its last event.";

    internal const string EventForm = "scrutiny-meeting-public-1";

    private const string EventsSql = """
        select seq as Seq, to_char(at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as At, kind as Kind, data::text as Written, encode(hash, 'hex') as Hash
        from published.meeting_event where meeting = @meeting order by seq
        """;

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(KebabNaming.Policy) },
    };

    /// <summary>Name of the file's form.</summary>
    public required string Form { get; init; }

    /// <summary>Head and agenda, for readers; the hash covers the events.</summary>
    public required RecordHead Meeting { get; init; }

    /// <summary>The public log, in order.</summary>
    public required IReadOnlyList<RecordedEvent> Events { get; init; }

    /// <summary>The hash of the last event.</summary>
    public required string Hash { get; init; }

    /// <summary>How to check it.</summary>
    public required string How { get; init; }

    /// <summary>Reads a meeting's record.</summary>
    /// <param name="connection">Open, in a transaction that sees one moment.</param>
    /// <param name="stored">The published meeting, read in the same transaction.</param>
    /// <param name="cancel">Cancels.</param>
    public static async Task<MeetingRecord> ReadAsync(NpgsqlConnection connection, StoredMeeting stored, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(stored);
        var meeting = stored.Meeting;
        return new MeetingRecord
        {
            Form = FormName,
            Meeting = new RecordHead(meeting.Slug, meeting.Title, meeting.Kind, meeting.State, meeting.Starts, meeting.Place, meeting.Theme, meeting.Sample, [.. meeting.Agenda.Select(item => new RecordItem(item.Item, item.Title))]),
            Events = (await connection.QueryAsync<RecordedEvent>(new CommandDefinition(EventsSql, new { meeting = stored.Number }, cancellationToken: cancel))).AsList(),
            Hash = meeting.LogHash,
            How = Recipe,
        };
    }

    /// <summary>The record as a file.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <summary>Reads a file.</summary>
    /// <param name="json">Its text.</param>
    /// <exception cref="SentenceException">It is no record of a meeting.</exception>
    public static MeetingRecord Parse(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<MeetingRecord>(json, Json) is { Form: FormName } record ? record : throw SentenceException.Unusable($"The file is no record of a meeting: its form is not {FormName}.");
        }
        catch (JsonException fault)
        {
            throw SentenceException.Unusable("The file is no record of a meeting; fetch one from /api/v1/meetings/{slug}/record.", fault);
        }
    }

    /// <summary>The first fault in it, in one sentence; null where every hash is right.</summary>
    public string? Fault()
    {
        var before = new string('0', 64);
        for (var index = 0; index < Events.Count; index++)
        {
            var happened = Events[index];
            if (happened.Seq != index + 1)
            {
                return string.Create(CultureInfo.InvariantCulture, $"Event {index + 1} is missing from the record of {Meeting.Slug}, or stands in another place.");
            }

            if (happened.HashAfter(Meeting.Slug, before) != happened.Hash)
            {
                return string.Create(CultureInfo.InvariantCulture, $"Event {happened.Seq} of the record of {Meeting.Slug} is not what was logged: its words give another hash.");
            }

            before = happened.Hash;
        }

        return before == Hash ? null : $"The record of {Meeting.Slug} does not end with the hash that it names: its end was cut off or added to.";
    }
}

/// <summary>One event of a record.</summary>
/// <param name="Seq">Its public number.</param>
/// <param name="At">When, UTC, to the microsecond.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Written">Its fields as JSON, as the very text that was hashed.</param>
/// <param name="Hash">Its hash.</param>
public sealed record RecordedEvent(long Seq, string At, string Kind, string Written, string Hash)
{
    internal string HashAfter(string slug, string before) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', MeetingRecord.EventForm, slug, Seq.ToString(CultureInfo.InvariantCulture), At, Kind, Written, before))));
}

/// <summary>Head and agenda of a record.</summary>
/// <param name="Slug">The meeting's name in addresses, which every hash covers.</param>
/// <param name="Title">Its title.</param>
/// <param name="Kind">What kind of meeting it is.</param>
/// <param name="State">How far it had come.</param>
/// <param name="Starts">When it starts, UTC.</param>
/// <param name="Place">Where.</param>
/// <param name="Theme">Its theme; null for none.</param>
/// <param name="Sample">Whether it is made up.</param>
/// <param name="Agenda">Its public items.</param>
public sealed record RecordHead(string Slug, string Title, MeetingKind Kind, MeetingState State, DateTimeOffset Starts, string Place, string? Theme, bool Sample, IReadOnlyList<RecordItem> Agenda);

/// <summary>One item of the agenda.</summary>
/// <param name="Item">Its number.</param>
/// <param name="Title">What it is about.</param>
public sealed record RecordItem(int Item, string Title);
