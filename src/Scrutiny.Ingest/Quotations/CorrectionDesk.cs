using System.Globalization;
using Dapper;
using Npgsql;
using Scrutiny.Audit;
using Scrutiny.Dashboards;
using Scrutiny.Ingest.Loading;
using Scrutiny.Ingest.Releases;
using Scrutiny.Measures;
using Scrutiny.Periods;
using Scrutiny.Quotations;
using Scrutiny.Releases;

namespace Scrutiny.Ingest.Quotations;

/// <summary>What staff decide about quoted figures that changed: words for the public, publication, dismissal. All in the caller's transaction.</summary>
/// <param name="catalogue">The declarations.</param>
/// <param name="twoPersons">Whether who wrote a notice may not publish it.</param>
internal sealed class CorrectionDesk(Catalogue catalogue, bool twoPersons)
{
    private const string LockSql = """
        select correction_id as Id, version as Version, measure as Measure, area as Area, breakdown as Breakdown, period_from as PeriodFrom, period_to as PeriodTo, old_value as Old, new_value as New, ready as Ready,
               source_reason as SourceReason, reason as Reason, notice as Notice, drafted_for as DraftedFor, drafted_by as DraftedBy, state as State, decided_by as DecidedBy, decided_at as DecidedAt
        from working.correction where correction_id = @id for update
        """;

    private const string DraftSql = """
        update working.correction set notice = @notice, reason = @reason, drafted_for = new_value, drafted_by = @by, drafted_at = clock_timestamp(), version = version + 1, changed_at = clock_timestamp() where correction_id = @id;
        update working.correction_place set counts = not (by_words and kind || '|' || name || '|' || part = any(@leftOut)) where correction_id = @id;
        """;

    private const string DecideSql = """
        update working.correction set state = @state, decided_by = @by, decided_at = clock_timestamp(), decided_reason = @reason, publication_id = @publication, version = version + 1, changed_at = clock_timestamp()
        where correction_id = @id
        """;

    private const string StandsSql = """
        select o.value from published.series s join published.observation o using (series_id)
        where s.measure = @measure and s.area = @area and s.breakdown = @breakdown and s.source = any(@sources) and o.period_from = @from and o.period_to = @to and o.known_to = 'infinity'
        order by array_position(@sources, s.source) limit 1
        """;

    private const string TitlesSql = "select title from working.correction_place where correction_id = @id and is_public and counts order by array_position(array['pack', 'meeting', 'answer', 'commentary'], kind), name, part";

    // What is right is named by where it is published. Rows without a figure stand in its place as well.
    private const string PublishSql = """
        insert into published.notice (publication_id, kind, measure, at, reason, figures) select @publication, 'quotation', @measure, p.published_at, @reason, 1 from published.publication p where p.publication_id = @publication;

        insert into published.correction (publication_id, measure, area, breakdown, period_from, period_to, old_value, series_id, new_known_from, notice)
        select @publication, @measure, @area, @breakdown, @from, @to, @old, n.series_id, n.known_from, @notice
        from (select 1) as one left join (
          select s.series_id, o.known_from
          from published.series s join published.observation o using (series_id)
          where s.measure = @measure and s.area = @area and s.breakdown = @breakdown and s.source = any(@sources) and o.period_from = @from and o.period_to = @to and o.known_to = 'infinity'
          order by array_position(@sources, s.source) limit 1
        ) n on true;

        insert into published.correction_place (publication_id, number, kind, name, part, title, detail, quoted)
        select @publication, row_number() over (order by array_position(array['pack', 'meeting', 'answer', 'commentary'], p.kind), p.name, p.part), p.kind, p.name, case p.kind when 'meeting' then p.seq else p.part end, p.title, p.detail, p.quoted
        from working.correction_place p where p.correction_id = @id and p.is_public and p.counts;

        insert into published.publication_series (publication_id, measure, area) values (@publication, @measure, @area);
        """;

    /// <summary>Keeps the analyst's words and reason.</summary>
    /// <exception cref="SentenceException">It is decided, or was changed meanwhile.</exception>
    public static async Task<string> DraftAsync(NpgsqlConnection connection, ReleaseDetail detail, string? reason, string by, string actor, CancellationToken cancel)
    {
        await CorrectionKeeper.TakeTurnAsync(connection, cancel);
        var row = await LockAsync(connection, detail.Corrections![0], cancel);
        await connection.ExecuteAsync(new CommandDefinition(DraftSql, new { id = row.Id, notice = Text(detail.Text), reason = Text(reason), by, leftOut = detail.LeftOut?.ToArray() ?? [] }, cancellationToken: cancel));
        await AuditTrail.AppendAsync(connection, actor, AuditAct.CorrectionDrafted, "correction", ReleasePlan.Text(row.Id), new { row.Measure, LeftOut = detail.LeftOut?.Count ?? 0 }, cancel);
        return "Kept. The public sees it when a publisher publishes it.";
    }

    /// <summary>Publishes or dismisses one or several, all or none.</summary>
    /// <exception cref="SentenceException">One of them can't be decided so.</exception>
    public async Task<string> DecideAsync(NpgsqlConnection connection, ReleaseDetail detail, string? reason, string by, string actor, CancellationToken cancel)
    {
        var chosen = detail.Corrections!;
        var publish = detail.Decision == "publish";
        foreach (var choice in chosen)
        {
            // Publications before corrections, as in every transaction that takes both turns.
            var publication = publish ? await Publication.OpenAsync(connection, cancel) : (long?)null;
            await CorrectionKeeper.TakeTurnAsync(connection, cancel);
            var row = await LockAsync(connection, choice, cancel);
            if (publication is { } number)
            {
                await PublishAsync(connection, row, number, Text(reason), by, actor, cancel);
            }
            else
            {
                var why = Text(reason) ?? throw SentenceException.Refused("Say why no correction is needed.");
                await DecideAsync(connection, row, "dismissed", by, why, null, cancel);
                await AuditTrail.AppendAsync(connection, actor, AuditAct.CorrectionDismissed, "correction", ReleasePlan.Text(row.Id), new { row.Measure }, cancel);
            }
        }

        await CorrectionKeeper.TellAsync(connection, cancel);
        var corrections = chosen.Count == 1 ? "correction" : string.Create(CultureInfo.InvariantCulture, $"{chosen.Count} corrections");
        return publish ? $"Published: the public sees the {corrections} at every place that quoted the old figure, and under Corrections." : $"Dismissed, with the reason: {reason}";
    }

    private async Task PublishAsync(NpgsqlConnection connection, CorrectionRow row, long publication, string? given, string by, string actor, CancellationToken cancel)
    {
        var name = catalogue.Measures.TryGetValue(row.Measure, out var declared) ? declared.Value.Name : row.Measure;
        if (declared is null)
        {
            throw SentenceException.Refused($"The measure '{row.Measure}' is not declared any more; dismiss the correction, and say why.");
        }

        var measure = declared.Value;
        var figure = $"{CorrectionWords.Name(measure, row.Breakdown)}, {row.Period.Words(measure.Frequency)}";
        var stands = await connection.ExecuteScalarAsync<decimal?>(new CommandDefinition(
            StandsSql, new { measure = row.Measure, area = row.Area, breakdown = row.Breakdown, from = row.PeriodFrom, to = row.PeriodTo, sources = measure.Sources.ToArray() }, cancellationToken: cancel));
        if (row.Ready && stands != row.New)
        {
            // The publications' turn is held here, so this is the last word.
            throw SentenceException.Refused($"{figure}: it has changed again this moment. Look at the correction again.");
        }

        var titles = (await connection.QueryAsync<string>(new CommandDefinition(TitlesSql, new { id = row.Id }, cancellationToken: cancel))).AsList();
        var reason = row.Reason ?? row.SourceReason ?? given;
        if ((row, titles.Count, reason) switch
        {
            ({ Ready: false }, _, _) => $"{figure}: the new figure is not published yet. Publish its load first.",
            (_, 0, _) => $"{figure}: it was quoted nowhere in public, so there is nothing to correct in public. Dismiss it, and say why.",
            (_, _, null) => $"{figure}: say why the figure changed, in words for the public.",
            ({ Reason: null, SourceReason: null }, _, _) when twoPersons => $"{figure}: two persons are needed, so whoever publishes it does not give the reason. Have an analyst keep it first.",
            ({ Notice: not null }, _, _) when row.DraftedFor != row.New => $"{figure}: the figure has changed again since the notice was written. Look at the notice and keep it anew.",
            ({ DraftedBy: { } writer }, _, _) when twoPersons && PreElection.SamePerson(writer, by) => $"{writer} wrote this notice, so somebody else has to publish it.",
            _ => null,
        } is { } refusal)
        {
            throw SentenceException.Refused(refusal);
        }

        var notice = row.Notice ?? CorrectionWords.Draft(measure, AreaName(row.Area), row.Figure, row.Old, row.New, titles);
        await connection.ExecuteAsync(new CommandDefinition(
            PublishSql,
            new { id = row.Id, publication, measure = row.Measure, area = row.Area, breakdown = row.Breakdown, from = row.PeriodFrom, to = row.PeriodTo, old = row.Old, sources = measure.Sources.ToArray(), notice, reason },
            cancellationToken: cancel));
        await DecideAsync(connection, row, "published", by, reason, publication, cancel);
        await Publication.RingAsync(connection, publication, cancel);
        await AuditTrail.AppendAsync(connection, actor, AuditAct.CorrectionPublished, "correction", ReleasePlan.Text(row.Id), new { row.Measure, Publication = publication, Places = titles.Count }, cancel);
    }

    private static Task<int> DecideAsync(NpgsqlConnection connection, CorrectionRow row, string state, string by, string? reason, long? publication, CancellationToken cancel) =>
        connection.ExecuteAsync(new CommandDefinition(DecideSql, new { id = row.Id, state, by, reason, publication }, cancellationToken: cancel));

    private static async Task<CorrectionRow> LockAsync(NpgsqlConnection connection, CorrectionChoice choice, CancellationToken cancel)
    {
        var row = await connection.QuerySingleOrDefaultAsync<CorrectionRow>(new CommandDefinition(LockSql, new { id = choice.Id }, cancellationToken: cancel)) ?? throw SentenceException.Refused("There is no such correction.");
        return row.State != "open" ? throw SentenceException.Refused(string.Create(CultureInfo.InvariantCulture, $"This correction is {row.State} already, by {row.DecidedBy} at {row.DecidedAt:yyyy-MM-dd HH:mm} UTC."))
            : row.Version != choice.Version ? throw SentenceException.Refused("The correction has changed since you looked at it; look at how it stands now, then decide.")
            : row;
    }

    private string? AreaName(string code) => catalogue.Areas.ByCode.TryGetValue(code, out var area) ? area.Name : code;

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim().ReplaceLineEndings("\n");
}

/// <summary>A correction as it stands, locked.</summary>
internal sealed record CorrectionRow(
    long Id, int Version, string Measure, string Area, string Breakdown, DateOnly PeriodFrom, DateOnly PeriodTo, decimal Old, decimal? New, bool Ready,
    string? SourceReason, string? Reason, string? Notice, decimal? DraftedFor, string? DraftedBy, string State, string? DecidedBy, DateTime? DecidedAt)
{
    public Period Period => new(PeriodFrom, PeriodTo);

    public FigureName Figure => new(Measure, Area, Breakdown, Period);
}
