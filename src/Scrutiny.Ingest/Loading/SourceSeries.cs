using Dapper;
using Npgsql;
using NpgsqlTypes;
using Scrutiny.Ingest.Mapping;
using Scrutiny.Periods;

namespace Scrutiny.Ingest.Loading;

/// <summary>The series of one source while a file of it is read: their numbers, and what the last file said of each.</summary>
internal sealed class SourceSeries
{
    private const int NumbersAtOnce = 1000;

    private const string KnownSql = """
        select s.series_id as Number, s.measure as Measure, s.area as Area, s.breakdown as Breakdown, d.digest as Digest, d.released as Released
        from working.series s
        left join lateral (select digest, released from working.series_digest where series_id = s.series_id order by number desc limit 1) d on true
        where s.source = @source
        """;

    private readonly NpgsqlDataSource database;
    private readonly string source;
    private readonly Dictionary<(string Measure, string Area, string Breakdown), SeriesInFile> all;
    private readonly Dictionary<Period, int> periods = [];
    private readonly Queue<int> numbers = new();
    private (string Measure, string Area, string Breakdown, SeriesInFile Series)? last;

    private SourceSeries(NpgsqlDataSource database, string source, IEnumerable<KnownRow> known)
    {
        (this.database, this.source) = (database, source);
        all = known.ToDictionary(row => (row.Measure, row.Area, row.Breakdown), row => new SeriesInFile(row.Number, isNew: false, row.Digest, row.Released));
    }

    /// <summary>Whether the source has no series yet.</summary>
    public bool IsEmpty => all.Count == 0;

    /// <summary>Whether a figure stands in the file more than once.</summary>
    public bool HasRepeats { get; private set; }

    public static async Task<SourceSeries> ReadAsync(NpgsqlDataSource database, NpgsqlConnection connection, string source, CancellationToken cancel) =>
        new(database, source, await connection.QueryAsync<KnownRow>(new CommandDefinition(KnownSql, new { source }, cancellationToken: cancel)));

    /// <summary>Takes note of a figure of the file.</summary>
    public SeriesInFile Add(in Figure figure)
    {
        var series = Find(figure.Measure, figure.Area, figure.Breakdown);
        if (!periods.TryGetValue(figure.Period, out var period))
        {
            periods[figure.Period] = period = periods.Count;
        }

        HasRepeats |= !series.Add(figure, period);
        return series;
    }

    /// <summary>Whether what the file says of each series that was known is what the last file said, in an edition that is no newer than its.</summary>
    public bool SayTheSame(DateOnly? released) => all.Values.All(series => series.IsNew || !series.IsInFile || series.SaysTheSame(released));

    /// <summary>Stores the series that are new.</summary>
    public async Task StoreAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        var added = all.Where(entry => entry.Value is { IsNew: true, IsInFile: true }).ToList();
        if (added.Count == 0)
        {
            return;
        }

        // An identity column takes numbers from COPY as they are.
        await using var rows = await connection.BeginBinaryImportAsync("copy working.series (series_id, source, measure, area, breakdown) from stdin (format binary)", cancel);
        foreach (var ((measure, area, breakdown), series) in added)
        {
            await rows.StartRowAsync(cancel);
            await rows.WriteAsync(series.Number, NpgsqlDbType.Integer, cancel);
            await rows.WriteAsync(source, NpgsqlDbType.Text, cancel);
            await rows.WriteAsync(measure, NpgsqlDbType.Text, cancel);
            await rows.WriteAsync(area, NpgsqlDbType.Text, cancel);
            await rows.WriteAsync(breakdown, NpgsqlDbType.Text, cancel);
        }

        await rows.CompleteAsync(cancel);
    }

    /// <summary>Stores what the file says of its series, for the next file.</summary>
    /// <param name="connection">In the load's transaction.</param>
    /// <param name="released">The file's release date.</param>
    /// <param name="unsure">The series of which not all that the file says is what counts now; null: all.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task StoreDigestsAsync(NpgsqlConnection connection, DateOnly? released, IReadOnlySet<int>? unsure, CancellationToken cancel)
    {
        await using var rows = await connection.BeginBinaryImportAsync("copy working.series_digest (series_id, digest, released) from stdin (format binary)", cancel);
        foreach (var series in all.Values.Where(series => series.IsInFile && !series.SaysTheSame(released)))
        {
            await rows.StartRowAsync(cancel);
            await rows.WriteAsync(series.Number, NpgsqlDbType.Integer, cancel);
            await rows.WriteAsync<Guid?>(unsure is null || HasRepeats || unsure.Contains(series.Number) ? null : series.Digest, NpgsqlDbType.Uuid, cancel);
            await rows.WriteAsync(released, NpgsqlDbType.Date, cancel);
        }

        await rows.CompleteAsync(cancel);
    }

    private SeriesInFile Find(string measure, string area, string breakdown)
    {
        // Files keep to one series for many rows, and readers give the same text again.
        if (last is { } same && ReferenceEquals(same.Measure, measure) && ReferenceEquals(same.Area, area) && ReferenceEquals(same.Breakdown, breakdown))
        {
            return same.Series;
        }

        if (!all.TryGetValue((measure, area, breakdown), out var series))
        {
            all[(measure, area, breakdown)] = series = new SeriesInFile(NextNumber(), isNew: true, before: null, released: null);
        }

        last = (measure, area, breakdown, series);
        return series;
    }

    // On a connection of its own: the load's is busy copying, and numbers once drawn are nobody else's.
    private int NextNumber()
    {
        if (numbers.Count == 0)
        {
            using var connection = database.OpenConnection();
            foreach (var number in connection.Query<int>("select nextval('working.series_series_id_seq')::integer from generate_series(1, @count)", new { count = all.Count < NumbersAtOnce ? 100 : NumbersAtOnce }))
            {
                numbers.Enqueue(number);
            }
        }

        return numbers.Dequeue();
    }

    private sealed record KnownRow(int Number, string Measure, string Area, string Breakdown, Guid? Digest, DateOnly? Released);
}

/// <summary>What a file says of one series.</summary>
internal sealed class SeriesInFile(int number, bool isNew, Guid? before, DateOnly? released)
{
    private FiguresDigest digest;
    private ulong[] periods = [];

    public int Number => number;

    /// <summary>Whether the source never had it before.</summary>
    public bool IsNew => isNew;

    public bool IsInFile { get; private set; }

    public Guid Digest => digest.Value;

    public bool SaysTheSame(DateOnly? editionReleased) => before == digest.Value && (editionReleased is null || released >= editionReleased);

    /// <returns>Whether the file had no figure for the period so far.</returns>
    public bool Add(in Figure figure, int period)
    {
        IsInFile = true;
        digest.Add(figure);
        var (word, bit) = (period >> 6, 1UL << (period & 63));
        if (word >= periods.Length)
        {
            Array.Resize(ref periods, Math.Max(word + 1, periods.Length * 2));
        }

        var isFirst = (periods[word] & bit) == 0;
        periods[word] |= bit;
        return isFirst;
    }
}
