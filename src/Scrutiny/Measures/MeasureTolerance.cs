using System.ComponentModel;

namespace Scrutiny.Measures;

/// <summary>A band that a system was designed to stay within; open at the end that is left out.</summary>
public sealed record MeasureTolerance : IThreshold
{
    /// <inheritdoc/>
    [Description("Id within the measure, by which boards name it; lower-case letters, digits and hyphens.")]
    public required string Id { get; init; }

    /// <summary>What it is called, such as <c>Design of the contact platform</c>.</summary>
    [Description("What it is called, such as 'Design of the contact platform'.")]
    public required string Name { get; init; }

    /// <summary>The lowest acceptable figure, in the measure's unit; null for none.</summary>
    [Description("The lowest acceptable figure in the measure's unit; leave it out for none.")]
    public decimal? Least { get; init; }

    /// <summary>The highest acceptable figure, in the measure's unit, above <see cref="Least"/>; null for none.</summary>
    [Description("The highest acceptable figure in the measure's unit; leave it out for none.")]
    public decimal? Most { get; init; }

    /// <inheritdoc/>
    [Description("First day in force.")]
    public required DateOnly From { get; init; }

    /// <inheritdoc/>
    [Description("Last day in force; leave it out while the tolerance holds.")]
    public DateOnly? To { get; init; }

    /// <summary>Where it can be read.</summary>
    [Description("Where it can be read.")]
    public required string Source { get; init; }

    /// <summary>Why it is this band, one sentence.</summary>
    [Description("Why it is this band, one sentence.")]
    public required string Reason { get; init; }

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
