using System.Globalization;
using Scrutiny.Dashboards;
using Scrutiny.Observations;

namespace Scrutiny.Web.Figures;

/// <summary>The steps from a cell of a file to a value on a page, in words.</summary>
internal static class ReceiptSteps
{
    public static IReadOnlyList<string> Of(Receipt receipt, Catalogue catalogue)
    {
        var measure = catalogue.Measures[receipt.Measure].Value;
        var area = catalogue.Areas.ByCode.TryGetValue(receipt.Area, out var known) ? known.Name : receipt.Area;
        var place = receipt.Sheet is { } sheet ? $"sheet “{sheet}”, row {receipt.Row}, column {receipt.ColumnLetters}" : $"line {receipt.Row}, column {receipt.Column}";
        var heading = receipt.FileRow is { } row && receipt.Column <= row.Headings.Count && row.Headings[receipt.Column - 1].Length > 0 ? $" under the heading “{row.Headings[receipt.Column - 1].ReplaceLineEndings(" ").Trim()}”" : "";
        var part = measure.Breakdowns.FirstOrDefault(breakdown => breakdown.Key == receipt.Breakdown)?.Name;
        var steps = new List<string>
        {
            receipt.Counted is null
                ? $"Found the table in the file by its title and headings, and in it {place}{heading}."
                : $"Found the table in the file by its title and headings, and in it {receipt.Counted.Rows.ToString("#,##0", CultureInfo.InvariantCulture)} row{(receipt.Counted.Rows == 1 ? "" : "s")} to count, the first at {place}{heading}.",
            receipt.Counted is { } counted
                ? $"Took together the {counted.Filter}{(counted.RowNumbers is { } numbers ? $": {(counted.Rows == 1 ? "row" : "rows")} {numbers} of the file" : "")}."
                : receipt.Raw == receipt.Displayed ? $"Read the cell: “{receipt.Raw}”." : $"Read the cell: it shows “{receipt.Displayed}” and stores “{receipt.Raw}”; the stored text counts.",
            $"The {(receipt.Counted is { Rows: > 1 } ? "rows are" : "row is")} about {area} ({receipt.Area}); the period is {receipt.Period.Words(measure.Frequency)}.",
            receipt.Value is { } value
                ? $"Kept as {value.ToString(CultureInfo.InvariantCulture)} for “{measure.Name}”{(part is null ? "" : $", {part}")}."
                : $"Kept as “{receipt.Status.Words()}” for “{measure.Name}”{(part is null ? "" : $", {part}")}: the file gives no number.",
        };
        if (receipt is { Numerator: { } numerator, Denominator: { } denominator })
        {
            steps.Add($"The same row gives {numerator.ToString("#,##0.##", CultureInfo.InvariantCulture)} of {denominator.ToString("#,##0.##", CultureInfo.InvariantCulture)}.");
        }

        return steps;
    }
}
