namespace Scrutiny.Measures;

/// <summary>An objective of the Police and Crime Plan.</summary>
public sealed record Priority
{
    /// <summary>Id in addresses and data.</summary>
    public required string Id { get; init; }

    /// <summary>Title.</summary>
    public required string Title { get; init; }

    /// <summary>One sentence.</summary>
    public required string Description { get; init; }

    /// <summary>Whether the title is ours until the plan's own is entered; pages say so.</summary>
    public bool WorkingTitle { get; init; }
}

/// <summary>The file <c>dashboards/priorities.yaml</c>.</summary>
public sealed record PriorityFile
{
    /// <summary>Always <c>priorities/1</c>.</summary>
    public required string Schema { get; init; }

    /// <summary>The priorities in the plan's order.</summary>
    public required IReadOnlyList<Priority> Priorities { get; init; }
}
