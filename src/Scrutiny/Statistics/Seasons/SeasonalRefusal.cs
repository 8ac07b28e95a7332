namespace Scrutiny.Statistics.Seasons;

/// <summary>Why there is no seasonal view. Without one, show the same month of last year beside each figure and say that the series may be seasonal.</summary>
public enum SeasonalRefusal
{
    /// <summary>Two points lie in one month.</summary>
    NotMonthly,

    /// <summary>Fewer than <see cref="SeasonalView.FewestMonths"/> months have figures (United Nations handbook on industrial production, 29.20).</summary>
    TooFewMonths,

    /// <summary>A month of the year has no value whose neighbours of half a year either side are all there, so that it has no index.</summary>
    TooManyGaps,

    /// <summary>An index needs figures above 0.</summary>
    NotAboveZero,
}
