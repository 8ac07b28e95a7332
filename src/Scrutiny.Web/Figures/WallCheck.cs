using Npgsql;
using Scrutiny.Database;

namespace Scrutiny.Web.Figures;

/// <summary>Proves at the start that this process stands on its own side of the wall.</summary>
internal static class WallCheck
{
    /// <exception cref="SentenceException">The database is of another version or can't be reached, or the public process could read unpublished rows.</exception>
    public static async Task CheckWallAsync(this WebApplication app)
    {
        var database = app.Services.GetRequiredService<NpgsqlDataSource>();
        await Migrator.CheckAsync(app.Configuration.GetConnectionString("Scrutiny")!, CancellationToken.None);
        if (AudienceSetting.Read(app.Configuration) != Audience.Public)
        {
            return;
        }

        await using var command = database.CreateCommand("select current_user, has_schema_privilege('working', 'usage')");
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        if (reader.GetBoolean(1))
        {
            throw SentenceException.Refused($"The public pages must not connect as '{reader.GetString(0)}', which can read unpublished figures; give them the role scrutiny_public.");
        }
    }
}
