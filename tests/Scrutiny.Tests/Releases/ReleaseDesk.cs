using Scrutiny.Database;
using Scrutiny.Ingest.Loading;
using Scrutiny.Ingest.Releases;
using Scrutiny.Releases;
using Scrutiny.Requests;
using Scrutiny.Tests.Boards;
using Scrutiny.Tests.Dashboards;
using Scrutiny.Tests.Loading;
using Scrutiny.Tests.Requests;
using Scrutiny.Web.Staff;

namespace Scrutiny.Tests.Releases;

/// <summary>Staff who ask through the database, the part of ingest that answers, and its clerk, on a database of a test's own.</summary>
internal sealed class ReleaseDesk : IAsyncDisposable
{
    public const string One = "force,month,things\nHampshire,2018-04,1\nKent,2018-04,10\n";
    public const string Two = "force,month,things\nHampshire,2018-04,2\nKent,2018-04,10\n";

    private readonly Desk desk;
    private readonly MadeDashboards? made;

    private ReleaseDesk(LoadingDatabase database, bool twoPersons, MadeDashboards? made)
    {
        (Database, this.made) = (database, made);
        desk = new Desk(database, twoPersons);
        Clerk = NewClerk(twoPersons: twoPersons);
    }

    public LoadingDatabase Database { get; }

    public ReleaseClerk Clerk { get; }

    /// <summary>Declarations of the test's own, for the web.</summary>
    public string Dashboards => made!.Folder;

    /// <param name="publish">As the source says.</param>
    /// <param name="twoPersons">Whether two persons are needed.</param>
    /// <param name="boards">Whether there is a board, too.</param>
    public static async Task<ReleaseDesk> OpenAsync(string publish = "on-approval", bool twoPersons = false, bool boards = false)
    {
        var made = (boards ? MadeBoards.Create() : MadeDashboards.Long()).Change("sources/made", "publish: on-load", $"publish: {publish}");
        return new ReleaseDesk(await LoadingDatabase.CreateAsync(made.Read()), twoPersons, made);
    }

    public ReleaseClerk NewClerk(TimeProvider? time = null, bool twoPersons = false) => new(Database.Ingest, Database.Catalogue, new Approval(Database.Ingest, Database.Catalogue, time ?? TimeProvider.System, twoPersons));

    /// <summary>Asks, and has it done.</summary>
    /// <returns>State and outcome.</returns>
    public async Task<string> AskAsync(RequestKind kind, string? load = null, ReleaseDetail? detail = null, string? reason = null, string by = "Pub Lisher")
    {
        var number = await PutAsync(kind, load, detail, reason, by);
        await desk.ServeAllAsync();
        return await desk.OutcomeAsync(number);
    }

    /// <summary>Asks only.</summary>
    public async Task<long> PutAsync(RequestKind kind, string? load = null, ReleaseDetail? detail = null, string? reason = null, string by = "Pub Lisher")
    {
        await using var staff = Npgsql.NpgsqlDataSource.Create(Database.Database.ConnectionString(DatabaseRole.Staff));
        return await new StaffRequests(staff).AskAsync(new StaffRequest(kind, load is null ? ReleaseDetail.Office : "made", by) { Load = load, Detail = detail, Reason = reason }, CancellationToken.None);
    }

    public Task<string> OutcomeAsync(long request) => desk.OutcomeAsync(request);

    /// <summary>A published load.</summary>
    public async Task<string> PublishedAsync(string csv, string? correction = null)
    {
        var load = (await Database.LoadTextAsync(csv)).Load;
        await Database.Approval.ApproveAsync(load, "Pub Lisher", "publisher/0123456789ab", CancellationToken.None, correction);
        return load;
    }

    /// <summary>Makes what is planned due, as if its moment had come.</summary>
    public Task DueAsync() => Database.Database.AskAsync("update working.release set due_at = due_at - interval '10 days' where state = 'scheduled'");

    /// <summary>Some moment days ahead outside the hour of change.</summary>
    public static DateTimeOffset Ahead => new(DateTime.SpecifyKind(TimeProvider.System.GetUtcNow().UtcDateTime.Date, DateTimeKind.Utc).AddDays(5).AddHours(9));

    public async Task<int> ServeDueAsync()
    {
        var served = 0;
        while (await Clerk.ServeOneAsync(CancellationToken.None) is not null)
        {
            served++;
        }

        return served;
    }

    public async Task<string?> TextAsync(string sql) => (await Database.Database.AskAsync(sql))?.ToString();

    public async Task<decimal?> PublicAsync(DateTimeOffset? asKnown = null) => (await Database.PublicAsync("things", asKnown: asKnown)).SingleOrDefault()?.Value;

    public async Task<decimal?> WorkingAsync() => (await Database.WorkingAsync("things")).SingleOrDefault()?.Value;

    public async ValueTask DisposeAsync()
    {
        desk.Dispose();
        await Database.DisposeAsync();
        made?.Dispose();
    }
}
