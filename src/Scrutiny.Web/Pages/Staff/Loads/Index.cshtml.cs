using Dapper;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;
using Scrutiny.Dashboards;
using Scrutiny.Web.Pages.Components;
using Scrutiny.Web.Staff;

namespace Scrutiny.Web.Pages.Staff.Loads;

/// <summary><c>/staff/loads</c>: what was delivered and what became of it.</summary>
internal sealed class IndexModel(NpgsqlDataSource database, Catalogue catalogue) : PageModel
{
    private const int PageSize = 50;

    private const string Sql = """
        select load_id as LoadId, source as Source, file_name as FileName, state as State, publication as Publication, loaded_at as LoadedAt, rows_read as Read,
               loaded as New, revised as Revised, unchanged as Unchanged, rejected as Rejected
        from working.load
        where (@sources::text[] is null or source = any(@sources)) and (@source::text is null or source = @source)
          and case @state when 'waiting' then publication = 'waiting' when 'published' then publication = 'published' when 'refused' then state = 'refused' when 'rejected' then publication = 'rejected' when 'withdrawn' then publication = 'withdrawn' else true end
        order by number desc limit @limit offset @offset
        """;

    public static IReadOnlyList<(string Value, string Words)> States { get; } = [("", "All states"), ("waiting", "Waiting or in quarantine"), ("published", "Published"), ("refused", "Refused"), ("rejected", "Rejected"), ("withdrawn", "Withdrawn")];

    [BindProperty(SupportsGet = true)]
    public string? Source { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? State { get; set; }

    public IReadOnlyList<(string Id, string Title)> SourceChoices { get; private set; } = [];

    public DataTable Loads { get; private set; } = null!;

    public Pager Pager { get; private set; } = null!;

    public string Version { get; private set; } = "";

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var person = HttpContext.Person();
        var page = Pager.Number(Request.Query["page"]);
        SourceChoices = [.. catalogue.Sources.Values.Where(source => person.Sees(source.Id)).Select(source => (source.Id, source.Value.Title))];
        await using var connection = await database.OpenConnectionAsync(cancel);
        var loads = (await connection.QueryAsync<Row>(new CommandDefinition(
            Sql,
            new { sources = person.Sources?.ToArray(), source = string.IsNullOrEmpty(Source) ? null : Source, state = State, limit = PageSize + 1, offset = (page - 1) * PageSize },
            cancellationToken: cancel))).ToList();
        Pager = new Pager(page, loads.Count > PageSize, "/staff/loads", new Dictionary<string, string?> { ["source"] = Source, ["state"] = State });
        Version = loads.FirstOrDefault()?.LoadId ?? "";
        Loads = new DataTable(
            "Loads, newest first",
            [new("File"), new("Source"), new("State"), new("Loaded"), new("Rows read", Numeric: true), new("New", Numeric: true), new("Revised", Numeric: true), new("Unchanged", Numeric: true), new("Rejected", Numeric: true)],
            [.. loads.Take(PageSize).Select(load => (IReadOnlyList<TableCell>)
            [
                new(null, StaffLinks.Load(load.LoadId, load.FileName)),
                new(catalogue.Sources.TryGetValue(load.Source, out var source) ? source.Value.Title : load.Source),
                new(null, StaffLinks.Tag(new LoadSummary(load.State, load.Publication).Words, new LoadSummary(load.State, load.Publication).Tone)),
                new(LondonTime.DateAndTime(new DateTimeOffset(load.LoadedAt, TimeSpan.Zero))),
                new(ChangeTable.Number(load.Read)), new(ChangeTable.Number(load.New)), new(ChangeTable.Number(load.Revised)), new(ChangeTable.Number(load.Unchanged)), new(ChangeTable.Number(load.Rejected)),
            ])])
        { CaptionClasses = "govuk-visually-hidden" };
    }

    private sealed record Row(string LoadId, string Source, string FileName, string State, string Publication, DateTime LoadedAt, long Read, long New, long Revised, long Unchanged, long Rejected);
}
