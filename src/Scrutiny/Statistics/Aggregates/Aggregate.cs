using Scrutiny.Periods;

namespace Scrutiny.Statistics.Aggregates;

/// <summary>
/// Figures put together: the police financial year so far, the last twelve months, several areas. They are context beside a chart and
/// never belong on one with limits: of pure noise, two rolling figures in three would be signals.
/// </summary>
public static class Aggregate
{
    private const int MonthsOfYear = 12;
    private const int FirstMonth = 4;

    /// <summary>The year so far, from 1 April to the end of a period, of whichever periods have a figure.</summary>
    /// <param name="figures">At most one figure for each period, in any order; others than those wanted are passed over.</param>
    /// <param name="frequency">Month or quarter.</param>
    /// <param name="how">How they become one.</param>
    /// <param name="latest">The last period of the year so far.</param>
    /// <param name="per">The unit of shares and rates: 100 for per cent, 1000 for a rate per thousand.</param>
    /// <exception cref="ArgumentException">Two figures have one period, the frequency is neither month nor quarter, or the period does not suit it.</exception>
    public static AggregateFigure YearToDate(IReadOnlyCollection<PeriodFigure> figures, Frequency frequency, Aggregation how, Period latest, double per = 1) =>
        Of(ByPeriod(figures), FinancialYearTo(latest, frequency), how, per, complete: false);

    /// <summary>The year so far beside the same periods of the year before.</summary>
    /// <inheritdoc cref="YearToDate"/>
    public static YearComparison YearToDateCompared(IReadOnlyCollection<PeriodFigure> figures, Frequency frequency, Aggregation how, Period latest, double per = 1)
    {
        var byPeriod = ByPeriod(figures);
        var periods = FinancialYearTo(latest, frequency);
        var measured = periods.Where(period => byPeriod.TryGetValue(period, out var figure) && IsPresent(figure)).ToList();
        var thisYear = Of(byPeriod, periods, how, per, complete: false);
        var lastYear = Of(byPeriod, [.. (measured.Count > 0 ? measured : periods).Select(YearBefore)], how, per, complete: true);

        // The spans are those of the whole year so far: a month that is missing makes neither of them shorter.
        return new YearComparison(thisYear, lastYear with { Span = new Period(YearBefore(periods[0]).From, YearBefore(periods[^1]).To) });
    }

    /// <summary>The twelve months that end with a period; no figure unless every one of them has.</summary>
    /// <inheritdoc cref="YearToDate"/>
    public static AggregateFigure RollingYear(IReadOnlyCollection<PeriodFigure> figures, Frequency frequency, Aggregation how, Period latest, double per = 1)
    {
        var periods = new List<Period> { Checked(latest, frequency) };
        while (periods.Count < MonthsOfYear / Months(frequency))
            periods.Insert(0, Before(periods[0], frequency));

        return Of(ByPeriod(figures), periods, how, per, complete: true);
    }

    /// <summary>Figures of one period, such as those of several areas; no figure unless every one of them has.</summary>
    /// <param name="figures">One or more.</param>
    /// <param name="how">How they become one.</param>
    /// <param name="per">The unit of shares and rates.</param>
    public static (double? Value, AggregateGap? Gap) Of(IReadOnlyCollection<PeriodFigure> figures, Aggregation how, double per = 1)
    {
        ArgumentNullException.ThrowIfNull(figures);
        return figures.Count == 0 ? (null, AggregateGap.NoFigures)
            : figures.All(IsPresent) ? Together([.. figures], how, per)
            : (null, AggregateGap.Incomplete);
    }

    private static AggregateFigure Of(Dictionary<Period, PeriodFigure> figures, List<Period> periods, Aggregation how, double per, bool complete)
    {
        var present = periods.Where(figures.ContainsKey).Select(period => figures[period]).Where(IsPresent).ToList();
        var (value, gap) = present.Count == 0 ? (null, AggregateGap.NoFigures)
            : complete && present.Count < periods.Count ? (null, AggregateGap.Incomplete)
            : Together(present, how, per);

        return new AggregateFigure(new Period(periods[0].From, periods[^1].To), value, present.Count, periods.Count, gap);
    }

    /// <summary>Figures that are all there, oldest first.</summary>
    private static (double? Value, AggregateGap? Gap) Together(List<PeriodFigure> figures, Aggregation how, double per)
    {
        return how switch
        {
            Aggregation.Sum => Known(figures.Sum(static figure => figure.Value)),
            Aggregation.Latest => Known(figures[^1].Value),
            Aggregation.Share => Divided(static figure => figure.Numerator, static figure => figure.Denominator, per),
            Aggregation.Rate => Divided(static figure => figure.Numerator, static figure => figure.Denominator, per * figures.Count),
            Aggregation.WeightedMean => Divided(static figure => figure.Value * figure.Denominator, static figure => figure.Denominator, 1),
            Aggregation.None => (null, AggregateGap.NotDefined),
        };

        (double?, AggregateGap?) Known(double? value) =>
            figures.TrueForAll(static figure => figure.Value is not null) ? (value, null) : (null, AggregateGap.PartsNotHeld);

        (double?, AggregateGap?) Divided(Func<PeriodFigure, double?> part, Func<PeriodFigure, double?> whole, double factor)
        {
            if (!figures.TrueForAll(figure => part(figure) is not null && whole(figure) is not null))
                return (null, AggregateGap.PartsNotHeld);

            var wholes = figures.Sum(whole)!.Value;
            return wholes > 0 ? (figures.Sum(part) / wholes * factor, null) : (null, AggregateGap.NothingToDivideBy);
        }
    }

    // None of none is a figure too: the month is there, and has nothing to add.
    private static bool IsPresent(PeriodFigure figure) => figure.Value is not null || (figure.Numerator is not null && figure.Denominator is not null);

    private static Dictionary<Period, PeriodFigure> ByPeriod(IReadOnlyCollection<PeriodFigure> figures)
    {
        ArgumentNullException.ThrowIfNull(figures);
        var byPeriod = new Dictionary<Period, PeriodFigure>();
        foreach (var figure in figures)
        {
            if (!byPeriod.TryAdd(figure.Period, figure))
                throw new ArgumentException($"Two figures have the period from {figure.Period.From:yyyy-MM-dd} to {figure.Period.To:yyyy-MM-dd}; a series has one figure a period.", nameof(figures));
        }

        return byPeriod;
    }

    private static List<Period> FinancialYearTo(Period latest, Frequency frequency)
    {
        var periods = new List<Period> { Checked(latest, frequency) };
        while (periods[0].From.Month != FirstMonth)
            periods.Insert(0, Before(periods[0], frequency));

        return periods;
    }

    private static Period Checked(Period latest, Frequency frequency) =>
        Months(frequency) > 0 && latest.Suits(frequency) ? latest
        : throw new ArgumentException($"The period from {latest.From:yyyy-MM-dd} to {latest.To:yyyy-MM-dd} is not a month or quarter as its frequency, {frequency}, would have it.", nameof(latest));

    private static int Months(Frequency frequency) => frequency switch
    {
        Frequency.Month => 1,
        Frequency.Quarter => 3,
        Frequency.FinancialYear or Frequency.Year or Frequency.Rolling12 or Frequency.AsAt => 0,
    };

    private static Period Before(Period period, Frequency frequency) => new(period.From.AddMonths(-Months(frequency)), period.From.AddDays(-1));

    private static Period YearBefore(Period period) => new(period.From.AddYears(-1), Period.LastDay(period.To.Year - 1, period.To.Month));
}
