using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using Npgsql;

namespace Scrutiny.MeetingLogs;

/// <summary>Checks that every meeting's log, and the public's copy of it, is what was written.</summary>
public static class MeetingChains
{
    private static readonly string Beginning = new('0', 64);

    // Whoever could change the tables could also have dropped their constraints, so nothing is taken for granted.
    private const string WorkingSql = """
        select m.slug as Slug, e.number as Number, coalesce(to_char(e.at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), '') as At, coalesce(e.kind, '') as Kind,
               case when e.restricted then 'restricted' else 'open' end as Visibility, coalesce(e.seq::text, '-') as Seq, coalesce(e.actor, '') as Actor, coalesce(e.data::text, '') as Data,
               coalesce(encode(e.previous, 'hex'), '') as Previous, coalesce(encode(e.hash, 'hex'), '') as Hash
        from meeting.meeting m join meeting.event e on e.meeting = m.number order by m.number, e.number
        """;

    private const string PublishedSql = """
        select m.slug as Slug, e.seq as Number, coalesce(to_char(e.at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), '') as At, coalesce(e.kind, '') as Kind,
               '' as Visibility, '' as Seq, '' as Actor, coalesce(e.data::text, '') as Data, coalesce(encode(e.previous, 'hex'), '') as Previous, coalesce(encode(e.hash, 'hex'), '') as Hash
        from published.meeting m join published.meeting_event e on e.meeting = m.number order by m.number, e.seq
        """;

    // The end of a log: what its head says, what the public has of it, and what the record kept when the meeting closed.
    private const string EndsSql = """
        select m.slug as Slug, m.events as Events, encode(m.hash, 'hex') as Hash, p.events as PublicEvents, encode(p.hash, 'hex') as PublicHash,
               (select count(*) from meeting.event e where e.meeting = m.number and e.seq is not null) as Shown,
               (a.detail ->> 'events')::bigint as ClosedEvents, a.detail ->> 'hash' as ClosedHash,
               (select encode(e.hash, 'hex') from meeting.event e where e.meeting = m.number and e.number = (a.detail ->> 'events')::bigint) as HashThen
        from meeting.meeting m
        left join published.meeting p using (slug)
        left join lateral (select detail from audit.entry where act = 'meeting-closed' and subject_kind = 'meeting' and subject_id = m.slug order by number desc limit 1) a on true
        order by m.number
        """;

    /// <summary>Checks both logs of every meeting.</summary>
    /// <param name="connection">As a role that may read working meetings and the record.</param>
    /// <param name="cancel">Cancels.</param>
    /// <returns>How many meetings and events there are, and what is wrong in one sentence; null where nothing is.</returns>
    public static async Task<(long Meetings, long Events, string? Fault)> VerifyAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        // Heads first: what is added meanwhile lies after them.
        var ends = (await connection.QueryAsync<EndRow>(new CommandDefinition(EndsSql, cancellationToken: cancel))).AsList();
        var (events, working, fault) = await WalkAsync(connection, WorkingSql, "the log of the meeting", "scrutiny-meeting-1", cancel);
        var (_, shown, publicFault) = await WalkAsync(connection, PublishedSql, "the public log of the meeting", "scrutiny-meeting-public-1", cancel);
        return (ends.Count, events, fault ?? publicFault ?? ends.Select(end => Check(end, working, shown)).FirstOrDefault(found => found is not null));
    }

    private static async Task<(long Events, Dictionary<(string Slug, long Number), string> Hashes, string? Fault)> WalkAsync(NpgsqlConnection connection, string sql, string what, string form, CancellationToken cancel)
    {
        var hashes = new Dictionary<(string, long), string>();
        var (count, last) = (0L, ("", 0L, Beginning));
        foreach (var row in await connection.QueryAsync<EventRow>(new CommandDefinition(sql, cancellationToken: cancel)))
        {
            var (slug, number, hash) = row.Slug == last.Item1 ? last : (row.Slug, 0L, Beginning);
            if (row.Number != number + 1 || row.Previous != hash)
            {
                return (count, hashes, $"In {what} {slug} event {Words(row.Number)} does not follow from the one before it: one was put in, taken out or changed place.");
            }

            if (row.Compute(form) != row.Hash)
            {
                return (count, hashes, $"In {what} {slug} event {Words(row.Number)} is not what was logged: its fields give another hash.");
            }

            last = (slug, row.Number, row.Hash);
            hashes[(slug, row.Number)] = row.Hash;
            count++;
        }

        return (count, hashes, null);
    }

    private static string? Check(EndRow end, Dictionary<(string Slug, long Number), string> working, Dictionary<(string Slug, long Number), string> shown)
    {
        if (end.Events > 0 && working.GetValueOrDefault((end.Slug, end.Events)) != end.Hash)
        {
            return $"The log of the meeting {end.Slug} does not end as its head says, at event {Words(end.Events)}: its end was cut off or made anew.";
        }

        if (end.PublicEvents is > 0 && shown.GetValueOrDefault((end.Slug, end.PublicEvents.Value)) != end.PublicHash)
        {
            return $"The public log of the meeting {end.Slug} does not end as its head says, at event {Words(end.PublicEvents.Value)}: its end was cut off or made anew.";
        }

        if ((end.PublicEvents ?? 0) != end.Shown)
        {
            return $"The public log of the meeting {end.Slug} has {Words(end.PublicEvents ?? 0)} events, but {Words(end.Shown)} were made public.";
        }

        return end.ClosedEvents is not null && end.HashThen != end.ClosedHash
            ? $"The log of the meeting {end.Slug} was made anew: when it closed, the record kept another hash for event {Words(end.ClosedEvents.Value)}."
            : null;
    }

    private static string Words(long number) => number.ToString("#,##0", CultureInfo.InvariantCulture);

    private sealed record EndRow(string Slug, long Events, string Hash, long? PublicEvents, string? PublicHash, long Shown, long? ClosedEvents, string? ClosedHash, string? HashThen);

    private sealed record EventRow(string Slug, long Number, string At, string Kind, string Visibility, string Seq, string Actor, string Data, string Previous, string Hash)
    {
        /// <summary>SHA-256 of the fields, a line each; the function <c>meeting.write</c> computes the same.</summary>
        public string Compute(string form)
        {
            var number = Number.ToString(CultureInfo.InvariantCulture);
            string[] fields = Visibility.Length > 0 ? [form, Slug, number, At, Kind, Visibility, Seq, Actor, Data, Previous] : [form, Slug, number, At, Kind, Data, Previous];
            return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', fields))));
        }
    }
}
