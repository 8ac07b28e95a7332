namespace Scrutiny.Areas;

/// <summary>Forces that are looked at first when one of them is compared. Declared in <c>dashboards/areas.yaml</c>.</summary>
public sealed record AreaGroup
{
    /// <summary>Code of the force that they are compared with.</summary>
    public required string Of { get; init; }

    /// <summary>What they are called together: <c>Most similar forces</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Codes of the forces, without the one that they are compared with.</summary>
    public required IReadOnlyList<string> Forces { get; init; }

    /// <summary>Who chose them and why, one sentence.</summary>
    public required string Reason { get; init; }
}
