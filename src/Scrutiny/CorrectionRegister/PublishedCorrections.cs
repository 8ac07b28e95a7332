using Dapper;
using Npgsql;
using Scrutiny.Periods;
using Scrutiny.Quotations;
using Scrutiny.Releases;

namespace Scrutiny.CorrectionRegister;

/// <summary>Reads corrections of quoted figures that everybody may see.</summary>
public static class PublishedCorrections
{
    private const string FieldsSql = """
        select c.publication_id as Number, n.at as At, n.reason as Reason, c.measure as Measure, c.area as Area, c.breakdown as Breakdown, c.period_from as PeriodFrom, c.period_to as PeriodTo, c.old_value as Old,
               o.observation_id as NewReceipt, o.value as New, (select s.source from published.series s where s.series_id = c.series_id) as NewSource, c.series_id is not null and o.observation_id is null as Withdrawn, c.notice as Words
        from published.correction c join published.notice n using (publication_id)
        left join published.observation o on o.series_id = c.series_id and o.period_from = c.period_from and o.period_to = c.period_to and o.known_from = c.new_known_from
        """;

    private const string OfNoticesSql = $"{FieldsSql} where c.publication_id = any(@numbers) order by c.publication_id desc";

    // A later correction of the same figure takes an earlier one's place there.
    private const string AtPlaceSql = $"""
        {FieldsSql}
        where exists (select from published.correction_place p where p.publication_id = c.publication_id and p.kind = @kind and p.name = @name)
        order by c.publication_id desc limit @most
        """;

    private const string PlacesSql = """
        select publication_id as Correction, kind as Kind, name as Name, part as Part, title as Title, detail as Detail, quoted as Quoted from published.correction_place where publication_id = any(@numbers) order by publication_id, number
        """;

    /// <summary>Those among some notices, by the number of their notice.</summary>
    /// <param name="connection">Open; any role's.</param>
    /// <param name="notices">The notices.</param>
    /// <param name="cancel">Cancels.</param>
    public static async Task<IReadOnlyDictionary<long, PublishedCorrection>> OfAsync(NpgsqlConnection connection, IEnumerable<PublicNotice> notices, CancellationToken cancel)
    {
        var numbers = notices.Where(notice => notice.Kind == NoticeKind.Quotation).Select(notice => notice.Number).ToArray();
        return numbers.Length == 0 ? new Dictionary<long, PublishedCorrection>() : (await ReadAsync(connection, OfNoticesSql, new { numbers }, cancel)).ToDictionary(correction => correction.Number);
    }

    /// <summary>Those that concern a place, newest first.</summary>
    /// <param name="connection">Open; any role's.</param>
    /// <param name="kind">What quotes the figures.</param>
    /// <param name="name">The pack's or meeting's name in addresses, the question's reference, or the measure.</param>
    /// <param name="most">At most so many.</param>
    /// <param name="cancel">Cancels.</param>
    public static Task<IReadOnlyList<PublishedCorrection>> AtAsync(NpgsqlConnection connection, PlaceKind kind, string name, int most, CancellationToken cancel) =>
        ReadAsync(connection, AtPlaceSql, new { kind = kind.Name(), name, most }, cancel);

    private static async Task<IReadOnlyList<PublishedCorrection>> ReadAsync(NpgsqlConnection connection, string sql, object parameters, CancellationToken cancel)
    {
        var rows = (await connection.QueryAsync<Row>(new CommandDefinition(sql, parameters, cancellationToken: cancel))).AsList();
        var places = rows.Count == 0 ? [] : (await connection.QueryAsync<PlaceRow>(new CommandDefinition(PlacesSql, new { numbers = rows.Select(row => row.Number).ToArray() }, cancellationToken: cancel))).AsList();
        var by = places.ToLookup(place => place.Correction, place => new CorrectedPlace(PlaceKinds.Parse(place.Kind), place.Name, place.Part, place.Title, place.Detail, place.Quoted));
        return [.. rows.Select(row => new PublishedCorrection(
            row.Number, new DateTimeOffset(row.At, TimeSpan.Zero), new FigureName(row.Measure, row.Area, row.Breakdown, new Period(row.PeriodFrom, row.PeriodTo)), row.Old, row.New, row.NewReceipt, row.Withdrawn, row.Words, row.Reason, [.. by[row.Number]]) { NewSource = row.NewSource })];
    }

    private sealed record Row(
        long Number, DateTime At, string Reason, string Measure, string Area, string Breakdown, DateOnly PeriodFrom, DateOnly PeriodTo, decimal Old, long? NewReceipt, decimal? New, string? NewSource, bool Withdrawn, string? Words);

    private sealed record PlaceRow(long Correction, string Kind, string Name, long? Part, string Title, string Detail, decimal Quoted);
}

/// <summary>A correction of a figure that was quoted.</summary>
/// <param name="Number">Number of its notice.</param>
/// <param name="At">When it was published, UTC.</param>
/// <param name="Figure">Which figure.</param>
/// <param name="Old">What was said.</param>
/// <param name="New">What is right; null where no figure stands in its place.</param>
/// <param name="NewReceipt">The right figure's receipt; null where there is none.</param>
/// <param name="Withdrawn">Whether what was right then has been withdrawn since.</param>
/// <param name="Words">The notice; null where it named a figure that was withdrawn.</param>
/// <param name="Reason">Why the figure changed.</param>
/// <param name="Places">Where the old figure stands.</param>
public sealed record PublishedCorrection(
    long Number, DateTimeOffset At, FigureName Figure, decimal Old, decimal? New, long? NewReceipt, bool Withdrawn, string? Words, string Reason, IReadOnlyList<CorrectedPlace> Places)
{
    /// <summary>Id of the source of what is right; null where there is none.</summary>
    public string? NewSource { get; init; }

    /// <summary>What a reader is told.</summary>
    public string Notice => Words ?? "The words of this correction named a figure that has been withdrawn since.";
}

/// <summary>A place that quotes an old figure.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">The pack's or meeting's name in addresses, the question's reference, or the measure.</param>
/// <param name="Part">Edition, or public number of event, answer or note.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Detail">Where in it; empty for nothing more to say.</param>
/// <param name="Quoted">What it says.</param>
public sealed record CorrectedPlace(PlaceKind Kind, string Name, long? Part, string Title, string Detail, decimal Quoted)
{
    /// <summary>Its address on both sites.</summary>
    public string Address => PlaceAddress.Of(Kind, Name, Part);
}
