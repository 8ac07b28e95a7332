namespace Scrutiny.Statistics;

/// <summary>What a reader must know beside the limits and icons.</summary>
[Flags]
public enum SpcNotes
{
    /// <summary>Nothing to add.</summary>
    None = 0,

    /// <summary>The series has no figure at all; there are no icons.</summary>
    NoData = 1,

    /// <summary>Fewer than <see cref="Spc.FewestPointsForLimits"/> figures, or no two neighbouring ones: the mean only, no limits, no icons.</summary>
    RunChartOnly = 2,

    /// <summary>Fewer than <see cref="Spc.PointsForFirmLimits"/> points: limits and icons are provisional. In Compat, NHSRplotthedots' short-group warning, which counts missing rows too.</summary>
    TrialLimits = 4,

    /// <summary>The figures that make the limits are all the same, so both limits equal the mean.</summary>
    NoVariation = 8,

    /// <summary>Screening would have left only zero moving ranges, so it was not applied.</summary>
    ScreeningFallback = 16,

    /// <summary>More than half the moving ranges are zero, as in small counts: signals are mostly false, so there are no icons. Use longer periods.</summary>
    HeapedData = 32,

    /// <summary>The latest period has no figure; the variation icon speaks of an earlier one.</summary>
    Stale = 64,

    /// <summary>Compat only: NHSRplotthedots stops with an error on this series, so there is nothing of it to agree with.</summary>
    ReferenceStops = 128,
}
