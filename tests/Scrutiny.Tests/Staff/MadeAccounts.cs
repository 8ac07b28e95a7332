using Npgsql;
using Scrutiny.Database;
using Scrutiny.Tests.Database;

namespace Scrutiny.Tests.Staff;

/// <summary>Accounts that tests sign in with, made as the command line makes them.</summary>
internal static class MadeAccounts
{
    /// <summary>Not common, and known to be.</summary>
    public const string Password = "violet kettle gravel 93";

    /// <summary>The account of that name and role, which needs no second factor.</summary>
    public static async Task<MadeAccount> OfAsync(TestDatabase database, string name, StaffRole role)
    {
        var signInName = $"{string.Concat(name.Where(char.IsAsciiLetter))}-{role}";
        await using var accounts = new AccountDatabase(database.ConnectionString(DatabaseRole.Staff));
        var register = new AccountRegister(accounts);
        var known = (await register.ListAsync(CancellationToken.None)).FirstOrDefault(account => account.SignInName == signInName);
        return known is null ? await AddAsync(database, signInName, name, sample: true, role) : new MadeAccount(known.AccountId, signInName, Password);
    }

    /// <summary>A new account.</summary>
    public static async Task<MadeAccount> AddAsync(TestDatabase database, string signInName, string name, bool sample, params StaffRole[] roles)
    {
        await using var accounts = new AccountDatabase(Short(database.ConnectionString(DatabaseRole.Staff)));
        var added = new NewAccount(signInName, name, roles) { Password = Password };
        await new AccountRegister(accounts).AddAsync([added], "cli", CancellationToken.None);
        if (sample)
        {
            await database.AskAsync(DatabaseRole.Owner, $"insert into account.sample_account (account_id) values ('{added.AccountId}')");
        }

        return new MadeAccount(added.AccountId, signInName, Password);
    }

    private static string Short(string connectionString) => new NpgsqlConnectionStringBuilder(connectionString) { MaxPoolSize = 2 }.ConnectionString;
}

/// <summary>What a person knows of an account, and its id.</summary>
internal sealed record MadeAccount(string AccountId, string SignInName, string Password);
