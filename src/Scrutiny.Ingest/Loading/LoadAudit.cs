using Dapper;
using Npgsql;
using Scrutiny.Audit;
using Scrutiny.Dashboards;

namespace Scrutiny.Ingest.Loading;

/// <summary>What the record says of loads. Files by their hash, since a name may say who somebody is; reasons stay with the load.</summary>
internal static class LoadAudit
{
    /// <summary>The actor where nobody asked.</summary>
    public const string Process = "ingest";

    private const string PublicationSql = "select publication_id from published.load where load_id = @load";

    /// <summary>Enters a load, and its publication where it was published at once.</summary>
    public static async Task LoadedAsync(NpgsqlConnection connection, LoadAttempt attempt, LoadReport report, CancellationToken cancel)
    {
        var request = attempt.Request;
        var act = report.State switch
        {
            LoadState.Accepted => AuditAct.LoadAccepted,
            LoadState.Quarantined => AuditAct.LoadQuarantined,
            LoadState.Refused => AuditAct.LoadRefused,
        };
        await AuditTrail.AppendAsync(
            connection, request.Actor, act, "load", report.Load,
            new
            {
                report.Source,
                Declaration = attempt.ReadingSha256,
                report.FileSha256,
                DeliveredBy = KebabNaming.Policy.ConvertName(request.DeliveredBy.ToString()),
                Request = request.ForRequest,
                BackFilled = request.KnownFrom is not null,
                report.Read,
                report.Loaded,
                report.Unchanged,
                report.Revised,
                report.Rejected,
            },
            cancel);
        if (report.Publication == "published")
        {
            await PublishedAsync(connection, request.Actor, report.Load, cancel);
        }
    }

    /// <summary>Enters what a person decided about a load that waited.</summary>
    public static async Task DecidedAsync(NpgsqlConnection connection, string actor, AuditAct act, string load, WaitingLoad before, CancellationToken cancel)
    {
        await AuditTrail.AppendAsync(connection, actor, act, "load", load, new { before.Source, before.FileSha256, Was = before.State }, cancel);
        if (act == AuditAct.LoadApproved)
        {
            await PublishedAsync(connection, actor, load, cancel);
        }
    }

    private static async Task PublishedAsync(NpgsqlConnection connection, string actor, string load, CancellationToken cancel)
    {
        // None, where it is for staff only.
        if (await connection.ExecuteScalarAsync<long?>(new CommandDefinition(PublicationSql, new { load }, cancellationToken: cancel)) is { } publication)
        {
            await AuditTrail.AppendAsync(connection, actor, AuditAct.LoadPublished, "load", load, new { Publication = publication }, cancel);
        }
    }
}
