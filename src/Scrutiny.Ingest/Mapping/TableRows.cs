using Scrutiny.Areas;
using Scrutiny.Dashboards;
using Scrutiny.Ingest.Reading;
using Scrutiny.Measures;
using Scrutiny.Observations;
using Scrutiny.Periods;
using Scrutiny.Sources;

namespace Scrutiny.Ingest.Mapping;

/// <summary>Reads the rows below one table's header.</summary>
internal sealed class TableRows
{
    /// <summary>Beyond anything that is counted, and far from where sums and scales overflow.</summary>
    private const decimal Largest = 1_000_000_000_000_000_000;

    private readonly string sheet;
    private readonly Table table;
    private readonly Headings headings;
    private readonly Declaration<Source> source;
    private readonly Catalogue catalogue;
    private readonly IFigureSink sink;
    private readonly List<ValueColumn> values = [];
    private readonly int areaColumn;
    private readonly int areaNameColumn;
    private readonly int periodColumn;
    private readonly Period? tablePeriod;
    private readonly Dictionary<string, int> timesSeen = [];
    private readonly Dictionary<string, string?> areaOfText = new(StringComparer.Ordinal);

    public TableRows(string sheet, Row header, TableFinder finder, IReadOnlyList<IReadOnlyList<string>> parents, IReadOnlyList<string> above, Declaration<Source> source, Catalogue catalogue, IFigureSink sink, List<string> notes)
    {
        (this.sheet, table, this.source, this.catalogue, this.sink) = (sheet, finder.Table, source, catalogue, sink);
        headings = new Headings([.. parents, Headings.Texts(header)]);
        areaColumn = table.Area.Column is { } area ? Need(area, header.Number) : -1;
        areaNameColumn = table.Area.NameColumn is { } name ? Need(name, header.Number) : -1;
        periodColumn = table.Period.Column is { } period ? Need(period, header.Number) : -1;
        tablePeriod = PeriodOfTable(finder, above, header.Number);
        AddValueColumns(header.Number, notes);
    }

    /// <summary>Whether the last row was a row of data.</summary>
    public bool TookRow { get; private set; }

    public void Read(Row row)
    {
        TookRow = false;
        if (values.TrueForAll(value => row[value.Column].Displayed.Length == 0) || IsSubheading(row))
        {
            // A blank row, a heading among the rows, or a note below the data.
            return;
        }

        TookRow = true;
        if (AreaOf(row) is not { } area || PeriodOf(row) is not { } period)
        {
            return;
        }

        var yielded = false;
        foreach (var value in values)
        {
            yielded |= ReadValue(row, value, area, value.Period ?? period);
        }

        if (yielded)
        {
            sink.KeepRow(sheet, row.Number, headings.Names, Headings.Texts(row));
        }
    }

    // "Numbers" under the headings: no area, and nothing that could be a value.
    private bool IsSubheading(Row row) =>
        areaColumn >= 0 && row[areaColumn].Displayed.Length == 0 && (areaNameColumn < 0 || row[areaNameColumn].Displayed.Length == 0)
        && values.TrueForAll(value => !Number.TryParse(row[value.Column].Raw, out _) && !IsMarker(row[value.Column], out _));

    private bool IsMarker(Cell cell, out ObservationStatus status) =>
        source.Value.Markers.TryGetValue(cell.Displayed.Trim(), out status) || source.Value.Markers.TryGetValue(cell.Raw.Trim(), out status);

    private Period? PeriodOfTable(TableFinder finder, IReadOnlyList<string> above, int headerRow)
    {
        if (table.Period.Fixed is { } text && PeriodText.TryParse(text, table.Period.Form, out var only))
        {
            return only;
        }

        if (table.Period.Title is null)
        {
            return null;
        }

        return finder.PeriodAbove(above)
            ?? throw new RefusedFileException($"The text above the table '{table.Name}' ({Place(headerRow)}) names no period that can be read; its title should match \"{table.Period.Title}\".");
    }

    private void AddValueColumns(int headerRow, List<string> notes)
    {
        foreach (var rule in table.Values)
        {
            if (rule.Column is null)
            {
                AddPeriodColumns(rule, headerRow);
                continue;
            }

            var column = rule.Also.Prepend(rule.Column).Select(headings.Find).FirstOrDefault(found => found >= 0, -1);
            if (column < 0 && rule.Breakdown is not null)
            {
                // Editions add and drop breakdowns; only the total is needed.
                notes.Add($"{Place(headerRow)}: the table '{table.Name}' has no column '{rule.Column}', so {rule.Measure} has no '{rule.Breakdown}' from this file.");
                continue;
            }

            values.Add(new ValueColumn(
                rule,
                column >= 0 ? column : Need(rule.Column, headerRow),
                Numerator: Optional(rule.Numerator, headerRow),
                Denominator: Optional(rule.Denominator, headerRow),
                Status: Optional(rule.StatusColumn, headerRow),
                MeasureColumn: Optional(rule.MeasureColumn, headerRow),
                BreakdownColumn: Optional(rule.BreakdownColumn, headerRow),
                Period: null));
        }
    }

    private void AddPeriodColumns(ValueRule rule, int headerRow)
    {
        var before = values.Count;
        for (var column = 0; column < headings.Names.Count; column++)
        {
            if (TableFinder.TryPeriod(headings.Names[column], table.Period.Form, out var period) || PeriodText.TryParse(Headings.WithoutFootnotes(headings.Names[column]), table.Period.Form, out period))
            {
                values.Add(new ValueColumn(rule, column, -1, -1, -1, -1, -1, period));
            }
        }

        if (values.Count == before)
        {
            throw new RefusedFileException($"{Place(headerRow)}: the table '{table.Name}' has no column whose heading is a period; headings: {Listed()}.");
        }
    }

    private int Need(string name, int headerRow)
    {
        var column = headings.Find(name);
        return column >= 0
            ? column
            : throw new RefusedFileException($"{Place(headerRow)}: the table '{table.Name}' has no column '{name}'{NearestMatch.Hint(name, headings.Names)}; its columns are {Listed()}.");
    }

    private int Optional(string? name, int headerRow) => name is null ? -1 : Need(name, headerRow);

    private string Listed() => string.Join(", ", headings.Names.Where(name => name.Length > 0).Take(40).Select(name => $"'{name}'"));

    private string Place(int row) => sheet.Length > 0 ? $"Sheet '{sheet}', row {row}" : $"Line {row}";

    private string? AreaOf(Row row)
    {
        if (table.Area.Fixed is { } only)
        {
            return only;
        }

        var text = row[areaColumn].Displayed.Trim();
        var column = areaColumn;
        if (text.Length == 0 && areaNameColumn >= 0)
        {
            column = areaNameColumn;
            text = row[column].Displayed.Trim();
        }

        if (areaOfText.TryGetValue(text, out var known))
        {
            return known;
        }

        if (catalogue.Areas.ByCode.TryGetValue(text, out var byCode))
        {
            return areaOfText[text] = byCode.Code;
        }

        if (table.Area.Ignore.Any(ignored => Headings.Same(text, ignored)))
        {
            return areaOfText[text] = null;
        }

        var candidates = catalogue.Areas.Find(text).Where(area => table.Area.Kinds.Contains(area.Kind)).ToList();
        switch (candidates.Count)
        {
            case 0 when text.Length == 0:
                sink.Reject(new Reject(sheet, row.Number, headings.Names[column], text, "The row holds values but names no area; fill in its area or remove the row."));
                return null;
            case 0:
                sink.Reject(new Reject(sheet, row.Number, headings.Names[column], text, $"'{text}' is not a known area; correct it, add it to dashboards/areas.yaml, or name it under 'ignore' in the source."));
                return null;
            case 1:
                return areaOfText[text] = candidates[0].Code;
            default:
                // West Midlands is a region and a force: the wider one stands first, and either may carry a footnote.
                var time = timesSeen[candidates[0].Code] = timesSeen.GetValueOrDefault(candidates[0].Code) + 1;
                return candidates[Math.Min(time, candidates.Count) - 1].Code;
        }
    }

    private Period? PeriodOf(Row row)
    {
        if (table.Period.Columns)
        {
            return default(Period);
        }

        if (periodColumn < 0)
        {
            return tablePeriod;
        }

        var text = row[periodColumn].Displayed;
        if (PeriodText.TryParse(text, table.Period.Form, out var period) || PeriodText.TryParse(row[periodColumn].Raw, table.Period.Form, out period))
        {
            return period;
        }

        sink.Reject(new Reject(sheet, row.Number, headings.Names[periodColumn], text, $"'{text}' is not a period of the form '{KebabNaming.Policy.ConvertName(table.Period.Form.ToString())}'; write it as the source does elsewhere."));
        return null;
    }

    private bool ReadValue(Row row, ValueColumn column, string area, Period period)
    {
        var cell = row[column.Column];
        var text = cell.Displayed.Trim();
        if (text.Length == 0 && !source.Value.Markers.ContainsKey(""))
        {
            return false;
        }

        if (MeasureOf(row, column) is not var (measure, breakdown))
        {
            return false;
        }

        var declared = catalogue.Measures[measure].Value;
        if (!period.Suits(declared.Frequency))
        {
            sink.Reject(Unsuited(row, column, measure, declared.Frequency));
            return false;
        }

        decimal? value = null;
        var status = ObservationStatus.Final;
        if (IsMarker(cell, out var marked))
        {
            status = marked;
        }
        else if (Number.TryParse(cell.Raw, out var number))
        {
            if (Math.Abs(number) > Largest)
            {
                sink.Reject(At(row, column, cell, $"'{cell.Displayed}' is too large to be a figure; correct the cell."));
                return false;
            }

            value = number * column.Rule.Scale;
            if (column.Status >= 0 && !StatusOf(row, column.Status, out status))
            {
                return false;
            }

            if (declared.Unit == Unit.Percent && value is < 0 or > 100)
            {
                sink.Reject(At(row, column, cell, $"{cell.Displayed} is not a percentage from 0 to 100; correct the cell."));
                return false;
            }
        }
        else
        {
            sink.Reject(At(row, column, cell, $"'{cell.Displayed}' is neither a number nor a marker that the source declares{(source.Value.Markers.Count > 0 ? $" ({string.Join(" ", source.Value.Markers.Keys)})" : "")}; correct the cell or declare the marker."));
            return false;
        }

        if (!Part(row, column.Numerator, out var numerator) || !Part(row, column.Denominator, out var denominator))
        {
            return false;
        }

        sink.Add(new Figure(measure, area, breakdown, period, value, numerator, denominator, status, sheet, row.Number, column.Column + 1, cell.Raw, cell.Displayed));
        return true;
    }

    private (string Measure, string Breakdown)? MeasureOf(Row row, ValueColumn column)
    {
        var breakdown = column.Rule.Breakdown ?? (column.BreakdownColumn >= 0 ? row[column.BreakdownColumn].Displayed.Trim() : "");
        breakdown = breakdown.Length == 0 ? "total" : breakdown;
        if (column.Rule.Measure is { } measure)
        {
            return column.BreakdownColumn < 0 || HasBreakdown(measure, breakdown, row, column) ? (measure, breakdown) : null;
        }

        measure = row[column.MeasureColumn].Displayed.Trim();
        if (!catalogue.Measures.TryGetValue(measure, out var declared))
        {
            sink.Reject(new Reject(sheet, row.Number, headings.Names[column.MeasureColumn], measure, $"There is no measure '{measure}'{NearestMatch.Hint(measure, catalogue.Measures.Keys)}"));
            return null;
        }

        if (!declared.Value.Sources.Contains(source.Id))
        {
            sink.Reject(new Reject(sheet, row.Number, headings.Names[column.MeasureColumn], measure, $"The measure '{measure}' does not list the source '{source.Id}'; add it to sources in dashboards/measures/{measure}.yaml."));
            return null;
        }

        return HasBreakdown(measure, breakdown, row, column) ? (measure, breakdown) : null;
    }

    private bool HasBreakdown(string measure, string breakdown, Row row, ValueColumn column)
    {
        if (breakdown == "total" || catalogue.Measures[measure].Value.Breakdowns.Any(known => known.Key == breakdown))
        {
            return true;
        }

        sink.Reject(new Reject(sheet, row.Number, headings.Names[column.BreakdownColumn], breakdown, $"The measure '{measure}' has no breakdown '{breakdown}'{NearestMatch.Hint(breakdown, catalogue.Measures[measure].Value.Breakdowns.Select(known => known.Key))}"));
        return false;
    }

    private bool StatusOf(Row row, int column, out ObservationStatus status)
    {
        var text = row[column].Displayed;
        if (ObservationStatuses.FromMark(text) is { } known)
        {
            status = known;
            if (!known.IsAbsent())
            {
                return true;
            }

            sink.Reject(new Reject(sheet, row.Number, headings.Names[column], text, $"The mark '{text}' ({known.Words()}) stands in place of a value, but the row holds one; remove one of the two."));
            return false;
        }

        status = default;
        sink.Reject(new Reject(sheet, row.Number, headings.Names[column], text, $"'{text}' is not a status mark (p, r, b, u, x, z or c)."));
        return false;
    }

    private bool Part(Row row, int column, out decimal? part)
    {
        part = null;
        if (column < 0 || row[column].Displayed.Trim().Length == 0)
        {
            return true;
        }

        if (Number.TryParse(row[column].Raw, out var number))
        {
            part = number;
            return true;
        }

        sink.Reject(new Reject(sheet, row.Number, headings.Names[column], row[column].Displayed, $"'{row[column].Displayed}' is not a number; correct the cell."));
        return false;
    }

    private Reject Unsuited(Row row, ValueColumn column, string measure, Frequency frequency)
    {
        var (name, text) = periodColumn >= 0 ? (headings.Names[periodColumn], row[periodColumn].Displayed) : (headings.Names[column.Column], table.Period.Columns ? headings.Names[column.Column] : "the period above the table");
        return new Reject(sheet, row.Number, name, text, $"'{text}' does not suit {measure}, which is reported by {KebabNaming.Policy.ConvertName(frequency.ToString())}; correct the period, or the measure's frequency.");
    }

    private Reject At(Row row, ValueColumn column, Cell cell, string reason) => new(sheet, row.Number, headings.Names[column.Column], cell.Displayed, reason);

    private sealed record ValueColumn(ValueRule Rule, int Column, int Numerator, int Denominator, int Status, int MeasureColumn, int BreakdownColumn, Period? Period);
}
