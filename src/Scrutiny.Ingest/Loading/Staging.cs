using Npgsql;
using NpgsqlTypes;
using Scrutiny.Ingest.Mapping;
using Scrutiny.Ingest.Parsing;
using Scrutiny.Observations;

namespace Scrutiny.Ingest.Loading;

/// <summary>Streams figures into a temporary table by binary COPY, and collects what a load must keep besides: rejects, rows, series.</summary>
internal sealed class Staging(IReadOnlyList<StatedTotalCheck> checks) : IParsedSink
{
    internal const string CreateSql = """
        create temporary table stage (
          series integer not null, period_from date not null, period_to date not null,
          value numeric, numerator numeric, denominator numeric, status text not null,
          sheet text not null, row_number integer not null, column_number integer not null, raw text not null, displayed text not null
        ) on commit drop;
        create temporary table stage_series (series integer not null, measure text not null, area text not null, breakdown text not null) on commit drop;
        """;

    private static readonly string[] StatusWords = [.. Enum.GetValues<ObservationStatus>().Select(status => status.Name())];

    private readonly Dictionary<(string Measure, string Area, string Breakdown), int> series = [];
    private readonly SpooledList<Reject> rejects = new(WriteReject, ReadReject);
    private readonly SpooledList<PackedRows> blocks = new(WriteRows, ReadRows);
    private NpgsqlBinaryImporter? importer;

    public IReadOnlyDictionary<(string Measure, string Area, string Breakdown), int> Series => series;

    public IReadOnlyList<Reject> Rejects => rejects;

    public IReadOnlyList<PackedRows> Blocks => blocks;

    public long Figures { get; private set; }

    public async Task FillAsync(NpgsqlConnection connection, Action read, CancellationToken cancel)
    {
        await using (var create = new NpgsqlCommand(CreateSql, connection))
        {
            await create.ExecuteNonQueryAsync(cancel);
        }

        await using (importer = await connection.BeginBinaryImportAsync("copy stage from stdin (format binary)", cancel))
        {
            read();
            await importer.CompleteAsync(cancel);
        }

        await using var names = await connection.BeginBinaryImportAsync("copy stage_series from stdin (format binary)", cancel);
        foreach (var ((measure, area, breakdown), number) in series)
        {
            await names.StartRowAsync(cancel);
            await names.WriteAsync(number, NpgsqlDbType.Integer, cancel);
            await names.WriteAsync(measure, NpgsqlDbType.Text, cancel);
            await names.WriteAsync(area, NpgsqlDbType.Text, cancel);
            await names.WriteAsync(breakdown, NpgsqlDbType.Text, cancel);
        }

        await names.CompleteAsync(cancel);
    }

    public void Add(in Figure figure)
    {
        if (!series.TryGetValue((figure.Measure, figure.Area, figure.Breakdown), out var number))
        {
            series[(figure.Measure, figure.Area, figure.Breakdown)] = number = series.Count;
        }

        var row = importer!;
        row.StartRow();
        row.Write(number, NpgsqlDbType.Integer);
        row.Write(figure.Period.From, NpgsqlDbType.Date);
        row.Write(figure.Period.To, NpgsqlDbType.Date);
        WriteNumber(row, figure.Value);
        WriteNumber(row, figure.Numerator);
        WriteNumber(row, figure.Denominator);
        row.Write(StatusWords[(int)figure.Status], NpgsqlDbType.Text);
        row.Write(figure.Sheet, NpgsqlDbType.Text);
        row.Write(figure.Row, NpgsqlDbType.Integer);
        row.Write(figure.Column, NpgsqlDbType.Integer);
        row.Write(figure.Raw, NpgsqlDbType.Text);
        row.Write(figure.Displayed, NpgsqlDbType.Text);
        Figures++;
        foreach (var check in checks)
        {
            check.Add(figure);
        }
    }

    public void Reject(Reject reject) => rejects.Add(reject);

    public void Keep(PackedRows rows) => blocks.Add(rows);

    private static void WriteNumber(NpgsqlBinaryImporter row, decimal? value)
    {
        if (value is { } number)
        {
            row.Write(number, NpgsqlDbType.Numeric);
        }
        else
        {
            row.WriteNull();
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
