using Scrutiny.Charts;

namespace Scrutiny.Tests.Charts;

internal sealed class ValueTextTests
{
    [TestCase(92.1, ChartUnit.Percent, 1, "92.1%")]
    [TestCase(92.05, ChartUnit.Percent, 1, "92.1%")]
    [TestCase(-0.04, ChartUnit.Percent, 1, "0.0%")]
    [TestCase(12500, ChartUnit.Count, 0, "12,500")]
    [TestCase(-3, ChartUnit.Count, 0, "\u22123")]
    [TestCase(8.4, ChartUnit.Seconds, 1, "8.4s")]
    [TestCase(120, ChartUnit.Seconds, 0, "120s")]
    [TestCase(624, ChartUnit.Seconds, 0, "10m 24s")]
    [TestCase(604.6, ChartUnit.Seconds, 1, "10m 05s")]
    [TestCase(659.7, ChartUnit.Seconds, 0, "11m")]
    [TestCase(15000, ChartUnit.Seconds, 0, "4h 10m")]
    [TestCase(1, ChartUnit.Days, 0, "1 day")]
    [TestCase(12.25, ChartUnit.Days, 1, "12.3 days")]
    [TestCase(3, ChartUnit.Hours, 0, "3 hours")]
    [TestCase(1234.5, ChartUnit.Pounds, 2, "£1,234.50")]
    [TestCase(-20, ChartUnit.Pounds, 0, "\u2212£20")]
    public void A_value_is_written_as_readers_write_it(double value, ChartUnit unit, int decimals, string text)
    {
        Assert.That(ValueText.Full(value, unit, decimals), Is.EqualTo(text));
    }

    [TestCase(92.5, 2.5, ChartUnit.Percent, "92.5%")]
    [TestCase(90, 5, ChartUnit.Percent, "90%")]
    [TestCase(12000, 2000, ChartUnit.Count, "12,000")]
    [TestCase(1500000, 500000, ChartUnit.Pounds, "£1.5m")]
    [TestCase(600, 300, ChartUnit.Seconds, "10m")]
    [TestCase(0, 300, ChartUnit.Seconds, "0")]
    [TestCase(10, 5, ChartUnit.Days, "10")]
    public void A_tick_is_shorter(double value, double step, ChartUnit unit, string text)
    {
        Assert.That(ValueText.OnAxis(value, step, unit), Is.EqualTo(text));
    }
}
