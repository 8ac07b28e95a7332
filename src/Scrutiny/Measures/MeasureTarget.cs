using System.ComponentModel;

namespace Scrutiny.Measures;

/// <summary>A value that a measure is meant to reach, with who set it and why. At the target counts as met.</summary>
public sealed record MeasureTarget : IThreshold
{
    /// <inheritdoc/>
    [Description("Id within the measure, by which boards name it; lower-case letters, digits and hyphens.")]
    public required string Id { get; init; }

    /// <summary>What it is called, such as <c>National standard</c>.</summary>
    [Description("What it is called, such as 'National standard'.")]
    public required string Name { get; init; }

    /// <summary>The value, in the measure's unit.</summary>
    [Description("The value in the measure's unit; at the target counts as met.")]
    public required decimal Value { get; init; }

    /// <inheritdoc/>
    [Description("First day in force. A period is judged against the target in force on its last day.")]
    public required DateOnly From { get; init; }

    /// <inheritdoc/>
    [Description("Last day in force; leave it out while the target holds.")]
    public DateOnly? To { get; init; }

    /// <summary>Who set it.</summary>
    [Description("Who set it.")]
    public required string SetBy { get; init; }

    /// <summary>Where that can be read.</summary>
    [Description("Where that can be read.")]
    public required string Source { get; init; }

    /// <summary>Why it is this value, one sentence.</summary>
    [Description("Why it is this value, one sentence.")]
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
