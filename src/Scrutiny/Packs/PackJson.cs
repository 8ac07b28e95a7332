using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Scrutiny.Dashboards;

namespace Scrutiny.Packs;

/// <summary>How a pack's files of JSON are written: the same text for the same content on any machine.</summary>
public static class PackJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(KebabNaming.Policy) },
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        WriteIndented = true,
        NewLine = "\n",
    };

    /// <summary>The text, with a line end.</summary>
    /// <param name="content">What to write.</param>
    public static string Write<T>(T content) => JsonSerializer.Serialize(content, Options) + "\n";

    /// <summary>Reads such a text.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="JsonException">It is not JSON of that kind.</exception>
    public static T Read<T>(string text) => JsonSerializer.Deserialize<T>(text, Options) ?? throw new JsonException("It holds nothing.");
}
