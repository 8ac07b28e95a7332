using System.Globalization;
using Npgsql;
using NpgsqlTypes;
using Scrutiny.Ingest.Checking;
using Scrutiny.Ingest.Mapping;
using Scrutiny.Ingest.Parsing;
using Scrutiny.Observations;

namespace Scrutiny.Ingest.Loading;

/// <summary>Where a file's figures go.</summary>
internal enum StagingTarget
{
    /// <summary>To a temporary table, to be compared with what is known.</summary>
    Stage,

    /// <summary>Those of new series to where they belong, there being nothing to compare them with; of the others the digest is enough.</summary>
    Straight,
}

/// <summary>Streams figures into a table by binary COPY, and collects what a load must keep besides: rejects, rows, series.</summary>
internal sealed class Staging(SourceSeries series, IReadOnlyList<IFileCheck> checks, StagingTarget target) : IParsedSink
{
    /// <summary>Figures are sent so many at a time, sorted by series and period: then the index of the timeline grows in order, and a series' rows lie together.</summary>
    private const int Batch = 1 << 15;

    private const string Columns = "series_id, load_number, period_from, period_to, known_from, released, value, numerator, denominator, status, sheet, row_number, column_number, raw, displayed, counted_rows, counted_ranges";

    private const string CreateSql = """
        create temporary table stage (
          series_id integer not null, load_number integer not null, period_from date not null, period_to date not null, known_from timestamptz not null, released date,
          value numeric, numerator numeric, denominator numeric, status text not null,
          sheet text not null, row_number integer not null, column_number integer not null, raw text, displayed text, counted_rows integer, counted_ranges text
        ) on commit drop
        """;

    private static readonly string[] StatusWords = [.. Enum.GetValues<ObservationStatus>().Select(status => status.Name())];

    private readonly SpooledList<Reject> rejects = new(WriteReject, ReadReject);
    private readonly SpooledList<PackedRows> rows = new(WriteRows, ReadRows);
    private readonly long[] order = new long[Batch];
    private readonly int[] places = new int[Batch];
    private (int Series, Figure Figure)[] filling = new (int, Figure)[Batch];
    private (int Series, Figure Figure)[] sending = new (int, Figure)[Batch];
    private Task sent = Task.CompletedTask;
    private int filled;
    private LoadStamp? stamp;
    private NpgsqlBinaryImporter importer = null!;

    public SourceSeries Series => series;

    public IReadOnlyList<IFileCheck> Checks => checks;

    /// <summary>Says what every row carries; asked when the first figure comes, since the file itself may say when it was released.</summary>
    public required Func<LoadStamp> Stamping { get; init; }

    /// <summary>What every row carries.</summary>
    public LoadStamp Stamp => stamp ??= Stamping();

    public IReadOnlyList<Reject> Rejects => rejects;

    public IReadOnlyList<PackedRows> Rows => rows;

    /// <summary>Figures that the file holds.</summary>
    public long Figures { get; private set; }

    /// <summary>Figures that were written.</summary>
    public long Written { get; private set; }

    public async Task FillAsync(NpgsqlConnection connection, Action read, CancellationToken cancel)
    {
        if (target == StagingTarget.Stage)
        {
            await using var create = new NpgsqlCommand(CreateSql, connection);
            await create.ExecuteNonQueryAsync(cancel);
        }

        var table = target == StagingTarget.Stage ? "stage" : "working.observation";
        await using (importer = await connection.BeginBinaryImportAsync($"copy {table} ({Columns}) from stdin (format binary)", cancel))
        {
            importer.Timeout = TimeSpan.FromSeconds(connection.CommandTimeout);
            try
            {
                read();
                Send();
            }
            finally
            {
                // The importer is one batch's at a time, and ours again when the last has gone.
                await sent;
            }

            await importer.CompleteAsync(cancel);
            CrashPoints.Pass(CrashPoint.FiguresCopied);
        }
    }

    public void Add(in Figure figure)
    {
        var number = series.Add(figure);
        Figures++;
        foreach (var check in checks)
        {
            check.Add(figure);
        }

        if (target == StagingTarget.Straight && (!number.IsNew || series.HasRepeats))
        {
            return;
        }

        filling[filled++] = (number.Number, figure);
        if (filled == Batch)
        {
            Send();
        }
    }

    public void Reject(Reject reject) => rejects.Add(reject);

    public void Keep(PackedRows packed) => rows.Add(packed);

    // One batch is sorted and sent while the next is read. The reader hands over figures as they come, in a thread of its own that nothing else
    // needs: it may wait here until the database has taken the batch before, and the parser's pipe is full meanwhile.
    private void Send()
    {
        sent.GetAwaiter().GetResult();
        (filling, sending) = (sending, filling);
        var count = filled;
        (filled, Written) = (0, Written + count);
        sent = Task.Run(() => Send(sending, count));
    }

    private void Send((int Series, Figure Figure)[] batch, int count)
    {
        for (var i = 0; i < count; i++)
        {
            order[i] = ((long)batch[i].Series << 32) | (uint)batch[i].Figure.Period.From.DayNumber;
            places[i] = i;
        }

        Array.Sort(order, places, 0, count);
        for (var i = 0; i < count; i++)
        {
            ref var figure = ref batch[places[i]];
            Write(figure.Series, figure.Figure);
        }

        CrashPoints.Pass(CrashPoint.FiguresSent);
    }

    private void Write(int number, in Figure figure)
    {
        var row = importer;
        row.StartRow();
        row.Write(number, NpgsqlDbType.Integer);
        row.Write(Stamp.Number, NpgsqlDbType.Integer);
        row.Write(figure.Period.From, NpgsqlDbType.Date);
        row.Write(figure.Period.To, NpgsqlDbType.Date);
        row.Write(Stamp.KnownFrom, NpgsqlDbType.TimestampTz);
        WriteOrNull(Stamp.Released, NpgsqlDbType.Date);
        WriteOrNull(figure.Value, NpgsqlDbType.Numeric);
        WriteOrNull(figure.Numerator, NpgsqlDbType.Numeric);
        WriteOrNull(figure.Denominator, NpgsqlDbType.Numeric);
        row.Write(StatusWords[(int)figure.Status], NpgsqlDbType.Text);
        row.Write(figure.Sheet, NpgsqlDbType.Text);
        row.Write(figure.Row, NpgsqlDbType.Integer);
        row.Write(figure.Column, NpgsqlDbType.Integer);
        WriteUnless(figure.Counted is null && IsTextOf(figure.Raw, figure.Value), figure.Raw);
        WriteUnless(figure.Counted is not null || figure.Displayed == figure.Raw, figure.Displayed);
        WriteOrNull(figure.Counted?.Count, NpgsqlDbType.Integer);
        WriteUnless(figure.Counted?.Ranges is null, figure.Counted?.Ranges);
    }

    private static bool IsTextOf(string raw, decimal? value)
    {
        Span<char> text = stackalloc char[32];
        return value is { } number && number.TryFormat(text, out var length, default, CultureInfo.InvariantCulture) && text[..length].SequenceEqual(raw);
    }

    private void WriteUnless(bool absent, string? text)
    {
        if (absent)
        {
            importer.WriteNull();
        }
        else
        {
            importer.Write(text, NpgsqlDbType.Text);
        }
    }

    private void WriteOrNull<T>(T? value, NpgsqlDbType type)
        where T : struct
    {
        if (value is { } present)
        {
            importer.Write(present, type);
        }
        else
        {
            importer.WriteNull();
        }
    }

    private static void WriteReject(BinaryWriter to, Reject reject)
    {
        to.Write(reject.Row ?? 0);
        WriteOptional(to, reject.Sheet);
        WriteOptional(to, reject.Column);
        WriteOptional(to, reject.Raw);
        to.Write(reject.Reason);
    }

    private static Reject ReadReject(BinaryReader from)
    {
        var row = from.ReadInt32();
        return new Reject(Sheet: ReadOptional(from), row == 0 ? null : row, Column: ReadOptional(from), Raw: ReadOptional(from), Reason: from.ReadString());
    }

    private static void WriteRows(BinaryWriter to, PackedRows rows)
    {
        to.Write(rows.Sheet);
        to.Write(rows.FirstRow);
        to.Write(rows.LastRow);
        to.Write(rows.Content.Length);
        to.Write(rows.Content);
    }

    private static PackedRows ReadRows(BinaryReader from) => new(from.ReadString(), from.ReadInt32(), from.ReadInt32(), from.ReadBytes(from.ReadInt32()));

    private static void WriteOptional(BinaryWriter to, string? text)
    {
        to.Write(text is not null);
        if (text is not null)
        {
            to.Write(text);
        }
    }

    private static string? ReadOptional(BinaryReader from) => from.ReadBoolean() ? from.ReadString() : null;
}

/// <summary>What every row of a load carries.</summary>
internal sealed record LoadStamp(int Number, DateTime KnownFrom, DateOnly? Released);
