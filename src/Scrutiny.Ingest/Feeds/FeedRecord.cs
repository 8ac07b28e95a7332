using System.Globalization;
using Dapper;
using Npgsql;
using Scrutiny.Dashboards;
using Scrutiny.Sources;

namespace Scrutiny.Ingest.Feeds;

/// <summary>
/// Writes down when each load came against when it was due, and keeps the alerts: what stands is computed from the loads and the
/// declarations, so that an alert is raised once and cleared when it is mended, however often or seldom this runs.
/// </summary>
internal sealed class FeedRecord(NpgsqlDataSource database, Catalogue catalogue, TimeProvider time)
{
    private static readonly TimeZoneInfo London = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");
    private static readonly CultureInfo British = CultureInfo.GetCultureInfo("en-GB");

    // One at a time, on whichever machine.
    private const string TurnSql = "select pg_advisory_xact_lock(hashtext('scrutiny.feeds'))";

    private const string NewLoadsSql = """
        select l.load_id as Load, l.source as Source, case when l.back_filled then l.known_from else l.loaded_at end as Received,
               (select max(o.period_to) from working.observation o where o.load_number = l.number) as DataTo
        from working.load l
        where l.state = 'accepted' and not exists (select from working.arrival a where a.load_id = l.load_id)
        order by l.number
        """;

    private const string NewestSql = """
        select a.source as Source, max(a.data_to) as DataTo, bool_and(l.delivered_by = 'sample') as OnlySamples
        from working.arrival a join working.load l using (load_id) where l.publication not in ('rejected', 'withdrawn') group by a.source
        """;

    private const string ArrivalSql = "insert into working.arrival (load_id, source, received, data_to, due, days_late) values (@load, @source, @received, @dataTo, @due, @daysLate)";

    private const string TroubleSql = """
        select 'quarantine' as Kind, source as Source, load_id as Load, file_name || ' waits in quarantine. ' || coalesce(reason, '') as Sentence
        from working.load where state = 'quarantined' and publication = 'waiting'
        union all
        select 'fault', source, load_id, file_name || ' was refused. ' || reason
        from (select distinct on (source) * from working.load order by source, number desc) newest where state = 'refused'
        union all
        select 'fault', source, null, 'The file could not be fetched. ' || sentence
        from (select distinct on (source) * from working.fetch where outcome <> 'put-off' order by source, fetch_id desc) newest where outcome = 'failed' and source = any(@fetched)
        """;

    private const string OpenSql = "select kind as Kind, source as Source, load_id as Load, sentence as Sentence from working.alert where kind <> 'promise' and cleared_at is null";

    private const string RaiseSql = """
        with raised as (
          insert into working.alert (kind, source, load_id, sentence) values (@kind, @source, @load, @sentence) returning alert_id
        )
        select pg_notify('scrutiny_working', 'alert:' || alert_id) from raised
        """;

    private const string ClearSql = """
        with cleared as (
          update working.alert set cleared_at = clock_timestamp() where kind = @kind and source = @source and load_id is not distinct from @load and cleared_at is null returning alert_id
        )
        select pg_notify('scrutiny_working', 'alert:' || alert_id) from cleared
        """;

    /// <summary>Brings arrivals and alerts up to date.</summary>
    public async Task UpdateAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await connection.ExecuteAsync(new CommandDefinition(TurnSql, cancellationToken: cancel));
        await WriteArrivalsAsync(connection, cancel);
        // An address that was taken out of its source can't be mended any more.
        var fetched = catalogue.Sources.Values.Where(source => source.Value.Fetch is not null).Select(source => source.Id).ToArray();
        var standing = (await connection.QueryAsync<Alert>(new CommandDefinition(TroubleSql, new { fetched }, cancellationToken: cancel))).Concat(Late(await NewestAsync(connection, cancel))).ToList();
        var open = (await connection.QueryAsync<Alert>(new CommandDefinition(OpenSql, cancellationToken: cancel))).ToList();
        foreach (var alert in open.ExceptBy(standing.Select(Key), Key))
        {
            await connection.ExecuteAsync(new CommandDefinition(ClearSql, alert, cancellationToken: cancel));
        }

        foreach (var alert in standing.ExceptBy(open.Select(Key), Key))
        {
            await connection.ExecuteAsync(new CommandDefinition(RaiseSql, alert, cancellationToken: cancel));
        }

        await transaction.CommitAsync(cancel);
    }

    private async Task WriteArrivalsAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        var loads = (await connection.QueryAsync<NewLoad>(new CommandDefinition(NewLoadsSql, cancellationToken: cancel))).ToList();
        if (loads.Count == 0)
        {
            return;
        }

        var newest = (await NewestAsync(connection, cancel)).Where(feed => feed.DataTo is not null).ToDictionary(feed => feed.Source, feed => feed.DataTo!.Value);
        foreach (var load in loads)
        {
            var received = LondonDate(new DateTimeOffset(load.Received, TimeSpan.Zero));
            DateOnly? due = null;
            // The first file of a source can't be late: nothing said when it was to come.
            if (load.DataTo is { } dataTo && newest.TryGetValue(load.Source, out var before) && dataTo > before && DueOf(load.Source) is { } rule)
            {
                due = rule.Next(before);
            }

            if (load.DataTo is { } newer && (!newest.TryGetValue(load.Source, out var known) || newer > known))
            {
                newest[load.Source] = newer;
            }

            int? daysLate = due is { } day ? Math.Max(0, received.DayNumber - day.DayNumber) : null;
            await connection.ExecuteAsync(new CommandDefinition(ArrivalSql, new { load = load.Load, source = load.Source, received, dataTo = load.DataTo, due, daysLate }, cancellationToken: cancel));
        }
    }

    // A bundled sample is nobody's return and never comes again.
    private IEnumerable<Alert> Late(IEnumerable<Newest> feeds)
    {
        var today = LondonDate(time.GetUtcNow());
        foreach (var feed in feeds.Where(feed => !feed.OnlySamples))
        {
            if (feed.DataTo is { } dataTo && DueOf(feed.Source) is { } rule && rule.Next(dataTo) is var due && today > due)
            {
                yield return new Alert("late", feed.Source, null, $"The next file was due on {due.ToString("d MMMM yyyy", British)} and has not come; the figures end at {dataTo.ToString("d MMMM yyyy", British)}.");
            }
        }
    }

    private static async Task<IEnumerable<Newest>> NewestAsync(NpgsqlConnection connection, CancellationToken cancel) =>
        await connection.QueryAsync<Newest>(new CommandDefinition(NewestSql, cancellationToken: cancel));

    private Due? DueOf(string source) => catalogue.Sources.TryGetValue(source, out var declared) ? declared.Value.Due : null;

    private static DateOnly LondonDate(DateTimeOffset moment) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, London).DateTime);

    // A feed that is still late after another file came is late for another reason, which is told anew.
    private static (string Kind, string Source, string? Load, string? Sentence) Key(Alert alert) => (alert.Kind, alert.Source, alert.Load, alert.Kind == "late" ? alert.Sentence : null);

    private sealed record NewLoad(string Load, string Source, DateTime Received, DateOnly? DataTo);

    private sealed record Newest(string Source, DateOnly? DataTo, bool OnlySamples);

    private sealed record Alert(string Kind, string Source, string? Load, string Sentence);
}
