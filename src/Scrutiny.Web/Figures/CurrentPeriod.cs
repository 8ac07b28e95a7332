using Npgsql;
using Scrutiny.Releases;

namespace Scrutiny.Web.Figures;

/// <summary>The pre-election period that is on, for every page's banner.</summary>
internal sealed class CurrentPeriod(NpgsqlDataSource database)
{
    /// <summary>Null where none is on, and while the database is away: the page that says so must not fail too.</summary>
    public async Task<PreElectionPeriod?> OnAsync(CancellationToken cancel)
    {
        try
        {
            await using var connection = await database.OpenConnectionAsync(cancel);
            return await PreElectionPeriod.OnAsync(connection, cancel);
        }
        catch (Exception fault) when (fault is NpgsqlException or TimeoutException)
        {
            return null;
        }
    }
}
