using System.Globalization;
using System.Text.RegularExpressions;
using Scrutiny.Areas;
using Scrutiny.Dashboards;
using Scrutiny.Ingest.Reading;
using Scrutiny.Sources;

namespace Scrutiny.Ingest.Mapping;

/// <summary>Finds the area that each row of a table is about.</summary>
internal sealed class AreaColumns(AreaRule rule, Catalogue catalogue, string sheet, IReadOnlyList<(int Index, string Name)> columns)
{
    private readonly Regex? pattern = rule.Pattern is { } text ? TableFinder.Pattern(text) : null;
    private readonly Dictionary<string, Meaning> meanings = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> timesSeen = [];
    private readonly Dictionary<string, int> leftOut = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether the row names no area, or needs to name none.</summary>
    public bool IsEmpty(Row row) => columns.All(column => row[column.Index].Displayed.Length == 0);

    /// <summary>Whether areas stand in the rows at all.</summary>
    public bool StandInRows => columns.Count > 0;

    /// <summary>The area's code; null where the row is to be left out or was rejected.</summary>
    public string? Find(Row row, IFigureSink sink)
    {
        if (rule.Fixed is { } only)
        {
            return only;
        }

        var first = -1;
        for (var i = 0; i < columns.Count; i++)
        {
            var written = row[columns[i].Index].Displayed.Trim();
            if (written.Length == 0)
            {
                continue;
            }

            switch (MeaningOf(written))
            {
                case { Code: { } code }:
                    return code;
                case { Ignored: true }:
                    return null;
            }

            first = first < 0 ? i : first;
        }

        if (rule.Others == OtherAreas.LeaveOut)
        {
            // The last column that is filled is the one that a person reads: codes come first.
            var name = columns.Select(column => row[column.Index].Displayed.Trim()).LastOrDefault(text => text.Length > 0) is { } text ? NameIn(text) : "";
            leftOut[name] = leftOut.GetValueOrDefault(name) + 1;
            return null;
        }

        sink.Reject(first < 0
            ? new Reject(sheet, row.Number, columns[0].Name, "", "The row holds values but names no area; fill in its area or remove the row.")
            : Unknown(row.Number, columns[first].Name, row[columns[first].Index].Displayed.Trim()));
        return null;
    }

    /// <summary>What was left out because its area is none that the table means; null where nothing was.</summary>
    public string? LeftOut()
    {
        if (leftOut.Count == 0)
        {
            return null;
        }

        const int Listed = 10;
        var names = leftOut.OrderByDescending(name => name.Value).ThenBy(name => name.Key, StringComparer.Ordinal)
            .Select(name => string.Create(CultureInfo.InvariantCulture, $"{(name.Key.Length == 0 ? "no area given" : name.Key)} ({name.Value:#,##0})")).ToList();
        var total = leftOut.Values.Sum();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{total:#,##0} row{(total == 1 ? " lies" : "s lie")} outside {(rule.Within is { } within ? catalogue.Areas.ByCode[within].Name : "the areas that the source covers")} and {(total == 1 ? "was" : "were")} left out: {string.Join(", ", names.Take(Listed))}{(names.Count > Listed ? $" and {names.Count - Listed} more areas" : "")}.");
    }

    private Reject Unknown(int row, string column, string text) => new(sheet, row, column, text, rule.Within is { } within && catalogue.Areas.Find(NameIn(text)).Count > 0
        ? $"'{text}' lies outside {catalogue.Areas.ByCode[within].Name}, which the source is about; remove the row, or let the source leave such rows out."
        : $"'{text}' is not a known area; correct it, add it to dashboards/areas.yaml, or name it under 'ignore' in the source.");

    private Meaning MeaningOf(string text)
    {
        if (meanings.TryGetValue(text, out var known))
        {
            return known;
        }

        if (rule.Names.FirstOrDefault(name => Headings.Same(text, name.Key)).Value is { } named)
        {
            return meanings[text] = new Meaning(named, Ignored: false);
        }

        if (rule.Ignore.Any(ignored => Headings.Same(text, ignored)))
        {
            return meanings[text] = new Meaning(null, Ignored: true);
        }

        var name = NameIn(text);
        if (catalogue.Areas.ByCode.TryGetValue(name, out var byCode))
        {
            return meanings[text] = new Meaning(Lies(byCode) ? byCode.Code : null, Ignored: false);
        }

        var candidates = catalogue.Areas.Find(name).Where(area => rule.Kinds.Contains(area.Kind) && Lies(area)).ToList();
        if (candidates.Count < 2)
        {
            return meanings[text] = new Meaning(candidates.Count == 0 ? null : candidates[0].Code, Ignored: false);
        }

        // West Midlands is a region and a force: the wider one stands first, and either may carry a footnote.
        var time = timesSeen[candidates[0].Code] = timesSeen.GetValueOrDefault(candidates[0].Code) + 1;
        return new Meaning(candidates[Math.Min(time, candidates.Count) - 1].Code, Ignored: false);
    }

    private string NameIn(string text) => pattern is null ? text : pattern.Match(text) is { Success: true } match ? match.Groups["area"].Value : text;

    private bool Lies(Area area)
    {
        for (var at = area; ; at = catalogue.Areas.ByCode[at.Parent])
        {
            if (rule.Within is null || at.Code == rule.Within)
            {
                return true;
            }

            if (at.Parent is null)
            {
                return false;
            }
        }
    }

    private readonly record struct Meaning(string? Code, bool Ignored);
}
