using System.Globalization;
using Scrutiny.Areas;
using Scrutiny.Dashboards;
using Scrutiny.Ingest.Mapping;
using Scrutiny.Periods;
using Scrutiny.Sources;

namespace Scrutiny.Ingest.Checking;

/// <summary>The parts of a measure add up to its whole: breakdowns of one area, or the areas that lie in another.</summary>
internal sealed class SumOfPartsCheck(Check check, SumOfParts rule, Catalogue catalogue) : IFileCheck
{
    private readonly Dictionary<(string Area, string Breakdown, Period Period), Whole> wholes = [];

    public CheckOutcome Otherwise => check.Otherwise;

    public void Add(in Figure figure)
    {
        if (figure.Measure != rule.Measure)
        {
            return;
        }

        if (rule.Areas)
        {
            At(figure.Area, figure).Stands(figure);
            var area = catalogue.Areas.ByCode[figure.Area];
            if (area is { Kind: AreaKind.District or AreaKind.Partnership or AreaKind.Force, Parent: { } parent })
            {
                At(parent, figure).Add(figure);
            }
        }
        else if (figure.Breakdown == "total")
        {
            At(figure.Area, figure).Stands(figure);
        }
        else if (rule.Breakdowns.Contains(figure.Breakdown))
        {
            At(figure.Area, figure).Add(figure);
        }
    }

    public IEnumerable<string> Differences(IKnownValues known)
    {
        foreach (var ((area, breakdown, period), whole) in wholes)
        {
            // What has a part without a value can't be added up, and what has no parts need not be.
            if (whole is not { Value: { } value, Parts: > 0, Missing: 0 } || (!rule.Areas && whole.Parts < rule.Breakdowns.Count) || Math.Abs(whole.Sum - value) <= rule.Tolerance)
            {
                continue;
            }

            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{check.Name}: {Words.Of(rule.Measure, area, breakdown, period, catalogue)} is {value:#,##0.##}, but its {whole.Parts} parts add up to {whole.Sum:#,##0.##}, a difference of {whole.Sum - value:+#,##0.##;-#,##0.##}.");
        }
    }

    private Whole At(string area, in Figure figure)
    {
        var key = (area, rule.Areas ? figure.Breakdown : "total", figure.Period);
        if (!wholes.TryGetValue(key, out var whole))
        {
            wholes[key] = whole = new Whole();
        }

        return whole;
    }

    private sealed class Whole
    {
        public decimal? Value { get; private set; }

        public decimal Sum { get; private set; }

        public int Parts { get; private set; }

        public int Missing { get; private set; }

        public void Stands(in Figure figure) => Value = figure.Value;

        public void Add(in Figure figure)
        {
            Parts++;
            Sum += figure.Value ?? 0;
            Missing += figure.Value is null ? 1 : 0;
        }
    }
}
