using System.Text.Json.Nodes;
using Scrutiny.Cli.Verbs.Sources;
using Scrutiny.Dashboards;
using Scrutiny.Tests.Conventions;

namespace Scrutiny.Tests.Dashboards;

internal sealed class DeclarationSchemaTests
{
    private static readonly string Folder = Repository.PathTo("dashboards/_schema");

    [Test]
    public void The_committed_schemas_are_what_the_records_say()
    {
        var made = SourcesVerb.Schemas().ToDictionary(schema => DeclarationSchema.FileName(schema.Key), schema => schema.Value);

        Assert.That(Directory.EnumerateFiles(Folder).Select(path => Path.GetFileName(path)), Is.EquivalentTo(made.Keys), "run ./scrutiny sources schema dashboards/_schema");
        foreach (var (file, text) in made)
        {
            Assert.That(File.ReadAllText(Path.Combine(Folder, file)), Is.EqualTo(text), $"{file}: run ./scrutiny sources schema dashboards/_schema");
        }
    }

    [TestCaseSource(nameof(Declarations))]
    public void A_declaration_names_its_schema_on_its_first_line_and_is_of_that_kind(string file)
    {
        const string Mark = "# yaml-language-server: $schema=";
        var lines = File.ReadAllLines(Repository.PathTo(file));

        Assert.That(lines[0], Does.StartWith(Mark));
        var path = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Repository.PathTo(file))!, lines[0][Mark.Length..]));
        Assert.That(File.Exists(path), $"{path} does not exist");
        var kind = lines.First(line => line.StartsWith("schema: ", StringComparison.Ordinal))["schema: ".Length..];
        Assert.That(Path.GetFileName(path), Is.EqualTo(DeclarationSchema.FileName(kind)));
    }

    [Test]
    public void A_schema_knows_required_fields_words_and_nothing_besides()
    {
        var source = JsonNode.Parse(DeclarationSchema.All["source/1"])!;
        var table = source["properties"]!["tables"]!["items"]!;

        Assert.Multiple(() =>
        {
            Assert.That(source["additionalProperties"]!.GetValue<bool>(), Is.False);
            Assert.That(table["additionalProperties"]!.GetValue<bool>(), Is.False);
            Assert.That(source["properties"]!["schema"]!["const"]!.GetValue<string>(), Is.EqualTo("source/1"));
            Assert.That(source["required"]!.AsArray().Select(name => name!.GetValue<string>()), Is.EquivalentTo(new[] { "schema", "title", "publisher", "licence", "kind", "publish", "schedule", "tables" }));
            Assert.That(source["properties"]!["publish"]!["enum"]!.AsArray().Select(word => word!.GetValue<string>()), Is.EqualTo(new[] { "on-load", "on-approval" }));
            Assert.That(source["properties"]!["markers"]!["additionalProperties"]!["enum"]!.AsArray().Select(word => word!.GetValue<string>()), Does.Contain("not-available"));
            Assert.That(source["properties"]!["schedule"]!["description"]!.GetValue<string>(), Does.Contain("Europe/London"));
            Assert.That(source.ToJsonString(), Does.Not.Contain("null"));
        });
    }

    private static IEnumerable<string> Declarations() =>
        Directory.EnumerateFiles(Repository.PathTo("dashboards"), "*.yaml", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(Repository.Root, path)).Order(StringComparer.Ordinal);
}
