using Scrutiny.Ingest.Reading;

namespace Scrutiny.Tests.Reading;

internal sealed class NumberFormatTests
{
    [TestCase(2740.5713, "General", "2740.5713")]
    [TestCase(1d / 3, null, "0.333333333")]
    [TestCase(159808, "General", "159808")]
    [TestCase(1e20, "General", "1E+20")]
    [TestCase(2740.5713, "0", "2741")]
    [TestCase(2.5, "0", "3")]
    [TestCase(-0.3, "0", "0")]
    [TestCase(2740.55, "0.0", "2740.6")]
    [TestCase(159808, "#,##0", "159,808")]
    [TestCase(-159808, "#,##0", "-159,808")]
    [TestCase(1234.5, "#,##0.00", "1,234.50")]
    [TestCase(0.845, "0%", "85%")]
    [TestCase(0.8449, "0.0%", "84.5%")]
    [TestCase(1234, "_-* #,##0_-;\\-* #,##0_-;_-* \"-\"??_-;_-@_-", "1,234")]
    [TestCase(-1234, "_-* #,##0_-;\\-* #,##0_-;_-* \"-\"??_-;_-@_-", "-1,234")]
    [TestCase(0, "_-* #,##0_-;\\-* #,##0_-;_-* \"-\"??_-;_-@_-", "-")]
    [TestCase(-5, "#,##0;[Red](#,##0)", "(5)")]
    [TestCase(-1234, "#,##0_ ;\\-#,##0\\ ", "-1,234")]
    [TestCase(12, "General_)", "12")]
    [TestCase(1234.5, "[$£-809]#,##0.00", "£1,234.50")]
    [TestCase(7, "000", "007")]
    [TestCase(1234567, "#,##0,", "1,235")]
    [TestCase(12, "# ?/?", "12")]
    [TestCase(12, "[>10]0;0.0", "12")]
    public void A_number_is_shown_as_a_spreadsheet_shows_it(double value, string? format, string expected) =>
        Assert.That(NumberFormat.Display(value, format), Is.EqualTo(expected));

    [TestCase("d mmm yyyy", "7 Sep 2019")]
    [TestCase("mmm-yy", "Sep-19")]
    [TestCase("mm/dd/yyyy", "09/07/2019")]
    [TestCase("dd/mm/yyyy", "07/09/2019")]
    [TestCase("mm-dd-yy", "07/09/2019")]
    [TestCase("yyyy-mm-dd;@", "2019-09-07")]
    [TestCase("[$-809]dd mmmm yyyy", "07 September 2019")]
    [TestCase("dd/mm/yyyy hh:mm", "07/09/2019 14:05")]
    [TestCase("h:mm AM/PM", "2:05 PM")]
    [TestCase("[h]:mm", null)]
    public void A_date_is_shown_as_a_spreadsheet_shows_it(string format, string? expected) =>
        Assert.That(DateFormat.Display(new DateTime(2019, 9, 7, 14, 5, 0, DateTimeKind.Unspecified), format), Is.EqualTo(expected));
}
