using System.Globalization;

namespace Scrutiny.Statistics.Tables;

/// <summary>One row of a <see cref="CsvTable"/>: its fields by name, and its line for messages.</summary>
internal sealed class CsvRow
{
    private readonly CsvTable _table;

    public CsvRow(CsvTable table, string[] fields, long line)
    {
        // A comma inside a figure would move every later column, and with it the meaning of the row.
        if (fields.Length != table.Headings.Length)
            throw new TableInputException($"Line {line} has {fields.Length} fields where the first line has {table.Headings.Length}; put text with a comma in quotation marks and write numbers without one.");

        (_table, Fields, Line) = (table, fields, line);
    }

    public string[] Fields { get; }

    public long Line { get; }

    /// <summary>The field without its outer white space; empty where there is no such column.</summary>
    public string this[string column] => _table[column] is { } place ? Fields[place].Trim() : "";

    public TableInputException Fault(string column, string saying) => new($"Line {Line}, column {column}: {saying}.");

    public double? Number(string column)
    {
        var text = this[column];
        if (text.Length == 0)
            return null;

        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || double.IsNaN(number))
            throw Fault(column, $"\"{text}\" is not a number; write it as 1234.5, or leave it empty if there is none");

        if (Math.Abs(number) > Spc.LargestValue)
            throw Fault(column, $"\"{text}\" is too large; use a larger unit");

        return number;
    }

    /// <summary>A count, a whole or a population: not below <paramref name="least"/>, and small enough to count.</summary>
    public double? Count(string column, double least = 0)
    {
        const double Most = 1e12;
        var number = Number(column);
        if (number > Most)
            throw Fault(column, $"\"{this[column]}\" is too large; use a larger unit");
        if (number < least || (least > 0 && number == 0))
            throw Fault(column, $"\"{this[column]}\" will not do; write a number {(least > 0 ? "above 0" : "that is not below 0")}, or leave it empty if there is none");

        return number;
    }

    public int? WholeNumber(string column, int least)
    {
        var text = this[column];
        if (text.Length == 0)
            return null;

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least)
            return number;

        throw Fault(column, $"\"{text}\" will not do; write a whole number of {least} or more, or leave it empty");
    }

    public bool? Flag(string column) => this[column] switch
    {
        "" => null,
        "0" => false,
        "1" => true,
        var text => throw Fault(column, $"\"{text}\" is neither 0 nor 1; write one of them or leave it empty"),
    };

    public DateOnly Date(string column)
    {
        if (DateOnly.TryParseExact(this[column], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            return date;

        throw Fault(column, $"\"{this[column]}\" is not a date; write it as 2024-03-31");
    }

    /// <summary>A figure as it is written out: the shortest text that reads back to the same double, or nothing.</summary>
    public static string Text(double? figure) => figure?.ToString("R", CultureInfo.InvariantCulture) ?? "";
}
