using Npgsql;
using NpgsqlTypes;
using Scrutiny.Observations;

namespace Scrutiny.Ingest.Loading;

/// <summary>Rows of a file packed for receipts, in a temporary file until the load's own row is written: memory does not grow with the file.</summary>
internal sealed class RowSpool : IDisposable
{
    private readonly FileStream spool = new(Path.GetTempFileName(), FileMode.Open, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose);
    private readonly List<(string Sheet, int FirstRow, int LastRow, int Length)> blocks = [];
    private readonly List<FileRow> rows = [];
    private IReadOnlyList<string> headings = [];
    private string sheet = "";

    public void Add(string rowSheet, int number, IReadOnlyList<string> rowHeadings, IReadOnlyList<string> cells)
    {
        if (rows.Count == RowBlock.Rows || (rows.Count > 0 && (sheet != rowSheet || !ReferenceEquals(headings, rowHeadings))))
        {
            End();
        }

        (sheet, headings) = (rowSheet, rowHeadings);
        rows.Add(new FileRow(number, cells));
    }

    /// <summary>Packs what is left.</summary>
    public void End()
    {
        if (rows.Count > 0)
        {
            var content = RowBlock.Pack(headings, rows);
            spool.Write(content);
            blocks.Add((sheet, rows[0].Number, rows[^1].Number, content.Length));
            rows.Clear();
        }
    }

    public async Task StoreAsync(NpgsqlConnection connection, string load, CancellationToken cancel)
    {
        spool.Position = 0;
        await using var target = await connection.BeginBinaryImportAsync("copy working.row_block (load_id, sheet, first_row, last_row, content) from stdin (format binary)", cancel);
        foreach (var block in blocks)
        {
            var content = new byte[block.Length];
            await spool.ReadExactlyAsync(content, cancel);
            await target.StartRowAsync(cancel);
            await target.WriteAsync(load, NpgsqlDbType.Text, cancel);
            await target.WriteAsync(block.Sheet, NpgsqlDbType.Text, cancel);
            await target.WriteAsync(block.FirstRow, NpgsqlDbType.Integer, cancel);
            await target.WriteAsync(block.LastRow, NpgsqlDbType.Integer, cancel);
            await target.WriteAsync(content, NpgsqlDbType.Bytea, cancel);
        }

        await target.CompleteAsync(cancel);
    }

    public void Dispose() => spool.Dispose();
}
