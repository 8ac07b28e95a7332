using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Scrutiny.Dashboards;

namespace Scrutiny.Cli.Verbs;

/// <summary>How verbs print results with <c>--json</c>: snake_case fields, kebab-case words, one document.</summary>
internal static class Json
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(KebabNaming.Policy) },
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
    };

    public static void Print(object result) => Console.Out.WriteLine(JsonSerializer.Serialize(result, Options));
}
