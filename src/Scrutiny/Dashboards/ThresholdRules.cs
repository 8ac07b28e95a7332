using Scrutiny.Measures;
using Scrutiny.Periods;
using Scrutiny.Statistics;

namespace Scrutiny.Dashboards;

/// <summary>What must hold of a measure's targets, tolerances and baselines.</summary>
internal static class ThresholdRules
{
    public static IEnumerable<Fault> Check(Declaration<Measure> declaration, Catalogue catalogue) =>
        declaration.Value.Targets.SelectMany(target => CheckTarget(declaration, target))
            .Concat(declaration.Value.Tolerances.SelectMany(tolerance => CheckTolerance(declaration, tolerance)))
            .Concat(CheckThresholds(declaration, declaration.Value.Targets, "target"))
            .Concat(CheckThresholds(declaration, declaration.Value.Tolerances, "tolerance"))
            .Concat(declaration.Value.Baselines.SelectMany((baseline, i) => CheckBaseline(declaration, baseline, i)))
            .Concat(declaration.Value.Targets.Cast<IScoped>().Concat(declaration.Value.Tolerances).Concat(declaration.Value.Baselines).SelectMany(scoped => CheckScope(declaration, scoped, catalogue)));

    private static IEnumerable<Fault> CheckTarget(Declaration<Measure> declaration, MeasureTarget target)
    {
        if (declaration.Value.Improvement == Improvement.Neutral)
        {
            yield return declaration.At(target, nameof(MeasureTarget.Value), "A measure whose improvement is 'neutral' can't have a target, since neither way is better; say which way is, or take the target out.");
        }

        if (OutOfUnit(target.Value, declaration.Value))
        {
            yield return declaration.At(target, nameof(MeasureTarget.Value), $"The target '{target.Id}' is {target.Value}, and a percentage lies between 0 and 100.");
        }
    }

    private static IEnumerable<Fault> CheckTolerance(Declaration<Measure> declaration, MeasureTolerance tolerance)
    {
        if (tolerance is { Least: null, Most: null })
        {
            yield return declaration.At(tolerance, nameof(MeasureTolerance.Id), $"The tolerance '{tolerance.Id}' needs 'least', 'most' or both.");
        }

        if (tolerance.Least >= tolerance.Most)
        {
            yield return declaration.At(tolerance, nameof(MeasureTolerance.Least), $"The tolerance '{tolerance.Id}' reaches from {tolerance.Least} to {tolerance.Most}; least must be below most.");
        }
        else if ((tolerance.Least ?? tolerance.Most) is { } least && OutOfUnit(least, declaration.Value))
        {
            yield return declaration.At(tolerance, tolerance.Least is null ? nameof(MeasureTolerance.Most) : nameof(MeasureTolerance.Least), $"The tolerance '{tolerance.Id}' names {least}, and a percentage lies between 0 and 100.");
        }
    }

    private static IEnumerable<Fault> CheckThresholds<T>(Declaration<Measure> declaration, IReadOnlyList<T> thresholds, string kind)
        where T : class, IThreshold
    {
        for (var i = 0; i < thresholds.Count; i++)
        {
            var threshold = thresholds[i];
            if (!IsId(threshold.Id))
            {
                yield return declaration.At(threshold, nameof(IThreshold.Id), $"'{threshold.Id}' is no id; use lower-case letters, digits and hyphens.");
            }

            if (thresholds.Take(i).Any(other => other.Id == threshold.Id))
            {
                yield return declaration.At(threshold, nameof(IThreshold.Id), $"The {kind} '{threshold.Id}' stands here a second time; give it another id.");
            }

            if (threshold.To < threshold.From)
            {
                yield return declaration.At(threshold, nameof(IThreshold.To), $"The {kind} '{threshold.Id}' ends before it begins; 'to' must not be before 'from'.");
            }
            else if (thresholds.Take(i).FirstOrDefault(other => Meet(other, threshold) && !(other.To < threshold.From) && !(threshold.To < other.From)) is { } other)
            {
                yield return declaration.At(threshold, nameof(IThreshold.From), $"The {kind}s '{other.Id}' and '{threshold.Id}' are in force on the same days; end the earlier one with 'to'.");
            }
        }
    }

    private static IEnumerable<Fault> CheckBaseline(Declaration<Measure> declaration, Baseline baseline, int index)
    {
        var measure = declaration.Value;
        if (measure.Chart != ChartKind.Spc)
        {
            yield return declaration.At(baseline, nameof(Baseline.From), "A measure whose chart is 'run' has no average and limits to calculate anew; take the baseline out.");
            yield break;
        }

        if (!StartsPeriod(baseline.From, measure.Frequency))
        {
            yield return declaration.At(baseline, nameof(Baseline.From), $"{baseline.From:yyyy-MM-dd} is not the first day of {OnePeriod(measure.Frequency)}; a baseline starts with a period of the measure.");
        }

        if (measure.Baselines.Take(index).Any(other => other.From == baseline.From && Meet(other, baseline)))
        {
            yield return declaration.At(baseline, nameof(Baseline.From), $"A baseline from {baseline.From:yyyy-MM-dd} stands here a second time; keep one.");
        }

        if (baseline is { FixAfter: not null, FixedTo: not null })
        {
            yield return declaration.At(baseline, nameof(Baseline.FixedTo), "fix_after and fixed_to say the same thing; keep one.");
        }

        if (baseline.FixAfter < Spc.FewestFixedPoints)
        {
            yield return declaration.At(baseline, nameof(Baseline.FixAfter), $"fix_after is {baseline.FixAfter}; a baseline rests on {Spc.FewestFixedPoints} periods or more.");
        }

        if (baseline.FixedTo is { } end && StartsPeriod(baseline.From, measure.Frequency) && PeriodsUntil(baseline.From, end, measure.Frequency) < Spc.FewestFixedPoints)
        {
            yield return declaration.At(baseline, nameof(Baseline.FixedTo), $"From {baseline.From:yyyy-MM-dd} to {end:yyyy-MM-dd} there are fewer than {Spc.FewestFixedPoints} whole periods; a baseline rests on {Spc.FewestFixedPoints} or more.");
        }
    }

    private static IEnumerable<Fault> CheckScope(Declaration<Measure> declaration, IScoped scoped, Catalogue catalogue)
    {
        var measure = declaration.Value;
        if (scoped.Breakdown != "total" && measure.Breakdowns.All(breakdown => breakdown.Key != scoped.Breakdown))
        {
            yield return declaration.At(scoped, nameof(IScoped.Breakdown), CatalogueRules.Unknown("breakdown", scoped.Breakdown, measure.Breakdowns.Select(breakdown => breakdown.Key).Append("total")));
        }

        foreach (var code in scoped.Areas.Where(code => !catalogue.Areas.ByCode.ContainsKey(code)))
        {
            yield return declaration.At(scoped, nameof(IScoped.Areas), CatalogueRules.Unknown("area", code, catalogue.Areas.ByCode.Keys));
        }

        foreach (var id in scoped.Sources.Where(id => !measure.Sources.Contains(id)))
        {
            yield return declaration.At(scoped, nameof(IScoped.Sources), CatalogueRules.Unknown("source of the measure", id, measure.Sources));
        }
    }

    /// <summary>Whether two declarations can hold for one series.</summary>
    private static bool Meet(IScoped one, IScoped other) =>
        one.Breakdown == other.Breakdown && Share(one.Areas, other.Areas) && Share(one.Sources, other.Sources);

    private static bool Share(IReadOnlyList<string> one, IReadOnlyList<string> other) => one.Count == 0 || other.Count == 0 || one.Intersect(other).Any();

    private static bool OutOfUnit(decimal value, Measure measure) => measure.Unit == Unit.Percent && value is < 0 or > 100;

    private static bool IsId(string id) => id.Length > 0 && id.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-');

    private static bool StartsPeriod(DateOnly day, Frequency frequency) => FirstPeriod(day, frequency) is { } period && period.From == day;

    private static int PeriodsUntil(DateOnly start, DateOnly end, Frequency frequency)
    {
        var count = 0;
        for (var period = FirstPeriod(start, frequency)!.Value; period.To <= end && count < Spc.FewestFixedPoints; period = period.Next(frequency))
        {
            count++;
        }

        return count;
    }

    /// <summary>The period that a day lies in; null for frequencies whose periods do not follow one another.</summary>
    private static Period? FirstPeriod(DateOnly day, Frequency frequency) => frequency switch
    {
        Frequency.Month => Period.Month(day.Year, day.Month),
        Frequency.Quarter => Period.Quarter(day.Year, (day.Month + 2) / 3),
        Frequency.FinancialYear => Period.FinancialYear(day.Month < 4 ? day.Year - 1 : day.Year),
        Frequency.Year => Period.CalendarYear(day.Year),
        Frequency.Rolling12 or Frequency.AsAt => null,
    };

    private static string OnePeriod(Frequency frequency) => frequency switch
    {
        Frequency.Month => "a month",
        Frequency.Quarter => "a quarter",
        Frequency.FinancialYear => "a financial year",
        Frequency.Year => "a year",
        Frequency.Rolling12 or Frequency.AsAt => "a period",
    };
}
