using System.CommandLine;
using Scrutiny.Accounts;
using Scrutiny.Database;

namespace Scrutiny.Cli.Verbs;

/// <summary><c>migrate</c>: brings the database to this version; a second run changes nothing.</summary>
internal static class MigrateVerb
{
    public static Command Create()
    {
        var verb = new Command("migrate", "Brings the database to this version; a second run changes nothing.");
        verb.SetAction((parsed, cancellationToken) => MigrateAsync(parsed.GetValue(CommandLine.Data), cancellationToken));
        return verb;
    }

    private static async Task<int> MigrateAsync(string? data, CancellationToken cancellationToken)
    {
        var folder = DataFolder.Open(data);
        await using var lease = await PrivateCluster.UseAsync(folder, Console.Error.WriteLine, cancellationToken);
        await MigrateAsync(lease, Console.WriteLine, cancellationToken);
        await KeyCertificate.EnsureAsync(folder, TimeProvider.System.GetUtcNow(), cancellationToken);
        return 0;
    }

    /// <summary>The same on a database that is already there, for <c>run</c>.</summary>
    public static async Task MigrateAsync(DatabaseLease lease, Action<string> say, CancellationToken cancellationToken)
    {
        // Before the migrations, because they give rights to the roles.
        var rolesAreOurs = await lease.SetRolesAsync(cancellationToken);
        var applied = await Migrator.MigrateAsync(lease.ConnectionString(DatabaseRole.Owner), cancellationToken);
        foreach (var migration in applied)
        {
            say($"Applied migration {migration}.");
        }

        if (applied.Count == 0)
        {
            say($"The database is at version {Migration.OfThisProgram.Count}; nothing to do.");
        }

        if (!rolesAreOurs)
        {
            say("The user of ConnectionStrings__Scrutiny may not make roles or set their passwords: have its administrator give scrutiny_ingest, scrutiny_staff and scrutiny_public those in secrets.json of the data folder, which run and the verbs use.");
        }
    }
}
