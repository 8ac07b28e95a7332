using System.Globalization;
using System.Text;

namespace Scrutiny.Ingest.Mapping;

/// <summary>Numbers of rows, taken in as they come and kept as ranges in a byte or two each, since a file may have thousands of such lists.</summary>
internal sealed class RowRanges
{
    /// <summary>Beyond this a list of rows helps nobody; the filter finds them again.</summary>
    private const int LongestBytes = 16 * 1024;

    private readonly List<(string Sheet, List<byte> Steps)> sheets = [];
    private int from;
    private int to;
    private int before;
    private int bytes;

    /// <summary>Adds a row; within a sheet rows come in order.</summary>
    public void Add(string sheet, int row)
    {
        if (sheets.Count == 0 || sheets[^1].Sheet != sheet)
        {
            Close();
            sheets.Add((sheet, []));
            (from, to, before) = (row, row, 0);
        }
        else if (row <= to + 1)
        {
            to = Math.Max(to, row);
        }
        else
        {
            Close();
            (from, to) = (row, row);
        }
    }

    /// <summary>The ranges as text, <c>4,9,12-15</c>, those of further sheets after their names; null where there are too many.</summary>
    public override string? ToString()
    {
        Close();
        if (bytes > LongestBytes)
        {
            return null;
        }

        var text = new StringBuilder();
        foreach (var (sheet, steps) in sheets)
        {
            text.Append(text.Length == 0 ? "" : $"; {sheet}: ");
            var (at, end) = (0, 0);
            while (at < steps.Count)
            {
                var start = end + Read(steps, ref at);
                end = start + Read(steps, ref at);
                text.Append(CultureInfo.InvariantCulture, $"{(start == end ? $"{start}" : $"{start}-{end}")}{(at < steps.Count ? "," : "")}");
            }
        }

        return text.ToString();
    }

    private void Close()
    {
        if (sheets.Count == 0 || from == 0)
        {
            return;
        }

        if (bytes <= LongestBytes)
        {
            var steps = sheets[^1].Steps;
            bytes -= steps.Count;
            Write(steps, from - before);
            Write(steps, to - from);
            bytes += steps.Count;
        }

        (before, from) = (to, 0);
    }

    private static void Write(List<byte> steps, int number)
    {
        for (; number > 0x7f; number >>= 7)
        {
            steps.Add((byte)(number | 0x80));
        }

        steps.Add((byte)number);
    }

    private static int Read(List<byte> steps, ref int at)
    {
        var (number, shift) = (0, 0);
        for (; steps[at] > 0x7f; at++, shift += 7)
        {
            number |= (steps[at] & 0x7f) << shift;
        }

        return number | (steps[at++] << shift);
    }
}
