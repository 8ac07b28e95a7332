using System.Reflection;
using Npgsql;

namespace Scrutiny.Database;

/// <summary>
/// Brings a database to the schema that this program knows. What was applied is listed in <c>public.schema_migration</c>, which
/// every role may read.
/// </summary>
public static class Migrator
{
    // "scrutiny" on a telephone's keys; any number would do that no other program takes in this database.
    private const long LockKey = 72788469;

    /// <summary>The program's version, as kept beside each applied migration.</summary>
    public static string ProgramVersion { get; } =
        typeof(Migrator).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    /// <summary>
    /// Applies what is missing, each migration in a transaction of its own together with its row. One process at a time: a second
    /// one waits and then finds nothing to do.
    /// </summary>
    /// <param name="connectionString">The owner's.</param>
    /// <param name="cancellationToken">Ends the wait or rolls the current migration back.</param>
    /// <param name="migrations">Null for those of this program.</param>
    /// <returns>What was applied, in order; empty when the database was up to date.</returns>
    /// <exception cref="SentenceException">The database does not answer, is newer than the program or was changed by other means, or a migration fails.</exception>
    public static async Task<IReadOnlyList<Migration>> MigrateAsync(string connectionString, CancellationToken cancellationToken, IReadOnlyList<Migration>? migrations = null)
    {
        migrations = Ordered(migrations ?? Migration.OfThisProgram);
        await using var connection = await OpenAsync(connectionString, cancellationToken).ConfigureAwait(false);
        await RunAsync(connection, "select pg_advisory_lock($1)", cancellationToken, LockKey).ConfigureAwait(false);
        try
        {
            var applied = await ReadAppliedAsync(connection, cancellationToken).ConfigureAwait(false);
            if (applied is null)
            {
                await RunAsync(
                    connection,
                    """
                    create table public.schema_migration (
                      number integer primary key check (number > 0),
                      name text not null,
                      sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
                      applied_at timestamptz not null default now(),
                      program_version text not null
                    );
                    grant select on public.schema_migration to public;
                    """,
                    cancellationToken).ConfigureAwait(false);
            }

            Refuse(applied ?? [], migrations);
            var missing = migrations.Skip(applied?.Count ?? 0).ToList();
            foreach (var migration in missing)
            {
                await ApplyAsync(connection, migration, cancellationToken).ConfigureAwait(false);
            }

            return missing;
        }
        finally
        {
            // The connection returns to a pool; were it broken, the server has let go already.
            if (connection.FullState == System.Data.ConnectionState.Open)
            {
                await RunAsync(connection, "select pg_advisory_unlock($1)", CancellationToken.None, LockKey).ConfigureAwait(false);
            }
        }
    }

    /// <summary>For hosts at their start: returns when the database has exactly the schema that this program knows.</summary>
    /// <param name="connectionString">Any role's.</param>
    /// <param name="cancellationToken">Ends the check.</param>
    /// <param name="migrations">Null for those of this program.</param>
    /// <exception cref="SentenceException">The database does not answer, or has another schema.</exception>
    public static async Task CheckAsync(string connectionString, CancellationToken cancellationToken, IReadOnlyList<Migration>? migrations = null)
    {
        migrations = Ordered(migrations ?? Migration.OfThisProgram);
        await using var connection = await OpenAsync(connectionString, cancellationToken).ConfigureAwait(false);
        var applied = await ReadAppliedAsync(connection, cancellationToken).ConfigureAwait(false) ?? [];
        Refuse(applied, migrations);
        if (applied.Count < migrations.Count)
        {
            throw SentenceException.Refused($"The database is at version {applied.Count} and this program ({ProgramVersion}) needs version {migrations.Count}; run ./scrutiny migrate.");
        }
    }

    private static Migration[] Ordered(IReadOnlyList<Migration> migrations)
    {
        Migration[] ordered = [.. migrations.OrderBy(x => x.Number)];
        for (var i = 0; i < ordered.Length; i++)
        {
            if (ordered[i].Number != i + 1)
            {
                throw new ArgumentException($"Migrations are numbered from 1 without gaps or repeats, but {ordered[i]} stands at place {i + 1}.", nameof(migrations));
            }
        }

        return ordered;
    }

    private static void Refuse(IReadOnlyList<AppliedMigration> applied, IReadOnlyList<Migration> known)
    {
        for (var i = 0; i < applied.Count; i++)
        {
            var there = applied[i];
            if (there.Number != i + 1)
            {
                throw SentenceException.Refused($"The database lacks migration {i + 1} although {there.Number} is applied; restore it from a backup.");
            }
        }

        if (applied.Count > known.Count)
        {
            throw SentenceException.Refused(
                $"The database is at version {applied.Count}, made by Scrutiny {applied[^1].ProgramVersion}, and this program ({ProgramVersion}) knows only version {known.Count}; use Scrutiny {applied[^1].ProgramVersion} or newer.");
        }

        if (applied.FirstOrDefault(x => x.Sha256 != known[x.Number - 1].Sha256) is { } edited)
        {
            throw SentenceException.Refused(
                $"Migration {known[edited.Number - 1]} was edited after Scrutiny {edited.ProgramVersion} applied it to this database; put the file back and write the change as a new migration.");
        }
    }

    private static async Task ApplyAsync(NpgsqlConnection connection, Migration migration, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await RunAsync(connection, migration.Sql, cancellationToken).ConfigureAwait(false);
            // A migration may have moved the search path or the role; neither may reach the row or the next migration.
            await RunAsync(connection, "reset all; reset role", cancellationToken).ConfigureAwait(false);
            await RunAsync(
                connection,
                "insert into public.schema_migration (number, name, sha256, program_version) values ($1, $2, $3, $4)",
                cancellationToken, migration.Number, migration.Name, migration.Sha256, ProgramVersion).ConfigureAwait(false);
        }
        catch (PostgresException fault)
        {
            throw SentenceException.Refused($"Migration {migration} failed and left nothing behind: {fault.MessageText.TrimEnd('.')}.", fault);
        }

        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
    }

    private static async Task<IReadOnlyList<AppliedMigration>?> ReadAppliedAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var exists = new NpgsqlCommand("select to_regclass('public.schema_migration') is not null", connection);
        if (!(bool)(await exists.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false))!)
        {
            return null;
        }

        await using var read = new NpgsqlCommand("select number, sha256, program_version from public.schema_migration order by number", connection);
        await using var rows = await read.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        var applied = new List<AppliedMigration>();
        while (await rows.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            applied.Add(new AppliedMigration(rows.GetInt32(0), rows.GetString(1), rows.GetString(2)));
        }

        return applied;
    }

    private static async Task<NpgsqlConnection> OpenAsync(string connectionString, CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(connectionString);
        try
        {
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            return connection;
        }
        catch (NpgsqlException fault)
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            var address = new NpgsqlConnectionStringBuilder(connectionString);
            throw SentenceException.Unreachable($"The database at {address.Host}:{address.Port} does not let this program in ({fault.Message.TrimEnd('.')}); check that it runs, and the user and password.", fault);
        }
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken, params object[] values)
    {
        // A migration, or the wait for another's, takes as long as it takes.
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    private sealed record AppliedMigration(int Number, string Sha256, string ProgramVersion);
}
