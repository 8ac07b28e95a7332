using System.Text.RegularExpressions;
using Scrutiny.Ingest.Reading;
using Scrutiny.Periods;
using Scrutiny.Sources;

namespace Scrutiny.Ingest.Mapping;

/// <summary>Recognises one declared table while rows stream past: by its title above and its header cells, never by position.</summary>
internal sealed class TableFinder(Table table)
{
    private readonly Regex? title = table.Title is { } text ? Pattern(text) : null;
    private readonly Regex? with = table.With is { } text ? Pattern(text) : null;
    private readonly Regex? period = table.Period.Title is { } text ? Pattern(text) : null;

    public Table Table { get; } = table;

    public static Regex Pattern(string text) => new(text, RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <summary>Whether this row is the table's header, given what stood above it on the sheet.</summary>
    public bool IsHeader(Row row, IReadOnlyList<string> above)
    {
        if (!HoldsHeaderCells(row))
        {
            return false;
        }

        return (title is null || above.Any(text => title.IsMatch(text))) && (with is null || above.Any(text => with.IsMatch(text)));
    }

    /// <summary>The one period that the text above the header names, the nearest first; null where it names none.</summary>
    public Period? PeriodAbove(IEnumerable<string> above)
    {
        foreach (var text in above.Reverse())
        {
            if (period?.Match(text) is not { Success: true } match)
            {
                continue;
            }

            if (TryPeriod(match.Groups["period"].Value, Table.Period.Form, out var found))
            {
                return found;
            }
        }

        return null;
    }

    /// <summary>Reads a period with or without footnotes glued to it.</summary>
    public static bool TryPeriod(string text, PeriodForm form, out Period period)
    {
        foreach (var reading in WithoutGluedFootnotes(text))
        {
            if (PeriodText.TryParse(reading, form, out period))
            {
                return true;
            }
        }

        period = default;
        return false;
    }

    private bool HoldsHeaderCells(Row row)
    {
        if (Table.Header.Count > 0)
        {
            return Table.Header.All(wanted => Enumerable.Range(0, row.Count).Any(i => Headings.Same(row[i].Displayed, wanted)));
        }

        return Table.Period.Columns && Enumerable.Range(1, Math.Max(0, row.Count - 1)).Any(i => PeriodText.TryParse(row[i].Displayed, Table.Period.Form, out _));
    }

    // "September 20191,2" is 2019 with footnotes 1 and 2, "December 181,2" is 2018 with the same: four digits of a year are tried before two.
    private static IEnumerable<string> WithoutGluedFootnotes(string text) =>
        [text, Regex.Replace(text, @"(\b(?:19|20)\d{2})[\d,\s]+$", "$1", RegexOptions.NonBacktracking), Regex.Replace(text, @"(\b\d{2})[\d,\s]+$", "$1", RegexOptions.NonBacktracking)];
}
