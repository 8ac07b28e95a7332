using System.Globalization;
using Dapper;
using Npgsql;
using Scrutiny.Audit;
using Scrutiny.Dashboards;
using Scrutiny.Ingest.Loading;
using Scrutiny.Releases;

namespace Scrutiny.Ingest.Releases;

/// <summary>Sets releases for a moment and takes them off again, and lets named people see them early. All in the caller's transaction.</summary>
/// <param name="catalogue">The declarations.</param>
/// <param name="approval">Knows who may approve what.</param>
/// <param name="earlyHours">How long before a release anybody may see it.</param>
internal sealed class ReleasePlan(Catalogue catalogue, Approval approval, int earlyHours)
{
    private const string ReplaceSql = "update working.release set state = 'replaced', ended_at = clock_timestamp(), ended_by = @by, outcome = 'Another moment was chosen.' where load_id = @load and state = 'scheduled' returning release_id";

    private const string AddSql = """
        insert into working.release (load_id, source, due_at, correction, scheduled_by, scheduled_as) values (@load, @source, @due, @correction, @by, @actor) returning release_id
        """;

    private const string CancelSql = """
        update working.release set state = 'cancelled', ended_at = clock_timestamp(), ended_by = @by, outcome = 'It was taken off the schedule.' where release_id = @release and state = 'scheduled' returning release_id
        """;

    private const string ReleaseSql = """
        select release_id as Id, state as State, due_at as DueAt, ended_by as EndedBy, ended_at as EndedAt, clock_timestamp() as Now from working.release where release_id = @release for no key update
        """;

    private const string InviteSql = """
        insert into working.pre_release (release_id, person, job_title, purpose, from_at, to_at, granted_by) values (@release, @person, @jobTitle, @purpose, @from, @to, @by) returning access_id
        """;

    private const string RevokeSql = "update working.pre_release set revoked_by = @by, revoked_at = clock_timestamp() where access_id = @access and release_id = @release and revoked_at is null returning access_id";

    /// <exception cref="SentenceException">The load may not be published, or not then.</exception>
    public async Task<string> ScheduleAsync(NpgsqlConnection connection, string load, ReleaseDetail detail, string by, string actor, CancellationToken cancel)
    {
        var due = detail.From!.Value;
        RefuseHour(due);
        if (due <= await NowAsync(connection, cancel))
        {
            throw SentenceException.Refused($"{ReleaseMoment.Words(due)} is past; choose a later moment, or publish at once.");
        }

        var waiting = await approval.CheckAsync(connection, load, by, cancel);
        await RefuseErrorsAsync(connection, load, cancel);
        var before = await connection.ExecuteScalarAsync<long?>(new CommandDefinition(ReplaceSql, new { load, by }, cancellationToken: cancel));
        var release = await connection.ExecuteScalarAsync<long>(new CommandDefinition(AddSql, new { load, waiting.Source, due = due.UtcDateTime, correction = detail.Correction, by, actor }, cancellationToken: cancel));
        await RingAsync(connection, waiting.Number, cancel);
        await AuditTrail.AppendAsync(connection, actor, AuditAct.ReleaseScheduled, "release", Text(release), new { Load = load, Due = Moment(due), InPlaceOf = before, Correction = detail.Correction is not null, Acknowledged = detail.Acknowledged?.Count ?? 0 }, cancel);
        return $"Scheduled: the public sees its figures on {ReleaseMoment.Words(due)}, and nothing before.{(before is null ? "" : " Early sight of the release that this one replaces has ended.")}";
    }

    /// <exception cref="SentenceException">It is not on the schedule any more.</exception>
    public static async Task<string> UnscheduleAsync(NpgsqlConnection connection, long release, string by, string actor, CancellationToken cancel)
    {
        await OpenAsync(connection, release, cancel);
        await connection.ExecuteAsync(new CommandDefinition(CancelSql, new { release, by }, cancellationToken: cancel));
        await RingReleaseAsync(connection, release, cancel);
        await AuditTrail.AppendAsync(connection, actor, AuditAct.ReleaseUnscheduled, "release", Text(release), null, cancel);
        return "Taken off the schedule: it waits again, and nobody sees it early any more.";
    }

    /// <exception cref="SentenceException">The release is not on the schedule, or the window is not allowed.</exception>
    public async Task<string> InviteAsync(NpgsqlConnection connection, ReleaseDetail detail, string by, string actor, CancellationToken cancel)
    {
        var release = await OpenAsync(connection, detail.Release!.Value, cancel);
        var (from, to, due) = (detail.From!.Value, detail.To!.Value, new DateTimeOffset(release.DueAt, TimeSpan.Zero));
        if (to <= from || to > due || due - from > TimeSpan.FromHours(earlyHours))
        {
            throw SentenceException.Refused($"Early sight must begin at most {earlyHours} hours before the release and end no later than the release itself, which is {ReleaseMoment.Words(due)}; change the times.");
        }

        if (to.UtcDateTime <= release.Now)
        {
            throw SentenceException.Refused("The whole window is past; choose later times.");
        }

        var access = await connection.ExecuteScalarAsync<long>(new CommandDefinition(
            InviteSql, new { release = release.Id, person = detail.Person, jobTitle = detail.JobTitle!.Trim(), purpose = detail.Purpose, from = from.UtcDateTime, to = to.UtcDateTime, by }, cancellationToken: cancel));
        await AuditTrail.AppendAsync(connection, actor, AuditAct.PreReleaseGranted, "release", Text(release.Id), new { Access = access, detail.Purpose, From = Moment(from), To = Moment(to) }, cancel);
        return $"{detail.JobTitle!.Trim()} may see the release from {ReleaseMoment.Words(from)} to {ReleaseMoment.Words(to)}. The job title is published with the release.";
    }

    /// <exception cref="SentenceException">It was ended before.</exception>
    public static async Task<string> RevokeAsync(NpgsqlConnection connection, ReleaseDetail detail, string by, string actor, CancellationToken cancel)
    {
        if (await connection.ExecuteScalarAsync<long?>(new CommandDefinition(RevokeSql, new { access = detail.Access, release = detail.Release, by }, cancellationToken: cancel)) is not { } access)
        {
            throw SentenceException.Refused("This early sight was ended already.");
        }

        await AuditTrail.AppendAsync(connection, actor, AuditAct.PreReleaseRevoked, "release", Text(detail.Release!.Value), new { Access = access }, cancel);
        return "Ended at once. That it was given is published with the release.";
    }

    /// <summary>Keeps a load with an error on its checklist from being published.</summary>
    /// <exception cref="SentenceException">There is one.</exception>
    public async Task RefuseErrorsAsync(NpgsqlConnection connection, string load, CancellationToken cancel)
    {
        var found = PublishChecklist.Of(await ChecklistReading.ReadAsync(connection, catalogue, [], load, cancel));
        if (found.FirstOrDefault(item => item.Code.Blocks()) is { } error)
        {
            throw SentenceException.Refused($"It can't be published yet. {error.Sentence}");
        }
    }

    internal static void RefuseHour(DateTimeOffset due)
    {
        if (ReleaseMoment.IsInHourOfChange(due))
        {
            throw SentenceException.Refused($"{ReleaseMoment.Words(due)} lies between 1am and 2am, an hour that is missing or comes twice when the clocks change; choose another.");
        }
    }

    internal static async Task<DateTimeOffset> NowAsync(NpgsqlConnection connection, CancellationToken cancel) =>
        new(await connection.ExecuteScalarAsync<DateTime>(new CommandDefinition("select clock_timestamp()", cancellationToken: cancel)), TimeSpan.Zero);

    internal static string Moment(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd't'HH:mm:ss'z'", CultureInfo.InvariantCulture);

    internal static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static async Task<Planned> OpenAsync(NpgsqlConnection connection, long release, CancellationToken cancel)
    {
        var found = await connection.QuerySingleOrDefaultAsync<Planned>(new CommandDefinition(ReleaseSql, new { release }, cancellationToken: cancel)) ?? throw SentenceException.Refused("There is no such release.");
        return found.State == "scheduled" ? found : throw SentenceException.Refused(string.Create(
            CultureInfo.InvariantCulture, $"This release is not on the schedule any more: it is {found.State}, by {found.EndedBy} at {found.EndedAt:yyyy-MM-dd HH:mm} UTC."));
    }

    private static async Task RingAsync(NpgsqlConnection connection, long loadNumber, CancellationToken cancel) =>
        await connection.ExecuteAsync(new CommandDefinition("select pg_notify('scrutiny_working', 'load:' || @loadNumber)", new { loadNumber }, cancellationToken: cancel));

    private static async Task RingReleaseAsync(NpgsqlConnection connection, long release, CancellationToken cancel) =>
        await connection.ExecuteAsync(new CommandDefinition("select pg_notify('scrutiny_working', 'load:' || l.number) from working.release r join working.load l using (load_id) where r.release_id = @release", new { release }, cancellationToken: cancel));

    private sealed record Planned(long Id, string State, DateTime DueAt, string? EndedBy, DateTime? EndedAt, DateTime Now);
}
