using Dapper;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;
using Scrutiny.Releases;

namespace Scrutiny.Web.Pages.Releases;

/// <summary><c>/releases</c>: what was released by plan, and who saw it early.</summary>
internal sealed class IndexModel(NpgsqlDataSource database) : PageModel
{
    private const string Sql = "select publication_id as Number, title as Title, due_at as DueAt, published_at as PublishedAt from published.release order by publication_id desc limit 100";

    private const string AccessSql = """
        select publication_id as Release, job_title as JobTitle, purpose as Purpose, from_at as FromAt, to_at as ToAt from published.release_access where publication_id = any(@numbers) order by publication_id desc, number
        """;

    public IReadOnlyList<Released> Releases { get; private set; } = [];

    public ILookup<long, EarlyReader> Early { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        Releases = [.. await connection.QueryAsync<Released>(new CommandDefinition(Sql, cancellationToken: cancel))];
        Early = (await connection.QueryAsync<EarlyReader>(new CommandDefinition(AccessSql, new { numbers = Releases.Select(release => release.Number).ToArray() }, cancellationToken: cancel))).ToLookup(reader => reader.Release);
    }

    public static DateTimeOffset Moment(DateTime utc) => new(utc, TimeSpan.Zero);

    public static string? Late(Released release) => ReleaseMoment.Late(Moment(release.DueAt), Moment(release.PublishedAt));
}

/// <summary>A release that was carried out.</summary>
internal sealed record Released(long Number, string Title, DateTime DueAt, DateTime PublishedAt);

/// <summary>Who might see it early, by job title.</summary>
internal sealed record EarlyReader(long Release, string JobTitle, string Purpose, DateTime FromAt, DateTime ToAt);
