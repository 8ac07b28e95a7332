using System.Globalization;
using Scrutiny.Dashboards;
using Scrutiny.Ingest.Mapping;
using Scrutiny.Sources;

namespace Scrutiny.Ingest.Checking;

/// <summary>Values lie between bounds.</summary>
internal sealed class BoundsCheck(Check check, ValueBounds bounds, Catalogue catalogue) : IFileCheck
{
    private readonly List<string> outside = [];

    public CheckOutcome Otherwise => check.Otherwise;

    public void Add(in Figure figure)
    {
        if (figure.Measure == bounds.Measure && figure.Value is { } value && (value < bounds.Least || value > bounds.Most))
        {
            outside.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"{check.Name}: {Words.Of(figure, catalogue)} is {value:#,##0.##}, {(value < bounds.Least ? $"less than {bounds.Least:#,##0.##}" : $"more than {bounds.Most:#,##0.##}")} ({Words.Place(figure)})."));
        }
    }

    public IEnumerable<string> Differences(IKnownValues known) => outside;
}
