using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Scrutiny.Areas;
using Scrutiny.Dashboards;
using Scrutiny.Measures;
using Scrutiny.Observations;
using Scrutiny.Releases;
using Scrutiny.Web.Figures;
using Scrutiny.Web.Pages.Components;

namespace Scrutiny.Web.Pages.Receipts;

/// <summary><c>/receipts/{id}</c>: from the number on the screen to the row of the file.</summary>
internal sealed class IndexModel(MeasureFigures figures, Catalogue catalogue) : PageModel
{
    public Receipt Receipt { get; private set; } = null!;

    /// <summary>Set, in place of the receipt, where the figure was withdrawn.</summary>
    public WithdrawnReceipt? Withdrawn { get; private set; }

    public Measure Measure { get; private set; } = null!;

    public Area? Area { get; private set; }

    public bool Synthetic { get; private set; }

    public IReadOnlyList<string> Steps { get; private set; } = [];

    public string MeasureAddress { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync(long id, CancellationToken cancel)
    {
        if (await figures.WithdrawnReceiptAsync(id, cancel) is { } withdrawn && catalogue.Measures.ContainsKey(withdrawn.Measure))
        {
            // The number may be quoted elsewhere: its address stays and says what became of it.
            Response.StatusCode = StatusCodes.Status410Gone;
            Withdrawn = withdrawn;
            Measure = catalogue.Measures[withdrawn.Measure].Value;
            Area = catalogue.Areas.ByCode.GetValueOrDefault(withdrawn.Area);
            MeasureAddress = $"/performance/{withdrawn.Measure}?area={withdrawn.Area}";
            return Page();
        }

        if (await figures.ReceiptAsync(id, cancel) is not { } receipt || !catalogue.Measures.TryGetValue(receipt.Measure, out var measure))
        {
            return NotFound();
        }

        (Receipt, Measure) = (receipt, measure.Value);
        Area = catalogue.Areas.ByCode.GetValueOrDefault(receipt.Area);
        Synthetic = catalogue.IsSynthetic(receipt.Source);
        Steps = ReceiptSteps.Of(receipt, catalogue);
        MeasureAddress = $"/performance/{receipt.Measure}?area={receipt.Area}{(receipt.Breakdown == SeriesQuestion.Total ? "" : $"&breakdown={receipt.Breakdown}")}";

        return Page();
    }

    /// <summary>What the file says there: a cell's text, or the rows that were counted.</summary>
    public IReadOnlyList<SummaryRow> InTheFile => Receipt.Counted is { } counted
        ?
        [
            new("Rows counted", counted.Rows.ToString("#,##0", CultureInfo.InvariantCulture)),
            new("Their numbers", counted.RowNumbers ?? "Too many to list"),
            new("How", counted.Filter),
        ]
        : [new("Text in the file", Receipt.Displayed), new("Stored text", Receipt.Raw)];

    /// <summary>The row of the file, one cell a line, since files are wider than screens.</summary>
    public DataTable RowTable(FileRowWithHeadings row) => new(
        $"Row {Receipt.Row} of the file, as displayed there",
        [new("Column"), new("Heading"), new("Cell")],
        [.. row.Row.Cells.Select((cell, i) => (Letters: Receipt.LettersOf(i + 1), Heading: i < row.Headings.Count ? row.Headings[i].ReplaceLineEndings(" ") : "", Cell: cell, This: i + 1 == Receipt.Column))
            .Where(cell => cell.Cell.Length > 0)
            .Select(cell => (IReadOnlyList<TableCell>)[new(cell.Letters), new(cell.Heading), cell.This ? new(null, new Microsoft.AspNetCore.Html.HtmlContentBuilder().Raw("<strong>").Text(cell.Cell).Raw("</strong> (this figure)")) : new(cell.Cell)])])
    { CaptionClasses = "govuk-visually-hidden" };
}
