namespace Scrutiny.Boards;

/// <summary>One rule that boards are held to. A broken rule stops a board; a warning does not.</summary>
/// <param name="Code">For example <c>D007</c>.</param>
/// <param name="IsWarning">Whether a board may be shown all the same.</param>
/// <param name="Meaning">What must hold, one sentence.</param>
public sealed record LintRule(string Code, bool IsWarning, string Meaning)
{
    /// <summary>The file is a board that this program reads, under a name that can be an address.</summary>
    public static LintRule Form { get; } = new("D001", false, "The file says schema: board/1, and its name is lower-case letters, digits and hyphens.");

    /// <summary>The wall between staff and public.</summary>
    public static LintRule Wall { get; } = new("D002", false, "A public board names no measure that is for staff only.");

    /// <summary>Measures that exist.</summary>
    public static LintRule Measure { get; } = new("D003", false, "Every measure exists.");

    /// <summary>Other names that exist.</summary>
    public static LintRule Name { get; } = new("D004", false, "Every area, part and priority exists.");

    /// <summary>Thresholds and events that exist.</summary>
    public static LintRule Threshold { get; } = new("D005", false, "Every target and tolerance belongs to the panel's measure, every annotation exists, and the event of a before-after panel concerns its measure.");

    /// <summary>Panels that exist.</summary>
    public static LintRule PanelName { get; } = new("D006", false, "present, pack, embed and watch name panels of this board.");

    /// <summary>Numbers that go stale.</summary>
    public static LintRule TypedNumber { get; } = new("D007", true, "No number is typed by hand in message or alt: it goes stale. (999, 101, years and numbers in the measure's own name may stand.)");

    /// <summary>One id, one panel.</summary>
    public static LintRule PanelId { get; } = new("D008", false, "A panel's id is lower-case letters, digits and hyphens, starts with a letter, and stands once.");

    /// <summary>What a type of panel needs.</summary>
    public static LintRule Fields { get; } = new("D009", false, "A panel has the fields that its type needs, and none that its type does not use.");

    /// <summary>Comparison.</summary>
    public static LintRule Comparison { get; } = new("D010", false, "A funnel shows a measure on which forces may be compared, and no count.");

    /// <summary>Limits.</summary>
    public static LintRule Limits { get; } = new("D011", false, "Limits are drawn only for a measure whose chart is spc.");

    /// <summary>One scale.</summary>
    public static LintRule Units { get; } = new("D012", false, "The measures of one chart have one unit and one frequency.");

    /// <summary>Few lines.</summary>
    public static LintRule Series { get; } = new("D013", false, "A line or a table shows one to four series.");

    /// <summary>Review.</summary>
    public static LintRule Review { get; } = new("D014", true, "review_by has not passed.");

    /// <summary>Periods.</summary>
    public static LintRule Period { get; } = new("D015", false, "A period is written P12M, P5Y or all, and is no longer than fifty years.");

    /// <summary>Something to see.</summary>
    public static LintRule Empty { get; } = new("D016", false, "A board has a section, a section has a panel, and a filter has a choice and stands once.");

    /// <summary>Frames.</summary>
    public static LintRule Embedding { get; } = new("D017", false, "Only a public board's panels are embedded.");

    /// <summary>Grain.</summary>
    public static LintRule Grain { get; } = new("D018", true, "Some measure of the board is reported at its grain.");

    /// <summary>Every rule, in order of its code.</summary>
    public static IReadOnlyList<LintRule> All { get; } =
        [Form, Wall, Measure, Name, Threshold, PanelName, TypedNumber, PanelId, Fields, Comparison, Limits, Units, Series, Review, Period, Empty, Embedding, Grain];
}
