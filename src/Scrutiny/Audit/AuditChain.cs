using System.Globalization;
using Npgsql;

namespace Scrutiny.Audit;

/// <summary>Reads the whole record once, in order, and checks that it is what was written.</summary>
public static class AuditChain
{
    // Whoever could change the table could also have dropped its constraints, so nothing is taken for granted.
    private const string Sql = """
        select number, coalesce(to_char(at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), ''), coalesce(writer, ''), coalesce(actor, ''), coalesce(act, ''), coalesce(subject_kind, ''), coalesce(subject_id, ''),
               coalesce(detail::text, ''), coalesce(encode(previous, 'hex'), ''), coalesce(encode(hash, 'hex'), '')
        from audit.entry order by number
        """;

    /// <summary>Checks every entry's hash, that each follows from the one before with no number missing and no step back in time, and that the chain passes through every head that was kept.</summary>
    /// <param name="connection">As a role that may read the record. Heads must have been read before, so that what is added meanwhile does no harm.</param>
    /// <param name="witnesses">Heads kept outside the chain: without them a cut end, or a chain made anew, can't be noticed.</param>
    /// <param name="cancel">Cancels.</param>
    /// <returns>How far the record is good, and the first break.</returns>
    public static async Task<AuditVerdict> VerifyAsync(NpgsqlConnection connection, IEnumerable<AuditWitness> witnesses, CancellationToken cancel)
    {
        var waiting = new Queue<AuditWitness>(witnesses.OrderBy(witness => witness.Head.Entries));
        var (good, hash, at) = (0L, AuditEntry.Beginning, "");
        AuditBreak? found = Passed(0);
        await using var command = new NpgsqlCommand(Sql, connection);
        await using var rows = await command.ExecuteReaderAsync(cancel).ConfigureAwait(false);
        while (found is null && await rows.ReadAsync(cancel).ConfigureAwait(false))
        {
            var entry = new AuditEntry(rows.GetInt64(0), rows.GetString(1), rows.GetString(2), rows.GetString(3), rows.GetString(4), rows.GetString(5), rows.GetString(6), rows.GetString(7), rows.GetString(8), rows.GetString(9));
            found = Check(entry, good, hash, at);
            if (found is null)
            {
                (good, hash, at) = (entry.Number, entry.Hash, entry.At);
                found = Passed(good);
            }
        }

        if (found is null && waiting.TryPeek(out var beyond))
        {
            found = new AuditBreak(AuditBreakKind.Tail, good + 1, $"The head of {Day(beyond)} in {beyond.KeptIn} counts {Count(beyond.Head.Entries)}, but the record ends at {Words(good)}: its end was cut off.");
        }

        return new AuditVerdict(good, hash, found);

        AuditBreak? Passed(long number)
        {
            while (waiting.TryPeek(out var witness) && witness.Head.Entries <= number)
            {
                waiting.Dequeue();
                if (witness.Head.Hash != hash)
                {
                    return new AuditBreak(AuditBreakKind.Head, number, $"The head of {Day(witness)} in {witness.KeptIn} has another hash for entry {Words(number)} than the record has: the chain was made anew, at this entry or before it.");
                }
            }

            return null;
        }
    }

    private static AuditBreak? Check(AuditEntry entry, long before, string hashBefore, string atBefore)
    {
        var number = Words(entry.Number);
        if (entry.Number > before + 1)
        {
            return new AuditBreak(AuditBreakKind.Gap, before + 1, $"Entry {Words(before + 1)} is missing: after {Words(before)} comes {number}.");
        }

        if (entry.Number <= before || entry.Previous != hashBefore)
        {
            return new AuditBreak(AuditBreakKind.Order, entry.Number, $"Entry {number} does not follow from the one before it: one was put in, taken out or changed place.");
        }

        if (entry.ComputeHash() != entry.Hash)
        {
            return new AuditBreak(AuditBreakKind.Hash, entry.Number, $"Entry {number} is not what was recorded: its fields give another hash.");
        }

        return string.CompareOrdinal(entry.At, atBefore) < 0
            ? new AuditBreak(AuditBreakKind.Time, entry.Number, $"Entry {number} is older than the one before it.")
            : null;
    }

    private static string Day(AuditWitness witness) => witness.Head.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Count(long entries) => entries == 1 ? "1 entry" : $"{Words(entries)} entries";

    private static string Words(long number) => number.ToString("#,##0", CultureInfo.InvariantCulture);
}
