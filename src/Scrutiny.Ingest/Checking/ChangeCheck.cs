using System.Globalization;
using Scrutiny.Dashboards;
using Scrutiny.Ingest.Mapping;
using Scrutiny.Sources;

namespace Scrutiny.Ingest.Checking;

/// <summary>The latest value of each series has not changed unusually against the period before, in the file or as known.</summary>
internal sealed class ChangeCheck(Check check, UnusualChange rule, Catalogue catalogue) : IFileCheck
{
    private readonly Dictionary<(string Area, string Breakdown), (Figure Last, Figure? Before)> latest = [];

    public CheckOutcome Otherwise => check.Otherwise;

    public void Add(in Figure figure)
    {
        if (figure.Measure != rule.Measure || figure.Value is null)
        {
            return;
        }

        var key = (figure.Area, figure.Breakdown);
        latest[key] = !latest.TryGetValue(key, out var seen) ? (figure, null)
            : figure.Period > seen.Last.Period ? (figure, seen.Last)
            : seen.Before is not { } before || figure.Period > before.Period ? (seen.Last, figure)
            : seen;
    }

    public IEnumerable<string> Differences(IKnownValues known)
    {
        foreach (var (last, before) in latest.Values)
        {
            // What was looked at when it first came need not be looked at again.
            if (known.At(last) == last.Value)
            {
                continue;
            }

            (DateOnly To, decimal Value)? former = before is { Value: { } value } ? (before.Value.Period.To, value) : known.Before(last);
            if (former is not { Value: not 0 } against)
            {
                continue;
            }

            var change = last.Value!.Value - against.Value;
            var percent = 100 * change / Math.Abs(against.Value);
            if (Math.Abs(percent) > rule.Percent && Math.Abs(change) > rule.AndBy)
            {
                yield return string.Create(
                    CultureInfo.InvariantCulture,
                    $"{check.Name}: {Words.Of(last, catalogue)} is {last.Value:#,##0.##}, {percent:+0.#;-0.#}% against {against.Value:#,##0.##} for the period to {against.To:yyyy-MM-dd}; more than {rule.Percent:0.##}% wants a person's look ({Words.Place(last)}).");
            }
        }
    }
}
