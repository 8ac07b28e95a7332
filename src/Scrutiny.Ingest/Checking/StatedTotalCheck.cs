using System.Globalization;
using System.Text.RegularExpressions;
using Scrutiny.Ingest.Mapping;
using Scrutiny.Ingest.Reading;
using Scrutiny.Sources;

namespace Scrutiny.Ingest.Checking;

/// <summary>Compares the sum of a measure's values with the total that the file itself states.</summary>
internal sealed class StatedTotalCheck(Check check, StatedTotal total) : IFileCheck
{
    private readonly Regex pattern = TableFinder.Pattern(total.Text);
    private decimal sum;
    private int count;

    public CheckOutcome Otherwise => check.Otherwise;

    /// <summary>The total that the file states; null until it is seen.</summary>
    public decimal? Stated { get; set; }

    /// <summary>The checks of this kind that a source declares, in their order.</summary>
    public static IReadOnlyList<StatedTotalCheck> Of(Source source) =>
        [.. source.Checks.Where(check => check.StatedTotal is not null).Select(check => new StatedTotalCheck(check, check.StatedTotal!))];

    public void See(string text)
    {
        if (Stated is null && pattern.Match(text) is { Success: true } match && Number.TryParse(match.Groups["total"].Value, out var value))
        {
            Stated = value;
        }
    }

    public void Add(in Figure figure)
    {
        if (figure.Measure == total.Measure && figure.Breakdown == "total" && figure.Value is { } value)
        {
            sum += value;
            count++;
        }
    }

    public IEnumerable<string> Differences(IKnownValues known)
    {
        if (Stated is not { } value)
        {
            yield return $"{check.Name}: the file no longer states the total that the source expects; look at its notes.";
        }
        else if (value != sum)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{check.Name}: the file states {value:#,##0.##}, its {count} values add up to {sum:#,##0.##}, a difference of {sum - value:+#,##0.##;-#,##0.##}.");
        }
    }
}
