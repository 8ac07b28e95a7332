using Npgsql;

namespace Scrutiny.Web.Staff;

/// <summary>What the staff process reads as the public would: the same database with another search path.</summary>
internal sealed class PublishedSide(IConfiguration configuration) : IAsyncDisposable
{
    private const int StatementSeconds = 20;

    public NpgsqlDataSource Database { get; } = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(configuration.GetConnectionString("Scrutiny"))
    {
        SearchPath = "published",
        ApplicationName = "scrutiny web staff, published",
        Options = $"-c statement_timeout={StatementSeconds * 1000} -c default_transaction_read_only=on",
    }.ConnectionString);

    public ValueTask DisposeAsync() => Database.DisposeAsync();
}
