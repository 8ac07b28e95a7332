using Dapper;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;
using Scrutiny.Dashboards;
using Scrutiny.Web.Pages.Components;

namespace Scrutiny.Web.Pages.Staff;

/// <summary><c>/staff</c>: the last loads and what became of them. Only the staff process has it, and that listens on loopback.</summary>
internal sealed class IndexModel(NpgsqlDataSource database, Catalogue catalogue) : PageModel
{
    private const int Shown = 50;

    private const string LoadsSql = """
        select load_id as Load, source as Source, file_name as FileName, state as State, publication as Publication, loaded_at as LoadedAt, rows_read as Read,
               loaded as New, revised as Revised, unchanged as Unchanged, rejected as Rejected, reason as Reason
        from working.load order by number desc limit @limit
        """;

    public DataTable Loads { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken cancel)
    {
        Response.Headers.CacheControl = "no-store";
        await using var connection = await database.OpenConnectionAsync(cancel);
        var loads = (await connection.QueryAsync<LoadRow>(new CommandDefinition(LoadsSql, new { limit = Shown }, cancellationToken: cancel))).ToList();
        Loads = new DataTable(
            "The last loads",
            [new("Loaded"), new("Source"), new("File"), new("Outcome"), new("Rows read", Numeric: true), new("New", Numeric: true), new("Revised", Numeric: true), new("Unchanged", Numeric: true), new("Rejected", Numeric: true)],
            [.. loads.Select(load => (IReadOnlyList<TableCell>)
            [
                new(LondonTime.DateAndTime(new DateTimeOffset(load.LoadedAt, TimeSpan.Zero))),
                new(catalogue.Sources.TryGetValue(load.Source, out var source) ? source.Value.Title : load.Source),
                new(load.FileName),
                new(Outcome(load)),
                new(Number(load.Read)),
                new(Number(load.New)),
                new(Number(load.Revised)),
                new(Number(load.Unchanged)),
                new(Number(load.Rejected)),
            ])])
        { CaptionClasses = "govuk-visually-hidden" };
    }

    private static string Number(long value) => value.ToString("#,##0", System.Globalization.CultureInfo.InvariantCulture);

    private static string Outcome(LoadRow load) => load switch
    {
        { State: "refused" } => $"Refused: {load.Reason}",
        { State: "quarantined", Publication: "waiting" } => $"In quarantine as {load.Load}: {load.Reason}",
        { Publication: "waiting" } => $"Waits for approval as {load.Load}",
        { Publication: "rejected" } => $"Rejected: {load.Reason}",
        _ => "Published",
    };

    private sealed record LoadRow(
        string Load, string Source, string FileName, string State, string Publication, DateTime LoadedAt, long Read, long New, long Revised, long Unchanged, long Rejected, string? Reason);
}
