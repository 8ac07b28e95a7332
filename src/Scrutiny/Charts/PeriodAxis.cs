using System.Globalization;

namespace Scrutiny.Charts;

/// <summary>The time axis: as many ticks, up to a calm number, as can be labelled without two labels touching.</summary>
internal static class PeriodAxis
{
    private const int LongestMonthInDays = 45;
    private const int MostTicks = 14;
    private static readonly int[] DaySteps = [1, 2, 7, 14];
    private static readonly int[] MonthSteps = [1, 3, 6, 12, 24, 60, 120, 240];
    private static readonly int[] PointSteps = [1, 2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 24, 32, 40, 60, 80, 120];

    /// <summary>Ticks for a series.</summary>
    /// <param name="points">The series, oldest first, not empty.</param>
    /// <param name="x">Where a point stands, by its index.</param>
    /// <param name="everyPoint">True to label points (columns) and not the calendar.</param>
    /// <param name="textSize">Size of the labels.</param>
    /// <param name="left">Left bound of the labels.</param>
    /// <param name="right">Right bound of the labels.</param>
    public static IReadOnlyList<PeriodTick> Ticks(IReadOnlyList<ChartPoint> points, Func<int, double> x, bool everyPoint, double textSize, double left, double right)
    {
        if (!everyPoint && points.Count > 1)
        {
            var spacing = Enumerable.Range(1, points.Count - 1).Min(index => points[index].Position.DayNumber - points[index - 1].Position.DayNumber);
            if (spacing <= LongestMonthInDays)
            {
                return CalendarTicks(points, x, spacing, textSize, left, right);
            }
        }

        return PointTicks(points, x, everyPoint ? points.Count : MostTicks, textSize, left, right);
    }

    /// <summary>Where a label begins that would be centred on its tick but must stay within the bounds.</summary>
    public static double Start(string label, double centre, double textSize, double left, double right)
    {
        var width = TextWidth.Of(label, textSize);
        return Math.Max(left, Math.Min(centre - (width / 2), right - width));
    }

    private static List<PeriodTick> CalendarTicks(IReadOnlyList<ChartPoint> points, Func<int, double> x, int spacing, double textSize, double left, double right)
    {
        var first = points[0].Position;
        var last = points[^1].Position;
        double At(DateOnly date) => x(0) + ((x(points.Count - 1) - x(0)) * (date.DayNumber - first.DayNumber) / (last.DayNumber - first.DayNumber));

        if (last.DayNumber - first.DayNumber < 100 && spacing < 20)
        {
            foreach (var step in DaySteps)
            {
                if (step < spacing)
                {
                    continue;
                }

                // Weeks begin where the data's do.
                var anchor = step % 7 == 0 ? first.DayNumber % step : 0;
                var days = Enumerable.Range(first.DayNumber, last.DayNumber - first.DayNumber + 1).Where(day => day % step == anchor).Select(DateOnly.FromDayNumber);
                var ticks = Labelled(days, At, date => date.ToString("d MMM", CultureInfo.InvariantCulture));
                if (ticks.Count <= MostTicks && Fit(ticks, textSize, left, right))
                {
                    return ticks;
                }
            }
        }

        foreach (var step in MonthSteps)
        {
            var start = new DateOnly(first.Year, first.Month, 1);
            var months = Enumerable.Range(0, ((last.Year - first.Year) * 12) + last.Month - first.Month + 1).Select(start.AddMonths)
                .Where(date => date >= first && ((date.Year * 12) + date.Month - 1) % step == 0);
            var ticks = step < 12
                ? Labelled(months, At, date => date.ToString("MMM", CultureInfo.InvariantCulture))
                : [.. months.Select(date => new PeriodTick(At(date), date.ToString("yyyy", CultureInfo.InvariantCulture), ""))];
            if (ticks.Count is > 0 and <= MostTicks && Fit(ticks, textSize, left, right))
            {
                return ticks;
            }
        }

        return PointTicks(points, x, MostTicks, textSize, left, right);
    }

    /// <summary>The year stands once, under the first tick that lies in it.</summary>
    private static List<PeriodTick> Labelled(IEnumerable<DateOnly> dates, Func<DateOnly, double> at, Func<DateOnly, string> label)
    {
        var ticks = new List<PeriodTick>();
        var year = 0;
        foreach (var date in dates)
        {
            ticks.Add(new PeriodTick(at(date), label(date), date.Year == year ? "" : date.ToString("yyyy", CultureInfo.InvariantCulture)));
            year = date.Year;
        }

        return ticks;
    }

    /// <summary>The points' own labels, thinned so that the last is always among them.</summary>
    private static List<PeriodTick> PointTicks(IReadOnlyList<ChartPoint> points, Func<int, double> x, int most, double textSize, double left, double right)
    {
        foreach (var step in PointSteps)
        {
            var chosen = Enumerable.Range(0, points.Count).Where(index => (points.Count - 1 - index) % step == 0).ToArray();
            if (chosen.Length > most)
            {
                continue;
            }

            List<PeriodTick> oneLine = [.. chosen.Select(index => new PeriodTick(x(index), points[index].ShortLabel, ""))];
            if (Fit(oneLine, textSize, left, right))
            {
                return oneLine;
            }

            List<PeriodTick> twoLines = [.. chosen.Select(index => Halved(x(index), points[index].ShortLabel))];
            if (Fit(twoLines, textSize, left, right))
            {
                return twoLines;
            }
        }

        return [new PeriodTick(x(points.Count - 1), points[^1].ShortLabel, "")];
    }

    private static PeriodTick Halved(double x, string label)
    {
        var space = label.LastIndexOf(' ');
        return space < 0 ? new PeriodTick(x, label, "") : new PeriodTick(x, label[..space], label[(space + 1)..]);
    }

    private static bool Fit(List<PeriodTick> ticks, double textSize, double left, double right) =>
        Fit(ticks, tick => tick.First, textSize, left, right) && Fit(ticks, tick => tick.Second, textSize, left, right);

    private static bool Fit(List<PeriodTick> ticks, Func<PeriodTick, string> line, double textSize, double left, double right)
    {
        var gap = textSize / 2;
        var end = double.NegativeInfinity;
        foreach (var tick in ticks)
        {
            var label = line(tick);
            if (label.Length == 0)
            {
                continue;
            }

            var start = Start(label, tick.X, textSize, left, right);
            if (start < end + gap)
            {
                return false;
            }

            end = start + TextWidth.Of(label, textSize);
        }

        return true;
    }
}
