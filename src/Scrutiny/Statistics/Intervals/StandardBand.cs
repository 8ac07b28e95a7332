namespace Scrutiny.Statistics.Intervals;

/// <summary>One age band of a directly standardised rate.</summary>
/// <param name="Count">Events in the band.</param>
/// <param name="Population">People in the band, above 0.</param>
/// <param name="Standard">People of the band in the standard population; only its share of the whole counts.</param>
public readonly record struct StandardBand(double Count, double Population, double Standard);
