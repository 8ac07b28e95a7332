using System.Globalization;
using Microsoft.AspNetCore.Html;
using Scrutiny.Requests;
using Scrutiny.Web.Pages.Components;

namespace Scrutiny.Web.Staff;

/// <summary>Values that could not be used: where each stood, what it was, why.</summary>
internal static class RejectTable
{
    public static DataTable Of(IEnumerable<ReportedReject> rejects) => new(
        "Values that could not be used",
        [new("Sheet"), new("Row", Numeric: true), new("Column"), new("Text"), new("Reason")],
        [.. rejects.Select(reject => (IReadOnlyList<TableCell>)
        [
            new(string.IsNullOrEmpty(reject.Sheet) ? "–" : reject.Sheet),
            new(reject.Row?.ToString(CultureInfo.InvariantCulture) ?? "–"),
            new(reject.Column ?? "–"),
            new(null, new HtmlContentBuilder().Raw("""<span class="app-raw">""").Text(reject.Raw).Raw("</span>")),
            new(reject.Reason),
        ])])
    { CaptionClasses = "govuk-visually-hidden", FirstCellIsHeader = false };
}
