using System.Text.Json;

namespace Scrutiny.BrowserTests;

/// <summary>The program's own figures, as programs ask for them.</summary>
internal static class Api
{
    private static readonly HttpClient Http = new();

    public static async Task<IReadOnlyList<JsonElement>> MeasuresAsync() => [.. (await ReadAsync("api/v1/measures")).GetProperty("measures").EnumerateArray()];

    public static async Task<IReadOnlyList<JsonElement>> PointsAsync(string measure, string query = "") => [.. (await ReadAsync($"api/v1/measures/{measure}/series?{query}")).GetProperty("points").EnumerateArray()];

    public static long Receipt(JsonElement point) => point.GetProperty("receipt").GetInt64();

    private static async Task<JsonElement> ReadAsync(string address)
    {
        using var answer = JsonDocument.Parse(await Http.GetStringAsync(new Uri(Running.Scrutiny.Public, address)));
        return answer.RootElement.Clone();
    }
}
