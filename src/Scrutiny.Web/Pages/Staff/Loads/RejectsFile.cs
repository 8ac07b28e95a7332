using System.Globalization;
using System.Text;
using Dapper;
using Npgsql;
using Scrutiny.OpenData;
using Scrutiny.Web.Staff;

namespace Scrutiny.Web.Pages.Staff.Loads;

/// <summary><c>/staff/loads/{load}/rejects.csv</c>: every value that could not be used, for the supplier.</summary>
internal static class RejectsFile
{
    private const string Sql = "select sheet as Sheet, row_number as Row, column_name as ColumnName, raw as Raw, reason as Reason from working.reject where load_id = @load order by number";

    public static async Task<IResult> GetAsync(string load, NpgsqlDataSource database, HttpContext context, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        if (await LoadRow.ReadAsync(connection, load, context.Person(), cancel) is not { } row)
        {
            return TypedResults.NotFound();
        }

        var text = new StringBuilder("sheet,row,column,text,reason\r\n");
        foreach (var reject in await connection.QueryAsync<Reject>(new CommandDefinition(Sql, new { load }, cancellationToken: cancel)))
        {
            text.AppendJoin(',', SafeCell.Of(reject.Sheet), reject.Row?.ToString(CultureInfo.InvariantCulture), SafeCell.Of(reject.ColumnName), SafeCell.Of(reject.Raw), SafeCell.Of(reject.Reason)).Append("\r\n");
        }

        return TypedResults.File(Encoding.UTF8.GetBytes(text.ToString()), "text/csv; charset=utf-8", $"rejects-{row.LoadId}.csv");
    }

    private sealed record Reject(string? Sheet, int? Row, string? ColumnName, string? Raw, string Reason);
}
