using System.Globalization;
using CsvHelper;

namespace Scrutiny.Ingest.Reading;

/// <summary>The records of a CSV, streamed: memory does not grow with the file.</summary>
internal sealed class CsvSheet(
    Func<Stream> open, CsvEncoding encoding, char delimiter, ReadingOptions options, CancellationToken cancel) : ISheet
{
    public string Name => "";

    public bool Hidden => false;

    public string? LeftOut => null;

    public IEnumerable<Row> Rows()
    {
        char? comment = options.Comment?[0];
        using CsvByteStream bytes = new(open(), encoding, (byte?)comment);
        using CsvReader reader = CsvReader.Create(bytes, new CsvReaderOptions
        {
            Separator = delimiter,
            HasHeader = false,
            SkipEmptyLines = true,
            CommentPrefix = comment,
            TrackLineNumbers = true,
            MaxRecordSize = options.MaximumRecordBytes,
            PoolStrings = true,
            OnMalformedRecord = RefuseUnclosedQuote,
        });
        Row row = new(reader.GetString);
        int nextLine = 1;

        while (Advance(reader))
        {
            cancel.ThrowIfCancellationRequested();
            int line = checked((int)reader.LineNumber);

            if (comment is not null)
            {
                // The parser drops comments without a word; the lines that it jumped over are they.
                while (bytes.TryTakeComment(line, out int number, out string text))
                {
                    if (number >= nextLine)
                    {
                        yield return CommentRow(row, number, text);
                    }
                }

                nextLine = line + 1 + LineBreaks(reader.RawRecord);
            }

            CheckLimits(reader, line);
            if (!IsBlank(reader))
            {
                row.Begin(line, reader.FieldCount);
                yield return row;
            }
        }

        while (bytes.TryTakeComment(int.MaxValue, out int number, out string text))
        {
            if (number >= nextLine)
            {
                yield return CommentRow(row, number, text);
            }
        }
    }

    private bool Advance(CsvReader reader)
    {
        try
        {
            return reader.Read();
        }
        catch (CsvFormatException tooLong)
        {
            // Malformed quoting goes to the handler below, so this is the cap on a record.
            throw new UnreadableFileException(
                $"The record that starts on line {Show(tooLong.LineNumber)} is longer than {Show(options.MaximumRecordBytes)} bytes: look there for a quotation mark that is never closed, and ask the publisher for a corrected file.",
                tooLong);
        }
    }

    private void RefuseUnclosedQuote(CsvMalformedRecord record)
    {
        // Stray quotes elsewhere are kept as the text that they are.
        if (record.Reason == CsvMalformedReason.UnterminatedQuote)
        {
            long line = record.LineNumber + LinesBeforeLastQuote(record.RawRecord);
            throw new UnreadableFileException(
                $"A quotation mark opens on line {Show(line)} and is never closed, so everything after it runs into one cell: ask the publisher for a corrected file.");
        }
    }

    private void CheckLimits(CsvReader reader, int line)
    {
        if (reader.FieldCount > options.MaximumFields)
        {
            throw new UnreadableFileException(
                $"Line {Show(line)} has {Show(reader.FieldCount)} fields and the limit is {Show(options.MaximumFields)}: check the separator, or ask the publisher for a table of fewer columns.");
        }

        if (reader.RawRecord.Length <= options.MaximumFieldBytes)
        {
            return;
        }

        for (int index = 0; index < reader.FieldCount; index++)
        {
            if (reader.GetSpan(index).Length > options.MaximumFieldBytes)
            {
                throw new UnreadableFileException(
                    $"Field {Show(index + 1)} of the record on line {Show(line)} is longer than {Show(options.MaximumFieldBytes)} bytes: look there for a quotation mark out of place, and ask the publisher for a corrected file.");
            }
        }
    }

    /// <summary>The lines of an unfinished record above the quote that opens its last, unclosed field.</summary>
    private int LinesBeforeLastQuote(string record)
    {
        bool quoted = false;
        bool fieldStart = true;
        int opened = 0;
        for (int at = 0; at < record.Length; at++)
        {
            if (record[at] == '"' && quoted && at + 1 < record.Length && record[at + 1] == '"')
            {
                at++;
            }
            else if (record[at] == '"' && (quoted || fieldStart))
            {
                opened = quoted ? opened : at;
                quoted = !quoted;
                fieldStart = false;
            }
            else if (!quoted)
            {
                fieldStart = record[at] == delimiter;
            }
        }

        ReadOnlySpan<char> above = record.AsSpan(0, opened);
        return above.Count('\n') + above.Count('\r') - above.Count("\r\n");
    }

    private static bool IsBlank(CsvReader reader)
    {
        for (int index = 0; index < reader.FieldCount; index++)
        {
            if (!reader.GetSpan(index).IsEmpty)
            {
                return false;
            }
        }

        return true;
    }

    private static Row CommentRow(Row row, int number, string text)
    {
        row.Begin(number);
        row.Set(0, Cell.Of(text));
        return row;
    }

    private static int LineBreaks(ReadOnlySpan<byte> record) =>
        record.Count((byte)'\n') + record.Count((byte)'\r') - record.Count("\r\n"u8);

    private static string Show(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
