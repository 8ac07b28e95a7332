namespace Scrutiny.Statistics.Seasons;

/// <summary>How a season is taken out of a monthly series.</summary>
public enum SeasonalMethod
{
    /// <summary>Each month less the same month of the year before.</summary>
    LastYear,

    /// <summary>Each month over its month's index: the mean, over the years, of value to centred average of twelve months, the twelve having the mean 1.</summary>
    MonthIndex,
}
