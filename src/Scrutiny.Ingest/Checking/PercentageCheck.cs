using System.Globalization;
using Scrutiny.Dashboards;
using Scrutiny.Ingest.Mapping;
using Scrutiny.Sources;

namespace Scrutiny.Ingest.Checking;

/// <summary>A percentage is what its numerator and denominator make it.</summary>
internal sealed class PercentageCheck(Check check, PercentageOfParts rule, Catalogue catalogue) : IFileCheck
{
    private readonly List<string> differing = [];

    public CheckOutcome Otherwise => check.Otherwise;

    public void Add(in Figure figure)
    {
        if (figure.Measure != rule.Measure || figure is not { Value: { } value, Numerator: { } numerator, Denominator: { } denominator } || denominator == 0)
        {
            return;
        }

        var made = 100 * numerator / denominator;
        if (Math.Abs(made - value) > rule.Tolerance)
        {
            differing.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"{check.Name}: {Words.Of(figure, catalogue)} is stated as {value:0.##}%, but {numerator:#,##0.##} of {denominator:#,##0.##} make {made:0.##}% ({Words.Place(figure)})."));
        }
    }

    public IEnumerable<string> Differences(IKnownValues known) => differing;
}
