namespace Scrutiny.Tests.Scheduling;

/// <summary>A clock that runs as fast as the real one and shows another time; a test may set it back or forward while it runs.</summary>
internal sealed class ShiftedClock(TimeSpan shift) : TimeProvider
{
    private TimeSpan shift = shift;

    public static ShiftedClock At(DateTimeOffset moment) => new(moment - System.GetUtcNow());

    public void Step(TimeSpan by) => shift += by;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + shift;
}
