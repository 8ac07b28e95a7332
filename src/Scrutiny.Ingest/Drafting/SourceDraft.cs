using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Scrutiny.Areas;
using Scrutiny.Dashboards;
using Scrutiny.Ingest.Mapping;
using Scrutiny.Ingest.Reading;
using Scrutiny.Measures;
using Scrutiny.Periods;

namespace Scrutiny.Ingest.Drafting;

/// <summary>
/// Proposes a declaration for a file that no source reads yet. It passes <c>sources check</c> and may be tried with <c>load --dry-run</c>; what it
/// is not sure of stands behind <c># unsure:</c>.
/// </summary>
internal static partial class SourceDraft
{
    private const int MostHeaderCells = 6;
    private const int MostIgnored = 12;

    private static readonly (string Pattern, PeriodForm Form)[] PeriodsInTitles =
    [
        (@"year ending (?<period>[A-Za-z]+ \d{2,4})", PeriodForm.YearEnding),
        (@"(?<period>\d{1,2} [A-Za-z]+ \d{4})", PeriodForm.AsAt),
        (@"(?<period>(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* \d{4})", PeriodForm.Month),
        (@"(?<period>\d{4}[/-]\d{2,4})", PeriodForm.FinancialYear),
    ];

    private static readonly Dictionary<string, string> KnownMarkers = new(StringComparer.OrdinalIgnoreCase)
    {
        [".."] = "not-available", [":"] = "not-available", ["[x]"] = "not-available", ["x"] = "not-available", ["NA"] = "not-available", ["#VALUE!"] = "not-available",
        ["-"] = "not-applicable", ["[z]"] = "not-applicable", ["z"] = "not-applicable", ["N/A"] = "not-applicable",
        ["*"] = "confidential", ["[c]"] = "confidential", ["c"] = "confidential", ["?"] = "confidential",
    };

    /// <summary>Writes the declaration.</summary>
    /// <param name="sample">The file's first rows.</param>
    /// <param name="fileName">The file's name.</param>
    /// <param name="catalogue">Known measures and areas.</param>
    /// <exception cref="RefusedFileException">No sheet holds anything that looks like a table.</exception>
    public static string Write(FileSample sample, string fileName, Catalogue catalogue)
    {
        var tables = sample.Sheets.Select(sheet => TableGuess.Find(sheet, catalogue.Areas)).OfType<TableGuess>().Select(table => new TableDraft(table, catalogue, fileName)).ToList();
        // A sheet of contents or notes has no areas; where no sheet has any, one table is better than none.
        var kept = tables.FindAll(table => table.HasAreas);
        kept = kept.Count > 0 ? kept : [.. tables.Take(1)];
        if (kept.Count == 0)
        {
            throw new RefusedFileException("Nothing in this file looks like a table with a row of headings; look at it in a spreadsheet, and write the source by hand from another in dashboards/sources.");
        }

        var text = new StringBuilder();
        text.AppendLine("# yaml-language-server: $schema=../_schema/source-1.schema.json");
        text.AppendLine(CultureInfo.InvariantCulture, $"# Drafted from {OneLine(fileName)} ({sample.Format}). Settle each line that says 'unsure', try it with");
        text.AppendLine("# './scrutiny load FILE --source THIS.yaml --dry-run', then save it in dashboards/sources without 'draft'");
        text.AppendLine("# and add its name to 'sources' of the measures that it brings.");
        text.AppendLine("schema: source/1");
        text.AppendLine("draft: true");
        text.AppendLine(CultureInfo.InvariantCulture, $"title: {Quote(TitleOf(sample, fileName))} # unsure: the publication's own title");
        text.AppendLine("publisher: \"To be filled in\" # unsure");
        text.AppendLine("licence: \"Open Government Licence v3.0\" # unsure");
        text.AppendLine("kind: management-information # unsure: official-statistics where a statistics producer publishes it");
        text.AppendLine("supplier: publisher # unsure: force where the force itself sends it; its office may then upload the file");
        text.AppendLine("publish: on-approval");
        text.AppendLine("schedule: \"0 0/15 * * * ?\"");
        text.AppendLine("# due: { every: month, days_after: 25 } # unsure: where files come regularly, say when the next one is due");
        if (sample.Encoding is not null || sample.Comment is not null)
        {
            var csv = new[] { sample.Encoding is { } encoding ? $"encoding: {encoding}" : null, sample.Comment is { } comment ? $"comment: {Quote(comment)}" : null };
            text.AppendLine(CultureInfo.InvariantCulture, $"csv: {{ {string.Join(", ", csv.OfType<string>())} }}{(sample.Encoding is null ? "" : " # unsure: it is not UTF-8; look at the letters with accents")}");
        }

        AppendMarkers(text, kept);
        text.AppendLine("tables:");
        var taken = new HashSet<(string Measure, string? Breakdown)>();
        foreach (var table in kept)
        {
            table.Append(text, taken, kept.FindAll(other => other != table && other.Title == table.Title));
        }

        return text.ToString();
    }

    internal static string Quote(string text) => '"' + OneLine(text).Replace("\\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + '"';

    private static string OneLine(string text) => string.Concat(Headings.Normal(text).Where(letter => !char.IsControl(letter)));

    private static string TitleOf(FileSample sample, string fileName) =>
        sample.Sheets.SelectMany(sheet => sheet.Rows.Take(1)).SelectMany(row => row.Cells.Take(1)).FirstOrDefault(cell => cell.Length > 20) is { } title && sample.Format != "csv"
            ? title
            : Path.GetFileNameWithoutExtension(fileName).Replace('-', ' ').Replace('_', ' ');

    private static void AppendMarkers(StringBuilder text, IReadOnlyList<TableDraft> tables)
    {
        var markers = tables.SelectMany(table => table.Markers).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        if (markers.Count == 0)
        {
            return;
        }

        text.AppendLine("markers:");
        foreach (var marker in markers)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  {Quote(marker)}: {KnownMarkers.GetValueOrDefault(marker, "not-available")} # unsure: look for its meaning in the file's notes");
        }
    }

    /// <summary>One table of the draft.</summary>
    private sealed class TableDraft
    {
        private readonly TableGuess table;
        private readonly Catalogue catalogue;
        private readonly List<ColumnGuess> columns;
        private readonly ColumnGuess? area;
        private readonly ColumnGuess? areaName;
        private readonly List<int> periodColumns;
        private readonly List<string> about;
        private string period = "";
        private List<Period> periods = [];
        private ColumnGuess? periodColumn;
        private ColumnGuess? quarter;

        public TableDraft(TableGuess table, Catalogue catalogue, string fileName)
        {
            (this.table, this.catalogue) = (table, catalogue);
            columns = [.. Enumerable.Range(0, table.Width).Select(column => ColumnGuess.Of(table, column, catalogue.Areas))];
            area = columns.Where(column => column.Areas >= 0.5).OrderByDescending(column => column.AreaCodes >= 0.5).ThenByDescending(column => column.Areas * column.Distinct.Count).FirstOrDefault();
            areaName = area is { AreaCodes: >= 0.5 } ? columns.Where(column => column != area && column.AreaNames >= 0.5).OrderByDescending(column => column.Distinct.Count).FirstOrDefault() : null;
            periodColumns = [.. columns.Where(column => column != area && TableGuess.IsPeriod(table.Header[column.Index]) && column.Numbers > 0).Select(column => column.Index)];
            about = [.. table.Above.TakeLast(6), table.Sheet, Path.GetFileNameWithoutExtension(fileName)];
            FindPeriod();
            Title = TitleOf(table);
        }

        public bool HasAreas => area is not null;

        /// <summary>An expression for the table's title; null where it has none.</summary>
        public string? Title { get; }

        public IEnumerable<string> Markers => Figures.SelectMany(column => column.Markers);

        private bool Wide => periodColumns.Count >= 2;

        private List<ColumnGuess> Figures => Wide
            ? [.. periodColumns.Select(index => columns[index])]
            : [.. columns.Where(column => column.HoldsFigures && column != area && column != areaName && column != periodColumn && column != quarter && !NoFigure().IsMatch(column.Name))];

        public void Append(StringBuilder text, HashSet<(string Measure, string? Breakdown)> taken, IReadOnlyList<TableDraft> namesakes)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  - name: {Quote(table.Sheet.Length > 0 ? table.Sheet : "Table")}");
            if (Title is not null)
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"    title: {Quote(Title)}");
            }

            if (Title is not null && namesakes.Count > 0 && table.Above.LastOrDefault(line => line.Length is > 3 and < 60 && !line.Any(char.IsDigit) && namesakes.All(other => !other.table.Above.Contains(line))) is { } own)
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"    with: {Quote($"^{Regex.Escape(own).Replace("\\ ", " ", StringComparison.Ordinal)}$")} # unsure: another table has the same title");
            }

            var header = HeaderCells();
            if (header.Count > 0)
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"    header: [{string.Join(", ", header.Select(Quote))}]");
            }

            if (table.HasParents)
            {
                text.AppendLine("    parent_rows: 1 # unsure: the row above the headings seems to name groups of columns");
            }

            AppendArea(text);
            text.AppendLine(CultureInfo.InvariantCulture, $"    period: {period}");
            AppendValues(text, taken);
        }

        // Numbers of tables and dates change between editions.
        private static string? TitleOf(TableGuess table)
        {
            var nearest = table.Above.LastOrDefault(text => text.Length is > 10 and < 200 && Regex.IsMatch(text, "^(table|figure)", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking))
                ?? table.Above.LastOrDefault(text => text.Length is > 10 and < 200 && table.Sheet.Length > 0);
            return nearest is null
                ? null
                : "^" + string.Join(@"[\d.,/]+", Regex.Split(Headings.Normal(nearest), @"\d+[\d.,/]*", RegexOptions.NonBacktracking).Take(2).Select(Regex.Escape)).Replace("\\ ", " ", StringComparison.Ordinal);
        }

        private static string NameOf(ColumnGuess column) => column.Name.Length > 0 ? Headings.Normal(Headings.WithoutFootnotes(column.Name)) : "@first";

        private List<string> HeaderCells() =>
            [.. new[] { area, areaName, periodColumn, quarter }.OfType<ColumnGuess>().Concat(Wide ? [] : Figures).Concat(Wide ? columns.Where(column => !periodColumns.Contains(column.Index) && column.Numbers < 0.5) : [])
                .Where(column => column.Name.Length is > 0 and < 60 && !table.NamedAbove.Contains(column.Index)).Select(NameOf).Distinct().Take(MostHeaderCells)];

        private void AppendArea(StringBuilder text)
        {
            if (area is null)
            {
                text.AppendLine("    area: { fixed: E23000030 } # unsure: no column names areas that are known");
                return;
            }

            var kinds = area.Distinct.SelectMany(text => catalogue.Areas.ByCode.TryGetValue(text, out var coded) ? [coded] : catalogue.Areas.Find(text).TakeLast(1)).Select(known => known.Kind).Distinct().Order().Select(kind => KebabNaming.Policy.ConvertName(kind.ToString()));
            var unknown = area.Distinct.Where(name => !catalogue.Areas.ByCode.ContainsKey(name) && catalogue.Areas.Find(name).Count == 0).ToList();
            var parts = new List<string> { $"column: {Quote(NameOf(area))}" };
            if (areaName is not null)
            {
                parts.Add($"otherwise: [{Quote(NameOf(areaName))}]");
            }

            parts.Add($"kinds: [{string.Join(", ", kinds)}]");
            var unsure = "";
            if (unknown.Count > MostIgnored)
            {
                parts.Add("others: leave-out");
                unsure = $" # unsure: {unknown.Count} names are not known, such as {OneLine(unknown[0])}";
            }
            else if (unknown.Count > 0 && areaName is null)
            {
                parts.Add($"ignore: [{string.Join(", ", unknown.Where(name => name.Length < 80).Select(Quote))}]");
                unsure = " # unsure: names that are not known; an area of dashboards/areas.yaml may be meant";
            }

            text.AppendLine(CultureInfo.InvariantCulture, $"    area: {{ {string.Join(", ", parts)} }}{unsure}");
        }

        private void FindPeriod()
        {
            if (Wide)
            {
                var headings = periodColumns.Select(index => Headings.WithoutFootnotes(table.Header[index])).ToList();
                var form = Best(headings, table.Above);
                period = $"{{ columns: true, form: {Kebab(form)} }}{Doubt(form, headings[0])}";
                periods = Read(headings, form);
                return;
            }

            periodColumn = columns.Where(column => column != area && column != areaName && column.Form is not null && column.Periods >= 0.6 && column.AreaCodes < 0.5)
                .OrderByDescending(column => PeriodName().IsMatch(column.Name)).ThenByDescending(column => column.Periods).FirstOrDefault(column => column.Form != PeriodForm.Year || PeriodName().IsMatch(column.Name) || (column.Periods > 0.95 && column.Distinct.Count > 1));
            if (periodColumn is null)
            {
                FindPeriodAbove();
                return;
            }

            var chosen = Best([.. periodColumn.Distinct], [periodColumn.Name]);
            quarter = chosen == PeriodForm.FinancialYear ? columns.Find(column => column.Name.Contains("quarter", StringComparison.OrdinalIgnoreCase) && column.Distinct.Count is > 0 and <= 6 && column != periodColumn) : null;
            var (and, used) = quarter is null ? ("", chosen) : ($", and: {Quote(NameOf(quarter))}", PeriodForm.FinancialQuarter);
            period = $"{{ column: {Quote(NameOf(periodColumn))}{and}, form: {Kebab(used)} }}{Doubt(used, periodColumn.Distinct.First())}";
            periods = Read(quarter is null ? periodColumn.Distinct : periodColumn.Distinct.Select(year => $"{year} 1"), used);
        }

        private void FindPeriodAbove()
        {
            foreach (var (pattern, form) in PeriodsInTitles)
            {
                var expression = TableFinder.Pattern(pattern);
                foreach (var match in table.Above.Reverse().Select(text => expression.Match(text)).Where(match => match.Success))
                {
                    if (TableFinder.TryPeriod(match.Groups["period"].Value, form, out var found))
                    {
                        period = $"{{ title: {Quote(pattern)}, form: {Kebab(form)} }}{Doubt(form, match.Value)}";
                        periods = [found];
                        return;
                    }
                }
            }

            period = "{ fixed: \"2000-01\", form: month } # unsure: the file names no period; write it here, or find where it stands";
        }

        private void AppendValues(StringBuilder text, HashSet<(string Measure, string? Breakdown)> taken)
        {
            var guess = new MeasureGuess(catalogue, periods, about);
            var lines = new List<string>();
            var unmapped = new List<ColumnGuess>();
            if (columns.Find(column => Headings.Same(column.Name, "measure") && column.Distinct.Count > 0 && column.Distinct.All(catalogue.Measures.ContainsKey)) is { } named && Figures.Count > 0)
            {
                // Scrutiny's own tidy layout.
                var value = Figures.Find(column => Headings.Same(column.Name, "value")) ?? Figures[0];
                var more = columns.Find(column => Headings.Same(column.Name, "breakdown")) is { } own ? $", breakdown_column: {Quote(NameOf(own))}" : "";
                lines.Add($"{{ column: {Quote(NameOf(value))}, measure_column: {Quote(NameOf(named))}{more} }}");
            }
            else if (Wide || Figures.Count == 0)
            {
                AppendWhole(lines, guess, taken);
            }
            else
            {
                var parts = guess.ByParts(TextColumns);
                foreach (var column in Figures)
                {
                    var found = guess.Of(column);
                    var measure = found?.Measure ?? (Figures.Count == 1 ? parts?.Measure ?? guess.OfTable() : null);
                    var part = found is null or { Breakdown: null } && parts is { } divided && divided.Measure == measure ? divided.Column : null;
                    if (measure is null || !taken.Add((measure, found?.Breakdown)))
                    {
                        unmapped.Add(column);
                        continue;
                    }

                    var repeats = Repeats(part);
                    var adds = repeats && catalogue.Measures[measure].Value.Unit is Unit.Count or Unit.Hours or Unit.Pounds && !HoldsTotals(column);
                    lines.Add($"{{ column: {Quote(NameOf(column))}{(adds ? ", aggregate: sum" : "")}, measure: {measure}{(found?.Breakdown is { } key ? $", breakdown: {key}" : "")}{(part is null ? "" : PartsOf(part, measure))} }}"
                        + (repeats ? $" # unsure: several rows have one area and period; {(adds ? "they are added up" : "say under 'where' which are meant")}" : found is { Sure: true } ? "" : " # unsure: the nearest measure by its words"));
                }
            }

            text.AppendLine(lines.Count == 0 ? "    values: [] # unsure: no measure is near; add one to dashboards/measures and name it here" : "    values:");
            lines.ForEach(line => text.AppendLine(CultureInfo.InvariantCulture, $"      - {line}"));
            if (unmapped.Count > 0)
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"    unmapped: [{string.Join(", ", unmapped.Select(NameOf).Distinct().Select(Quote))}] # unsure: give each a measure under values, or take it out");
            }
        }

        private void AppendWhole(List<string> lines, MeasureGuess guess, HashSet<(string Measure, string? Breakdown)> taken)
        {
            var parts = guess.ByParts(TextColumns);
            if ((parts?.Measure ?? guess.OfTable()) is not { } measure || !taken.Add((measure, null)))
            {
                return;
            }

            var count = Wide ? "" : "aggregate: count, ";
            var sum = Wide ? "aggregate: sum, " : count;
            lines.Add($"{{ {(Repeats(null) ? sum : count)}measure: {measure} }} # unsure: the nearest measure by the words of the table and the file's name");
            if (parts is { } known)
            {
                lines.Add($"{{ {(Repeats(known.Column) ? sum : count)}measure: {measure}{PartsOf(known.Column, measure)} }} # unsure: likewise");
            }
        }

        // Columns of a few different words, which may divide a measure into its parts.
        private IEnumerable<ColumnGuess> TextColumns => columns.Where(column => column.Numbers < 0.3 && column != area && column != areaName && column != periodColumn && column.Distinct.Count is > 1 and < 100);

        // Texts that are no breakdown mean all of it, or are left out until a person says what they mean.
        private string PartsOf(ColumnGuess part, string measure)
        {
            var other = part.Distinct.Where(text => !catalogue.Measures[measure].Value.Breakdowns.Any(known => Headings.Same(text, known.Name) || known.Key == TableRows.Slug(text))).ToList();
            var all = other.FindAll(text => WholeName().IsMatch(text));
            var leftOut = other.Except(all).Where(text => text.Length < 80).ToList();
            return $", breakdown_column: {Quote(NameOf(part))}"
                + (all.Count > 0 ? $", breakdowns: {{ {string.Join(", ", all.Select(text => $"{Quote(text)}: total"))} }}" : "")
                + (leftOut.Count > 0 ? $", where: [{{ column: {Quote(NameOf(part))}, not: [{string.Join(", ", leftOut.Select(Quote))}] }}]" : "");
        }

        // A force's own row above those of its parts: a sum would count all of it twice.
        private bool HoldsTotals(ColumnGuess column)
        {
            var groups = table.Data.Where(row => Number.TryParse(row[column.Index], out _))
                .GroupBy(row => (area is null ? "" : row[area.Index], periodColumn is null ? "" : row[periodColumn.Index], quarter is null ? "" : row[quarter.Index]))
                .Select(group => group.Select(row => Number.TryParse(row[column.Index], out var value) ? value : 0).ToList()).Where(values => values.Count > 2).ToList();
            return groups.Count > 0 && groups.Count(values => 2 * values.Max() == values.Sum()) * 2 > groups.Count;
        }

        private bool Repeats(ColumnGuess? part)
        {
            var keys = table.Data.Where(row => Figures.Count == 0 || Figures.Exists(column => row[column.Index].Length > 0))
                .Select(row => (Area: area is null ? "" : row[area.Index], Period: periodColumn is null ? "" : row[periodColumn.Index], Quarter: quarter is null ? "" : row[quarter.Index], Part: part is null ? "" : row[part.Index]))
                .Where(key => area is null || key.Area.Length > 0).ToList();
            return keys.Count > 0 && keys.Distinct().Count() < keys.Count * 0.95;
        }

        // "Sep-18" is a month, a day or a year's end; words near it tell.
        private static PeriodForm Best(IReadOnlyList<string> texts, IReadOnlyList<string> near)
        {
            var words = string.Join(' ', near);
            var forms = new List<PeriodForm> { PeriodForm.FinancialQuarter, PeriodForm.FinancialYear, PeriodForm.Month, PeriodForm.AsAt, PeriodForm.Year, PeriodForm.YearEnding, PeriodForm.Tidy };
            if (words.Contains("ending", StringComparison.OrdinalIgnoreCase))
            {
                forms.Insert(0, PeriodForm.YearEnding);
            }
            else if (Regex.IsMatch(words, @"\b(as at|headcount|full-time equivalent|strength|officers)\b", RegexOptions.IgnoreCase))
            {
                forms.Insert(0, PeriodForm.AsAt);
            }

            return forms.MaxBy(form => texts.Count(text => PeriodText.TryParse(text, form, out _)));
        }

        private static List<Period> Read(IEnumerable<string> texts, PeriodForm form) => [.. texts.Select(text => PeriodText.TryParse(text, form, out var read) ? read : default).Where(read => read != default).Take(20)];

        private static string Kebab(PeriodForm form) => KebabNaming.Policy.ConvertName(form.ToString());

        private static string Doubt(PeriodForm form, string example) => form switch
        {
            PeriodForm.Month when !Regex.IsMatch(example, @"^\d{4}-?\d{2}$", RegexOptions.NonBacktracking) => $" # unsure: '{OneLine(example)}' may be a month, a day (as-at) or the end of a year (year-ending)",
            PeriodForm.AsAt or PeriodForm.YearEnding => $" # unsure: whether '{OneLine(example)}' is a day (as-at), a month's end (month-end) or the end of a year (year-ending)",
            PeriodForm.Year => " # unsure: a calendar year (year), or one that ends in March (year-to-march)",
            PeriodForm.Month or PeriodForm.MonthEnd or PeriodForm.FinancialYear or PeriodForm.FinancialQuarter or PeriodForm.YearToMarch or PeriodForm.Tidy => "",
        };
    }

    [GeneratedRegex(@"(^|\b|_)(id|fid|code|longitude|latitude|easting|northing|sample size|standard error|ci)(\b|_|$)", RegexOptions.IgnoreCase)]
    private static partial Regex NoFigure();

    [GeneratedRegex("^(all|total|any|everyone)$", RegexOptions.IgnoreCase)]
    private static partial Regex WholeName();

    [GeneratedRegex(@"date|month|year|period|quarter|time|ending", RegexOptions.IgnoreCase)]
    private static partial Regex PeriodName();
}
