using Dapper;
using Npgsql;
using Scrutiny.Audit;

namespace Scrutiny.Web.Staff;

/// <summary>Enters into the record what changes no table: who was refused.</summary>
internal sealed class StaffAudit(NpgsqlDataSource database)
{
    /// <summary>Somebody asked for what their role may not have.</summary>
    /// <param name="person">Who.</param>
    /// <param name="surface">The row of the access table, not the address itself, which anybody could write anything into.</param>
    /// <param name="verb">The HTTP method.</param>
    /// <param name="cancel">Cancels.</param>
    public Task DeniedAsync(StaffPerson person, string surface, string verb, CancellationToken cancel) =>
        AppendAsync(person, AuditAct.AccessDenied, "address", surface.ToLowerInvariant(), new { Verb = verb.ToLowerInvariant() }, cancel);

    /// <summary>Somebody looked at a release early.</summary>
    /// <param name="person">Who.</param>
    /// <param name="sight">By which access, and what for.</param>
    /// <param name="form">page or csv.</param>
    /// <param name="cancel">Cancels.</param>
    public Task SawEarlyAsync(StaffPerson person, EarlySighting sight, string form, CancellationToken cancel) =>
        AppendAsync(person, AuditAct.PreReleaseViewed, "release", sight.Release.ToString(System.Globalization.CultureInfo.InvariantCulture), new { sight.Access, sight.Purpose, Form = form }, cancel);

    private async Task AppendAsync(StaffPerson person, AuditAct act, string kind, string id, object? facts, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await connection.ExecuteAsync(new CommandDefinition("set transaction read write", cancellationToken: cancel));
        await AuditTrail.AppendAsync(connection, person.Actor, act, kind, id, facts, cancel);
        await transaction.CommitAsync(cancel);
    }
}
