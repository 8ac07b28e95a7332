using Dapper;
using Npgsql;
using Scrutiny.Dashboards;
using Scrutiny.Observations;
using Scrutiny.Periods;

namespace Scrutiny.Releases;

/// <summary>Reads what the publish checklist looks at. For staff and ingest: it reads <c>working</c>.</summary>
public static class ChecklistReading
{
    private const int MostChanges = 1000;

    private const string LoadSql = """
        select l.source as Source, (select max(o.period_to) from working.observation o where o.load_number = l.number) as DataTo,
               (select count(*) from working.observation o where o.load_number = l.number and o.status = 'provisional') as Provisional,
               (clock_timestamp() at time zone 'Europe/London')::date as Today
        from working.load l where l.load_id = @load
        """;

    private const string MeasuresSql = """
        select distinct s.measure from working.load l join working.observation o on o.load_number = l.number join working.series s using (series_id) where l.load_id = @load order by 1
        """;

    private const string QuarantineSql = """
        select b.file_name from working.load l join working.load b on b.source = l.source and b.number <> l.number and b.state = 'quarantined' and b.publication = 'waiting' where l.load_id = @load order by b.number
        """;

    /// <summary>The facts of one load.</summary>
    /// <param name="connection">Open, as a role that reads <c>working</c>.</param>
    /// <param name="catalogue">The declarations.</param>
    /// <param name="faults">What is wrong in them as they are now.</param>
    /// <param name="load">The load's label.</param>
    /// <param name="cancel">Cancels.</param>
    /// <exception cref="SentenceException">There is no such load.</exception>
    public static async Task<ChecklistFacts> ReadAsync(NpgsqlConnection connection, Catalogue catalogue, IReadOnlyList<string> faults, string load, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        var row = await connection.QuerySingleOrDefaultAsync<Row>(new CommandDefinition(LoadSql, new { load }, cancellationToken: cancel)) ?? throw SentenceException.Refused($"There is no load '{load}'.");
        var measures = (await connection.QueryAsync<string>(new CommandDefinition(MeasuresSql, new { load }, cancellationToken: cancel))).ToList();
        var quarantined = (await connection.QueryAsync<string>(new CommandDefinition(QuarantineSql, new { load }, cancellationToken: cancel))).ToList();
        var changes = await LoadRevisions.ReadAsync(connection, new RevisionFilter { Load = load }, MostChanges, 0, cancel);

        return new ChecklistFacts
        {
            Measures = [.. measures.Select(id => (id, catalogue.Measures.TryGetValue(id, out var measure) ? measure.Value : null))],
            Source = catalogue.Sources.TryGetValue(row.Source, out var source) ? source.Value : null,
            Panels = [.. catalogue.Boards.SelectMany(board => board.Value.Value.Panels().Select(panel => (Board: board.Key, Panel: panel))).Where(shown => shown.Panel.NamedMeasures().Intersect(measures).Any())],
            InQuarantine = quarantined,
            Faults = faults,
            DataTo = row.DataTo,
            Provisional = row.Provisional,
            Changes = [.. changes.Select(change => new ChangedFigure(
                change.Measure,
                catalogue.Areas.ByCode.TryGetValue(change.Area, out var area) ? area.Name : change.Area,
                catalogue.Measures.TryGetValue(change.Measure, out var measure) ? change.Period.Words(measure.Value.Frequency) : change.Period.ToString(),
                change.Old,
                change.New))],
            Synthetic = catalogue.IsSynthetic(row.Source),
            Today = row.Today,
        };
    }

    private sealed record Row(string Source, DateOnly? DataTo, long Provisional, DateOnly Today);
}
