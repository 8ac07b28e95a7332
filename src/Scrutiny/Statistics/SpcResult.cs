namespace Scrutiny.Statistics;

/// <summary>What statistical process control found in one series.</summary>
public sealed class SpcResult
{
    /// <summary>The points in date order, as many as went in.</summary>
    public required IReadOnlyList<JudgedPoint> Points { get; init; }

    /// <summary>The segments in date order; empty for a series without points.</summary>
    public required IReadOnlyList<SpcSegment> Segments { get; init; }

    /// <summary>The variation icon: the meaning of the point at <see cref="JudgedIndex"/>. Null where an icon is refused; the notes say why.</summary>
    public required Variation? Variation { get; init; }

    /// <summary>The assurance icon, from the limits of the last segment and the target now in force. Null without a target, for a neutral measure, or where icons are refused.</summary>
    public required Assurance? Assurance { get; init; }

    /// <summary>What the limits of the last segment say about the tolerance band. Null without a band or where icons are refused.</summary>
    public required ToleranceVerdict? Tolerance { get; init; }

    /// <summary>How the last 12 periods stood against the target. Null without a target or for a neutral measure.</summary>
    public required TargetRecord? Target { get; init; }

    /// <summary>The index of the point the variation icon speaks of: the last with a figure (Compat: the last). Null where there is none.</summary>
    public required int? JudgedIndex { get; init; }

    /// <summary>The notes of the last segment and of the series as a whole.</summary>
    public required SpcNotes Notes { get; init; }

    /// <summary>
    /// Where a new segment might start: the first point of a run of seven or more that lasts to the latest figure. A suggestion
    /// for a named person with evidence, never applied by the program (Wheeler). Null where there is no such run.
    /// </summary>
    public required DateOnly? SuggestedRebase { get; init; }
}
