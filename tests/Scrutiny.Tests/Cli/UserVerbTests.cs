using System.Diagnostics;
using System.Text.Json;
using Scrutiny.Database;
using Scrutiny.Tests.Conventions;
using Scrutiny.Tests.Database;

namespace Scrutiny.Tests.Cli;

/// <summary>The verb as a person calls it, on a database of the test's.</summary>
[Category("Slow"), Category("G-2")]
internal sealed class UserVerbTests
{
    private TestDatabase database = null!;
    private DataFolder data = null!;

    [OneTimeSetUp]
    public async Task CreateAsync()
    {
        database = await TestDatabase.CreateAsync();
        data = await TestCluster.NewFolderWithSecretsAsync();
    }

    [OneTimeTearDown]
    public async Task DropAsync()
    {
        await database.DisposeAsync();
        Directory.Delete(data.Path, recursive: true);
    }

    [Test]
    public async Task An_account_is_made_listed_given_roles_reset_and_disabled_and_the_record_says_so()
    {
        var added = await RunAsync("", "add", "ann.lyst", "--roles", "analyst,publisher", "--display", "Ann Lyst", "--title", "Head of performance");
        var own = await RunAsync("violet kettle gravel 93\n", "add", "own", "--roles", "auditor", "--password-stdin");
        var common = await RunAsync("Password12345\n", "add", "common", "--roles", "auditor", "--password-stdin");
        var roles = await RunAsync("", "roles", "Ann.Lyst", "--roles", "administrator");
        var reset = await RunAsync("", "reset", "ann.lyst", "--totp");
        var disabled = await RunAsync("", "disable", "own");
        var listed = await RunAsync("", "list", "--json");

        Assert.Multiple(() =>
        {
            Assert.That(added.ExitCode, Is.Zero);
            Assert.That(added.Output, Does.Match("^Added ann.lyst: analyst, publisher.\nOne-time password, shown once and valid for seven days: [a-z2-9]{5}(-[a-z2-9]{5}){3}\n$"));
            Assert.That((own.ExitCode, own.Output), Is.EqualTo((0, "Added own: auditor.\n")));
            Assert.That((common.ExitCode, common.Output), Is.EqualTo((1, "")));
            Assert.That(common.Errors, Does.StartWith("Choose a password that is not on the list of common ones"));
            Assert.That((roles.ExitCode, roles.Output), Is.EqualTo((0, "ann.lyst is now: administrator.\n")));
            Assert.That(reset.Output, Does.StartWith("Reset ann.lyst, and took the second factor away.\nOne-time password"));
            Assert.That((disabled.ExitCode, disabled.Output), Is.EqualTo((0, "Disabled own; its sessions have ended.\n")));
        });
        var users = JsonDocument.Parse(listed.Output).RootElement.GetProperty("users").EnumerateArray().Select(user => $"{user.GetProperty("name")} {user.GetProperty("roles")[0]} {user.GetProperty("disabled")} {user.GetProperty("one_time_password")}");
        Assert.That(users, Is.EqualTo(new[] { "ann.lyst administrator False True", "own auditor True False" }));
        Assert.That(
            await database.AskAsync("select string_agg(act, ' ' order by number) from audit.entry where actor = 'cli'"),
            Is.EqualTo("account-added account-added roles-changed second-factor-reset account-reset account-disabled"));
        Assert.That(await database.AskAsync("select string_agg(e::text, ' ') from audit.entry e"), Does.Not.Contain("ann").IgnoreCase);
    }

    [TestCase(2, "There is no role 'boss'", "add", "boss", "--roles", "boss")]
    [TestCase(1, "There is no account 'nobody'", "disable", "nobody")]
    [TestCase(2, "Option '--roles' is required", "add", "no-role")]
    public async Task What_cannot_be_done_is_one_sentence(int exitCode, string sentence, params string[] arguments)
    {
        var answer = await RunAsync("", arguments);

        Assert.That(answer.ExitCode, Is.EqualTo(exitCode));
        Assert.That(answer.Errors, Does.StartWith(sentence));
    }

    private async Task<(int ExitCode, string Output, string Errors)> RunAsync(string input, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Scrutiny.Cli.dll"), "user", .. arguments, "--data", data.Path])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["SCRUTINY_HOME"] = Repository.Root;
        start.Environment["ConnectionStrings__Scrutiny"] = database.ConnectionString(DatabaseRole.Owner);
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1));
        return (process.ExitCode, await output, await errors);
    }
}
