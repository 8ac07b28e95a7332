using System.Globalization;
using Dapper;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;
using Scrutiny.Accounts;
using Scrutiny.Releases;
using Scrutiny.Requests;
using Scrutiny.Web.Access;
using Scrutiny.Web.Staff;

namespace Scrutiny.Web.Pages.Staff.Releases;

/// <summary><c>/staff/releases/{id}</c>: one release, and who may see it early.</summary>
internal sealed class ReleaseModel(NpgsqlDataSource database, StaffRequests requests) : PageModel
{
    private const string AccessSql = """
        select p.access_id as Id, p.job_title as JobTitle, a.display_name as Person, p.purpose as Purpose, p.from_at as FromAt, p.to_at as ToAt, p.granted_by as GrantedBy, p.revoked_by as RevokedBy, p.revoked_at as RevokedAt
        from working.pre_release p join account.account a on a.account_id = p.person where p.release_id = @id order by p.access_id
        """;

    private const string AccountSql = "select account_id from account.account where normalised_name = @name and disabled_at is null";

    public ReleaseRow Row { get; private set; } = null!;

    public IReadOnlyList<AccessOfPerson> Accesses { get; private set; } = [];

    public bool MayDecide => HttpContext.Person().IsOneOf(StaffRoles.Deciders) && Row.State == "scheduled";

    /// <summary>unschedule, invite, or the number of an access that ends.</summary>
    [BindProperty]
    public string? Act { get; set; }

    [BindProperty]
    public string? JobTitle { get; set; }

    [BindProperty]
    public string? SignInName { get; set; }

    [BindProperty]
    public string? Purpose { get; set; }

    [BindProperty]
    public string? FromDay { get; set; }

    [BindProperty]
    public string? FromTime { get; set; }

    [BindProperty]
    public string? ToDay { get; set; }

    [BindProperty]
    public string? ToTime { get; set; }

    public async Task<IActionResult> OnGetAsync(long id, CancellationToken cancel) => await ReadAsync(id, cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(long id, CancellationToken cancel)
    {
        if (!await ReadAsync(id, cancel))
        {
            return NotFound();
        }

        var detail = new ReleaseDetail { Release = id };
        RequestKind kind;
        if (Act == "unschedule")
        {
            kind = RequestKind.Unschedule;
        }
        else if (long.TryParse(Act, NumberStyles.None, CultureInfo.InvariantCulture, out var access))
        {
            (kind, detail) = (RequestKind.Uninvite, detail with { Access = access });
        }
        else
        {
            (kind, detail) = (RequestKind.Invite, await InvitationAsync(detail, cancel));
        }

        if (ModelState.ErrorCount > 0)
        {
            return Page();
        }

        var request = await requests.AskAsync(new StaffRequest(kind, Row.Source, HttpContext.Person()) { Load = Row.Load, Detail = detail }, cancel);
        return LocalRedirect($"/staff/requests/{request}");
    }

    private async Task<ReleaseDetail> InvitationAsync(ReleaseDetail detail, CancellationToken cancel)
    {
        var title = PostedMoments.Text(ModelState, nameof(JobTitle), JobTitle, 80, "Enter the job title, which is published with the release");
        var name = PostedMoments.Text(ModelState, nameof(SignInName), SignInName, 80, "Enter the name with which the person signs in");
        var person = await AccountAsync(name ?? "", cancel);
        if (person is null && ModelState.GetFieldValidationState(nameof(SignInName)) != ModelValidationState.Invalid)
        {
            ModelState.AddModelError(nameof(SignInName), "Nobody signs in with that name; an administrator can add them");
        }

        if (EarlySight.Purposes.All(purpose => purpose.Name != Purpose))
        {
            ModelState.AddModelError(nameof(Purpose), "Choose what the early sight is for");
        }

        var from = PostedMoments.Read(ModelState, nameof(FromDay), FromDay, nameof(FromTime), FromTime);
        var to = PostedMoments.Read(ModelState, nameof(ToDay), ToDay, nameof(ToTime), ToTime);
        return detail with { JobTitle = title, Person = person, Purpose = Purpose, From = from, To = to };
    }

    private async Task<string?> AccountAsync(string signInName, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return await connection.ExecuteScalarAsync<string?>(new CommandDefinition(AccountSql, new { name = AccountUsers.Normalise(signInName) }, cancellationToken: cancel));
    }

    private async Task<bool> ReadAsync(long id, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        if (await ReleaseRow.FindAsync(connection, id, cancel) is not { } row)
        {
            return false;
        }

        Row = row;
        Accesses = [.. await connection.QueryAsync<AccessOfPerson>(new CommandDefinition(AccessSql, new { id }, cancellationToken: cancel))];
        return true;
    }
}

/// <summary>Somebody's early sight of a release.</summary>
internal sealed record AccessOfPerson(long Id, string JobTitle, string Person, string Purpose, DateTime FromAt, DateTime ToAt, string GrantedBy, string? RevokedBy, DateTime? RevokedAt)
{
    public DateTimeOffset From => new(FromAt, TimeSpan.Zero);

    public DateTimeOffset To => new(ToAt, TimeSpan.Zero);
}
