using FsCheck;
using FsCheck.Fluent;
using Scrutiny.Charts;

namespace Scrutiny.Tests.Charts;

internal sealed class ValueAxisTests
{
    [TestCase(12, 40, ChartUnit.Count, 0)]
    [TestCase(0, 3, ChartUnit.Count, 0)]
    [TestCase(74, 98, ChartUnit.Percent, 70)]
    [TestCase(40, 98, ChartUnit.Percent, 0)]
    [TestCase(480, 1012, ChartUnit.Seconds, 0)]
    [TestCase(80, 80, ChartUnit.Days, 0)]
    public void The_axis_starts_at_zero_where_the_data_is_near_it(double lowest, double highest, ChartUnit unit, double bottom)
    {
        Assert.That(ValueAxis.Covering(lowest, highest, unit, fromZero: false, intervals: 6).Bottom, Is.EqualTo(bottom));
    }

    [Test]
    public void The_axis_holds_every_value_and_has_few_even_ticks()
    {
        Prop.ForAll(ArbMap.Default.ArbFor<NormalFloat>(), ArbMap.Default.ArbFor<NormalFloat>(), ArbMap.Default.ArbFor<ChartUnit>(), (first, second, unit) =>
        {
            var values = new[] { Math.Clamp(first.Get, -1e9, 1e9), Math.Clamp(second.Get, -1e9, 1e9) }.Select(value => Math.Round(value, 3)).ToArray();
            var axis = ValueAxis.Covering(values.Min(), values.Max(), unit, fromZero: false, intervals: 6);
            var ticks = axis.Ticks.ToArray();
            return axis.Bottom <= values.Min() && axis.Top >= values.Max() && ticks.Length is >= 2 and <= 9
                && ticks[0] == axis.Bottom && Math.Abs(ticks[^1] - axis.Top) < axis.Step * 1e-6;
        }).QuickCheckThrowOnFailure();
    }

    [Test]
    public void Counts_have_whole_ticks()
    {
        Assert.That(ValueAxis.Covering(0, 3, ChartUnit.Count, fromZero: true, intervals: 8).Step, Is.EqualTo(1));
    }

    [Test]
    public void Durations_have_ticks_on_whole_minutes()
    {
        Assert.That(ValueAxis.Covering(400, 1012, ChartUnit.Seconds, fromZero: false, intervals: 5).Step % 60, Is.Zero);
    }

    [Test]
    public void A_percentage_is_not_given_room_above_100()
    {
        Assert.That(ValueAxis.Covering(88, 99.9, ChartUnit.Percent, fromZero: false, intervals: 6).Top, Is.EqualTo(100));
    }
}
