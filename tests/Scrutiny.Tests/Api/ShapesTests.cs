using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.SignalR;
using Scrutiny.Tests.Conventions;
using Scrutiny.Tests.Http;
using Scrutiny.Web.Access;

namespace Scrutiny.Tests.Api;

/// <summary>Every field of every JSON that the public can get, against a file that a person has approved: a record that gains a field shows it nowhere unseen.</summary>
[Category("G-5")]
internal sealed class ShapesTests
{
    private const string Approved = "tests/Scrutiny.Tests/Api/Files/shapes.approved.txt";
    private const string Received = "artifacts/shapes.received.txt";

    [Test]
    public async Task Answers_and_messages_have_exactly_the_fields_that_are_approved()
    {
        await using var web = await RunningWeb.StartAsync();
        using var description = JsonDocument.Parse(await web.Client.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative)));
        List<string> lines = [.. Answers(description.RootElement), .. Records(description.RootElement), .. Messages()];
        var received = string.Join('\n', lines.Distinct().Order(StringComparer.Ordinal)) + "\n";
        var approved = File.Exists(Repository.PathTo(Approved)) ? await File.ReadAllTextAsync(Repository.PathTo(Approved)) : "";

        Assert.That(lines.Count(line => line.StartsWith("GET /api/", StringComparison.Ordinal)), Is.GreaterThanOrEqualTo(AccessTable.Rows.Count(row => row.Surface.StartsWith("/api/", StringComparison.Ordinal) && row.Verb == "GET")));
        if (received != approved)
        {
            Directory.CreateDirectory(Repository.PathTo("artifacts"));
            await File.WriteAllTextAsync(Repository.PathTo(Received), received);
            Assert.Fail($"{Approved} differs from what is answered. Read what was written to {Received}; if the public may have all of it: cp {Received} {Approved}");
        }
    }

    private static IEnumerable<string> Answers(JsonElement description) =>
        from path in description.GetProperty("paths").EnumerateObject()
        from verb in path.Value.EnumerateObject()
        where verb.Value.ValueKind == JsonValueKind.Object && verb.Value.TryGetProperty("responses", out _)
        from answer in verb.Value.GetProperty("responses").EnumerateObject()
        select $"{verb.Name.ToUpperInvariant()} {path.Name} {answer.Name}: {(answer.Value.TryGetProperty("content", out var content) ? string.Join(", ", content.EnumerateObject().Select(kind => $"{kind.Name} {(kind.Value.TryGetProperty("schema", out var schema) ? TypeOf(schema) : "")}".Trim())) : "nothing")}";

    private static IEnumerable<string> Records(JsonElement description) =>
        from record in description.GetProperty("components").GetProperty("schemas").EnumerateObject()
        where record.Value.TryGetProperty("properties", out _)
        from field in record.Value.GetProperty("properties").EnumerateObject()
        select $"{record.Name}.{field.Name}: {TypeOf(field.Value)}";

    /// <summary>What hubs say to clients.</summary>
    private static IEnumerable<string> Messages() =>
        from hub in typeof(AccessTable).Assembly.GetTypes().Where(type => type.IsAssignableTo(typeof(Hub)) && !type.IsAbstract)
        let said = hub.BaseType!.GenericTypeArguments.SelectMany(client => client.GetMethods()).SelectMany(method => method.GetParameters()).Select(parameter => parameter.ParameterType)
        let streamed = hub.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Select(method => method.ReturnType).Where(type => type.IsGenericType).Select(type => type.GenericTypeArguments[0])
        from message in said.Concat(streamed)
        from field in message.IsPrimitive || message == typeof(string) ? [] : message.GetProperties(BindingFlags.Public | BindingFlags.Instance)
        select $"{hub.Name}: {message.Name}.{JsonNamingPolicy.CamelCase.ConvertName(field.Name)}: {field.PropertyType.Name}";

    private static string TypeOf(JsonElement schema) =>
        schema.TryGetProperty("$ref", out var named) ? named.GetString()!.Split('/')[^1]
        : schema.TryGetProperty("oneOf", out var either) ? string.Join(" or ", either.EnumerateArray().Select(TypeOf))
        : schema.TryGetProperty("items", out var items) ? $"list of {TypeOf(items)}"
        : schema.TryGetProperty("additionalProperties", out var values) && values.ValueKind == JsonValueKind.Object ? $"map of {TypeOf(values)}"
        : schema.TryGetProperty("type", out var type) ? type.ValueKind == JsonValueKind.Array ? string.Join(" or ", type.EnumerateArray().Select(one => one.GetString())) : type.GetString()!
        : "anything";
}
