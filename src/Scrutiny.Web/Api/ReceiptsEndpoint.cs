using Microsoft.AspNetCore.Http.HttpResults;
using Scrutiny.Dashboards;
using Scrutiny.Web.Figures;

namespace Scrutiny.Web.Api;

/// <summary><c>GET /api/v1/receipts/{id}</c>: from the number on the screen to the file.</summary>
internal static class ReceiptsEndpoint
{
    public static void MapReceipts(this RouteGroupBuilder api) => api.MapGet("/receipts/{id:long}", ReadAsync)
        .WithName("receipt").WithSummary("The provenance of one figure: file, sheet, row, column, raw text and the steps from there to the value.")
        .Produces<ReceiptAnswer>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status410Gone);

    private static async Task<Results<Ok<ReceiptAnswer>, ProblemHttpResult>> ReadAsync(long id, MeasureFigures figures, Catalogue catalogue, CancellationToken cancel)
    {
        if (await figures.WithdrawnReceiptAsync(id, cancel) is { } gone && catalogue.Measures.ContainsKey(gone.Measure))
        {
            return TypedResults.Problem(
                $"This figure was withdrawn on {gone.WithdrawnAt.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'} because: {gone.Reason}", statusCode: StatusCodes.Status410Gone, title: "Withdrawn",
                extensions: new Dictionary<string, object?> { ["withdrawn_at"] = gone.WithdrawnAt, ["load"] = gone.Load, ["sha256"] = gone.FileSha256 });
        }

        if (await figures.ReceiptAsync(id, cancel) is not { } receipt || !catalogue.Measures.ContainsKey(receipt.Measure))
        {
            return TypedResults.Problem("There is no such receipt.", statusCode: StatusCodes.Status404NotFound);
        }

        return TypedResults.Ok(new ReceiptAnswer(
            receipt.FileName, receipt.FileSha256, receipt.Publisher, receipt.Licence, receipt.Released, receipt.Sheet, receipt.Row, receipt.ColumnLetters, receipt.Raw, receipt.Displayed,
            receipt.Counted?.Rows, receipt.Counted?.RowNumbers, receipt.Counted?.Filter, receipt.Value,
            receipt.Load, receipt.LoadedAt, receipt.Source, ReceiptSteps.Of(receipt, catalogue)));
    }

    private sealed record ReceiptAnswer(
        string File, string Sha256, string Publisher, string Licence, DateOnly? Released, string? Sheet, int Row, string Column, string? Raw, string? Displayed, int? Rows, string? RowNumbers, string? Filter, decimal? Value,
        string Load, DateTimeOffset LoadedAt, string Source, IReadOnlyList<string> Steps);
}
