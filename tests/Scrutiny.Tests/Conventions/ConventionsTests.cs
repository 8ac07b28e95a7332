using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Scrutiny.Dashboards;
using Scrutiny.Database;

namespace Scrutiny.Tests.Conventions;

/// <summary>Rules of the house that a compiler does not keep.</summary>
internal sealed partial class ConventionsTests
{
    private static readonly Assembly[] Ours = [typeof(SentenceException).Assembly, Assembly.Load("Scrutiny.Ingest"), Assembly.Load("Scrutiny.Web"), Assembly.Load("Scrutiny.Cli")];

    [Test]
    public void Every_class_is_sealed_or_static()
    {
        var open = Written().Where(type => type.IsClass && !type.IsSealed && !Extended().Contains(Definition(type)) && !IsRazorPage(type) && type.Name != "Program");

        Assert.That(open.Select(type => type.FullName), Is.Empty, "seal it; a class that is derived from in our own code is abstract or has an heir");
    }

    [Test]
    public void No_type_is_named_for_being_useful() =>
        Assert.That(Written().Where(type => !type.IsNested && UselessName().IsMatch(type.Name)).Select(type => type.FullName), Is.Empty);

    [TestCase("src/Scrutiny/Statistics")]
    [TestCase("src/Scrutiny/Charts")]
    [TestCase("src/Scrutiny/Periods")]
    [TestCase("src/Scrutiny/Areas")]
    [TestCase("src/Scrutiny/Boards")]
    [TestCase("src/Scrutiny/Meetings")]
    [TestCase("src/Scrutiny/Promises")]
    [TestCase("src/Scrutiny/Packs")]
    [TestCase("src/Scrutiny/Questions")]
    [TestCase("src/Scrutiny/Quotations")]
    [TestCase("src/Scrutiny/Explanations")]
    public void Pure_folders_know_nothing_of_a_database(string folder)
    {
        var files = Sources(folder).ToList();

        Assert.That(files, Is.Not.Empty);
        Assert.That(files.Where(file => DatabaseName().IsMatch(File.ReadAllText(file))).Select(Shown), Is.Empty);
    }

    [Test]
    public void Migrations_are_numbered_from_1_without_gaps()
    {
        var numbers = Directory.EnumerateFiles(Repository.PathTo("sql/migrations")).Select(path => MigrationName().Match(Path.GetFileName(path))).ToList();

        Assert.That(numbers, Has.All.Property(nameof(Match.Success)).True, "a migration is named NNNN_lower_case.sql");
        Assert.That(numbers.Select(match => int.Parse(match.Groups[1].ValueSpan, null)).Order(), Is.EqualTo(Enumerable.Range(1, numbers.Count)));
        Assert.That(Migration.OfThisProgram, Has.Count.EqualTo(numbers.Count), "every one is embedded");
    }

    [Test]
    public void Every_migration_stands_in_the_schemas_table_of_contents()
    {
        var contents = File.ReadAllText(Repository.PathTo("sql/README.md"));

        Assert.That(Migration.OfThisProgram.Where(migration => !contents.Contains($"`{migration}`", StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public void A_namespace_is_its_folder()
    {
        var wrong =
            from file in Sources("src")
            let declared = Namespace().Match(File.ReadAllText(file))
            where declared.Success && declared.Groups[1].Value != Path.GetDirectoryName(Path.GetRelativePath(Repository.PathTo("src"), file))!.Replace(Path.DirectorySeparatorChar, '.')
            select $"{Shown(file)}: {declared.Groups[1].Value}";

        Assert.That(wrong, Is.Empty);
    }

    [Test]
    public void Every_file_has_a_namespace_but_the_programs_entries()
    {
        var without = Sources("src").Where(file => !Namespace().IsMatch(File.ReadAllText(file))).Select(file => Path.GetFileName(file));

        Assert.That(without, Has.All.AnyOf("Program.cs", "AssemblyInfo.cs", "GlobalUsings.cs"));
    }

    [Test]
    public void Everything_in_dashboards_loads()
    {
        var faults = new List<Fault>();

        Catalogue.Check(Repository.PathTo("dashboards"), faults);

        Assert.That(faults, Is.Empty);
    }

    /// <summary>Types that somebody wrote: no compiler's, no source generator's.</summary>
    private static IEnumerable<Type> Written() =>
        Ours.SelectMany(assembly => assembly.GetTypes()).Where(type =>
            !type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false) && !type.Name.Contains('<', StringComparison.Ordinal)
            && type.Namespace?.StartsWith("Scrutiny", StringComparison.Ordinal) == true && type.DeclaringType?.Name.Contains('<', StringComparison.Ordinal) != true
            && !type.IsDefined(typeof(System.CodeDom.Compiler.GeneratedCodeAttribute), inherit: false));

    private static HashSet<Type> Extended() => [.. Ours.SelectMany(assembly => assembly.GetTypes()).Where(type => type.BaseType is not null).Select(type => Definition(type.BaseType!))];

    private static Type Definition(Type type) => type.IsGenericType ? type.GetGenericTypeDefinition() : type;

    // A .cshtml becomes a class that nobody writes and that cannot be sealed.
    private static bool IsRazorPage(Type type)
    {
        for (var at = type.BaseType; at is not null; at = at.BaseType)
        {
            if (at.FullName?.StartsWith("Microsoft.AspNetCore.Mvc.Razor", StringComparison.Ordinal) == true || at.FullName == "Microsoft.AspNetCore.Components.ComponentBase")
            {
                return true;
            }
        }

        return false;
    }

    private static IEnumerable<string> Sources(string folder) =>
        Directory.EnumerateFiles(Repository.PathTo(folder), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Intersect(["bin", "obj", "node_modules"]).Any());

    private static string Shown(string file) => Path.GetRelativePath(Repository.Root, file);

    // A tag helper is the framework's name for the kind, and says what the type is.
    [GeneratedRegex("(?<!Tag)(Helper|Helpers)(`[0-9])?$|(Manager|Utils|Utilities|Common|Service)(`[0-9])?$")]
    private static partial Regex UselessName();

    [GeneratedRegex(@"\b(Npgsql|Dapper)\b")]
    private static partial Regex DatabaseName();

    [GeneratedRegex(@"^([0-9]{4})_[a-z0-9_]+\.sql$")]
    private static partial Regex MigrationName();

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();
}
