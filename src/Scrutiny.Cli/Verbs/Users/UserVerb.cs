using System.CommandLine;
using System.Globalization;
using Scrutiny.Accounts;

namespace Scrutiny.Cli.Verbs.Users;

/// <summary><c>user add / list / disable / enable / reset / roles</c>: accounts of the staff site. The first administrator is made here; no web page makes one.</summary>
internal static class UserVerb
{
    /// <summary>As the record names the command line.</summary>
    public const string Actor = "cli";

    public static Command Create() => new("user", "Accounts of the staff site: adds, lists, disables, enables and resets them, and gives them roles.") { Add(), List(), Disable(), Enable(), Reset(), Roles() };

    private static Command Add()
    {
        var name = Name();
        var roles = RolesOption();
        var display = new Option<string?>("--display") { Description = "The name that others see; else the sign-in name.", HelpName = "NAME" };
        var title = new Option<string?>("--title") { Description = "The person's job title.", HelpName = "TITLE" };
        var fromInput = new Option<bool>("--password-stdin") { Description = "Reads the password, one line, from standard input; it is then the person's own. Without this a one-time password is made and printed." };
        var verb = new Command("add", "Makes an account and prints a one-time password, which works for seven days and has to be changed at the first sign-in.") { name, roles, display, title, fromInput };
        verb.SetAction(async (parsed, cancel) =>
        {
            var signInName = parsed.GetValue(name)!;
            var given = StaffRoleNames.ParseList(parsed.GetValue(roles)!);
            string? own = null;
            if (parsed.GetValue(fromInput))
            {
                own = await Console.In.ReadLineAsync(cancel) ?? "";
            }

            var password = own ?? AccountRegister.NewPassword();
            await using var users = await Users.OpenAsync(parsed.GetValue(CommandLine.Data), cancel);
            await users.Register.AddAsync(
                [new NewAccount(signInName, parsed.GetValue(display) ?? signInName, given) { JobTitle = parsed.GetValue(title), Password = password, OneTime = own is null }], Actor, cancel);
            Console.WriteLine($"Added {signInName}: {string.Join(", ", given.Select(StaffRoleNames.Name))}.");
            if (own is null)
            {
                SayOneTime(password);
            }

            return 0;
        });
        return verb;
    }

    private static Command List()
    {
        var json = new Option<bool>("--json") { Description = "Prints JSON." };
        var verb = new Command("list", "Every account with its roles and state.") { json };
        verb.SetAction(async (parsed, cancel) =>
        {
            await using var users = await Users.OpenAsync(parsed.GetValue(CommandLine.Data), cancel);
            var accounts = await users.Register.ListAsync(cancel);
            if (parsed.GetValue(json))
            {
                Json.Print(new { Users = accounts.Select(account => new { Name = account.SignInName, Display = account.DisplayName, Title = account.JobTitle, Roles = account.RoleNames, Disabled = account.DisabledAt is not null, account.HasSecondFactor, OneTimePassword = account.OneTimeUntil is not null, account.Sample, LastSeen = account.LastSeen }) });
                return 0;
            }

            foreach (var account in accounts)
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{account.SignInName,-26} {account.DisplayName,-26} {string.Join(',', account.RoleNames),-26} {account.State}{(account.HasSecondFactor ? ", second factor" : "")}{(account.Sample ? ", sample" : "")}"));
            }

            if (accounts.Count == 0)
            {
                Console.WriteLine("There are no accounts; make the first with ./scrutiny user add NAME --roles administrator.");
            }

            return 0;
        });
        return verb;
    }

    private static Command Disable() => Change("disable", "No sign-in from now on; every session ends at once.", async (users, account, cancel) =>
    {
        await users.Register.DisableAsync(account.AccountId, Actor, cancel);
        Console.WriteLine($"Disabled {account.SignInName}; its sessions have ended.");
    });

    private static Command Enable() => Change("enable", "An account that was disabled may sign in again.", async (users, account, cancel) =>
    {
        await users.Register.EnableAsync(account.AccountId, Actor, cancel);
        Console.WriteLine($"Enabled {account.SignInName}.");
    });

    private static Command Reset()
    {
        var name = Name();
        var totp = new Option<bool>("--totp") { Description = "Takes the second factor away, too: the telephone is lost." };
        var verb = new Command("reset", "Gives a one-time password and ends every session; the second factor stays unless --totp is given.") { name, totp };
        verb.SetAction(async (parsed, cancel) =>
        {
            await using var users = await Users.OpenAsync(parsed.GetValue(CommandLine.Data), cancel);
            var account = await users.Register.FindAsync(parsed.GetValue(name)!, cancel);
            if (parsed.GetValue(totp))
            {
                await users.Register.ResetSecondFactorAsync(account.AccountId, Actor, cancel);
            }

            var password = await users.Register.ResetAsync(account.AccountId, Actor, cancel);
            Console.WriteLine($"Reset {account.SignInName}{(parsed.GetValue(totp) ? ", and took the second factor away" : account.HasSecondFactor ? "; the second factor stays" : "")}.");
            SayOneTime(password);
            return 0;
        });
        return verb;
    }

    private static Command Roles()
    {
        var name = Name();
        var roles = RolesOption();
        var verb = new Command("roles", "Gives an account other roles in place of those it has; every session ends.") { name, roles };
        verb.SetAction(async (parsed, cancel) =>
        {
            var given = StaffRoleNames.ParseList(parsed.GetValue(roles)!);
            await using var users = await Users.OpenAsync(parsed.GetValue(CommandLine.Data), cancel);
            var account = await users.Register.FindAsync(parsed.GetValue(name)!, cancel);
            await users.Register.SetRolesAsync(account.AccountId, given, Actor, cancel);
            Console.WriteLine($"{account.SignInName} is now: {string.Join(", ", given.Select(StaffRoleNames.Name))}.");
            return 0;
        });
        return verb;
    }

    private static Command Change(string verbName, string description, Func<Users, ListedAccount, CancellationToken, Task> change)
    {
        var name = Name();
        var verb = new Command(verbName, description) { name };
        verb.SetAction(async (parsed, cancel) =>
        {
            await using var users = await Users.OpenAsync(parsed.GetValue(CommandLine.Data), cancel);
            await change(users, await users.Register.FindAsync(parsed.GetValue(name)!, cancel), cancel);
            return 0;
        });
        return verb;
    }

    private static Argument<string> Name() => new("NAME") { Description = "The sign-in name." };

    private static Option<string> RolesOption() => new("--roles") { Description = $"One or more, with commas between: {string.Join(", ", StaffRoleNames.All.Select(StaffRoleNames.Name))}.", HelpName = "ROLES", Required = true };

    private static void SayOneTime(string password) => Console.WriteLine($"One-time password, shown once and valid for seven days: {password}");
}
