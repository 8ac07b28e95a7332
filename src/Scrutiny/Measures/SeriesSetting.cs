namespace Scrutiny.Measures;

/// <summary>What a series is of, besides its measure, and how it is to be judged: which targets, tolerances, baselines and annotations hold for it.</summary>
public sealed record SeriesSetting
{
    /// <summary>ONS code of the area; null for one that no declaration names.</summary>
    public string? Area { get; init; }

    /// <summary>Key of the breakdown.</summary>
    public string Breakdown { get; init; } = "total";

    /// <summary>The annotations that concern the measure.</summary>
    public IReadOnlyList<Annotation> Annotations { get; init; } = [];

    /// <summary>False for the view in which no baseline was ever decided. Breaks stay, since across them nothing compares.</summary>
    public bool Rebased { get; init; } = true;

    /// <summary>Whether a declaration holds for this series and a source of its figures.</summary>
    /// <param name="scoped">The declaration.</param>
    /// <param name="source">Id of the source; null where there is no figure.</param>
    internal bool Covers(IScoped scoped, string? source) => scoped.Breakdown == Breakdown && Covers(scoped.Areas, scoped.Sources, source);

    /// <summary>Whether an annotation holds for this series and a source of its figures. What happened concerns every part of a total.</summary>
    internal bool Covers(Annotation annotation, string? source) => Covers(annotation.Areas, annotation.Sources, source);

    private bool Covers(IReadOnlyList<string> areas, IReadOnlyList<string> sources, string? source) =>
        (areas.Count == 0 || (Area is { } area && areas.Contains(area))) && (sources.Count == 0 || (source is not null && sources.Contains(source)));
}
