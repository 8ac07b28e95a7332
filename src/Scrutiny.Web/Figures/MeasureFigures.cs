using Dapper;
using Npgsql;
using Scrutiny.CorrectionRegister;
using Scrutiny.Dashboards;
using Scrutiny.Measures;
using Scrutiny.Observations;
using Scrutiny.Periods;
using Scrutiny.Releases;
using Scrutiny.Sources;

namespace Scrutiny.Web.Figures;

/// <summary>Reads what pages, charts and the API show of a measure: one object for all of them.</summary>
internal sealed class MeasureFigures(NpgsqlDataSource database, Catalogue catalogue)
{
    private const int MostNotices = 20;
    private const int MostChanges = 100;

    private const string LatestSql = """
        select distinct on (s.measure) s.measure as Measure, o.period_from as PeriodFrom, o.period_to as PeriodTo, o.value as Value, o.status as Status,
               o.known_from as KnownFrom, s.source as Source, o.observation_id as Receipt
        from series s
        join observation o using (series_id)
        join unnest(@measures, @sources, @ranks) as declared(measure, source, rank) on declared.measure = s.measure and declared.source = s.source
        where s.area = @area and s.breakdown = 'total' and o.value is not null
          and o.known_from <= coalesce(@asKnown::timestamptz, 'infinity') and o.known_to > coalesce(@asKnown::timestamptz, now())
        order by s.measure, o.period_to desc, declared.rank
        """;

    // The version first: a publication between the two is then noticed by the page that shows its figures already, and not missed.
    private const string AllSql = $"""
        {VersionSql};
        select distinct on (s.measure, o.period_from, o.period_to)
               s.measure as Measure, o.period_from as PeriodFrom, o.period_to as PeriodTo, o.value as Value, o.numerator as Numerator, o.denominator as Denominator,
               o.status as Status, o.known_from as KnownFrom, s.source as Source, o.observation_id as Receipt
        from series s
        join observation o using (series_id)
        join unnest(@measures, @sources, @ranks) as declared(measure, source, rank) on declared.measure = s.measure and declared.source = s.source
        where s.area = @area and s.breakdown = 'total'
          and o.known_from <= coalesce(@asKnown::timestamptz, 'infinity') and o.known_to > coalesce(@asKnown::timestamptz, now())
        order by s.measure, o.period_from, o.period_to, declared.rank
        """;

    private const string FeedsSql = """
        select s.source as Source, max(o.period_from) as PeriodFrom, max(o.period_to) as PeriodTo,
               (select max(l.loaded_at) from load l where l.source = s.source and l.withdrawn_at is null) as ReceivedAt,
               (select l.released from load l where l.source = s.source and l.withdrawn_at is null order by l.known_from desc limit 1) as Released
        from series s join observation o using (series_id)
        where s.measure = @measure and s.area = @area and s.breakdown = @breakdown and s.source = any(@sources) and o.known_to = 'infinity'
        group by s.source
        order by array_position(@sources, s.source)
        """;

    private const string VersionSql = "select coalesce(max(publication_id), 0) from published.publication_series where measure = any(@measures) and area = @area";

    private const string AreasSql = """
        select distinct s.area from series s where s.measure = @measure and exists (select from observation o where o.series_id = s.series_id)
        """;

    private const string PartsSql = "select distinct s.breakdown from series s where s.measure = @measure and s.area = @area";

    /// <summary>The series with its judgement.</summary>
    public async Task<JudgedSeries> SeriesAsync(SeriesQuestion question, DateOnly? from, DateOnly? to, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return JudgedSeries.Of(question.Measure, await SeriesPoints.ReadAsync(connection, question.Id, question.Area.Code, question.Breakdown, question.Measure.Sources, question.AsKnown, from, to, cancel), Setting(question.Id, question.Area.Code, question.Breakdown));
    }

    /// <summary>The series with what stands beside its chart.</summary>
    public async Task<(JudgedSeries Series, SeriesContext Context)> ContextAsync(SeriesQuestion question, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var snapshot = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancel);
        var points = await SeriesPoints.ReadAsync(connection, question.Id, question.Area.Code, question.Breakdown, question.Measure.Sources, question.AsKnown, cancel: cancel);
        var series = JudgedSeries.Of(question.Measure, points, Setting(question.Id, question.Area.Code, question.Breakdown));

        return (series, SeriesContext.Of(series, await MeanOfAsync(connection, question, cancel)));
    }

    /// <summary>Everything that a measure's page shows.</summary>
    /// <param name="question">Which series.</param>
    /// <param name="rebased">False for the view in which no baseline was ever decided.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<MeasurePicture> PictureAsync(SeriesQuestion question, bool rebased, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        // One snapshot for the whole page, so that no publication falls between its parts.
        await using var snapshot = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancel);
        var (measure, code, part, sources) = (question.Id, question.Area.Code, question.Breakdown, question.Measure.Sources);
        var points = await SeriesPoints.ReadAsync(connection, measure, code, part, sources, question.AsKnown, cancel: cancel);
        var revisions = await Revisions.ReadAsync(connection, measure, code, part, question.AsKnown, cancel);
        var comparison = await SourceComparison.ReadAsync(connection, measure, code, part, sources, question.Measure.Decimals, question.AsKnown, cancel);
        var feeds = (await connection.QueryAsync<FeedRow>(new CommandDefinition(FeedsSql, new { measure, area = code, breakdown = part, sources = sources.ToArray() }, cancellationToken: cancel)))
            .Where(row => catalogue.Sources.ContainsKey(row.Source))
            .Select(row => Feed(row, question.Measure)).ToList();
        var areas = (await connection.QueryAsync<string>(new CommandDefinition(AreasSql, new { measure }, cancellationToken: cancel))).ToHashSet();
        var parts = (await connection.QueryAsync<string>(new CommandDefinition(PartsSql, new { measure, area = code }, cancellationToken: cancel))).ToHashSet();
        var version = await connection.ExecuteScalarAsync<long>(new CommandDefinition(VersionSql, new { measures = new[] { measure }, area = code }, cancellationToken: cancel));
        var notices = await PublicNotices.ReadAsync(connection, measure, code, MostNotices, cancel);
        var changes = await PublicNotices.ChangesAsync(connection, notices, measure, code, MostChanges, cancel);
        var quoted = await PublishedCorrections.OfAsync(connection, notices, cancel);
        var notes = await PublicNote.ReadAsync(connection, measure, question.AsKnown, cancel);

        var series = JudgedSeries.Of(question.Measure, points, Setting(measure, code, part) with { Rebased = rebased });

        return new MeasurePicture(question, series, SeriesContext.Of(series, await MeanOfAsync(connection, question, cancel)), revisions, comparison, feeds, areas, parts, version)
        {
            // What was withdrawn is missing from the past too, so the past says so.
            Notices = [.. notices.Where(notice => notice.Kind is NoticeKind.Withdrawal or NoticeKind.NoteWithdrawal || notice.At <= (question.AsKnown ?? DateTimeOffset.MaxValue))],
            Changes = changes,
            Quoted = quoted,
            Notes = notes,
        };
    }

    /// <summary>The latest value of each measure for an area.</summary>
    public async Task<IReadOnlyDictionary<string, LatestValue>> LatestAsync(string area, DateTimeOffset? asKnown, CancellationToken cancel)
    {
        var declared = catalogue.Measures.SelectMany(measure => measure.Value.Value.Sources.Select((source, rank) => (Measure: measure.Key, Source: source, Rank: rank))).ToList();
        await using var connection = await database.OpenConnectionAsync(cancel);
        var rows = await connection.QueryAsync<LatestRow>(new CommandDefinition(
            LatestSql,
            new { area, asKnown = asKnown?.UtcDateTime, measures = declared.Select(row => row.Measure).ToArray(), sources = declared.Select(row => row.Source).ToArray(), ranks = declared.Select(row => row.Rank).ToArray() },
            cancellationToken: cancel));

        return rows.ToDictionary(row => row.Measure, row => new LatestValue(
            new Period(row.PeriodFrom, row.PeriodTo), row.Value, ObservationStatuses.Parse(row.Status), new DateTimeOffset(row.KnownFrom, TimeSpan.Zero), row.Source, row.Receipt));
    }

    /// <summary>The series of every measure that has one, for pages that show them all: one question to the database.</summary>
    public async Task<AllFigures> AllAsync(string area, DateTimeOffset? asKnown, CancellationToken cancel)
    {
        var declared = catalogue.Measures.SelectMany(measure => measure.Value.Value.Sources.Select((source, rank) => (Measure: measure.Key, Source: source, Rank: rank))).ToList();
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var answers = await connection.QueryMultipleAsync(new CommandDefinition(
            AllSql,
            new { area, asKnown = asKnown?.UtcDateTime, measures = declared.Select(row => row.Measure).ToArray(), sources = declared.Select(row => row.Source).ToArray(), ranks = declared.Select(row => row.Rank).ToArray() },
            cancellationToken: cancel));
        var version = await answers.ReadSingleAsync<long>();
        var points = (await answers.ReadAsync<AllRow>()).ToLookup(row => row.Measure, row => new SeriesPoint(
            new Period(row.PeriodFrom, row.PeriodTo), row.Value, row.Numerator, row.Denominator, ObservationStatuses.Parse(row.Status), new DateTimeOffset(row.KnownFrom, TimeSpan.Zero), row.Source, row.Receipt));

        return new AllFigures(
            catalogue.Measures.Where(measure => points.Contains(measure.Key))
                .ToDictionary(measure => measure.Key, measure => JudgedSeries.Of(measure.Value.Value, [.. points[measure.Key]], Setting(measure.Key, area, SeriesQuestion.Total))),
            version);
    }

    /// <summary>What became of a receipt's figure that was withdrawn; null where none was.</summary>
    public async Task<WithdrawnReceipt?> WithdrawnReceiptAsync(long id, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return await WithdrawnReceipt.ReadAsync(connection, id, cancel);
    }

    /// <summary>One receipt; null where there is none.</summary>
    public async Task<Receipt?> ReceiptAsync(long id, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return await Receipts.ReadAsync(connection, id, cancel);
    }

    private async Task<IReadOnlyList<SeriesPoint>?> MeanOfAsync(NpgsqlConnection connection, SeriesQuestion question, CancellationToken cancel) =>
        question.Measure.MeanOf is { } id && catalogue.Measures.TryGetValue(id, out var counted)
            ? await SeriesPoints.ReadAsync(connection, id, question.Area.Code, question.Breakdown, counted.Value.Sources, question.AsKnown, cancel: cancel)
            : null;

    private SeriesSetting Setting(string measure, string area, string breakdown) => new() { Area = area, Breakdown = breakdown, Annotations = catalogue.AnnotationsOf(measure) };

    private SourceFeed Feed(FeedRow row, Measure measure)
    {
        var source = catalogue.Sources[row.Source].Value;
        var dataTo = new Period(row.PeriodFrom, row.PeriodTo);
        var due = source.Due is { } rule ? dataTo.Next(measure.Frequency).To.AddDays(rule.DaysAfter) : (DateOnly?)null;

        return new SourceFeed(row.Source, source, dataTo, new DateTimeOffset(row.ReceivedAt, TimeSpan.Zero), row.Released, due);
    }

    private sealed record FeedRow(string Source, DateOnly PeriodFrom, DateOnly PeriodTo, DateTime ReceivedAt, DateOnly? Released);

    private sealed record AllRow(
        string Measure, DateOnly PeriodFrom, DateOnly PeriodTo, decimal? Value, decimal? Numerator, decimal? Denominator, string Status, DateTime KnownFrom, string Source, long Receipt);

    private sealed record LatestRow(string Measure, DateOnly PeriodFrom, DateOnly PeriodTo, decimal Value, string Status, DateTime KnownFrom, string Source, long Receipt);
}

/// <summary>Every measure's series for an area.</summary>
/// <param name="Series">By measure; those without a figure are left out.</param>
/// <param name="Version">The number of the last publication that changed any of them; 0 where none did.</param>
internal sealed record AllFigures(IReadOnlyDictionary<string, JudgedSeries> Series, long Version);

/// <summary>Everything that a measure's page shows, from one snapshot.</summary>
internal sealed record MeasurePicture(
    SeriesQuestion Question,
    JudgedSeries Series,
    SeriesContext Context,
    IReadOnlyList<RevisedValue> Revisions,
    SourceComparison Comparison,
    IReadOnlyList<SourceFeed> Feeds,
    IReadOnlySet<string> AreasWithFigures,
    IReadOnlySet<string> PartsWithFigures,
    long Version)
{
    /// <summary>What was corrected or withdrawn.</summary>
    public IReadOnlyList<PublicNotice> Notices { get; init; } = [];

    /// <summary>What the corrections changed.</summary>
    public IReadOnlyList<NoticeChange> Changes { get; init; } = [];

    /// <summary>Those notices that correct a figure which was quoted, by number.</summary>
    public IReadOnlyDictionary<long, PublishedCorrection> Quoted { get; init; } = new Dictionary<long, PublishedCorrection>();

    /// <summary>Published commentary.</summary>
    public IReadOnlyList<PublicNote> Notes { get; init; } = [];
}

/// <summary>How far a source's data go, when they came and when the next are due.</summary>
internal sealed record SourceFeed(string Id, Source Source, Period DataTo, DateTimeOffset ReceivedAt, DateOnly? Released, DateOnly? NextDue);

/// <summary>The latest value of a measure.</summary>
internal sealed record LatestValue(Period Period, decimal Value, ObservationStatus Status, DateTimeOffset KnownFrom, string Source, long Receipt);
