using System.Globalization;
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
    private readonly Aggregates aggregates;
    private readonly List<ValueColumn> values = [];
    private readonly AreaColumns areas;
    private readonly PeriodColumns? periods;
    private readonly Period? tablePeriod;
    private readonly RowConditions where;
    private readonly Dictionary<(string Measure, string Text), string?> breakdownOfText = [];
    private readonly Dictionary<string, int> notAdded = [];

    public TableRows(string sheet, Row header, TableFinder finder, IReadOnlyList<IReadOnlyList<string>> parents, IReadOnlyList<string> above, Declaration<Source> source, Catalogue catalogue, IFigureSink sink, Aggregates aggregates, List<string> notes)
    {
        (this.sheet, table, this.source, this.catalogue, this.sink, this.aggregates) = (sheet, finder.Table, source, catalogue, sink, aggregates);
        headings = new Headings([.. parents, Headings.Texts(header)]);
        areas = new AreaColumns(table.Area, catalogue, sheet, [.. table.Area.Otherwise.Prepend(table.Area.Column).OfType<string>().Select(name => Need(name, header.Number)).Select(column => (column, headings.Names[column]))]);
        periods = table.Period.Column is { } name ? new PeriodColumns(table.Period, sheet, Need(name, header.Number), headings.Names[Need(name, header.Number)], Optional(table.Period.And, header.Number)) : null;
        tablePeriod = PeriodOfTable(finder, above, header.Number);
        where = Conditions(table.Where, header.Number);
        AddValueColumns(header.Number, notes);
        if (table.Unmapped.Count > 0)
        {
            notes.Add($"Table '{table.Name}': {table.Unmapped.Count} column{(table.Unmapped.Count == 1 ? " is" : "s are")} not mapped yet and {(table.Unmapped.Count == 1 ? "was" : "were")} left out: {string.Join(", ", table.Unmapped)}.");
        }
    }

    /// <summary>Whether the last row was a row of data.</summary>
    public bool TookRow { get; private set; }

    public void Read(Row row)
    {
        TookRow = values.Exists(value => HasValue(row, value)) && !IsSubheading(row);
        if (!TookRow || !where.Hold(row))
        {
            // A blank row, a heading among the rows, a note below the data, or a row that another table means.
            return;
        }

        if (areas.Find(row, sink) is not { } area || PeriodOf(row) is not { } period)
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

    /// <summary>What the load's report should say once every row is read.</summary>
    public IEnumerable<string> Findings()
    {
        if (areas.LeftOut() is { } leftOut)
        {
            yield return $"Table '{table.Name}': {leftOut}";
        }

        foreach (var mended in periods?.Mended() ?? [])
        {
            yield return $"Table '{table.Name}': {mended}";
        }

        foreach (var (heading, cells) in notAdded)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"Table '{table.Name}': {cells:#,##0} cell{(cells == 1 ? "" : "s")} of '{heading}' hold{(cells == 1 ? "s" : "")} a marker and no number, and {(cells == 1 ? "was" : "were")} not added up.");
        }
    }

    // Where rows are counted, one that names its area or its period is one.
    private bool HasValue(Row row, ValueColumn value) => value.Column >= 0 ? row[value.Column].Displayed.Length > 0 : !areas.IsEmpty(row) || (periods is not null && !string.IsNullOrWhiteSpace(periods.Text(row)));

    // "Numbers" under the headings: no area, and nothing that could be a value.
    private bool IsSubheading(Row row) =>
        areas.StandInRows && areas.IsEmpty(row)
        && values.TrueForAll(value => value.Column >= 0 && !Number.TryParse(row[value.Column].Raw, out _) && !IsMarker(row[value.Column], out _));

    private bool IsMarker(Cell cell, out ObservationStatus status) =>
        source.Value.Markers.TryGetValue(cell.Displayed.Trim(), out status) || (!ReferenceEquals(cell.Raw, cell.Displayed) && source.Value.Markers.TryGetValue(cell.Raw.Trim(), out status));

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
            var (of, only) = (Conditions(rule.Of, headerRow), Conditions(rule.Where, headerRow));
            if (rule.Column is null && rule.Aggregate == Aggregate.Count)
            {
                values.Add(Describe(new ValueColumn(rule, -1) { Where = only, Of = of }, headerRow));
                continue;
            }

            if (rule.Column is null)
            {
                AddPeriodColumns(Describe(new ValueColumn(rule, -1) { Where = only, Of = of }, headerRow), headerRow);
                continue;
            }

            var column = rule.Also.Prepend(rule.Column).Select(headings.Find).FirstOrDefault(found => found >= 0, -1);
            if (column < 0 && rule.Breakdown is not null)
            {
                // Editions add and drop breakdowns; only the total is needed.
                notes.Add($"{Place(headerRow)}: the table '{table.Name}' has no column '{rule.Column}', so {rule.Measure} has no '{rule.Breakdown}' from this file.");
                continue;
            }

            values.Add(Describe(new ValueColumn(rule, column >= 0 ? column : Need(rule.Column, headerRow)) { Where = only, Of = of }, headerRow));
        }
    }

    private ValueColumn Describe(ValueColumn value, int headerRow) => value with
    {
        Numerator = Optional(value.Rule.Numerator, headerRow),
        Denominator = Optional(value.Rule.Denominator, headerRow),
        Status = Optional(value.Rule.StatusColumn, headerRow),
        Measure = Optional(value.Rule.MeasureColumn, headerRow),
        Breakdown = Optional(value.Rule.BreakdownColumn, headerRow),
    };

    private void AddPeriodColumns(ValueColumn value, int headerRow)
    {
        var before = values.Count;
        for (var column = 0; column < headings.Names.Count; column++)
        {
            if (TableFinder.TryPeriod(headings.Names[column], table.Period.Form, out var period) || PeriodText.TryParse(Headings.WithoutFootnotes(headings.Names[column]), table.Period.Form, out period))
            {
                values.Add(value with { Column = column, Period = period });
            }
        }

        if (values.Count == before)
        {
            throw new RefusedFileException($"{Place(headerRow)}: the table '{table.Name}' has no column whose heading is a period; headings: {Listed()}.");
        }
    }

    private RowConditions Conditions(IReadOnlyList<Condition> conditions, int headerRow) => new([.. conditions.Select(condition => (Need(condition.Column, headerRow), condition))]);

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

    private Period? PeriodOf(Row row) => periods is not null ? periods.Find(row, sink) : table.Period.Columns ? default(Period) : tablePeriod;

    private bool ReadValue(Row row, ValueColumn column, string area, Period period)
    {
        var counts = column.Where.Hold(row);
        if (column.Rule.Of.Count > 0 ? !column.Of.Hold(row) : !counts)
        {
            return false;
        }

        var cell = column.Column < 0 ? Cell.Empty : row[column.Column];
        if (column.Column >= 0 && cell.Displayed.AsSpan().Trim().IsEmpty && !source.Value.Markers.ContainsKey(""))
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

        if (column.Rule.Aggregate != Aggregate.None)
        {
            AddUp(row, column, cell, TallyOf(row, column, measure, area, breakdown, period), counts);
            return false;
        }

        if (!ReadNumber(row, column, cell, out var value, out var status))
        {
            return false;
        }

        if (declared.Unit == Unit.Percent && value is < 0 or > 100)
        {
            sink.Reject(At(row, column, cell, $"{cell.Displayed} is not a percentage from 0 to 100; correct the cell, or the measure that the source gives this column."));
            return false;
        }

        MarkBreak(declared, breakdown, period, ref value, ref status);
        if (!Part(row, column.Numerator, out var numerator) || !Part(row, column.Denominator, out var denominator))
        {
            return false;
        }

        sink.Add(new Figure(measure, area, breakdown, period, value, numerator, denominator, status, sheet, row.Number, column.Column + 1, cell.Raw, cell.Displayed));
        return true;
    }

    // A nought of what is no longer counted is no fall to nothing, and a period across the day is counted half one way and half the other.
    private static void MarkBreak(Measure measure, string breakdown, Period period, ref decimal? value, ref ObservationStatus status)
    {
        foreach (var change in measure.Breaks)
        {
            var (ends, begins) = (change.Ends.Contains(breakdown), change.Begins.Contains(breakdown));
            if (value == 0 && ((ends && period.From >= change.From) || (begins && period.To < change.From)))
            {
                (value, status) = (null, ObservationStatus.NotApplicable);
            }
            else if ((ends || begins) && value is not null && period.From < change.From && period.To >= change.From)
            {
                status = ObservationStatus.Break;
            }
        }
    }

    private void AddUp(Row row, ValueColumn column, Cell cell, Tally tally, bool counts)
    {
        if (column.Column < 0)
        {
            tally.Add(sheet, row.Number, 1, counts, ObservationStatus.Final);
        }
        else if (!ReadNumber(row, column, cell, out var value, out var status))
        {
            tally.Spoil();
        }
        else if (value is { } number)
        {
            tally.Add(sheet, row.Number, number, counts, status);
        }
        else
        {
            var heading = headings.Names[column.Column];
            notAdded[heading] = notAdded.GetValueOrDefault(heading) + 1;
        }
    }

    private Tally TallyOf(Row row, ValueColumn column, string measure, string area, string breakdown, Period period)
    {
        if (column.Last is { } last && ReferenceEquals(last.Area, area) && ReferenceEquals(last.Breakdown, breakdown) && ReferenceEquals(last.Measure, measure) && last.Period == period)
        {
            return last.Tally;
        }

        var tally = aggregates.Of(measure, area, breakdown, period, () => Begin(row, column));
        column.Last = (measure, area, breakdown, period, tally);
        return tally;
    }

    private Tally Begin(Row row, ValueColumn column)
    {
        var rule = column.Rule;
        var share = rule.Of.Count > 0;
        var heading = column.Column < 0 ? "" : headings.Names[column.Column];
        var filter = where.Words.Concat(column.Where.Words)
            .Concat(table.Area.Column is null ? [] : [$"{table.Area.Column} names the area"])
            .Concat(column.Breakdown < 0 || rule.Breakdown is not null ? [] : [$"{headings.Names[column.Breakdown]} is '{row[column.Breakdown].Displayed.Trim()}'"])
            .Concat(periods is null ? [] : [$"{string.Join(" and ", new[] { periods.Name, table.Period.And }.OfType<string>())} is '{periods.Text(row)}'"]);
        var text = $"{(rule.Aggregate == Aggregate.Count ? "rows" : $"sum of '{heading}'")} where {string.Join(", ", filter)}"
            + (share ? $"; as a percentage of all where {string.Join(", ", column.Of.Words)}" : "");
        return new Tally(sheet, row.Number, Math.Max(1, column.Column + 1), heading, text, share);
    }

    private bool ReadNumber(Row row, ValueColumn column, Cell cell, out decimal? value, out ObservationStatus status)
    {
        value = null;
        if (IsMarker(cell, out status))
        {
            return true;
        }

        if (!Number.TryParse(cell.Raw, out var number) && !TryWithSuffix(cell, out number, out status))
        {
            sink.Reject(At(row, column, cell, $"'{cell.Displayed}' is neither a number nor a marker that the source declares{(source.Value.Markers.Count > 0 ? $" ({string.Join(" ", source.Value.Markers.Keys)})" : "")}; correct the cell or declare the marker."));
            return false;
        }

        if (Math.Abs(number) > Largest)
        {
            sink.Reject(At(row, column, cell, $"'{cell.Displayed}' is too large to be a figure; correct the cell."));
            return false;
        }

        value = number * column.Rule.Scale;
        return column.Status < 0 || StatusOf(row, column.Status, out status);
    }

    // "12~" is 12, revised.
    private bool TryWithSuffix(Cell cell, out decimal number, out ObservationStatus status)
    {
        foreach (var (suffix, meaning) in source.Value.Suffixes)
        {
            if (cell.Raw.AsSpan().TrimEnd().EndsWith(suffix, StringComparison.Ordinal) && Number.TryParse(cell.Raw.TrimEnd()[..^suffix.Length], out number))
            {
                status = meaning;
                return true;
            }
        }

        (number, status) = (0, ObservationStatus.Final);
        return false;
    }

    private (string Measure, string Breakdown)? MeasureOf(Row row, ValueColumn column)
    {
        if (column.Rule.Measure is { } measure)
        {
            return BreakdownOf(row, column, measure);
        }

        measure = row[column.Measure].Displayed.Trim();
        if (!catalogue.Measures.TryGetValue(measure, out var declared))
        {
            sink.Reject(new Reject(sheet, row.Number, headings.Names[column.Measure], measure, $"There is no measure '{measure}'{NearestMatch.Hint(measure, catalogue.Measures.Keys)}"));
            return null;
        }

        if (!source.Value.Draft && !declared.Value.Sources.Contains(source.Id))
        {
            sink.Reject(new Reject(sheet, row.Number, headings.Names[column.Measure], measure, $"The measure '{measure}' does not list the source '{source.Id}'; add it to sources in dashboards/measures/{measure}.yaml."));
            return null;
        }

        return BreakdownOf(row, column, declared.Id);
    }

    private (string Measure, string Breakdown)? BreakdownOf(Row row, ValueColumn column, string measure)
    {
        if (column.Rule.Breakdown is { } only)
        {
            return (measure, only);
        }

        if (column.Breakdown < 0)
        {
            return (measure, "total");
        }

        var text = row[column.Breakdown].Displayed.Trim();
        if (!breakdownOfText.TryGetValue((measure, text), out var key))
        {
            var known = catalogue.Measures[measure].Value.Breakdowns;
            key = text.Length == 0 || text == "total" ? "total"
                : column.Rule.Breakdowns.FirstOrDefault(written => Headings.Same(text, written.Key)).Value
                    ?? known.FirstOrDefault(breakdown => breakdown.Key == Slug(text) || Headings.Same(text, breakdown.Name))?.Key;
            breakdownOfText[(measure, text)] = key;
        }

        if (key is not null)
        {
            return (measure, key);
        }

        sink.Reject(new Reject(sheet, row.Number, headings.Names[column.Breakdown], text, $"The measure '{measure}' has no breakdown '{text}'{NearestMatch.Hint(text, catalogue.Measures[measure].Value.Breakdowns.Select(breakdown => breakdown.Key))}"));
        return null;
    }

    /// <summary>A text as a key: <c>Black/African/Caribbean/Black British</c> is <c>black-african-caribbean-black-british</c>.</summary>
    internal static string Slug(string text) => string.Join('-', Headings.WithoutFootnotes(text).ToLowerInvariant().Split([.. text.ToLowerInvariant().Where(letter => !char.IsLetterOrDigit(letter)).Distinct()], StringSplitOptions.RemoveEmptyEntries));

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
        var (name, text) = periods is not null ? (periods.Name, periods.Text(row)) : (column.Column < 0 ? "" : headings.Names[column.Column], table.Period.Columns ? headings.Names[column.Column] : "the period above the table");
        return new Reject(sheet, row.Number, name, text, $"'{text}' does not suit {measure}, which is reported by {KebabNaming.Policy.ConvertName(frequency.ToString())}; correct the period, or the measure's frequency.");
    }

    private Reject At(Row row, ValueColumn column, Cell cell, string reason) => new(sheet, row.Number, headings.Names[column.Column], cell.Displayed, reason);
}
