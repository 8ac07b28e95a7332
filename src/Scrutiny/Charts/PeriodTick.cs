namespace Scrutiny.Charts;

/// <summary>A tick on the time axis with one or two lines of text beneath it.</summary>
/// <param name="X">Where the tick stands.</param>
/// <param name="First">First line; may be empty.</param>
/// <param name="Second">Second line; may be empty.</param>
internal sealed record PeriodTick(double X, string First, string Second);
