using System.ComponentModel;
using Scrutiny.Dashboards;
using Scrutiny.Periods;

namespace Scrutiny.Boards;

/// <summary>A dashboard. Declared in <c>dashboards/boards/{slug}.yaml</c>; the slug is its address.</summary>
public sealed record Board
{
    /// <summary>Always <c>board/1</c>.</summary>
    [Description("Always board/1.")]
    public required string Schema { get; init; }

    /// <summary>Heading of the page, sentence case, no full stop.</summary>
    [Description("Heading of the page, sentence case, no full stop.")]
    public required string Title { get; init; }

    /// <summary>What the board answers, one or two sentences.</summary>
    [Description("What the board answers, one or two sentences.")]
    public required string Summary { get; init; }

    /// <summary>Who may read it.</summary>
    [Description("Who may read it; a staff board has no public address.")]
    public required Readership Audience { get; init; }

    /// <summary>What sort of statistics it shows.</summary>
    public required StatisticsStatus Status { get; init; }

    /// <summary>The role that answers for what is on it.</summary>
    [Description("The role, not the person, that answers for what is on it.")]
    public required string Owner { get; init; }

    /// <summary>Day by which somebody looks whether it is still right.</summary>
    [Description("Day by which somebody looks whether it is still right.")]
    public required DateOnly ReviewBy { get; init; }

    /// <summary>Id of the plan's priority that it serves; left out where it serves several.</summary>
    [Description("Id of the plan's priority that it serves; left out where it serves several.")]
    public string? Priority { get; init; }

    /// <summary>What is shown before a reader chooses.</summary>
    public BoardDefaults Defaults { get; init; } = new();

    /// <summary>What a reader may choose.</summary>
    public IReadOnlyList<BoardFilter> Filters { get; init; } = [];

    /// <summary>Ids of the annotations that its charts mark; by default those that concern each measure.</summary>
    [Description("Ids of the annotations that its charts mark; by default those that concern each measure.")]
    public IReadOnlyList<string> Annotations { get; init; } = [];

    /// <summary>The sections in order.</summary>
    public required IReadOnlyList<BoardSection> Sections { get; init; }

    /// <summary>What a meeting's screen shows, in order.</summary>
    [Description("What a meeting's screen shows, in order.")]
    public IReadOnlyList<PresentStep> Present { get; init; } = [];

    /// <summary>What a pack takes of the board; left out where it takes nothing.</summary>
    public PackRule? Pack { get; init; }

    /// <summary>Ids of the panels that other sites may show in a frame.</summary>
    [Description("Ids of the panels that other sites may show in a frame; public boards only.")]
    public IReadOnlyList<string> Embed { get; init; } = [];

    /// <summary>What somebody is told of.</summary>
    public IReadOnlyList<WatchRule> Watch { get; init; } = [];

    /// <summary>Every panel, in order.</summary>
    public IEnumerable<Panel> Panels() => Sections.SelectMany(section => section.Panels);
}

/// <summary>What a board shows before a reader chooses.</summary>
public sealed record BoardDefaults
{
    /// <summary>How far back from the latest figure.</summary>
    [Description("How far back from the latest figure: P12M, P5Y or all.")]
    public string Period { get; init; } = "P36M";

    /// <summary>How often the measures are reported that the board is about. Figures are never added up to another grain on a page.</summary>
    [Description("How often the measures that the board is about are reported. Figures are never added up to another grain on a page.")]
    public Frequency? Grain { get; init; }

    /// <summary>ONS code; by default the body's own area.</summary>
    [Description("ONS code; by default the body's own area.")]
    public string? Area { get; init; }
}

/// <summary>Something that a reader may choose.</summary>
public sealed record BoardFilter
{
    /// <summary>What is chosen; also the parameter in the address.</summary>
    public required BoardFilterName Name { get; init; }

    /// <summary>The words beside the choice.</summary>
    public required string Label { get; init; }

    /// <summary>What may be chosen: lookbacks, ONS codes (or <c>districts</c>), or keys of parts.</summary>
    [Description("What may be chosen: P12M …; ONS codes, or districts; keys of parts.")]
    public required IReadOnlyList<string> Choices { get; init; }
}

/// <summary>What a filter chooses.</summary>
public enum BoardFilterName
{
    /// <summary>How far back.</summary>
    Period,

    /// <summary>The area of every panel that names none.</summary>
    Area,

    /// <summary>The part, in every panel that names none and whose measure has it.</summary>
    Breakdown,
}

/// <summary>A heading and the panels below it.</summary>
public sealed record BoardSection
{
    /// <summary>Heading.</summary>
    public required string Heading { get; init; }

    /// <summary>Panels in order; they flow.</summary>
    public required IReadOnlyList<Panel> Panels { get; init; }
}

/// <summary>One picture of a presentation.</summary>
public sealed record PresentStep
{
    /// <summary>Id of the panel.</summary>
    public required string Panel { get; init; }

    /// <summary>Ids of panels shown beside it.</summary>
    public IReadOnlyList<string> With { get; init; } = [];

    /// <summary>What the Commissioner may ask; never on a public page.</summary>
    [Description("What the Commissioner may ask; never on a public page.")]
    public string? Prompt { get; init; }
}

/// <summary>What a pack takes of a board.</summary>
public sealed record PackRule
{
    /// <summary>Which panels.</summary>
    public PackInclude Include { get; init; }

    /// <summary>Ids of panels that stay out.</summary>
    public IReadOnlyList<string> LeaveOut { get; init; } = [];

    /// <summary>Where a new page begins.</summary>
    public PackBreak BreakBefore { get; init; }
}

/// <summary>Which panels a pack takes.</summary>
public enum PackInclude
{
    /// <summary>All.</summary>
    All,

    /// <summary>Those that are presented.</summary>
    Presented,
}

/// <summary>Where a pack begins a new page.</summary>
public enum PackBreak
{
    /// <summary>Before each section.</summary>
    Section,

    /// <summary>Before each panel.</summary>
    Panel,

    /// <summary>Nowhere in the board.</summary>
    None,
}

/// <summary>What somebody is told of.</summary>
public sealed record WatchRule
{
    /// <summary>What happens.</summary>
    public required WatchedChange On { get; init; }

    /// <summary>Id of the panel whose series is watched.</summary>
    public required string Panel { get; init; }

    /// <summary>Who is told.</summary>
    public IReadOnlyList<Readership> To { get; init; } = [Readership.Staff];
}

/// <summary>What may be watched for.</summary>
public enum WatchedChange
{
    /// <summary>The latest figure is unlikely to be chance.</summary>
    SpecialCause,

    /// <summary>The latest figure misses its target.</summary>
    TargetMissed,

    /// <summary>A figure on show was revised.</summary>
    Revision,

    /// <summary>The next figure is past its due date.</summary>
    Late,
}
