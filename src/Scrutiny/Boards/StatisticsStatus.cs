namespace Scrutiny.Boards;

/// <summary>What sort of statistics a board shows, by the Code of Practice for Statistics.</summary>
public enum StatisticsStatus
{
    /// <summary>Produced and released under the Code of Practice.</summary>
    OfficialStatistics,

    /// <summary>Official statistics whose methods are still being tried.</summary>
    OfficialStatisticsInDevelopment,

    /// <summary>The force's or the office's own management information.</summary>
    ManagementInformation,

    /// <summary>Some of each; every panel says which.</summary>
    Mixed,
}

/// <summary>The statuses in words.</summary>
public static class StatisticsStatuses
{
    /// <summary>The status as a page says it.</summary>
    /// <param name="status">The status.</param>
    public static string Words(this StatisticsStatus status) => status switch
    {
        StatisticsStatus.OfficialStatistics => "Official statistics",
        StatisticsStatus.OfficialStatisticsInDevelopment => "Official statistics in development",
        StatisticsStatus.ManagementInformation => "Management information",
        StatisticsStatus.Mixed => "Official statistics and management information",
    };
}
