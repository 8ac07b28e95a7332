using Microsoft.Extensions.Logging.Abstractions;
using Scrutiny.Ingest.Feeds;
using Scrutiny.Ingest.Loading;
using Scrutiny.Ingest.Requests;
using Scrutiny.Tests.Loading;

namespace Scrutiny.Tests.Requests;

/// <summary>The part of the ingest process that carries out what staff ask, without its schedule.</summary>
internal sealed class Desk(LoadingDatabase database, bool twoPersons = false) : IDisposable
{
    private readonly RequestDesk desk = new(
        database.Ingest,
        new RequestWork(database.Ingest, database.Catalogue, database.Loader, new Approval(database.Ingest, database.Catalogue, TimeProvider.System, twoPersons), (source, _) => Task.FromException(new NotSupportedException(source))),
        NullLogger<RequestDesk>.Instance);

    public FeedRecord Feeds { get; } = new(database.Ingest, database.Catalogue, TimeProvider.System);

    public Task<bool> ServeOneAsync() => desk.ServeOneAsync(CancellationToken.None);

    public async Task<int> ServeAllAsync()
    {
        var served = 0;
        while (await ServeOneAsync())
        {
            served++;
        }

        return served;
    }

    public void Dispose() => desk.Dispose();

    /// <summary>State and outcome of a request.</summary>
    public async Task<string> OutcomeAsync(long request) => (string)(await database.Database.AskAsync($"select state || ': ' || coalesce(outcome, '') from working.request where request_id = {request}"))!;
}
