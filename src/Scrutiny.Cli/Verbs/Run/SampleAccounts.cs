using Dapper;
using Npgsql;
using Scrutiny.Accounts;
using Scrutiny.Cli.Verbs.Users;
using Scrutiny.Database;

namespace Scrutiny.Cli.Verbs.Run;

/// <summary>With the bundled samples: one account a role, so that every page can be looked at. Made once, in a database that has no account yet.</summary>
internal static class SampleAccounts
{
    /// <returns>What to print, once; empty when there were accounts already.</returns>
    public static async Task<IReadOnlyList<string>> EnsureAsync(DatabaseLease lease, CancellationToken cancel)
    {
        await using var database = new AccountDatabase(lease.ConnectionString(DatabaseRole.Staff));
        var register = new AccountRegister(database);
        if ((await register.ListAsync(cancel)).Count > 0)
        {
            return [];
        }

        NewAccount[] accounts = [.. StaffRoleNames.All.Select(role => new NewAccount(role.Name(), $"Sample {role.Words()}", [role]) { Password = AccountRegister.NewPassword() })];
        // First the mark, which only the owner may set; without their accounts these ids mean nothing.
        await using (var owner = new NpgsqlConnection(lease.ConnectionString(DatabaseRole.Owner)))
        {
            await owner.OpenAsync(cancel);
            await owner.ExecuteAsync(new CommandDefinition("insert into account.sample_account (account_id) select unnest(@ids)", new { ids = accounts.Select(account => account.AccountId).ToArray() }, cancellationToken: cancel));
        }

        await register.AddAsync(accounts, UserVerb.Actor, cancel);
        return
        [
            "Accounts for the staff site, shown this once (samples: no second factor is asked):",
            .. accounts.Select(account => $"  {account.SignInName,-26} {account.Password}"),
        ];
    }

    /// <summary>What to say without samples, while nobody can sign in.</summary>
    public static async Task<IReadOnlyList<string>> FirstStepAsync(DatabaseLease lease, CancellationToken cancel)
    {
        await using var database = new AccountDatabase(lease.ConnectionString(DatabaseRole.Staff));
        return (await new AccountRegister(database).ListAsync(cancel)).Count > 0 ? [] : ["No account can sign in to the staff site yet; make the first with: ./scrutiny user add NAME --roles administrator"];
    }
}
