using Dapper;
using Npgsql;
using Scrutiny.Web.Access;

namespace Scrutiny.Web.Staff;

/// <summary>Alerts that stand, newest first.</summary>
internal sealed class OpenAlerts(NpgsqlDataSource database)
{
    private const string Sql = """
        select kind as Kind, source as Source, load_id as Load, sentence as Sentence, raised_at as RaisedAt
        from working.alert where cleared_at is null and (@sources::text[] is null or source = any(@sources)) order by alert_id desc
        """;

    public async Task<IReadOnlyList<OpenAlert>> ReadAsync(StaffPerson person, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        var alerts = await connection.QueryAsync<OpenAlert>(new CommandDefinition(Sql, new { sources = person.Sources?.ToArray() }, cancellationToken: cancel));
        return [.. alerts.Where(alert => alert.Kind != "correction" || WithheldField.CorrectionAlert.IsFor(person.Roles))];
    }
}

/// <summary>Something that somebody should look at.</summary>
internal sealed record OpenAlert(string Kind, string Source, string? Load, string Sentence, DateTime RaisedAt)
{
    public string Words => Kind switch
    {
        "late" => "Late",
        "quarantine" => "In quarantine",
        "promise" => "Promise at risk",
        "correction" => "Quoted figures changed",
        "letter" => "Reply to a letter",
        _ => "Fault",
    };

    /// <summary>Where it is looked at. An alert about a promise has the promise's id where others have the source, one about a letter the letter's slug.</summary>
    public string Address => Kind switch
    {
        "correction" => "/staff/corrections",
        "promise" => $"/promises#{Source}",
        "letter" => $"/staff/letters/{Source}",
        _ => Load is null ? $"/staff/feeds/{Source}" : $"/staff/loads/{Load}",
    };

    public DateTimeOffset Raised => new(RaisedAt, TimeSpan.Zero);
}
