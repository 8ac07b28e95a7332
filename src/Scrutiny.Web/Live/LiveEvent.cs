using System.Text.Json;

namespace Scrutiny.Web.Live;

/// <summary>One public event as it goes over the wire, in the stream and in the API. Public, since the hub's method returns it.</summary>
/// <param name="Seq">Its number, from 1 without gaps.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Data">The kind's fields, as they were hashed.</param>
public sealed record LiveEvent(long Seq, DateTimeOffset At, string Kind, JsonElement Data);
