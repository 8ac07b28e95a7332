using Scrutiny.Dashboards;
using Scrutiny.Sources;

namespace Scrutiny.Ingest.Checking;

/// <summary>The checks that a source declares.</summary>
internal static class FileChecks
{
    public static IReadOnlyList<IFileCheck> Of(Source source, Catalogue catalogue) => [.. source.Checks.Select(check => Of(check, catalogue))];

    /// <summary>The measures whose earlier values the checks ask for.</summary>
    public static IReadOnlyList<string> NeedKnown(Source source) => [.. source.Checks.Select(check => check.Change?.Measure).OfType<string>().Distinct()];

    private static IFileCheck Of(Check check, Catalogue catalogue) => check switch
    {
        { StatedTotal: { } total } => new StatedTotalCheck(check, total),
        { SumOfParts: { } sum } => new SumOfPartsCheck(check, sum, catalogue),
        { Percentage: { } percentage } => new PercentageCheck(check, percentage, catalogue),
        { Bounds: { } bounds } => new BoundsCheck(check, bounds, catalogue),
        { Change: { } change } => new ChangeCheck(check, change, catalogue),
        _ => throw new ArgumentException($"The check '{check.Name}' checks nothing.", nameof(check)),
    };
}
