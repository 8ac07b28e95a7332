namespace Scrutiny.Areas;

/// <summary>A police force area, a part of one, or what it is part of, keyed by its ONS code. Declared in <c>dashboards/areas.yaml</c>.</summary>
public sealed record Area
{
    /// <summary>The ONS code, for example <c>E23000030</c>.</summary>
    public required string Code { get; init; }

    /// <summary>The name on pages.</summary>
    public required string Name { get; init; }

    /// <summary>What sort of area it is.</summary>
    public required AreaKind Kind { get; init; }

    /// <summary>Code of the area that it is part of.</summary>
    public string? Parent { get; init; }

    /// <summary>Other spellings met in files; case and outer white space do not matter.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];
}

/// <summary>What sort of area it is.</summary>
public enum AreaKind
{
    /// <summary>England and Wales, or one of the two.</summary>
    Country,

    /// <summary>An English region.</summary>
    Region,

    /// <summary>A territorial police force area.</summary>
    Force,

    /// <summary>A local authority district.</summary>
    District,

    /// <summary>A Community Safety Partnership's area that is not one district, or what a force could place in none.</summary>
    Partnership,

    /// <summary>Two forces that a publication counts together; never folded into either, left out wherever forces are compared.</summary>
    Joint,
}

/// <summary>The file <c>dashboards/areas.yaml</c>.</summary>
public sealed record AreaFile
{
    /// <summary>Always <c>areas/1</c>.</summary>
    public required string Schema { get; init; }

    /// <summary>Every area that a source may name.</summary>
    public required IReadOnlyList<Area> Areas { get; init; }

    /// <summary>For each force that is compared: the forces that are looked at first.</summary>
    public IReadOnlyList<AreaGroup> Groups { get; init; } = [];
}
