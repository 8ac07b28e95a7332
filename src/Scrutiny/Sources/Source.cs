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

    /// <summary>How areas are read.</summary>
    public required AreaRule Area { get; init; }

    /// <summary>How periods are read.</summary>
    public required PeriodRule Period { get; init; }

    /// <summary>Which columns hold values.</summary>
    public required IReadOnlyList<ValueRule> Values { get; init; }
}

/// <summary>How a table's areas are read: a column with codes or names, or one area for the whole table.</summary>
public sealed record AreaRule
{
    /// <summary>The column; <c>@first</c> for a first column without a heading.</summary>
    public string? Column { get; init; }

    /// <summary>A second column to look at where the first is empty.</summary>
    public string? NameColumn { get; init; }

    /// <summary>The one area of the table.</summary>
    public string? Fixed { get; init; }

    /// <summary>Which kinds of area the column may hold; a name that is several areas means them in this order down the table.</summary>
    public IReadOnlyList<AreaKind> Kinds { get; init; } = [AreaKind.Country, AreaKind.Region, AreaKind.Force, AreaKind.District, AreaKind.Joint];

    /// <summary>Rows left out on purpose: totals, bodies without an area.</summary>
    public IReadOnlyList<string> Ignore { get; init; } = [];
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

    /// <summary>The column that holds the breakdown's key.</summary>
    public string? BreakdownColumn { get; init; }

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

/// <summary>What happens when a check does not hold.</summary>
public enum CheckOutcome
{
    /// <summary>The load says so, and the difference stands on the source's receipts.</summary>
    Report,

    /// <summary>The load waits in quarantine for a person.</summary>
    Quarantine,
}
