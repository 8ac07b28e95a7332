using System.Globalization;
using System.Text;
using Scrutiny.OpenData;
using Scrutiny.Web.Staff;

namespace Scrutiny.Web.Pages.Staff.PreRelease;

/// <summary><c>/staff/pre-release/{id}.csv</c>: the figures, each row with who took it and when.</summary>
internal static class EarlyFile
{
    private const int Most = 200_000;

    public static async Task<IResult> GetAsync(long id, HttpContext context, EarlySightings early, StaffAudit audit, CancellationToken cancel)
    {
        var person = context.Person();
        if (await early.FindAsync(person, id, cancel) is not { } sight)
        {
            return TypedResults.NotFound();
        }

        var seen = sight.SeenAt.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var csv = new StringBuilder("measure,area,breakdown,from,to,value,status,not_before,seen_by,seen_at\r\n");
        foreach (var figure in await early.FiguresAsync(sight, Most, cancel))
        {
            csv.AppendJoin(
                ',', figure.Measure, figure.Area, figure.Breakdown, Day(figure.PeriodFrom), Day(figure.PeriodTo), figure.Value?.ToString(CultureInfo.InvariantCulture), figure.Status,
                sight.DueAt.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture), SafeCell.Of(sight.JobTitle), seen).Append("\r\n");
        }

        await audit.SawEarlyAsync(person, sight, "csv", cancel);
        return TypedResults.File(Encoding.UTF8.GetBytes(csv.ToString()), "text/csv; charset=utf-8", $"early-sight-{id}.csv");
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
