using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Scrutiny.Tests.Conventions;

/// <summary>What the tree takes from others: exact versions, known licences, locked.</summary>
[TestFixture]
internal sealed partial class PackagesTests
{
    private static readonly string[] Licences = ["MIT", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "MS-PL", "PostgreSQL licence"];

    // What these groups hold is never delivered with the program.
    private static readonly string[] OnlyForBuilding = ["Tests", "Analysers"];

    [Test]
    public void Every_version_is_one_exact_version()
    {
        var floating = Packages().Where(package => !ExactVersion().IsMatch(package.Version)).ToList();

        Assert.That(floating, Is.Empty, "Write the one version that was tried, such as 1.2.3: two builds must not differ.");
    }

    [TestCase("1.2.3", true)]
    [TestCase("10.0.0", true)]
    [TestCase("1.2.3-beta.1", true)]
    [TestCase("1.2.*", false)]
    [TestCase("*", false)]
    [TestCase("[1.2.3,2.0)", false)]
    [TestCase("1.2", false)]
    [TestCase("", false)]
    public void An_exact_version_has_all_its_parts_and_no_choice(string version, bool exact) =>
        Assert.That(ExactVersion().IsMatch(version), Is.EqualTo(exact));

    [Test]
    public void Every_package_that_is_delivered_says_why_it_is_here_and_under_which_licence()
    {
        var silent = Packages()
            .Where(package => !OnlyForBuilding.Contains(package.Group))
            .Where(package => package.Comment is not { } comment || !Licences.Any(licence => comment.TrimEnd().EndsWith(licence, StringComparison.Ordinal)))
            .ToList();

        Assert.That(silent, Is.Empty, $"End the comment behind the package with its licence, one of: {string.Join(", ", Licences)}.");
    }

    [Test]
    public void Versions_stand_in_one_file_only()
    {
        var elsewhere = Projects().Where(project => XDocument.Load(project, LoadOptions.None).Descendants("PackageReference").Any(reference => reference.Attribute("Version") is not null || reference.Attribute("VersionOverride") is not null));

        Assert.That(elsewhere, Is.Empty, "Move the version to Directory.Packages.props.");
    }

    [Test]
    public void Every_project_has_its_lock_file()
    {
        var unlocked = Projects().Where(project => !File.Exists(Path.Combine(Path.GetDirectoryName(project)!, "packages.lock.json")));

        Assert.That(unlocked, Is.Empty, "Run dotnet restore and commit the packages.lock.json that it writes.");
    }

    [Test]
    public void Every_package_that_is_declared_is_used_by_a_project_or_pinned_with_a_reason()
    {
        var used = Projects().SelectMany(Locked).ToHashSet(StringComparer.OrdinalIgnoreCase);

        Assert.That(Packages().Select(package => package.Name).Where(name => !used.Contains(name)), Is.Empty, "Take the package out of Directory.Packages.props, or use it.");
    }

    [Test]
    public void Lock_files_for_npm_name_no_address()
    {
        var naming = Files("package-lock.json").Where(path => File.ReadAllText(path).Contains("\"resolved\"", StringComparison.Ordinal));

        Assert.That(naming, Is.Empty, "Take the addresses out (npm's omit-lockfile-registry-resolved does): integrity hashes are what pins a package.");
    }

    [GeneratedRegex(@"^\d+\.\d+\.\d+(\.\d+)?(-[0-9A-Za-z.-]+)?$")]
    private static partial Regex ExactVersion();

    private static List<Package> Packages()
    {
        var file = XDocument.Load(Repository.PathTo("Directory.Packages.props"), LoadOptions.PreserveWhitespace);
        var packages = file.Descendants("PackageVersion").Select(element => new Package(
            element.Attribute("Include")!.Value,
            element.Attribute("Version")?.Value ?? "",
            element.Parent!.Attribute("Label")?.Value ?? "",
            element.NodesAfterSelf().TakeWhile(node => node is not XElement).OfType<XComment>().FirstOrDefault()?.Value)).ToList();

        Assert.That(packages, Is.Not.Empty);
        return packages;
    }

    private static IEnumerable<string> Locked(string project)
    {
        using var file = JsonDocument.Parse(File.ReadAllText(Path.Combine(Path.GetDirectoryName(project)!, "packages.lock.json")));
        return [.. file.RootElement.GetProperty("dependencies").EnumerateObject().SelectMany(framework => framework.Value.EnumerateObject()).Select(package => package.Name)];
    }

    private static List<string> Projects() => Files("*.csproj");

    private static List<string> Files(string pattern) =>
        [.. new[] { "src", "tests" }.SelectMany(folder => Directory.EnumerateFiles(Repository.PathTo(folder), pattern, SearchOption.AllDirectories))
            .Where(path => !path.Contains($"{Path.DirectorySeparatorChar}node_modules{Path.DirectorySeparatorChar}", StringComparison.Ordinal))];

    private sealed record Package(string Name, string Version, string Group, string? Comment);
}
