namespace Scrutiny.Statistics;

/// <summary>How the figures themselves stood against the target then in force; at the target counts as met.</summary>
/// <param name="LatestMet">Whether the latest period met it; null where that period was not measured.</param>
/// <param name="PeriodsMet">How many of the last 12 periods met it.</param>
/// <param name="PeriodsMeasured">How many of the last 12 periods have a figure and a target.</param>
public sealed record TargetRecord(bool? LatestMet, int PeriodsMet, int PeriodsMeasured);
