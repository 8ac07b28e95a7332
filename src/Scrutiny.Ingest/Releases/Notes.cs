using System.Globalization;
using Dapper;
using Npgsql;
using Scrutiny.Audit;
using Scrutiny.Dashboards;
using Scrutiny.Ingest.Loading;
using Scrutiny.Releases;

namespace Scrutiny.Ingest.Releases;

/// <summary>Commentary on its way through the wall: written, published by somebody, corrected by a newer note, withdrawn. All in the caller's transaction.</summary>
/// <param name="catalogue">The declarations.</param>
/// <param name="twoPersons">Whether who wrote a note may not publish it.</param>
internal sealed class Notes(Catalogue catalogue, bool twoPersons)
{
    private const string LockSql = """
        select n.note_id as Id, n.measure as Measure, n.text as Text, n.job_title as JobTitle, n.written_by as WrittenBy, n.state as State, n.decided_by as DecidedBy, n.decided_at as DecidedAt, n.publication_id as Publication,
               n.replaces as Replaces, r.publication_id as ReplacesPublication, r.state as ReplacedState
        from working.note n left join working.note r on r.note_id = n.replaces where n.note_id = @note for update of n
        """;

    private const string AddSql = "insert into working.note (measure, text, job_title, replaces, written_by) values (@measure, @text, @jobTitle, @replaces, @by) returning note_id";

    private const string DecideSql = """
        update working.note set state = @state, decided_by = @by, decided_at = clock_timestamp(), decided_reason = @reason where note_id = @note;
        update working.release set state = 'replaced', ended_at = clock_timestamp(), ended_by = @by, outcome = 'It was decided about at once instead.' where note_id = @note and state = 'scheduled';
        """;

    private const string PublishSql = """
        insert into published.note (publication_id, measure, text, job_title, published_at, replaces)
        select @publication, @measure, @text, @jobTitle, published_at, @replaces from published.publication where publication_id = @publication;
        update working.note set publication_id = @publication where note_id = @note;
        """;

    private const string ReplaceSql = """
        update published.note set replaced_at = (select published_at from published.publication where publication_id = @publication) where publication_id = @replaced;
        update working.note set state = 'replaced' where publication_id = @replaced;
        """;

    private const string NoticeSql = """
        insert into published.notice (publication_id, kind, measure, at, reason) select @publication, @kind, @measure, published_at, @reason from published.publication where publication_id = @publication
        """;

    // The measure's page is another one for every area that it is shown for.
    private const string SeriesSql = "insert into published.publication_series (publication_id, measure, area) select distinct @publication, measure, area from published.series where measure = @measure";

    private const string ScheduleSql = """
        update working.release set state = 'replaced', ended_at = clock_timestamp(), ended_by = @by, outcome = 'Another moment was chosen.' where note_id = @note and state = 'scheduled';
        insert into working.release (note_id, source, due_at, correction, scheduled_by, scheduled_as) values (@note, @source, @due, @correction, @by, @actor) returning release_id;
        """;

    /// <exception cref="SentenceException">There is no such measure, or it replaces a note that is not published.</exception>
    public async Task<string> WriteAsync(NpgsqlConnection connection, ReleaseDetail detail, string by, string actor, CancellationToken cancel)
    {
        if (!catalogue.Measures.ContainsKey(detail.Measure!))
        {
            throw SentenceException.Refused($"There is no measure '{detail.Measure}'.");
        }

        if (detail.Note is { } replaced && (await LockAsync(connection, replaced, cancel) is not { State: "published" } former || former.Measure != detail.Measure))
        {
            throw SentenceException.Refused("Only a note that is published on the same measure can be corrected.");
        }

        var note = await connection.ExecuteScalarAsync<long>(new CommandDefinition(
            AddSql, new { measure = detail.Measure, text = detail.Text!.Trim().ReplaceLineEndings("\n"), jobTitle = detail.JobTitle!.Trim(), replaces = detail.Note, by }, cancellationToken: cancel));
        await AuditTrail.AppendAsync(connection, actor, AuditAct.NoteWritten, "note", ReleasePlan.Text(note), new { detail.Measure, Replaces = detail.Note }, cancel);
        return "Kept. The public sees it when a publisher publishes it.";
    }

    /// <summary>Publishes, schedules, rejects or withdraws.</summary>
    /// <exception cref="SentenceException">It can't be done as the note stands.</exception>
    public async Task<string> DecideAsync(NpgsqlConnection connection, ReleaseDetail detail, string? reason, string by, string actor, CancellationToken cancel)
    {
        var note = await LockAsync(connection, detail.Note!.Value, cancel);
        switch (detail.Decision)
        {
            case "publish":
                await PublishAsync(connection, note.Id, reason, by, actor, cancel);
                return "Published: the public sees it on the measure’s page.";
            case "schedule":
                return await ScheduleAsync(connection, note, detail, reason, by, actor, cancel);
            case "reject":
                RefuseDecided(note);
                await connection.ExecuteAsync(new CommandDefinition(DecideSql, new { note = note.Id, state = "rejected", by, reason }, cancellationToken: cancel));
                await AuditTrail.AppendAsync(connection, actor, AuditAct.NoteRejected, "note", ReleasePlan.Text(note.Id), new { note.Measure }, cancel);
                return "Rejected: the public never sees it.";
            case "withdraw":
                await WithdrawAsync(connection, note, reason!, by, actor, cancel);
                return "Withdrawn: its words are off the public’s page, which says that and why.";
            default:
                throw SentenceException.Refused("Choose what to do with the note.");
        }
    }

    /// <summary>Publishes a note that waits.</summary>
    /// <returns>The publication's number.</returns>
    /// <exception cref="SentenceException">It does not wait, needs a second person, or is held before an election.</exception>
    public async Task<long> PublishAsync(NpgsqlConnection connection, long number, string? reason, string by, string actor, CancellationToken cancel)
    {
        var note = await LockAsync(connection, number, cancel);
        RefuseDecided(note);
        RefuseOnePerson(note, by);
        RefuseWithoutReason(note, reason);
        var publication = await Publication.OpenAsync(connection, cancel);
        // By the moment that the public is told: no note bears a date within the period.
        var at = await connection.ExecuteScalarAsync<DateTime>(new CommandDefinition("select published_at from published.publication where publication_id = @publication", new { publication }, cancellationToken: cancel));
        if (await PreElection.HeldAsync(connection, number, by, cancel, at) is { } held)
        {
            throw SentenceException.Refused(held);
        }

        await connection.ExecuteAsync(new CommandDefinition(DecideSql, new { note = number, state = "published", by, reason }, cancellationToken: cancel));
        await connection.ExecuteAsync(new CommandDefinition(PublishSql, new { publication, note.Measure, note.Text, note.JobTitle, replaces = note.ReplacesPublication, note = number }, cancellationToken: cancel));
        if (note is { ReplacesPublication: { } replaced, ReplacedState: "published" })
        {
            await connection.ExecuteAsync(new CommandDefinition(ReplaceSql, new { publication, replaced }, cancellationToken: cancel));
            await connection.ExecuteAsync(new CommandDefinition(NoticeSql, new { publication, kind = "note-correction", note.Measure, reason }, cancellationToken: cancel));
        }

        await TellAsync(connection, publication, note.Measure, cancel);
        await AuditTrail.AppendAsync(connection, actor, AuditAct.NotePublished, "note", ReleasePlan.Text(number), new { note.Measure, Publication = publication, Replaces = note.Replaces }, cancel);
        return publication;
    }

    internal static async Task<NoteRow> LockAsync(NpgsqlConnection connection, long note, CancellationToken cancel) =>
        await connection.QuerySingleOrDefaultAsync<NoteRow>(new CommandDefinition(LockSql, new { note }, cancellationToken: cancel)) ?? throw SentenceException.Refused("There is no such note.");

    internal static void RefuseDecided(NoteRow note)
    {
        if (note.State != "waiting")
        {
            throw SentenceException.Refused(string.Create(CultureInfo.InvariantCulture, $"This note is {note.State} already, by {note.DecidedBy} at {note.DecidedAt:yyyy-MM-dd HH:mm} UTC."));
        }
    }

    private async Task<string> ScheduleAsync(NpgsqlConnection connection, NoteRow note, ReleaseDetail detail, string? reason, string by, string actor, CancellationToken cancel)
    {
        RefuseDecided(note);
        RefuseOnePerson(note, by);
        RefuseWithoutReason(note, reason);
        var due = detail.From!.Value;
        ReleasePlan.RefuseHour(due);
        if (due <= await ReleasePlan.NowAsync(connection, cancel))
        {
            throw SentenceException.Refused($"{ReleaseMoment.Words(due)} is past; choose a later moment, or publish at once.");
        }

        var release = await connection.ExecuteScalarAsync<long>(new CommandDefinition(ScheduleSql, new { note = note.Id, source = ReleaseDetail.Office, due = due.UtcDateTime, correction = reason, by, actor }, cancellationToken: cancel));
        await AuditTrail.AppendAsync(connection, actor, AuditAct.ReleaseScheduled, "release", ReleasePlan.Text(release), new { Note = note.Id, Due = ReleasePlan.Moment(due) }, cancel);
        return $"Scheduled: the public sees it on {ReleaseMoment.Words(due)}, unless a pre-election period is on then.";
    }

    private static async Task WithdrawAsync(NpgsqlConnection connection, NoteRow note, string reason, string by, string actor, CancellationToken cancel)
    {
        if (note is not { State: "published", Publication: { } published })
        {
            throw SentenceException.Refused($"This note is {note.State}, so there is nothing to withdraw.");
        }

        var publication = await Publication.OpenAsync(connection, cancel);
        await connection.ExecuteAsync(new CommandDefinition(DecideSql, new { note = note.Id, state = "withdrawn", by, reason }, cancellationToken: cancel));
        await connection.ExecuteAsync(new CommandDefinition(NoticeSql, new { publication, kind = "note-withdrawal", note.Measure, reason }, cancellationToken: cancel));
        await connection.ExecuteAsync(new CommandDefinition("select published.withdraw_note(@published)", new { published }, cancellationToken: cancel));
        await TellAsync(connection, publication, note.Measure, cancel);
        await AuditTrail.AppendAsync(connection, actor, AuditAct.NoteWithdrawn, "note", ReleasePlan.Text(note.Id), new { note.Measure, Publication = publication }, cancel);
    }

    private static async Task TellAsync(NpgsqlConnection connection, long publication, string measure, CancellationToken cancel)
    {
        await connection.ExecuteAsync(new CommandDefinition(SeriesSql, new { publication, measure }, cancellationToken: cancel));
        await Publication.RingAsync(connection, publication, cancel);
    }

    private void RefuseOnePerson(NoteRow note, string by)
    {
        if (twoPersons && PreElection.SamePerson(note.WrittenBy, by))
        {
            throw SentenceException.Refused($"{note.WrittenBy} wrote this note, so somebody else has to publish it.");
        }
    }

    private static void RefuseWithoutReason(NoteRow note, string? reason)
    {
        if (note.Replaces is not null && string.IsNullOrWhiteSpace(reason))
        {
            throw SentenceException.Refused("This note corrects one that is published: say why, in words for the public.");
        }
    }
}

/// <summary>A note as it stands, locked.</summary>
internal sealed record NoteRow(
    long Id, string Measure, string Text, string JobTitle, string WrittenBy, string State, string? DecidedBy, DateTime? DecidedAt, long? Publication, long? Replaces, long? ReplacesPublication, string? ReplacedState);
