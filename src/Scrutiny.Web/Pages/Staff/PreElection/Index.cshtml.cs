using System.Globalization;
using Dapper;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;
using Scrutiny.Releases;
using Scrutiny.Requests;
using Scrutiny.Web.Access;
using Scrutiny.Web.Staff;

namespace Scrutiny.Web.Pages.Staff.PreElection;

/// <summary><c>/staff/pre-election</c>: periods in which commentary is held.</summary>
internal sealed class IndexModel(NpgsqlDataSource database, StaffRequests requests) : PageModel
{
    private const string Sql = """
        select period_id as Id, name as Name, starts_at as StartsAt, ends_at as EndsAt, set_by as SetBy, dropped_by as DroppedBy, began_at as BeganAt, ended_at as EndedAt from working.pre_election order by starts_at desc
        """;

    public IReadOnlyList<Period> Periods { get; private set; } = [];

    public bool MayDecide => HttpContext.Person().IsOneOf(StaffRoles.Deciders);

    /// <summary>set, or the number of a period that ends.</summary>
    [BindProperty]
    public string? Act { get; set; }

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? FromDay { get; set; }

    [BindProperty]
    public string? FromTime { get; set; }

    [BindProperty]
    public string? ToDay { get; set; }

    [BindProperty]
    public string? ToTime { get; set; }

    public Task OnGetAsync(CancellationToken cancel) => ReadAsync(cancel);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        var detail = long.TryParse(Act, NumberStyles.None, CultureInfo.InvariantCulture, out var period) ? new ReleaseDetail { Period = period } : new ReleaseDetail
        {
            Name = PostedMoments.Text(ModelState, nameof(Name), Name, 120, "Enter which election it is"),
            From = PostedMoments.Read(ModelState, nameof(FromDay), FromDay, nameof(FromTime), FromTime),
            To = PostedMoments.Read(ModelState, nameof(ToDay), ToDay, nameof(ToTime), ToTime),
        };
        if (ModelState.ErrorCount > 0)
        {
            await ReadAsync(cancel);
            return Page();
        }

        var kind = detail.Period is null ? RequestKind.SetPeriod : RequestKind.DropPeriod;
        var request = await requests.AskAsync(new StaffRequest(kind, ReleaseDetail.Office, HttpContext.Person()) { Detail = detail }, cancel);
        return LocalRedirect($"/staff/requests/{request}");
    }

    private async Task ReadAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        Periods = [.. await connection.QueryAsync<Period>(new CommandDefinition(Sql, cancellationToken: cancel))];
    }
}

/// <summary>A period as entered.</summary>
internal sealed record Period(long Id, string Name, DateTime StartsAt, DateTime EndsAt, string SetBy, string? DroppedBy, DateTime? BeganAt, DateTime? EndedAt)
{
    public DateTimeOffset Starts => new(StartsAt, TimeSpan.Zero);

    public DateTimeOffset Ends => new(EndsAt, TimeSpan.Zero);

    public bool IsOpen => DroppedBy is null && EndedAt is null;

    public string Words => (DroppedBy, BeganAt, EndedAt) switch
    {
        (not null, _, _) => "Taken back",
        (null, null, _) => "To come",
        (null, not null, null) => "On",
        _ => "Over",
    };
}
