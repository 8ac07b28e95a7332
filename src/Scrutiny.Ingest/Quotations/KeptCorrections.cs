using Dapper;
using Npgsql;
using Scrutiny.Periods;
using Scrutiny.Quotations;

namespace Scrutiny.Ingest.Quotations;

/// <summary>Corrections as they stand: which are open, and what was decided about figures before.</summary>
internal sealed class KeptCorrections
{
    private const string Sql = """
        select correction_id as Id, measure as Measure, area as Area, breakdown as Breakdown, period_from as PeriodFrom, period_to as PeriodTo, old_value as Old, new_value as New, ready as Ready, coming as Coming, source_reason as SourceReason, state as State
        from working.correction c where state in ('open', 'published', 'dismissed')
          -- One that was withdrawn with its figure was never told.
          and not exists (select from published.correction p where p.publication_id = c.publication_id and p.notice is null) order by decided_at, correction_id
        """;

    private const string PlacesSql = """
        select p.correction_id as Correction, p.kind as Kind, p.name as Name, p.part as Part, p.title as Title, p.detail as Detail, p.quoted as Quoted, p.is_public as Public, p.counts as Counts
        from working.correction_place p join working.correction c using (correction_id) where c.state in ('open', 'published', 'dismissed')
        """;

    private const string OpenSql = """
        insert into working.correction (measure, area, breakdown, period_from, period_to, old_value, new_value, ready, coming, source_reason)
        values (@measure, @area, @breakdown, @from, @to, @old, @now, @ready, @coming, @reason) returning correction_id
        """;

    private const string BringSql = """
        update working.correction
        set old_value = @old, new_value = @now, ready = @ready, coming = @coming, source_reason = @reason, version = version + 1, changed_at = clock_timestamp() where correction_id = @id
        """;

    private const string PlaceSql = """
        insert into working.correction_place (correction_id, kind, name, part, title, detail, quoted, seq, is_public, by_words)
        values (@id, @kind, @name, @part, @title, @detail, @quoted, @seq, @isPublic, @byWords)
        on conflict (correction_id, kind, name, part) do update set title = excluded.title, detail = excluded.detail, quoted = excluded.quoted, seq = excluded.seq, is_public = excluded.is_public, by_words = excluded.by_words
        """;

    private const string DropSql = "delete from working.correction_place p where p.correction_id = @id and not exists (select from unnest(@kinds, @names, @parts) as held (kind, name, part) where (held.kind, held.name, held.part) = (p.kind, p.name, p.part))";

    private const string CloseSql = """
        update working.correction set state = 'closed', decided_by = 'Scrutiny', decided_at = clock_timestamp(), decided_reason = @why, version = version + 1, changed_at = clock_timestamp() where correction_id = @id
        """;

    private readonly ILookup<FigureName, Row> rows;
    private readonly ILookup<long, PlaceRow> places;

    private KeptCorrections(IEnumerable<Row> rows, IEnumerable<PlaceRow> places) => (this.rows, this.places) = (rows.ToLookup(row => row.Figure), places.ToLookup(place => place.Correction));

    public IEnumerable<OpenCorrection> Open => rows.SelectMany(row => row).Where(row => row.State == "open").Select(Opened);

    public static async Task<KeptCorrections> ReadAsync(NpgsqlConnection connection, CancellationToken cancel) => new(
        (await connection.QueryAsync<Row>(new CommandDefinition(Sql, cancellationToken: cancel))).AsList(), (await connection.QueryAsync<PlaceRow>(new CommandDefinition(PlacesSql, cancellationToken: cancel))).AsList());

    public OpenCorrection? OpenOn(FigureName figure) => rows[figure].Where(row => row.State == "open").Select(Opened).SingleOrDefault();

    /// <summary>A place that staff said does not quote the figure is settled, whatever was decided about the others.</summary>
    public IReadOnlyList<DecidedCorrection> DecidedOn(FigureName figure) => [.. rows[figure].Where(row => row.State != "open").SelectMany(row => new[]
    {
        new DecidedCorrection(row.State == "published", row.New, places[row.Id].Where(place => place.Counts).Select(place => place.Key).ToHashSet()),
        new DecidedCorrection(false, row.New, places[row.Id].Where(place => !place.Counts).Select(place => place.Key).ToHashSet()),
    })];

    public static async Task<int> OpenAsync(NpgsqlConnection connection, CorrectionNeed need, string? reason, CancellationToken cancel)
    {
        var figure = need.Figure;
        var id = await connection.ExecuteScalarAsync<long>(new CommandDefinition(
            OpenSql,
            new { measure = figure.Measure, area = figure.Area, breakdown = figure.Breakdown, from = figure.Period.From, to = figure.Period.To, old = need.Old, now = need.New, ready = need.Ready, coming = need.Coming, reason },
            cancellationToken: cancel));
        await StorePlacesAsync(connection, id, need, cancel);
        return 1;
    }

    /// <returns>1 where something of it is otherwise than it was, 0 where it stands as it is.</returns>
    public static async Task<int> BringAsync(NpgsqlConnection connection, OpenCorrection open, CorrectionNeed need, string? reason, CancellationToken cancel)
    {
        if ((open.Old, open.New, open.Ready, open.Coming, open.SourceReason) == (need.Old, need.New, need.Ready, need.Coming, reason) && open.Places.SetEquals(need.Places.Select(PlaceOf)))
        {
            return 0;
        }

        await connection.ExecuteAsync(new CommandDefinition(BringSql, new { id = open.Id, old = need.Old, now = need.New, ready = need.Ready, coming = need.Coming, reason }, cancellationToken: cancel));
        await StorePlacesAsync(connection, open.Id, need, cancel);
        return 1;
    }

    public static Task<int> CloseAsync(NpgsqlConnection connection, OpenCorrection open, string why, CancellationToken cancel) =>
        connection.ExecuteAsync(new CommandDefinition(CloseSql, new { id = open.Id, why }, cancellationToken: cancel));

    private static async Task StorePlacesAsync(NpgsqlConnection connection, long id, CorrectionNeed need, CancellationToken cancel)
    {
        var held = need.Places.Select(quote => quote.Place).ToList();
        await connection.ExecuteAsync(new CommandDefinition(DropSql, new { id, kinds = held.Select(place => place.Kind.Name()).ToArray(), names = held.Select(place => place.Name).ToArray(), parts = held.Select(place => place.Part).ToArray() }, cancellationToken: cancel));
        await connection.ExecuteAsync(new CommandDefinition(
            PlaceSql,
            need.Places.Select(quote => new { id, kind = quote.Place.Kind.Name(), name = quote.Place.Name, part = quote.Place.Part, title = quote.Place.Title, detail = quote.Place.Detail, quoted = quote.Value, seq = quote.Place.Seq, isPublic = quote.Place.Public, byWords = quote.Place.ByWords }),
            cancellationToken: cancel));
    }

    private OpenCorrection Opened(Row row) => new(row.Id, row.Figure, row.Old, row.New, row.Ready, row.Coming, row.SourceReason, places[row.Id].Select(place => (place.Kind, place.Name, place.Part, place.Title, place.Detail, place.Quoted, place.Public)).ToHashSet());

    private static (string Kind, string Name, long Part, string Title, string Detail, decimal Quoted, bool Public) PlaceOf(Quote quote) =>
        (quote.Place.Kind.Name(), quote.Place.Name, quote.Place.Part, quote.Place.Title, quote.Place.Detail, quote.Value, quote.Place.Public);

    private sealed record Row(
        long Id, string Measure, string Area, string Breakdown, DateOnly PeriodFrom, DateOnly PeriodTo, decimal Old, decimal? New, bool Ready, bool Coming, string? SourceReason, string State)
    {
        public FigureName Figure => new(Measure, Area, Breakdown, new Period(PeriodFrom, PeriodTo));
    }

    private sealed record PlaceRow(long Correction, string Kind, string Name, long Part, string Title, string Detail, decimal Quoted, bool Public, bool Counts)
    {
        public (PlaceKind Kind, string Name, long Part) Key => (PlaceKinds.Parse(Kind), Name, Part);
    }
}

/// <summary>A correction that waits for a decision.</summary>
internal sealed record OpenCorrection(
    long Id, FigureName Figure, decimal Old, decimal? New, bool Ready, bool Coming, string? SourceReason, IReadOnlySet<(string Kind, string Name, long Part, string Title, string Detail, decimal Quoted, bool Public)> Places);
