using System.ComponentModel;
using Scrutiny.Areas;
using Scrutiny.Observations;
using Scrutiny.Periods;

namespace Scrutiny.Sources;

/// <summary>Where files come from and how to read them. Declared in <c>dashboards/sources/{id}.yaml</c>.</summary>
public sealed record Source
{
    /// <summary>Always <c>source/1</c>.</summary>
    public required string Schema { get; init; }

    /// <summary>A first version that may only be tried, with <c>load --dry-run</c>: its measures need not list it yet, and it takes no files.</summary>
    [Description("A first version that may only be tried, with load --dry-run: its measures need not list it yet, and it takes no files.")]
    public bool Draft { get; init; }

    /// <summary>The publication's title.</summary>
    public required string Title { get; init; }

    /// <summary>Who publishes it.</summary>
    public required string Publisher { get; init; }

    /// <summary>Under which licence.</summary>
    public required string Licence { get; init; }

    /// <summary>Where a reader finds it.</summary>
    public string? Url { get; init; }

    /// <summary>What sort of figures it holds.</summary>
    public required SourceKind Kind { get; init; }

    /// <summary>When the public sees a load.</summary>
    public required PublishRule Publish { get; init; }

    /// <summary>Who sends its files; the Chief Constable's office may upload what the force supplies, and nothing else.</summary>
    public Supplier Supplier { get; init; }

    /// <summary>Whether every load needs the approval of somebody other than the person who brought it, whatever the installation's setting.</summary>
    public bool SecondPerson { get; init; }

    /// <summary>Quartz cron expression, Europe/London: when the inbox is looked through.</summary>
    [Description("Quartz cron expression, Europe/London: when the inbox is looked through. Never between 01:00 and 02:00, which some days lack and others have twice.")]
    public required string Schedule { get; init; }

    /// <summary>Where the file is fetched from, at the same times; absent where files are only put into the inbox.</summary>
    [Description("Where the file is fetched from over https, at the same times but not more often than every quarter of an hour; absent where files are only put into the inbox.")]
    public FetchRule? Fetch { get; init; }

    /// <summary>When the next file is due.</summary>
    public Due? Due { get; init; }

    /// <summary>How its CSV files are written.</summary>
    public CsvRule? Csv { get; init; }

    /// <summary>How the publisher's release date is found in a file.</summary>
    public ReleasedRule Released { get; init; }

    /// <summary>Share of rejected values, in per cent, above which a file loads nothing.</summary>
    public decimal RejectAbove { get; init; } = 5;

    /// <summary>What cells mean that hold no number, for this source.</summary>
    public IReadOnlyDictionary<string, ObservationStatus> Markers { get; init; } = new Dictionary<string, ObservationStatus>();

    /// <summary>Marks glued to the end of a value and what they say of it: <c>12~</c> is 12, revised.</summary>
    [Description("Marks glued to the end of a value and what they say of it, such as \"~\": revised.")]
    public IReadOnlyDictionary<string, ObservationStatus> Suffixes { get; init; } = new Dictionary<string, ObservationStatus>();

    /// <summary>The tables to read.</summary>
    public required IReadOnlyList<Table> Tables { get; init; }

    /// <summary>Whether a file holds all there is of its periods: what the source had for them and this file lacks is withdrawn.</summary>
    public bool WholePeriods { get; init; }

    /// <summary>What must hold in each file.</summary>
    public IReadOnlyList<Check> Checks { get; init; } = [];

    /// <summary>What a reader must know about the source.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}

/// <summary>What sort of figures a source holds.</summary>
public enum SourceKind
{
    /// <summary>Official statistics.</summary>
    OfficialStatistics,

    /// <summary>The force's or the office's own management information.</summary>
    ManagementInformation,

    /// <summary>Made up, for samples; says so wherever it shows.</summary>
    Synthetic,
}

/// <summary>When the public sees a load.</summary>
public enum PublishRule
{
    /// <summary>In the same transaction as the load.</summary>
    OnLoad,

    /// <summary>When a person approves it.</summary>
    OnApproval,
}

/// <summary>Where a source's file is fetched from. A file that has not changed is not fetched again.</summary>
public sealed record FetchRule
{
    /// <summary>The file's own https address, which must stay the same from edition to edition.</summary>
    [Description("The file's own https address (not the page that links to it), which stays the same from edition to edition. No user name; no port.")]
    public required string Url { get; init; }

    /// <summary>Further hosts that the address may redirect to; its own is always allowed.</summary>
    [Description("Further hosts that the address may redirect to, such as the publisher's store of files; its own is always allowed.")]
    public IReadOnlyList<string> Hosts { get; init; } = [];
}

/// <summary>Who sends a source's files.</summary>
public enum Supplier
{
    /// <summary>Whoever publishes them; the office's staff fetch or receive them.</summary>
    Publisher,

    /// <summary>The force: its own returns.</summary>
    Force,
}

/// <summary>When the next file is due: so many days after the end of its period.</summary>
public sealed record Due
{
    /// <summary>How often a file comes.</summary>
    public required Frequency Every { get; init; }

    /// <summary>Days from the period's end to the day the file is due, 0 to 400.</summary>
    public required int DaysAfter { get; init; }

    /// <summary>The day on which the file after the last one is due.</summary>
    /// <param name="dataTo">Last day of the newest period that has come.</param>
    public DateOnly Next(DateOnly dataTo) => Period.AsAt(dataTo).Next(Every).To.AddDays(DaysAfter);
}

/// <summary>How a source's CSV files are written; what is absent is detected.</summary>
public sealed record CsvRule
{
    /// <summary>Character encoding, for example <c>windows-1252</c>.</summary>
    public string? Encoding { get; init; }

    /// <summary>Field separator.</summary>
    public string? Delimiter { get; init; }

    /// <summary>Lines that start with this are comments; a table's title may stand in them.</summary>
    public string? Comment { get; init; }
}

/// <summary>How the publisher's release date is found.</summary>
public enum ReleasedRule
{
    /// <summary>It is not in the file; <c>--released</c> may say it.</summary>
    Unknown,

    /// <summary>The day the document was last saved, from its own properties.</summary>
    DocumentSaved,
}

/// <summary>One table of a file: how to find it, and what each of its parts means. Never by position, sheet name or table number.</summary>
public sealed record Table
{
    /// <summary>The name that reports use.</summary>
    public required string Name { get; init; }

    /// <summary>Regular expression that a cell above the header must match.</summary>
    public string? Title { get; init; }

    /// <summary>A second expression that a cell above the header must match, where titles alone do not tell tables apart.</summary>
    public string? With { get; init; }

    /// <summary>Cells that the header row holds, footnotes and white space aside.</summary>
    public IReadOnlyList<string> Header { get; init; } = [];

    /// <summary>Rows of header above the row that names the columns, joined to it as "parent / column" (merged cells are carried to the right).</summary>
    public int ParentRows { get; init; }

    /// <summary>Whether a file without this table is refused.</summary>
    public bool Required { get; init; } = true;

    /// <summary>Which rows the table means, where it shares its header with another table or the file holds more than is wanted; all must hold.</summary>
    [Description("Which rows the table means, where it shares its header with another table or the file holds more than is wanted; all must hold.")]
    public IReadOnlyList<Condition> Where { get; init; } = [];

    /// <summary>How areas are read.</summary>
    public required AreaRule Area { get; init; }

    /// <summary>How periods are read.</summary>
    public required PeriodRule Period { get; init; }

    /// <summary>Which columns hold values.</summary>
    public required IReadOnlyList<ValueRule> Values { get; init; }

    /// <summary>Columns of numbers that a draft has found no measure for; a dry run says that they were left out.</summary>
    [Description("Columns of numbers that a draft has found no measure for; a dry run says that they were left out.")]
    public IReadOnlyList<string> Unmapped { get; init; } = [];
}

/// <summary>How a table's areas are read: a column with codes or names, or one area for the whole table.</summary>
public sealed record AreaRule
{
    /// <summary>The column; <c>@first</c> for a first column without a heading.</summary>
    public string? Column { get; init; }

    /// <summary>Further columns to look at, in this order, where the one before names no known area.</summary>
    [Description("Further columns to look at, in this order, where the one before names no known area.")]
    public IReadOnlyList<string> Otherwise { get; init; } = [];

    /// <summary>Regular expression with a group <c>area</c>, where a cell says more than the area: <c>Southampton 001A</c>.</summary>
    [Description("Regular expression with a group 'area', where a cell says more than the area's name.")]
    public string? Pattern { get; init; }

    /// <summary>What texts of this table mean that are no area's name elsewhere: a total row, for example.</summary>
    [Description("What texts of this table mean that are no area's name elsewhere, such as \"Total\": K04000001.")]
    public IReadOnlyDictionary<string, string> Names { get; init; } = new Dictionary<string, string>();

    /// <summary>The one area of the table.</summary>
    public string? Fixed { get; init; }

    /// <summary>Which kinds of area the column may hold; a name that is several areas means them in this order down the table.</summary>
    public IReadOnlyList<AreaKind> Kinds { get; init; } = [AreaKind.Country, AreaKind.Region, AreaKind.Force, AreaKind.District, AreaKind.Partnership, AreaKind.Joint];

    /// <summary>The area that all rows must lie in, itself included; null for any.</summary>
    [Description("The area that all rows must lie in, itself included; absent for any.")]
    public string? Within { get; init; }

    /// <summary>Rows left out on purpose: totals, bodies without an area.</summary>
    public IReadOnlyList<string> Ignore { get; init; } = [];

    /// <summary>What becomes of rows whose area is unknown or lies elsewhere.</summary>
    [Description("What becomes of rows whose area is unknown or lies elsewhere.")]
    public OtherAreas Others { get; init; }
}

/// <summary>What becomes of rows whose area is unknown or lies elsewhere.</summary>
public enum OtherAreas
{
    /// <summary>Each is rejected by name.</summary>
    Reject,

    /// <summary>They are left out, and the load says how many and of which areas.</summary>
    LeaveOut,
}

/// <summary>Which rows are meant, by the text of one column; case and outer white space do not matter.</summary>
public sealed record Condition
{
    /// <summary>The column.</summary>
    public required string Column { get; init; }

    /// <summary>The texts that are meant; empty for all but those of <see cref="Not"/>. An empty text is an empty cell.</summary>
    [Description("The texts that are meant; \"\" is an empty cell.")]
    public IReadOnlyList<string> Is { get; init; } = [];

    /// <summary>The texts that are not meant.</summary>
    [Description("The texts that are not meant; \"\" is an empty cell.")]
    public IReadOnlyList<string> Not { get; init; } = [];
}

/// <summary>How one figure is made of many rows.</summary>
public enum Aggregate
{
    /// <summary>It is not: each cell is a figure.</summary>
    None,

    /// <summary>The column's values are added up; cells with a marker are not counted, and the load says how many.</summary>
    Sum,

    /// <summary>The rows are counted.</summary>
    Count,
}

/// <summary>How a table's periods are read: from its title, a column, its column headings, or one for the whole table.</summary>
public sealed record PeriodRule
{
    /// <summary>How periods are written.</summary>
    public required PeriodForm Form { get; init; }

    /// <summary>Regular expression with a group <c>period</c>, matched against the cells above the header.</summary>
    public string? Title { get; init; }

    /// <summary>The column that holds the period.</summary>
    public string? Column { get; init; }

    /// <summary>A second column that completes the period, as a quarter completes a financial year.</summary>
    [Description("A second column that completes the period, as a quarter completes a financial year.")]
    public string? And { get; init; }

    /// <summary>True where each period has a column of its own.</summary>
    public bool Columns { get; init; }

    /// <summary>The one period of the table.</summary>
    public string? Fixed { get; init; }
}

/// <summary>Where a measure's values stand.</summary>
public sealed record ValueRule
{
    /// <summary>The column with values; absent where each period has a column of its own.</summary>
    public string? Column { get; init; }

    /// <summary>Headings that other editions give the column.</summary>
    public IReadOnlyList<string> Also { get; init; } = [];

    /// <summary>The measure.</summary>
    public string? Measure { get; init; }

    /// <summary>The column that names the measure, in Scrutiny's own tidy layout.</summary>
    public string? MeasureColumn { get; init; }

    /// <summary>The breakdown; absent for the total.</summary>
    public string? Breakdown { get; init; }

    /// <summary>The column that holds the breakdown's key or name.</summary>
    [Description("The column that holds the breakdown's key or name.")]
    public string? BreakdownColumn { get; init; }

    /// <summary>Keys of breakdowns, or <c>total</c>, that the file writes otherwise.</summary>
    [Description("Keys of breakdowns, or 'total', by the text that the file writes for them.")]
    public IReadOnlyDictionary<string, string> Breakdowns { get; init; } = new Dictionary<string, string>();

    /// <summary>How one figure is made of many rows: all those of one area, breakdown and period.</summary>
    [Description("How one figure is made of many rows: all those of one area, breakdown and period.")]
    public Aggregate Aggregate { get; init; }

    /// <summary>Which rows the value is taken from; all must hold.</summary>
    [Description("Which rows the value is taken from; all must hold.")]
    public IReadOnlyList<Condition> Where { get; init; } = [];

    /// <summary>Which rows an aggregate is a percentage of; absent where it is none.</summary>
    [Description("Which rows an aggregate is a percentage of; absent where it is none.")]
    public IReadOnlyList<Condition> Of { get; init; } = [];

    /// <summary>The column with what a percentage or rate counts.</summary>
    public string? Numerator { get; init; }

    /// <summary>The column with what it is taken of.</summary>
    public string? Denominator { get; init; }

    /// <summary>The column with a status mark such as <c>p</c>.</summary>
    public string? StatusColumn { get; init; }

    /// <summary>What the stored number is multiplied by: 100 where a fraction is stored for a percentage.</summary>
    public decimal Scale { get; init; } = 1;
}

/// <summary>Something that must hold in a file.</summary>
public sealed record Check
{
    /// <summary>What is checked, for reports.</summary>
    public required string Name { get; init; }

    /// <summary>The values of a measure add up to a total that the file itself states.</summary>
    public StatedTotal? StatedTotal { get; init; }

    /// <summary>A measure's parts add up to its whole.</summary>
    public SumOfParts? SumOfParts { get; init; }

    /// <summary>A percentage is what its numerator and denominator make it.</summary>
    public PercentageOfParts? Percentage { get; init; }

    /// <summary>Values lie between bounds.</summary>
    public ValueBounds? Bounds { get; init; }

    /// <summary>The latest value has not changed unusually against the period before.</summary>
    public UnusualChange? Change { get; init; }

    /// <summary>What happens when it does not hold.</summary>
    public required CheckOutcome Otherwise { get; init; }
}

/// <summary>A total that the file states in words.</summary>
public sealed record StatedTotal
{
    /// <summary>Regular expression with a group <c>total</c>, matched against every cell.</summary>
    public required string Text { get; init; }

    /// <summary>The measure whose values must add up to it.</summary>
    public required string Measure { get; init; }
}

/// <summary>A whole and its parts: breakdowns of one area, or the areas that lie in another.</summary>
public sealed record SumOfParts
{
    /// <summary>The measure.</summary>
    public required string Measure { get; init; }

    /// <summary>The breakdowns that make up the total; empty where the parts are areas.</summary>
    [Description("The breakdowns that make up the total; absent where the parts are areas.")]
    public IReadOnlyList<string> Breakdowns { get; init; } = [];

    /// <summary>Whether the parts are the areas of the file that lie in another of its areas.</summary>
    [Description("Whether the parts are the areas of the file that lie in another of its areas.")]
    public bool Areas { get; init; }

    /// <summary>By how much sum and whole may differ: what rounding makes.</summary>
    [Description("By how much sum and whole may differ: what rounding makes.")]
    public decimal Tolerance { get; init; }
}

/// <summary>A percentage against what it counts and what it is taken of.</summary>
public sealed record PercentageOfParts
{
    /// <summary>The measure; its values carry numerator and denominator.</summary>
    public required string Measure { get; init; }

    /// <summary>By how many percentage points they may differ: what rounding makes.</summary>
    [Description("By how many percentage points they may differ: what rounding makes.")]
    public decimal Tolerance { get; init; } = 0.05m;
}

/// <summary>Between which bounds values lie.</summary>
public sealed record ValueBounds
{
    /// <summary>The measure.</summary>
    public required string Measure { get; init; }

    /// <summary>The least; null for none.</summary>
    public decimal? Least { get; init; }

    /// <summary>The most; null for none.</summary>
    public decimal? Most { get; init; }
}

/// <summary>A change against the period before that a person looks at before it counts.</summary>
public sealed record UnusualChange
{
    /// <summary>The measure.</summary>
    public required string Measure { get; init; }

    /// <summary>By more than how many per cent of the value before, up or down.</summary>
    [Description("By more than how many per cent of the value before, up or down.")]
    public required decimal Percent { get; init; }

    /// <summary>And by more than how much, so that small numbers may vary.</summary>
    [Description("And by more than how much, so that small numbers may vary.")]
    public decimal AndBy { get; init; }
}

/// <summary>What happens when a check does not hold.</summary>
public enum CheckOutcome
{
    /// <summary>The load says so, and the difference stands on the source's receipts.</summary>
    Report,

    /// <summary>The load waits in quarantine for a person.</summary>
    Quarantine,
}
