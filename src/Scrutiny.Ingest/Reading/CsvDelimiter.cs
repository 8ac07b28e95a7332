namespace Scrutiny.Ingest.Reading;

/// <summary>Finds what separates the fields of a CSV whose source does not say.</summary>
internal static class CsvDelimiter
{
    private const int LinesToJudge = 500;

    // In the order in which a tie is settled: prose and decimal commas put commas into files that use another separator,
    // while hardly any file that uses commas has the same number of tabs or semicolons in every record.
    private static readonly char[] Candidates = ['\t', ';', ','];

    /// <summary>
    /// The candidate that splits most records into the same number of fields; a title or notes above the table are
    /// outvoted by the table. A file of one column is read with a comma.
    /// </summary>
    internal static char Detect(ReadOnlySpan<char> start, char? comment)
    {
        char best = ',';
        int most = 0;
        foreach (char candidate in Candidates)
        {
            int votes = Votes(start, candidate, comment);
            if (votes > most)
            {
                (best, most) = (candidate, votes);
            }
        }

        return best;
    }

    private static int Votes(ReadOnlySpan<char> start, char candidate, char? comment)
    {
        Dictionary<int, int> recordsByCount = [];
        bool quoted = false;
        bool fieldStart = true;
        bool lineStart = true;
        bool skipping = false;
        int count = 0;
        int lines = 0;

        foreach (char next in start)
        {
            if (lineStart)
            {
                skipping = comment == next && !quoted;
                lineStart = false;
            }

            if (next == '"' && (quoted || fieldStart) && !skipping)
            {
                // A doubled quote closes the field and at once opens it again, which comes to the same.
                quoted = !quoted;
                fieldStart = !quoted;
            }
            else if (!quoted && next is ('\r' or '\n'))
            {
                if (count > 0 && !skipping)
                {
                    recordsByCount[count] = recordsByCount.GetValueOrDefault(count) + 1;
                }

                (count, fieldStart, lineStart) = (0, true, true);
                if (++lines > LinesToJudge)
                {
                    break;
                }
            }
            else
            {
                fieldStart = !quoted && next == candidate;
                count += fieldStart ? 1 : 0;
            }
        }

        if (count > 0 && !quoted && !skipping)
        {
            recordsByCount[count] = recordsByCount.GetValueOrDefault(count) + 1;
        }

        return recordsByCount.Count == 0 ? 0 : recordsByCount.Values.Max();
    }
}
