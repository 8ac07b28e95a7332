using System.Globalization;
using Microsoft.AspNetCore.Html;
using Scrutiny.Requests;
using Scrutiny.Web.Pages.Components;

namespace Scrutiny.Web.Staff;

/// <summary>Values that could not be used: where each stood, what it was, why.</summary>
internal static class RejectTable
{
    public static DataTable Of(IReadOnlyCollection<ReportedReject> rejects)
    {
        // A CSV file has no sheets.
        var sheets = rejects.Any(reject => !string.IsNullOrEmpty(reject.Sheet));
        return new DataTable(
            "Each value with its place and the reason",
            [.. sheets ? [new TableColumn("Sheet")] : Array.Empty<TableColumn>(), new("Row", Numeric: true), new("Column"), new("Text"), new("Reason")],
            [.. rejects.Select(reject => Cells(reject, sheets))])
        { CaptionClasses = "govuk-visually-hidden", FirstCellIsHeader = false };
    }

    private static IReadOnlyList<TableCell> Cells(ReportedReject reject, bool sheets) =>
        [
            .. sheets ? [new TableCell(string.IsNullOrEmpty(reject.Sheet) ? "–" : reject.Sheet)] : Array.Empty<TableCell>(),
            new(reject.Row?.ToString(CultureInfo.InvariantCulture) ?? "–"),
            new(reject.Column ?? "–"),
            new(null, new HtmlContentBuilder().Raw("""<span class="app-raw">""").Text(reject.Raw).Raw("</span>")),
            new(reject.Reason),
        ];
}
