using Scrutiny.Accounts;
using Scrutiny.Database;

namespace Scrutiny.Cli.Verbs.Users;

/// <summary>The accounts of a data folder's database, brought to this version. Ends the database's lease when disposed.</summary>
internal sealed class Users : IAsyncDisposable
{
    private readonly DatabaseLease lease;
    private readonly AccountDatabase database;

    private Users(DatabaseLease lease)
    {
        this.lease = lease;
        database = new AccountDatabase(lease.ConnectionString(DatabaseRole.Staff));
        Register = new AccountRegister(database);
    }

    public AccountRegister Register { get; }

    public static async Task<Users> OpenAsync(string? data, CancellationToken cancel)
    {
        var lease = await PrivateCluster.UseAsync(DataFolder.Open(data), Console.Error.WriteLine, cancel);
        try
        {
            await MigrateVerb.MigrateAsync(lease, _ => { }, cancel);
            return new Users(lease);
        }
        catch
        {
            await lease.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await database.DisposeAsync();
        await lease.DisposeAsync();
    }
}
