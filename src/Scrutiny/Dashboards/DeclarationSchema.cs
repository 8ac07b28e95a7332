using System.ComponentModel;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Scrutiny.Areas;
using Scrutiny.Boards;
using Scrutiny.Calendars;
using Scrutiny.Measures;
using Scrutiny.Questions;
using Scrutiny.Sources;

namespace Scrutiny.Dashboards;

/// <summary>
/// The JSON Schemas of the declarations, made from the records that they are read into, so that an editor completes and checks what
/// <see cref="StrictYaml"/> will accept. Committed under <c>dashboards/_schema</c>; each file there names its own on its first line.
/// </summary>
public static class DeclarationSchema
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(KebabNaming.Policy, allowIntegerValues: false) },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
        NewLine = "\n",
    };

    private static readonly JsonSchemaExporterOptions ExporterOptions = new() { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Transform };

    /// <summary>The schemas of what this library reads, by the word in a declaration's field <c>schema</c>, for example <c>source/1</c>.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } = new SortedDictionary<string, string>(StringComparer.Ordinal)
    {
        ["annotation/1"] = Of<Annotation>("annotation/1"),
        ["areas/1"] = Of<AreaFile>("areas/1"),
        ["bank-holidays/1"] = Of<BankHolidayFile>("bank-holidays/1"),
        ["board/1"] = Of<Board>("board/1"),
        ["measure/1"] = Of<Measure>("measure/1"),
        ["priorities/1"] = Of<PriorityFile>("priorities/1"),
        ["reasons/1"] = Of<ReasonFile>("reasons/1"),
        ["source/1"] = Of<Source>("source/1"),
    };

    /// <summary>The schema's file name under <c>dashboards/_schema</c>: <c>source/1</c> is <c>source-1.schema.json</c>.</summary>
    /// <param name="schema">The word in the field <c>schema</c>.</param>
    public static string FileName(string schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        return schema.Replace('/', '-') + ".schema.json";
    }

    /// <summary>The schema of one kind of declaration, indented, lines ended by LF.</summary>
    /// <typeparam name="T">The record that such a file is read into; its property <c>Schema</c> says which kind it is.</typeparam>
    /// <param name="schema">The only value of that field, for example <c>source/1</c>.</param>
    public static string Of<T>(string schema)
        where T : class
    {
        var node = (JsonObject)Options.GetJsonSchemaAsNode(typeof(T), ExporterOptions);
        ((JsonObject)node["properties"]!["schema"]!)["const"] = schema;
        var whole = new JsonObject { ["$schema"] = "https://json-schema.org/draft/2020-12/schema", ["title"] = schema };
        foreach (var (name, value) in node.ToList())
        {
            node.Remove(name);
            whole[name] = value;
        }

        return whole.ToJsonString(Options) + "\n";
    }

    private static JsonNode Transform(JsonSchemaExporterContext context, JsonNode node)
    {
        if (node is not JsonObject schema)
        {
            return node;
        }

        // What is absent is left out: the reader knows no null.
        if (schema["type"] is JsonArray types)
        {
            var kept = types.Select(type => type!.GetValue<string>()).Where(type => type != "null").ToList();
            schema["type"] = kept.Count == 1 ? kept[0] : new JsonArray([.. kept.Select(type => (JsonNode)type)]);
        }

        if (schema["enum"] is JsonArray { Count: > 0 } words && words.Any(word => word is null))
        {
            schema["enum"] = new JsonArray([.. words.Where(word => word is not null).Select(word => word!.DeepClone())]);
        }

        schema.Remove("default");
        if (Description(context) is { } description)
        {
            schema.Insert(0, "description", description);
        }

        return schema;
    }

    private static string? Description(JsonSchemaExporterContext context) =>
        (context.PropertyInfo?.AttributeProvider ?? context.TypeInfo.Type)
            .GetCustomAttributes(typeof(DescriptionAttribute), inherit: false).OfType<DescriptionAttribute>().FirstOrDefault()?.Description;
}
