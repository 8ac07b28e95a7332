using Dapper;
using Npgsql;
using Scrutiny.Periods;
using Scrutiny.Quotations;

namespace Scrutiny.CorrectionRegister;

/// <summary>Reads corrections as staff have them. For staff: they name figures that may not be published.</summary>
public static class StoredCorrections
{
    private const string Sql = """
        select c.correction_id as Id, c.version as Version, c.measure as Measure, c.area as Area, c.breakdown as Breakdown, c.period_from as PeriodFrom, c.period_to as PeriodTo, c.old_value as Old, c.new_value as New, c.ready as Ready, c.coming as Coming,
               c.source_reason as SourceReason, c.reason as Reason, c.notice as Notice, c.drafted_for as DraftedFor, c.drafted_by as DraftedBy, c.drafted_at as DraftedAt, c.state as State, c.opened_at as OpenedAt, c.changed_at as ChangedAt,
               c.decided_by as DecidedBy, c.decided_at as DecidedAt, c.decided_reason as DecidedReason, c.publication_id as Publication
        from working.correction c where (@id::bigint is null or c.correction_id = @id) and (@state::text is null or c.state = @state)
        order by c.decided_at desc nulls first, c.measure, c.area, c.breakdown, c.period_from desc limit @limit offset @offset
        """;

    private const string PlacesSql = """
        select correction_id as Correction, kind as Kind, name as Name, part as Part, title as Title, detail as Detail, quoted as Quoted, seq as Seq, is_public as Public, by_words as ByWords, counts as Counts
        from working.correction_place where correction_id = any(@ids) order by correction_id, array_position(array['pack', 'meeting', 'answer', 'commentary'], kind), name, part
        """;

    /// <summary>How many there are in each state.</summary>
    /// <param name="connection">Open, as a role that reads <c>working</c>.</param>
    /// <param name="cancel">Cancels.</param>
    public static async Task<IReadOnlyDictionary<string, long>> CountAsync(NpgsqlConnection connection, CancellationToken cancel) =>
        (await connection.QueryAsync<(string State, long Count)>(new CommandDefinition("select state, count(*) from working.correction group by state", cancellationToken: cancel))).ToDictionary(row => row.State, row => row.Count);

    /// <summary>Those in a state, open ones first, then the last decided.</summary>
    /// <param name="connection">Open, as a role that reads <c>working</c>.</param>
    /// <param name="state">open, published, dismissed or closed; null for all.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="offset">After so many.</param>
    /// <param name="cancel">Cancels.</param>
    public static Task<IReadOnlyList<StoredCorrection>> ReadAsync(NpgsqlConnection connection, string? state, int limit, int offset, CancellationToken cancel) => ReadAsync(connection, null, state, limit, offset, cancel);

    /// <summary>One; null where there is none.</summary>
    /// <param name="connection">Open, as a role that reads <c>working</c>.</param>
    /// <param name="id">Its number.</param>
    /// <param name="cancel">Cancels.</param>
    public static async Task<StoredCorrection?> FindAsync(NpgsqlConnection connection, long id, CancellationToken cancel) => (await ReadAsync(connection, id, null, 1, 0, cancel)).SingleOrDefault();

    private static async Task<IReadOnlyList<StoredCorrection>> ReadAsync(NpgsqlConnection connection, long? id, string? state, int limit, int offset, CancellationToken cancel)
    {
        var rows = (await connection.QueryAsync<Row>(new CommandDefinition(Sql, new { id, state, limit, offset }, cancellationToken: cancel))).AsList();
        var places = (await connection.QueryAsync<PlaceRow>(new CommandDefinition(PlacesSql, new { ids = rows.Select(row => row.Id).ToArray() }, cancellationToken: cancel)))
            .ToLookup(place => place.Correction, place => new StoredPlace(PlaceKinds.Parse(place.Kind), place.Name, place.Part, place.Title, place.Detail, place.Quoted, place.Seq, place.Public, place.ByWords, place.Counts));
        return [.. rows.Select(row => row.ToCorrection([.. places[row.Id]]))];
    }

    private sealed record Row(
        long Id, int Version, string Measure, string Area, string Breakdown, DateOnly PeriodFrom, DateOnly PeriodTo, decimal Old, decimal? New, bool Ready, bool Coming, string? SourceReason, string? Reason, string? Notice,
        decimal? DraftedFor, string? DraftedBy, DateTime? DraftedAt, string State, DateTime OpenedAt, DateTime ChangedAt, string? DecidedBy, DateTime? DecidedAt, string? DecidedReason, long? Publication)
    {
        public StoredCorrection ToCorrection(IReadOnlyList<StoredPlace> places) => new(Id, Version, new FigureName(Measure, Area, Breakdown, new Period(PeriodFrom, PeriodTo)), Old, New, State, Utc(OpenedAt)!.Value, places)
        {
            Ready = Ready,
            Coming = Coming,
            SourceReason = SourceReason,
            Reason = Reason,
            Notice = Notice,
            DraftedFor = DraftedFor,
            DraftedBy = DraftedBy,
            DraftedAt = Utc(DraftedAt),
            ChangedAt = Utc(ChangedAt)!.Value,
            DecidedBy = DecidedBy,
            DecidedAt = Utc(DecidedAt),
            DecidedReason = DecidedReason,
            Publication = Publication,
        };

        private static DateTimeOffset? Utc(DateTime? moment) => moment is { } known ? new DateTimeOffset(known, TimeSpan.Zero) : null;
    }

    private sealed record PlaceRow(long Correction, string Kind, string Name, long Part, string Title, string Detail, decimal Quoted, long? Seq, bool Public, bool ByWords, bool Counts);
}

/// <summary>A quoted figure that changed, as staff have it before them.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Version">Rises with each change.</param>
/// <param name="Figure">Which figure.</param>
/// <param name="Old">What was said last.</param>
/// <param name="New">What is known instead; null for no figure.</param>
/// <param name="State">open, published, dismissed or closed.</param>
/// <param name="OpenedAt">When it was found, UTC.</param>
/// <param name="Places">Every place that says the old figure.</param>
public sealed record StoredCorrection(long Id, int Version, FigureName Figure, decimal Old, decimal? New, string State, DateTimeOffset OpenedAt, IReadOnlyList<StoredPlace> Places)
{
    /// <summary>Whether the public sees the new figure.</summary>
    public bool Ready { get; init; }

    /// <summary>Whether a load that waits would change it again.</summary>
    public bool Coming { get; init; }

    /// <summary>Why, where the revision says it itself.</summary>
    public string? SourceReason { get; init; }

    /// <summary>Why, in the analyst's words.</summary>
    public string? Reason { get; init; }

    /// <summary>The notice in the analyst's words; null for the proposed one.</summary>
    public string? Notice { get; init; }

    /// <summary>For which new figure those words were written.</summary>
    public decimal? DraftedFor { get; init; }

    /// <summary>Who wrote them.</summary>
    public string? DraftedBy { get; init; }

    /// <summary>When, UTC.</summary>
    public DateTimeOffset? DraftedAt { get; init; }

    /// <summary>When it last changed, UTC.</summary>
    public DateTimeOffset ChangedAt { get; init; }

    /// <summary>Who decided; the program where it closed by itself.</summary>
    public string? DecidedBy { get; init; }

    /// <summary>When, UTC.</summary>
    public DateTimeOffset? DecidedAt { get; init; }

    /// <summary>Why.</summary>
    public string? DecidedReason { get; init; }

    /// <summary>Number of the public notice; null where there is none.</summary>
    public long? Publication { get; init; }

    /// <summary>Whether the words were written for another figure than the one that is known now.</summary>
    public bool Stale => State == "open" && Notice is not null && DraftedFor != New;

    /// <summary>What the places are called that the public can read.</summary>
    public IEnumerable<string> PublicTitles => Places.Where(place => place is { Public: true, Counts: true }).Select(place => place.Title);
}

/// <summary>A place that says the old figure.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">Its name in addresses.</param>
/// <param name="Part">Edition, or number of event, answer or note.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Detail">Where in it.</param>
/// <param name="Quoted">What it says.</param>
/// <param name="Seq">Of a meeting, the public number of the event.</param>
/// <param name="Public">Whether everybody can read it.</param>
/// <param name="ByWords">Whether it was found by words.</param>
/// <param name="Counts">False where staff said that it does not quote the figure.</param>
public sealed record StoredPlace(PlaceKind Kind, string Name, long Part, string Title, string Detail, decimal Quoted, long? Seq, bool Public, bool ByWords, bool Counts)
{
    /// <summary>Its address on the staff site.</summary>
    public string Address => Kind == PlaceKind.Meeting && !Public ? $"/staff/meetings/{Name}" : PlaceAddress.Of(Kind, Name, Seq);

    /// <summary>By which a form names it.</summary>
    public string Key => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Kind.Name()}|{Name}|{Part}");
}
