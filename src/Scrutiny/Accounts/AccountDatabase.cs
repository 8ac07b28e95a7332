using Npgsql;

namespace Scrutiny.Accounts;

/// <summary>Connections of the role <c>scrutiny_staff</c> for accounts: short, and allowed to write, unlike those that pages read figures with.</summary>
public sealed class AccountDatabase : IAsyncDisposable
{
    private readonly NpgsqlDataSource source;

    /// <summary>Opens nothing yet.</summary>
    /// <param name="connectionString">Of the role <c>scrutiny_staff</c>.</param>
    public AccountDatabase(string connectionString) => source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString)
    {
        SearchPath = "account",
        ApplicationName = "scrutiny accounts",
        Options = "-c statement_timeout=5000",
        MaxAutoPrepare = 30,
    });

    /// <summary>An open connection.</summary>
    /// <param name="cancel">Cancels.</param>
    public ValueTask<NpgsqlConnection> OpenAsync(CancellationToken cancel) => source.OpenConnectionAsync(cancel);

    /// <summary>The same for an interface of the framework that knows no waiting.</summary>
    public NpgsqlConnection Open() => source.OpenConnection();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => source.DisposeAsync();
}
