namespace Scrutiny.Statistics.Seasons;

/// <summary>
/// A monthly series without its season, as an optional view beside the raw chart and never in its place; targets are always judged on
/// raw figures. Classical decomposition, not the X-13ARIMA-SEATS of official statistics: do not call it seasonal adjustment.
/// </summary>
public sealed class SeasonalView
{
    /// <summary>Below this many months with figures a season cannot be told from chance (United Nations handbook on industrial production, 29.20).</summary>
    public const int FewestMonths = 36;

    /// <summary>Below this many the season is unstable, and each new year may change it (the same, 29.21).</summary>
    public const int SettledMonths = 84;

    private const int MonthsOfYear = 12;
    private const int HalfYear = 6;

    private SeasonalView()
    {
    }

    /// <summary>Why there is none; null where there is one.</summary>
    public SeasonalRefusal? Refusal { get; private init; }

    /// <summary>The points in date order, ready for <see cref="Spc.Analyse"/>, without targets; null values where the view has none. Empty where refused.</summary>
    public IReadOnlyList<SpcPoint> Points { get; private init; } = [];

    /// <summary>The index of January to December, of mean 1, for <see cref="SeasonalMethod.MonthIndex"/>; else empty.</summary>
    public IReadOnlyList<double> Index { get; private init; } = [];

    /// <summary>Whether to say that the view is unstable: fewer than <see cref="SettledMonths"/> months have figures.</summary>
    public bool Unstable { get; private init; }

    /// <summary>Makes a view.</summary>
    /// <param name="points">A monthly series in any order; a month without a figure may be absent.</param>
    /// <param name="method">How the season is taken out.</param>
    public static SeasonalView Of(IReadOnlyCollection<SpcPoint> points, SeasonalMethod method)
    {
        ArgumentNullException.ThrowIfNull(points);
        var ordered = points.OrderBy(point => point.Date).ToList();
        var values = new Dictionary<int, double>();
        var months = new HashSet<int>();
        foreach (var point in ordered)
        {
            if (!months.Add(Month(point.Date)))
                return new SeasonalView { Refusal = SeasonalRefusal.NotMonthly };
            if (point.Value is { } value)
                values.Add(Month(point.Date), value);
        }

        if (values.Count < FewestMonths)
            return new SeasonalView { Refusal = SeasonalRefusal.TooFewMonths };

        if (method == SeasonalMethod.LastYear)
            return Made(month => ValueAt(values, month) - ValueAt(values, month - MonthsOfYear), []);

        if (values.Values.Any(static value => value <= 0))
            return new SeasonalView { Refusal = SeasonalRefusal.NotAboveZero };

        return IndexOf(values) is { } index
            ? Made(month => ValueAt(values, month) / index[month % MonthsOfYear], index)
            : new SeasonalView { Refusal = SeasonalRefusal.TooManyGaps };

        SeasonalView Made(Func<int, double?> without, double[] index) => new()
        {
            Points = ordered.ConvertAll(point => new SpcPoint(point.Date, without(Month(point.Date)))),
            Index = index,
            Unstable = values.Count < SettledMonths,
        };
    }

    /// <summary>The index of each month, January first; null where one cannot be had.</summary>
    private static double[]? IndexOf(Dictionary<int, double> values)
    {
        var ratios = values.Keys
            .Select(month => (Month: month, Average: CentredAverage(values, month)))
            .Where(entry => entry.Average is not null)
            .ToLookup(entry => entry.Month % MonthsOfYear, entry => values[entry.Month] / entry.Average!.Value);
        if (ratios.Count < MonthsOfYear)
            return null;

        var raw = Enumerable.Range(0, MonthsOfYear).Select(month => ratios[month].Average()).ToArray();
        var mean = raw.Average();
        return [.. raw.Select(ratio => ratio / mean)];
    }

    /// <summary>The average of the year about a month: twelve months, of which the outermost two count half each.</summary>
    private static double? CentredAverage(Dictionary<int, double> values, int month)
    {
        var sum = (ValueAt(values, month - HalfYear) + ValueAt(values, month + HalfYear)) / 2;
        for (var away = 1 - HalfYear; away < HalfYear; away++)
            sum += ValueAt(values, month + away);

        return sum / MonthsOfYear;
    }

    private static double? ValueAt(Dictionary<int, double> values, int month) => values.TryGetValue(month, out var value) ? value : null;

    // January is 0 in the remainder by twelve.
    private static int Month(DateOnly date) => (date.Year * MonthsOfYear) + date.Month - 1;
}
