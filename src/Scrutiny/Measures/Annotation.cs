using System.ComponentModel;

namespace Scrutiny.Measures;

/// <summary>Something dated that helps to read figures. Declared in <c>dashboards/annotations/{id}.yaml</c>.</summary>
public sealed record Annotation
{
    /// <summary>Always <c>annotation/1</c>.</summary>
    [Description("Always annotation/1.")]
    public required string Schema { get; init; }

    /// <summary>Name, sentence case, no full stop.</summary>
    [Description("Name, sentence case, no full stop.")]
    public required string Title { get; init; }

    /// <summary>The day on which it happened or took effect.</summary>
    [Description("The day on which it happened or took effect.")]
    public required DateOnly Date { get; init; }

    /// <summary>What happened, one or two sentences.</summary>
    [Description("What happened, one or two sentences.")]
    public required string Words { get; init; }

    /// <summary>What it means for those who compare figures before and after it.</summary>
    [Description("event: figures still compare; break or counting-rule: they do not, so the line is broken and limits start anew.")]
    public required AnnotationKind Kind { get; init; }

    /// <summary>Ids of the measures that it concerns.</summary>
    [Description("Ids of the measures that it concerns.")]
    public required IReadOnlyList<string> Measures { get; init; }

    /// <summary>Where it can be read.</summary>
    [Description("Where it can be read.")]
    public required string Source { get; init; }

    /// <summary>Why it is marked on these measures, one sentence.</summary>
    [Description("Why it is marked on these measures, one sentence.")]
    public required string Reason { get; init; }

    /// <summary>Whether pages set the average before beside the average after.</summary>
    [Description("true where pages set the average before it beside the average after.")]
    public bool BeforeAfter { get; init; }

    /// <summary>ONS codes of the areas that it concerns; empty for all.</summary>
    [Description("ONS codes of the areas that it concerns; all where left out.")]
    public IReadOnlyList<string> Areas { get; init; } = [];

    /// <summary>Sources whose figures it concerns; empty for all.</summary>
    [Description("Sources whose figures it concerns; all where left out.")]
    public IReadOnlyList<string> Sources { get; init; } = [];
}
