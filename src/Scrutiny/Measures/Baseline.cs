using System.ComponentModel;

namespace Scrutiny.Measures;

/// <summary>
/// A decision that average and limits are calculated anew from a period on: made by somebody, on a day, for a reason, on evidence; never by the program.
/// With <see cref="FixAfter"/> or <see cref="FixedTo"/> they rest on the first periods only, and all later ones are judged against those.
/// </summary>
public sealed record Baseline : IScoped
{
    /// <summary>First day of the first period of the new segment.</summary>
    [Description("First day of the first period for which average and limits are calculated anew.")]
    public required DateOnly From { get; init; }

    /// <summary>Why, one sentence.</summary>
    [Description("Why, one sentence.")]
    public required string Reason { get; init; }

    /// <summary>What shows that the process itself changed.</summary>
    [Description("What shows that the process itself changed, one sentence.")]
    public required string Evidence { get; init; }

    /// <summary>The role that decided it.</summary>
    [Description("The role that decided it.")]
    public required string Author { get; init; }

    /// <summary>The day on which it was decided.</summary>
    [Description("The day on which it was decided.")]
    public required DateOnly DecidedOn { get; init; }

    /// <summary>How many periods from <see cref="From"/> make average and limits, at least 12; null for all.</summary>
    [Description("How many periods make average and limits, 12 or more; all of the segment where left out.")]
    public int? FixAfter { get; init; }

    /// <summary>Last day of the last period that makes average and limits, 12 periods or more after <see cref="From"/>; null for all.</summary>
    [Description("Last day of the last period that makes average and limits, in place of fix_after.")]
    public DateOnly? FixedTo { get; init; }

    /// <inheritdoc/>
    [Description("ONS codes of the areas that it concerns; all where left out.")]
    public IReadOnlyList<string> Areas { get; init; } = [];

    /// <inheritdoc/>
    [Description("Key of the breakdown that it concerns; the total where left out.")]
    public string Breakdown { get; init; } = "total";

    /// <inheritdoc/>
    [Description("Sources whose figures it concerns; all where left out.")]
    public IReadOnlyList<string> Sources { get; init; } = [];
}
