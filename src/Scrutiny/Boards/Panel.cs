using System.ComponentModel;

namespace Scrutiny.Boards;

/// <summary>One panel of a board. It names a measure and how to show it; everything else belongs to the measure.</summary>
public sealed record Panel
{
    /// <summary>What <see cref="Message"/> and <see cref="Alt"/> say where the program writes the words.</summary>
    public const string Auto = "auto";

    /// <summary>In <see cref="Areas"/>: every district of the board's area.</summary>
    public const string Districts = "districts";

    /// <summary>In <see cref="Breakdowns"/>: every part of the total.</summary>
    public const string AllParts = "all";

    /// <summary>Lower-case letters, digits and hyphens; unique on the board.</summary>
    [Description("Lower-case letters, digits and hyphens; unique on the board. Part of addresses, so choose it once.")]
    public required string Id { get; init; }

    /// <summary>What it shows.</summary>
    public required PanelType Type { get; init; }

    /// <summary>Heading; by default the measure's name.</summary>
    [Description("Heading; by default the measure's name.")]
    public string? Title { get; init; }

    /// <summary>Id of the measure.</summary>
    public string? Measure { get; init; }

    /// <summary>Ids of several measures: of one unit for a line.</summary>
    [Description("Ids of several measures: line (at most four, of one unit and frequency), sparkline-table, table.")]
    public IReadOnlyList<string> Measures { get; init; } = [];

    /// <summary>Key of the part; by default the total.</summary>
    public string? Breakdown { get; init; }

    /// <summary>Keys of several parts; <c>all</c> for every part of the total.</summary>
    [Description("Keys of several parts, or 'all': bar, small-multiples, line.")]
    public IReadOnlyList<string> Breakdowns { get; init; } = [];

    /// <summary>ONS code of the area; by default the board's, which a reader may choose.</summary>
    public string? Area { get; init; }

    /// <summary>ONS codes of several areas; <c>districts</c> for those of the board's area.</summary>
    [Description("ONS codes of several areas, or 'districts' for those of the board's area: bar, small-multiples, line.")]
    public IReadOnlyList<string> Areas { get; init; } = [];

    /// <summary>How much of the row it takes; by default a third for a headline and the whole row for anything else.</summary>
    public PanelWidth? Width { get; init; }

    /// <summary>How far back it looks, where that differs from the board.</summary>
    [Description("P12M, P5Y or all, where that differs from the board's.")]
    public string? Period { get; init; }

    /// <summary>Id of the measure's target that the panel is about. The chart draws whichever is in force, so that it never contradicts the measure's own page.</summary>
    [Description("Id of the measure's target that the panel is about; checked, so that the board is looked at again when the target goes. The chart draws whichever is in force.")]
    public string? Target { get; init; }

    /// <summary>Id of the measure's tolerance that the panel is about; otherwise as <see cref="Target"/>.</summary>
    [Description("Id of the measure's tolerance that the panel is about; checked. The chart draws whichever is in force.")]
    public string? Tolerance { get; init; }

    /// <summary>Id of the annotation at which a before-after panel is split.</summary>
    [Description("before-after: id of the annotation at which the series is split.")]
    public string? Event { get; init; }

    /// <summary>The sentence above the chart: <c>auto</c>, or words.</summary>
    [Description("The sentence above the chart: auto, or words. A number typed by hand goes stale.")]
    public string Message { get; init; } = Auto;

    /// <summary>The chart's text alternative: <c>auto</c>, or words.</summary>
    [Description("The chart's text alternative: auto, or words. A number typed by hand goes stale.")]
    public string Alt { get; init; } = Auto;

    /// <summary>How the table is first shown.</summary>
    public PanelTable Table { get; init; }

    /// <summary>What a text panel says: plain words; a line left empty starts a new paragraph.</summary>
    [Description("text: plain words; an empty line starts a new paragraph.")]
    public string? Words { get; init; }

    /// <summary>The measures that the panel names, in order.</summary>
    public IReadOnlyList<string> NamedMeasures() => Measure is null ? Measures : [Measure, .. Measures];

    /// <summary>How much of the row it takes.</summary>
    public PanelWidth Span() => Width ?? (Type == PanelType.Headline ? PanelWidth.Third : PanelWidth.Full);
}
