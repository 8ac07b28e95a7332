using System.Globalization;
using System.Text;
using Npgsql;
using Scrutiny.OpenData;
using Scrutiny.Web.Staff;

namespace Scrutiny.Web.Pages.Staff.Record;

/// <summary><c>/staff/audit.csv</c>: the entries that the page's filters leave, for an auditor.</summary>
internal static class RecordFile
{
    /// <summary>More than this is for <c>verify</c> and the database.</summary>
    public const int Most = 50_000;

    public static async Task<IResult> GetAsync(string? act, string? subject, string? day, NpgsqlDataSource database, CancellationToken cancel)
    {
        var (filter, good) = RecordFilter.Read(act, subject, day);
        if (!good)
        {
            return TypedResults.BadRequest();
        }

        await using var connection = await database.OpenConnectionAsync(cancel);
        var text = new StringBuilder("number,at,writer,actor,act,subject_kind,subject,detail,hash\r\n");
        foreach (var row in await filter.ReadAsync(connection, Most, 0, cancel))
        {
            text.AppendJoin(
                ',', row.Number.ToString(CultureInfo.InvariantCulture), row.At.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture),
                SafeCell.Of(row.Writer), SafeCell.Of(row.Actor), SafeCell.Of(row.Act), SafeCell.Of(row.SubjectKind), SafeCell.Of(row.SubjectId), SafeCell.Of(row.Detail), row.Hash).Append("\r\n");
        }

        return TypedResults.File(Encoding.UTF8.GetBytes(text.ToString()), "text/csv; charset=utf-8", "record.csv");
    }
}
