using System.Text.Json;
using System.Text.Json.Serialization;

namespace Scrutiny.Web.Live;

/// <summary>One public event as it goes over the wire, in the stream and in the API. Public, since the hub's method returns it.</summary>
/// <param name="Seq">Its number, from 1 without gaps.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Data">The kind's fields, as they were hashed.</param>
public sealed record LiveEvent(long Seq, DateTimeOffset At, string Kind, JsonElement Data)
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private byte[]? written;

    /// <summary>Its JSON, written once for all who follow.</summary>
    internal byte[] Written => written ??= JsonSerializer.SerializeToUtf8Bytes(this, Json);
}

/// <summary>Puts an event's JSON into a stream as it was written already: thousands follow, and what each of them is sent differs in nothing.</summary>
internal sealed class LiveEventConverter : JsonConverter<LiveEvent>
{
    public override LiveEvent Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException("Nobody sends events to the hub.");

    public override void Write(Utf8JsonWriter writer, LiveEvent value, JsonSerializerOptions options) => writer.WriteRawValue(value.Written, skipInputValidation: true);
}
