using System.Globalization;
using Scrutiny.Ingest.Reading;

namespace Scrutiny.Tests.Reading;

internal sealed class NumberTests
{
    [TestCase("155,217 ", "155217")]
    [TestCase("\u00A084\u00A0", "84")]
    [TestCase("84%", "84")]
    [TestCase("93.90%", "93.90")]
    [TestCase("-2.7", "-2.7")]
    [TestCase("\u22122.7", "-2.7")]
    [TestCase("(12)", "-12")]
    [TestCase("£1,234", "1234")]
    [TestCase("-£1,234.50", "-1234.50")]
    [TestCase("£-5", "-5")]
    [TestCase("9,806,553,487", "9806553487")]
    [TestCase("1\u00A0234\u00A0567", "1234567")]
    [TestCase("8.53E-2", "0.0853")]
    [TestCase("1E+16", "10000000000000000")]
    [TestCase(".5", "0.5")]
    [TestCase("0", "0")]
    [TestCase("-0", "0")]
    public void A_number_is_read_as_publishers_write_it(string raw, string expected)
    {
        bool read = Number.TryParse(raw, out decimal value);

        Assert.That(read, Is.True);
        Assert.That(value, Is.EqualTo(decimal.Parse(expected, CultureInfo.InvariantCulture)));
    }

    [TestCase("5656.3099999999995", "5656.31")]
    [TestCase("3151.6200000000017", "3151.62")]
    [TestCase("2740.5713000000001", "2740.5713")]
    [TestCase("0.28999999999999998", "0.29")]
    [TestCase("-1.1000000000000001E-2", "-0.011")]
    public void Binary_noise_beyond_fifteen_digits_is_rounded_away(string raw, string expected)
    {
        bool read = Number.TryParse(raw, out decimal value);

        Assert.That(read, Is.True);
        Assert.That(value.ToString(CultureInfo.InvariantCulture), Is.EqualTo(expected));
    }

    [TestCase("12345678901234567", "12345678901234567")]
    [TestCase("123456.789012345", "123456.789012345")]
    public void Digits_that_are_no_noise_are_kept(string raw, string expected)
    {
        _ = Number.TryParse(raw, out decimal value);

        Assert.That(value.ToString(CultureInfo.InvariantCulture), Is.EqualTo(expected));
    }

    [TestCase("")]
    [TestCase(" ")]
    [TestCase("-")]
    [TestCase("–")]
    [TestCase("..")]
    [TestCase(".")]
    [TestCase("*")]
    [TestCase("[c]")]
    [TestCase("<5")]
    [TestCase("~12")]
    [TestCase("NA")]
    [TestCase("1,23,4")]
    [TestCase("1234,567")]
    [TestCase(",123")]
    [TestCase("1,234,")]
    [TestCase("1,23.4")]
    [TestCase("1.2.3")]
    [TestCase("1.")]
    [TestCase("1.234,5")]
    [TestCase("12 345")]
    [TestCase("12abc")]
    [TestCase("--2")]
    [TestCase("(-2)")]
    [TestCase("££2")]
    [TestCase("%")]
    [TestCase("1E")]
    [TestCase("1E99")]
    [TestCase("99999999999999999999999999999999")]
    [TestCase("#VALUE!")]
    [TestCase("٣")]
    public void What_is_not_plainly_a_number_is_refused(string raw)
    {
        bool read = Number.TryParse(raw, out decimal value);

        Assert.That(read, Is.False, $"{raw} was read as {value}");
    }
}
