using System.Security.Cryptography;
using System.Text;

namespace Scrutiny.Tests.Conventions;

/// <summary>Compiled styles and scripts are committed; nobody may change their sources and forget to compile.</summary>
public sealed class AssetsTests
{
    private static readonly string Web = Path.Combine(Root(), "src", "Scrutiny.Web");
    private static readonly string Sources = Path.Combine(Web, "assets");
    private static readonly string Compiled = Path.Combine(Web, "wwwroot", "assets");

    [Test]
    public void The_compiled_files_were_built_from_these_sources()
    {
        var said = File.ReadAllText(Path.Combine(Compiled, "built-from.txt")).Trim();

        var computed = HashOfSources();

        Assert.That(computed, Is.EqualTo(said), "run: cd src/Scrutiny.Web/assets && npm ci && npm run build, and commit what it writes");
    }

    [Test]
    public void The_lock_file_names_no_registry()
    {
        var locked = File.ReadAllText(Path.Combine(Sources, "package-lock.json"));

        Assert.That(locked, Does.Not.Contain("\"resolved\""));
    }

    [Test]
    public void Nothing_of_another_organisations_branding_is_in_the_styles()
    {
        var styles = File.ReadAllText(Path.Combine(Compiled, "scrutiny.css"));

        Assert.That(styles, Does.Not.Contain("GDS Transport").And.Not.Contain("@font-face").And.Not.Contain("crest").And.Not.Contain("1d70b8").IgnoreCase);
    }

    /// <summary>As in assets/build.js: over each source in ordinal order of its path, the path, a line feed, and the bytes with line feeds for line ends.</summary>
    private static string HashOfSources()
    {
        var paths = new List<string> { "build.js", "package-lock.json", "package.json", "tsconfig.json" };
        foreach (var folder in new[] { "scripts", "styles" })
        {
            paths.AddRange(Directory.EnumerateFiles(Path.Combine(Sources, folder), "*", SearchOption.AllDirectories)
                .Select(path => Path.GetRelativePath(Sources, path).Replace(Path.DirectorySeparatorChar, '/')));
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var path in paths.Order(StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(path + "\n"));
            hash.AppendData(Encoding.Latin1.GetBytes(File.ReadAllText(Path.Combine(Sources, path), Encoding.Latin1).Replace("\r\n", "\n", StringComparison.Ordinal)));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Scrutiny.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests must run from within the repository.");
    }
}
