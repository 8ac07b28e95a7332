using Npgsql;
using NpgsqlTypes;
using Scrutiny.Ingest.Mapping;
using Scrutiny.Observations;

namespace Scrutiny.Ingest.Loading;

/// <summary>Streams figures into a temporary table by binary COPY, and collects what a load must keep besides: rejects, rows, series.</summary>
internal sealed class Staging(IReadOnlyList<StatedTotalCheck> checks) : IFigureSink
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
    private readonly List<Reject> rejects = [];
    private readonly List<PackedRows> blocks = [];
    private readonly List<FileRow> rows = [];
    private NpgsqlBinaryImporter? importer;
    private IReadOnlyList<string> headings = [];
    private string rowsSheet = "";

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

        PackRows();
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

    public void KeepRow(string sheet, int row, IReadOnlyList<string> headings, IReadOnlyList<string> cells)
    {
        if (rows.Count == RowBlock.Rows || (rows.Count > 0 && (rowsSheet != sheet || !ReferenceEquals(this.headings, headings))))
        {
            PackRows();
        }

        (rowsSheet, this.headings) = (sheet, headings);
        rows.Add(new FileRow(row, cells));
    }

    private void PackRows()
    {
        if (rows.Count == 0)
        {
            return;
        }

        blocks.Add(new PackedRows(rowsSheet, rows[0].Number, rows[^1].Number, RowBlock.Pack(headings, rows)));
        rows.Clear();
    }

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
}

/// <summary>Rows of a file packed for receipts.</summary>
internal sealed record PackedRows(string Sheet, int FirstRow, int LastRow, byte[] Content);
