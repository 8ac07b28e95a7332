using Dapper;
using Npgsql;
using Scrutiny.Dashboards;
using Scrutiny.Sources;
using Scrutiny.Web.Staff;

namespace Scrutiny.Web.Pages.Staff.Feeds;

/// <summary>Every source that a person may see, with what is due and what has come.</summary>
internal static class FeedList
{
    private static readonly TimeZoneInfo London = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    private const string Sql = """
        select l.source as Source, l.load_id as Load, l.state as State, l.publication as Publication, l.loaded_at as LoadedAt, l.reason as Reason,
               (select max(a.data_to) from working.arrival a join working.load al using (load_id) where a.source = l.source and al.publication not in ('rejected', 'withdrawn')) as DataTo,
               (select count(*) from working.load w where w.source = l.source and w.publication = 'waiting') as Waiting,
               (select bool_and(w.delivered_by = 'sample') from working.load w where w.source = l.source) as OnlySamples,
               (select max(w.loaded_at) from working.load w where w.source = l.source and w.state <> 'refused') as Received
        from (select distinct on (source) * from working.load order by source, number desc) l
        """;

    private const string NextLookSql = "select trigger_name as Source, min(next_fire_time) as Ticks from scheduler.qrtz_triggers where trigger_group = 'sources' and next_fire_time is not null group by trigger_name";

    private const string FailingSql = """
        select source from (select distinct on (source) source, outcome from working.fetch where outcome <> 'put-off' order by source, fetch_id desc) newest where outcome = 'failed'
        """;

    public static async Task<IReadOnlyList<Feed>> ReadAsync(NpgsqlConnection connection, Catalogue catalogue, StaffPerson person, DateTimeOffset now, CancellationToken cancel)
    {
        var last = (await connection.QueryAsync<LastLoad>(new CommandDefinition(Sql, cancellationToken: cancel))).ToDictionary(load => load.Source);
        var looks = (await connection.QueryAsync<(string Source, long Ticks)>(new CommandDefinition(NextLookSql, cancellationToken: cancel))).ToDictionary(look => look.Source, look => new DateTimeOffset(look.Ticks, TimeSpan.Zero));
        var failing = (await connection.QueryAsync<string>(new CommandDefinition(FailingSql, cancellationToken: cancel))).ToHashSet();
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, London).DateTime);
        return [.. catalogue.Sources.Values.Where(source => person.Sees(source.Id)).Select(source => new Feed(
            source.Id, source.Value, last.GetValueOrDefault(source.Id), looks.TryGetValue(source.Id, out var look) ? look : null, today, source.Value.Fetch is not null && failing.Contains(source.Id)))];
    }
}

/// <summary>The newest load of a source and what there is beside it.</summary>
internal sealed record LastLoad(string Source, string Load, string State, string Publication, DateTime LoadedAt, string? Reason, DateOnly? DataTo, long Waiting, bool OnlySamples, DateTime? Received)
{
    public DateTimeOffset At => new(LoadedAt, TimeSpan.Zero);

    public LoadSummary Summary => new(State, Publication);
}

/// <summary>One source as the feeds page shows it.</summary>
internal sealed record Feed(string Id, Source Source, LastLoad? Last, DateTimeOffset? NextLook, DateOnly Today, bool CannotBeFetched)
{
    /// <summary>When the next file is due; null where nothing says so.</summary>
    public DateOnly? Due => Last is { DataTo: { } dataTo, OnlySamples: false } && Source.Due is { } rule ? rule.Next(dataTo) : null;

    public int DaysLate => Due is { } due ? Math.Max(0, Today.DayNumber - due.DayNumber) : 0;

    public bool IsLate => DaysLate > 0;

    public bool WasRefused => Last?.State == "refused";

    public bool Waits => Last?.Waiting > 0;

    public bool IsHealthy => Last is not null && !NeedsAttention;

    public bool NeedsAttention => IsLate || WasRefused || CannotBeFetched || Waits;

    /// <summary>All that is to be said of it, most pressing first.</summary>
    public IReadOnlyList<(string Words, string? Tone)> States
    {
        get
        {
            var states = new List<(string, string?)>();
            if (WasRefused)
            {
                states.Add(("Last file refused", "orange"));
            }

            if (CannotBeFetched)
            {
                states.Add(("Cannot be fetched", "orange"));
            }

            if (IsLate)
            {
                states.Add((DaysLate == 1 ? "1 day late" : $"{DaysLate} days late", "orange"));
            }

            if (Waits)
            {
                states.Add((Last!.Waiting == 1 ? "A load waits" : $"{Last.Waiting} loads wait", "yellow"));
            }

            if (states.Count == 0)
            {
                states.Add(Last is null ? ("No file yet", "grey") : Last.OnlySamples ? ("Bundled sample", "grey") : ("Healthy", null));
            }

            return states;
        }
    }
}
