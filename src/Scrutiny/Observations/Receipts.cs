using System.Text.Json;
using Dapper;
using Npgsql;
using Scrutiny.Periods;

namespace Scrutiny.Observations;

/// <summary>Reads the provenance of one observation.</summary>
public static class Receipts
{
    private const string Sql = """
        select o.observation_id as Id, s.measure as Measure, s.area as Area, s.breakdown as Breakdown, o.period_from as PeriodFrom, o.period_to as PeriodTo,
               o.value as Value, o.numerator as Numerator, o.denominator as Denominator, o.status as Status, o.known_from as KnownFrom,
               nullif(o.known_to, 'infinity') as KnownTo, s.source as Source, o.sheet as Sheet, o.row_number as RowNumber, o.column_number as ColumnNumber, coalesce(o.raw, o.value::text) as Raw, coalesce(o.displayed, o.raw, o.value::text) as Displayed, o.counted_rows as CountedRows, o.counted_ranges as CountedRanges,
               l.load_id as Load, l.file_name as FileName, l.file_sha256 as FileSha256, l.byte_count as ByteCount, l.title as Title, l.publisher as Publisher, l.licence as Licence,
               l.released as Released, l.loaded_at as LoadedAt, l.back_filled as BackFilled, l.notes::text as Notes, b.content as Block
        from observation o
        join series s using (series_id)
        join load l on l.number = o.load_number
        left join row_block b on b.load_id = l.load_id and b.sheet = o.sheet and o.row_number between b.first_row and b.last_row
        where o.observation_id = @id
        limit 1
        """;

    /// <summary>The receipt, or null where there is none of that id.</summary>
    /// <param name="connection">Open, with a search path of <c>published</c>.</param>
    /// <param name="id">The receipt's id.</param>
    /// <param name="cancel">Cancels.</param>
    public static async Task<Receipt?> ReadAsync(NpgsqlConnection connection, long id, CancellationToken cancel)
    {
        var row = await connection.QuerySingleOrDefaultAsync<Row>(new CommandDefinition(Sql, new { id }, cancellationToken: cancel));

        return row is null ? null : new Receipt
        {
            Id = row.Id,
            Measure = row.Measure,
            Area = row.Area,
            Breakdown = row.Breakdown,
            Period = new Period(row.PeriodFrom, row.PeriodTo),
            Value = row.Value,
            Numerator = row.Numerator,
            Denominator = row.Denominator,
            Status = ObservationStatuses.Parse(row.Status),
            KnownFrom = new DateTimeOffset(row.KnownFrom, TimeSpan.Zero),
            KnownTo = row.KnownTo is { } end ? new DateTimeOffset(end, TimeSpan.Zero) : null,
            Source = row.Source,
            Sheet = row.Sheet.Length == 0 ? null : row.Sheet,
            Row = row.RowNumber,
            Column = row.ColumnNumber,
            Raw = row.CountedRows is null ? row.Raw : null,
            Displayed = row.CountedRows is null ? row.Displayed : null,
            Counted = row.CountedRows is { } counted ? new CountedFigure(counted, row.CountedRanges, row.Raw) : null,
            Load = row.Load,
            FileName = row.FileName,
            FileSha256 = row.FileSha256,
            ByteCount = row.ByteCount,
            Title = row.Title,
            Publisher = row.Publisher,
            Licence = row.Licence,
            Released = row.Released,
            LoadedAt = new DateTimeOffset(row.LoadedAt, TimeSpan.Zero),
            BackFilled = row.BackFilled,
            Notes = JsonSerializer.Deserialize<string[]>(row.Notes) ?? [],
            FileRow = row.Block is { } block ? RowBlock.Find(block, row.RowNumber) : null,
        };
    }

    private sealed record Row(
        long Id, string Measure, string Area, string Breakdown, DateOnly PeriodFrom, DateOnly PeriodTo, decimal? Value, decimal? Numerator, decimal? Denominator, string Status, DateTime KnownFrom,
        DateTime? KnownTo, string Source, string Sheet, int RowNumber, int ColumnNumber, string Raw, string Displayed, int? CountedRows, string? CountedRanges, string Load, string FileName, string FileSha256, long ByteCount, string Title,
        string Publisher, string Licence, DateOnly? Released, DateTime LoadedAt, bool BackFilled, string Notes, byte[]? Block);
}

/// <summary>From the number on the screen to the file it came from.</summary>
public sealed record Receipt
{
    /// <summary>Id in addresses.</summary>
    public required long Id { get; init; }

    /// <summary>Id of the measure.</summary>
    public required string Measure { get; init; }

    /// <summary>ONS code of the area.</summary>
    public required string Area { get; init; }

    /// <summary>Key of the breakdown.</summary>
    public required string Breakdown { get; init; }

    /// <summary>The time described.</summary>
    public required Period Period { get; init; }

    /// <summary>The value, null where the status stands in its place.</summary>
    public required decimal? Value { get; init; }

    /// <summary>What a percentage counts, where held.</summary>
    public required decimal? Numerator { get; init; }

    /// <summary>What it is taken of, where held.</summary>
    public required decimal? Denominator { get; init; }

    /// <summary>Quality, or why there is no value.</summary>
    public required ObservationStatus Status { get; init; }

    /// <summary>Since when it is known.</summary>
    public required DateTimeOffset KnownFrom { get; init; }

    /// <summary>Until when it was known; null while it stands.</summary>
    public required DateTimeOffset? KnownTo { get; init; }

    /// <summary>Id of the source.</summary>
    public required string Source { get; init; }

    /// <summary>Sheet of the workbook; null for a CSV.</summary>
    public required string? Sheet { get; init; }

    /// <summary>Row of the sheet, or line of the CSV, from 1.</summary>
    public required int Row { get; init; }

    /// <summary>Column, from 1.</summary>
    public required int Column { get; init; }

    /// <summary>The stored text of the cell; null for an aggregate.</summary>
    public required string? Raw { get; init; }

    /// <summary>What a person sees in the file; null for an aggregate.</summary>
    public required string? Displayed { get; init; }

    /// <summary>The rows that an aggregate counted, the first of which is <see cref="Row"/>; null where one cell holds the figure.</summary>
    public required CountedFigure? Counted { get; init; }

    /// <summary>Label of the load.</summary>
    public required string Load { get; init; }

    /// <summary>The file's name as delivered.</summary>
    public required string FileName { get; init; }

    /// <summary>SHA-256 of the file, lower-case hexadecimal.</summary>
    public required string FileSha256 { get; init; }

    /// <summary>Size of the file in bytes.</summary>
    public required long ByteCount { get; init; }

    /// <summary>Title of the publication.</summary>
    public required string Title { get; init; }

    /// <summary>Who published it.</summary>
    public required string Publisher { get; init; }

    /// <summary>Under which licence.</summary>
    public required string Licence { get; init; }

    /// <summary>The publisher's release date, where known.</summary>
    public required DateOnly? Released { get; init; }

    /// <summary>When the load ran.</summary>
    public required DateTimeOffset LoadedAt { get; init; }

    /// <summary>Whether the load was back-dated to build up history.</summary>
    public required bool BackFilled { get; init; }

    /// <summary>What the load reported.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>The row as it stands in the file, under its headings.</summary>
    public required FileRowWithHeadings? FileRow { get; init; }

    /// <summary>The column as a spreadsheet letters it: 1 is A, 27 is AA.</summary>
    public string ColumnLetters => LettersOf(Column);

    /// <summary>A column's letters.</summary>
    /// <param name="column">The column, from 1.</param>
    public static string LettersOf(int column)
    {
        var letters = "";
        for (var left = column; left > 0; left = (left - 1) / 26)
        {
            letters = (char)('A' + ((left - 1) % 26)) + letters;
        }

        return letters;
    }
}

/// <summary>How an aggregate came from the rows of a file.</summary>
/// <param name="Rows">How many rows it counted, 1 or more.</param>
/// <param name="RowNumbers">Their numbers as ranges, for example <c>4,9,12-15</c>; null where there are too many to list.</param>
/// <param name="Filter">Which rows were counted, in words.</param>
public sealed record CountedFigure(int Rows, string? RowNumbers, string Filter);
