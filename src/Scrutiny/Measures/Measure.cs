using System.ComponentModel;
using Scrutiny.Dashboards;
using Scrutiny.Periods;
using Scrutiny.Statistics;
using Scrutiny.Statistics.Aggregates;

namespace Scrutiny.Measures;

/// <summary>One thing measured: what a figure means and how it is shown. Declared in <c>dashboards/measures/{id}.yaml</c>.</summary>
public sealed record Measure
{
    /// <summary>Always <c>measure/1</c>.</summary>
    [Description("Always measure/1.")]
    public required string Schema { get; init; }

    /// <summary>Heading of the measure's page, sentence case, no full stop.</summary>
    [Description("Heading of the measure's page, sentence case, no full stop.")]
    public required string Name { get; init; }

    /// <summary>What is said of one value, after "In September 2026, "; <c>{value}</c> stands for the value with its unit, <c>{was|were}</c> for a word that follows the number.</summary>
    [Description("What is said of one value, after 'In September 2026, '; {value} stands for the value with its unit, {was|were} for a word that follows the number.")]
    public required string Sentence { get; init; }

    /// <summary>Unit of the stored value.</summary>
    public required Unit Unit { get; init; }

    /// <summary>Decimal places shown, 0 to 6. Stored values keep theirs.</summary>
    public required int Decimals { get; init; }

    /// <summary>Which direction is better.</summary>
    public required Improvement Improvement { get; init; }

    /// <summary>How often the measure is reported.</summary>
    public required Frequency Frequency { get; init; }

    /// <summary>Whether process limits may be drawn.</summary>
    public required ChartKind Chart { get; init; }

    /// <summary>Id of the Police and Crime Plan priority that the measure serves.</summary>
    public required string Priority { get; init; }

    /// <summary>The role that answers for the definition.</summary>
    public required string Owner { get; init; }

    /// <summary>Who may read it.</summary>
    [Description("Who may read it; a measure for staff is unknown to the public process.")]
    public Readership Audience { get; init; }

    /// <summary>What is counted and what is not, for a resident.</summary>
    public required string Definition { get; init; }

    /// <summary>What a percentage or rate is taken of.</summary>
    public string? Denominator { get; init; }

    /// <summary>What a reader must know before using the figure.</summary>
    public IReadOnlyList<string> Caveats { get; init; } = [];

    /// <summary>What the measure may be compared with.</summary>
    public required Comparability Comparability { get; init; }

    /// <summary>Every breakdown besides the total.</summary>
    public IReadOnlyList<Breakdown> Breakdowns { get; init; } = [];

    /// <summary>Days from which something is counted otherwise, so that figures before and after do not compare.</summary>
    [Description("Days from which something is counted otherwise, so that figures before and after do not compare.")]
    public IReadOnlyList<SeriesBreak> Breaks { get; init; } = [];

    /// <summary>What the measure is meant to reach, each with its time.</summary>
    [Description("What the measure is meant to reach, each with its time.")]
    public IReadOnlyList<MeasureTarget> Targets { get; init; } = [];

    /// <summary>Bands that a system was designed to stay within, each with its time.</summary>
    [Description("Bands that a system was designed to stay within, each with its time.")]
    public IReadOnlyList<MeasureTolerance> Tolerances { get; init; } = [];

    /// <summary>Decisions to calculate average and limits anew from a period on.</summary>
    [Description("Decisions to calculate average and limits anew from a period on.")]
    public IReadOnlyList<Baseline> Baselines { get; init; } = [];

    /// <summary>What comes back each year, one sentence for a reader of a single month; null where nothing is known to.</summary>
    [Description("What comes back each year, one sentence for a reader of a single month.")]
    public string? Seasonal { get; init; }

    /// <summary>How the figures of several periods become one; null for what suits the unit: counts, hours and pounds add up, percentages and rates are all the parts
    /// over all the wholes, and times are averaged by <see cref="MeanOf"/>.</summary>
    [Description("How the figures of several months or quarters become one: sum, share, rate, weighted-mean, latest or none. Left out: what suits the unit.")]
    public Aggregation? OverTime { get; init; }

    /// <summary>Id of the measure that counts what this one is a mean of, so that means of several periods can be put together; null where nothing does.</summary>
    [Description("Id of the measure that counts what this one is a mean of, so that the means of several periods can be put together.")]
    public string? MeanOf { get; init; }

    /// <summary>What chance does to one figure; null where its interval would say nothing to a reader.</summary>
    [Description("What chance does to one figure, so that its 95% interval is shown: sample (those who answered stand for others) or events (a count of single events).")]
    public Exactness? Exactness { get; init; }

    /// <summary>Sources in order: the first that holds a period decides.</summary>
    public required IReadOnlyList<string> Sources { get; init; }

    /// <summary>Day by which the definition is looked at again.</summary>
    public required DateOnly ReviewBy { get; init; }
}

/// <summary>One part into which a measure's total divides.</summary>
public sealed record Breakdown
{
    /// <summary>The key in addresses and data.</summary>
    public required string Key { get; init; }

    /// <summary>The name on pages.</summary>
    public required string Name { get; init; }

    /// <summary>Key of the breakdown that this one is a part of; absent for a part of the total.</summary>
    public string? Parent { get; init; }
}

/// <summary>A day from which something is counted otherwise.</summary>
public sealed record SeriesBreak
{
    /// <summary>The first day of the new way of counting.</summary>
    public required DateOnly From { get; init; }

    /// <summary>Why, one sentence.</summary>
    public required string Reason { get; init; }

    /// <summary>Breakdowns, or <c>total</c>, that end: a nought from that day on is not applicable and no fall.</summary>
    [Description("Breakdowns, or 'total', that end: a nought from that day on is not applicable and no fall.")]
    public IReadOnlyList<string> Ends { get; init; } = [];

    /// <summary>Breakdowns, or <c>total</c>, that begin or go on in another way.</summary>
    [Description("Breakdowns, or 'total', that begin or go on in another way.")]
    public IReadOnlyList<string> Begins { get; init; } = [];
}

/// <summary>What a measure may be compared with, and why.</summary>
public sealed record Comparability
{
    /// <summary>Whether forces may be set side by side.</summary>
    public required ForceComparison Forces { get; init; }

    /// <summary>The reason, one sentence.</summary>
    public required string Reason { get; init; }

    /// <summary>Id of the measure whose figures a rate counts, where the rate's own source does not hold them: from both follows what the rate is taken of.</summary>
    [Description("Id of the measure whose figures a rate counts, where the rate's own source does not hold them: from both follows what the rate is taken of.")]
    public string? Numerator { get; init; }

    /// <summary>Id of a measure that compares more fairly, which is named where this one does not compare.</summary>
    [Description("Id of a measure that compares more fairly, which is named where this one does not compare.")]
    public string? Rather { get; init; }

    /// <summary>Forces on which the measure says nothing, and that are left out wherever forces are compared.</summary>
    [Description("Forces on which the measure says nothing, and that are left out wherever forces are compared.")]
    public IReadOnlyList<ForceLeftOut> LeaveOut { get; init; } = [];
}

/// <summary>A force that is left out of comparisons.</summary>
public sealed record ForceLeftOut
{
    /// <summary>Its ONS code.</summary>
    public required string Area { get; init; }

    /// <summary>Why, one sentence.</summary>
    public required string Reason { get; init; }
}

/// <summary>Whether forces may be set side by side on a measure.</summary>
public enum ForceComparison
{
    /// <summary>They may.</summary>
    Yes,

    /// <summary>They may not.</summary>
    No,

    /// <summary>They may, with the reason shown.</summary>
    WithCare,
}

/// <summary>The chart of a measure.</summary>
public enum ChartKind
{
    /// <summary>Statistical process control: centre line, limits, signals.</summary>
    Spc,

    /// <summary>A line without limits: rolling figures, stocks and short series.</summary>
    Run,
}

/// <summary>What chance does to one figure.</summary>
public enum Exactness
{
    /// <summary>Those who were asked stand for others: a percentage of a sample.</summary>
    Sample,

    /// <summary>Single events that come by chance: a count.</summary>
    Events,
}

/// <summary>The unit of a measure's values.</summary>
public enum Unit
{
    /// <summary>Per cent, 0 to 100.</summary>
    Percent,

    /// <summary>A number of things or people.</summary>
    Count,

    /// <summary>Seconds.</summary>
    Seconds,

    /// <summary>Days.</summary>
    Days,

    /// <summary>Hours.</summary>
    Hours,

    /// <summary>Pounds sterling.</summary>
    Pounds,

    /// <summary>Per thousand of the denominator.</summary>
    RatePer1000,
}
