using Dapper;
using Npgsql;
using Scrutiny.Audit;
using Scrutiny.Web.Staff;

namespace Scrutiny.Web.Pages.Staff.Record;

/// <summary>Which entries of the record are asked for; the same for the page and the file.</summary>
/// <param name="Act">Name of an act; null for all.</param>
/// <param name="Subject">Id of what it was done to; null for all.</param>
/// <param name="Day">A day in London; null for all.</param>
internal sealed record RecordFilter(string? Act, string? Subject, DateOnly? Day)
{
    private const string Sql = """
        select number as Number, at as At, writer as Writer, actor as Actor, act as Act, subject_kind as SubjectKind, subject_id as SubjectId, detail::text as Detail, encode(hash, 'hex') as Hash
        from audit.entry
        where (@act is null or act = @act) and (@subject is null or subject_id = @subject)
          and (@day::date is null or (at >= @day::date::timestamp at time zone 'Europe/London' and at < (@day::date + 1)::timestamp at time zone 'Europe/London'))
        order by number desc limit @limit offset @offset
        """;

    /// <summary>As an address gives it.</summary>
    /// <returns>The filter, and whether the day could be read.</returns>
    public static (RecordFilter Filter, bool DayIsGood) Read(string? act, string? subject, string? day)
    {
        var good = StaffDates.TryParse(day, out var parsed);
        return (new RecordFilter(AuditActs.All.Any(known => known.Name() == act) ? act : null, string.IsNullOrWhiteSpace(subject) ? null : subject.Trim(), parsed), good);
    }

    public Task<IEnumerable<RecordRow>> ReadAsync(NpgsqlConnection connection, int limit, int offset, CancellationToken cancel) =>
        connection.QueryAsync<RecordRow>(new CommandDefinition(Sql, new { act = Act, subject = Subject, day = Day, limit, offset }, cancellationToken: cancel));
}

/// <summary>An entry as staff see it.</summary>
internal sealed record RecordRow(long Number, DateTime At, string Writer, string Actor, string Act, string SubjectKind, string SubjectId, string Detail, string Hash);
