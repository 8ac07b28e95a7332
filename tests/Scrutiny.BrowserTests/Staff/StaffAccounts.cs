using System.Collections.Concurrent;
using System.Diagnostics;

namespace Scrutiny.BrowserTests.Staff;

/// <summary>Accounts of people in the tests, made by the command line: the same name and role have the same account in one program.</summary>
internal static class StaffAccounts
{
    public const string Password = "violet kettle gravel 93";

    // By data folder: one program may listen where another did before.
    private static readonly ConcurrentDictionary<(string Data, string Name), Lazy<Task>> Made = new();

    /// <summary>The sign-in name of that person.</summary>
    /// <param name="site">The staff site of a program that the tests started. Its samples are loaded, so no second factor is asked.</param>
    /// <param name="name">The display name.</param>
    /// <param name="roles">In words, with commas between: <c>Publisher, Auditor</c>.</param>
    public static async Task<string> EnsureAsync(Uri site, string name, string roles)
    {
        var slugs = string.Join(',', roles.Split(", ").Select(role => role.ToLowerInvariant().Replace("’", "", StringComparison.Ordinal).Replace(' ', '-')));
        var signInName = $"{string.Concat(name.Where(char.IsAsciiLetter))}.{slugs.Replace(',', '.')}".ToLowerInvariant();
        var data = Supervisor.At(site).Data;
        await Made.GetOrAdd((data, signInName), _ => new Lazy<Task>(() => AddAsync(data, signInName, name, slugs))).Value;
        return signInName;
    }

    private static async Task AddAsync(string data, string signInName, string name, string roles)
    {
        var start = CommandLine.Start(Repository.Root, "user", "add", signInName, "--roles", roles, "--display", name, "--password-stdin", "--data", data);
        start.RedirectStandardInput = true;
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.StandardInput.WriteLineAsync(Password);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        Assert.That(process.ExitCode, Is.Zero, $"{await output}{await errors}");
    }
}
