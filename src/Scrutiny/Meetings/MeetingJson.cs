using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Scrutiny.Dashboards;

namespace Scrutiny.Meetings;

/// <summary>Acts as the log keeps them: a kind and strict JSON. The names are a public promise and are kept in chains of hashes: never rename one.</summary>
public static class MeetingJson
{
    private static readonly Dictionary<string, Type> Kinds = new()
    {
        ["meeting-published"] = typeof(MeetingAct.Published),
        ["meeting-cancelled"] = typeof(MeetingAct.Cancelled),
        ["meeting-opened"] = typeof(MeetingAct.Opened),
        ["meeting-closed"] = typeof(MeetingAct.Closed),
        ["paused"] = typeof(MeetingAct.Paused),
        ["resumed"] = typeof(MeetingAct.Resumed),
        ["item-started"] = typeof(MeetingAct.ItemStarted),
        ["item-ended"] = typeof(MeetingAct.ItemEnded),
        ["moved-back"] = typeof(MeetingAct.MovedBack),
        ["arrived"] = typeof(MeetingAct.Arrived),
        ["left"] = typeof(MeetingAct.Left),
        ["figure-shown"] = typeof(MeetingAct.FigureShown),
        ["screen-blanked"] = typeof(MeetingAct.ScreenBlanked),
        ["screen-held"] = typeof(MeetingAct.ScreenHeld),
        ["question-put"] = typeof(MeetingAct.QuestionPut),
        ["challenge-put"] = typeof(MeetingAct.ChallengePut),
        ["response-given"] = typeof(MeetingAct.ResponseGiven),
        ["question-carried"] = typeof(MeetingAct.QuestionCarried),
        ["promise-made"] = typeof(MeetingAct.PromiseMade),
        ["action-raised"] = typeof(MeetingAct.ActionRaised),
        ["action-closed"] = typeof(MeetingAct.ActionClosed),
        ["rating-given"] = typeof(MeetingAct.RatingGiven),
        ["note-recorded"] = typeof(MeetingAct.NoteRecorded),
        ["note-kept"] = typeof(MeetingAct.NoteKept),
        ["enquiry-kept"] = typeof(MeetingAct.EnquiryKept),
        ["corrected"] = typeof(MeetingAct.Corrected),
        ["timer-set"] = typeof(MeetingAct.TimerSet),
        ["operator-changed"] = typeof(MeetingAct.OperatorChanged),
        ["minutes-drafted"] = typeof(MeetingAct.MinutesDrafted),
        ["minutes-edited"] = typeof(MeetingAct.MinutesEdited),
        ["recording-linked"] = typeof(MeetingAct.RecordingLinked),
        ["minutes-approved"] = typeof(MeetingAct.MinutesApproved),
        ["promise-judged"] = typeof(MeetingAct.PromiseJudged),
        ["reply-given"] = typeof(MeetingAct.ReplyGiven),
        ["paper-added"] = typeof(MeetingAct.PaperAdded),
        ["letter-written"] = typeof(MeetingAct.LetterWritten),
        ["letter-sent"] = typeof(MeetingAct.LetterSent),
        ["letter-withheld"] = typeof(MeetingAct.LetterWithheld),
        ["revealed"] = typeof(MeetingAct.Revealed),
    };

    private static readonly Dictionary<Type, string> Names = Kinds.ToDictionary(kind => kind.Value, kind => kind.Key);

    private static readonly JsonSerializerOptions Strict = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        RespectNullableAnnotations = true,
        AllowDuplicateProperties = false,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { RequireWhatIsNotOptional } },
        // Text is written as it is; a line break is still \n, so that an event is one line.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(KebabNaming.Policy, allowIntegerValues: false) },
    };

    /// <summary>Every kind of event.</summary>
    public static IReadOnlyCollection<string> AllKinds => Kinds.Keys;

    /// <summary>The act's kind, for example <c>figure-shown</c>.</summary>
    /// <param name="act">The act.</param>
    public static string Kind(this MeetingAct act)
    {
        ArgumentNullException.ThrowIfNull(act);
        return Names[act.GetType()];
    }

    /// <summary>The act's fields as one line of JSON.</summary>
    /// <param name="act">The act.</param>
    public static string Data(this MeetingAct act)
    {
        ArgumentNullException.ThrowIfNull(act);
        return JsonSerializer.Serialize(act, act.GetType(), Strict);
    }

    /// <summary>Reads an act.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="data">Its fields.</param>
    /// <exception cref="JsonException">There is no such kind, or the fields are not that kind's.</exception>
    public static MeetingAct Read(string kind, string data) =>
        Kinds.TryGetValue(kind, out var type)
            ? (MeetingAct?)JsonSerializer.Deserialize(data, type, Strict) ?? throw new JsonException($"'{kind}' has no fields.")
            : throw new JsonException($"There is no event '{kind}'.");

    // What may be absent is nullable, and nothing else is.
    private static void RequireWhatIsNotOptional(JsonTypeInfo type)
    {
        foreach (var property in type.Properties.Where(property => property.AssociatedParameter is not null))
        {
            property.IsRequired = Nullable.GetUnderlyingType(property.PropertyType) is null && !property.AssociatedParameter!.IsNullable;
        }
    }
}
