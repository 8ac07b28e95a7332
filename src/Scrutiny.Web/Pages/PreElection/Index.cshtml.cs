using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;
using Scrutiny.Dashboards;
using Scrutiny.Releases;

namespace Scrutiny.Web.Pages.PreElection;

/// <summary><c>/pre-election</c>: what waits before an election, and what did not.</summary>
internal sealed class IndexModel(NpgsqlDataSource database, Catalogue catalogue) : PageModel
{
    public IReadOnlyList<PreElectionPeriod> Periods { get; private set; } = [];

    public ILookup<long, ExceptedNote> Exceptions { get; private set; } = null!;

    public string Name(string measure) => catalogue.Measures.TryGetValue(measure, out var declared) ? declared.Value.Name : "another measure";

    public async Task OnGetAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        Periods = await PreElectionPeriod.AllAsync(connection, cancel);
        Exceptions = (await PreElectionPeriod.ExceptionsAsync(connection, Periods.Select(period => period.Number), cancel)).ToLookup(exception => exception.Period);
    }
}
