using System.Globalization;

namespace Scrutiny.Cli.Samples;

/// <summary>
/// The bundled returns that no publisher offers as a file: made up, shaped by published facts, and labelled synthetic
/// wherever they are shown. dashboards/samples/README.md says which facts; the tests hold the figures to them.
/// </summary>
internal static class SyntheticReturns
{
    public const string Publisher = "Synthetic: made for Scrutiny's samples";
    public const string AreaCode = "E23000030";
    public const string AreaName = "Hampshire";
    public const string Header = "measure,area_code,area,breakdown,period,value,numerator,denominator,status,publisher";

    private const int FirstYear = 2018;
    private const int FirstMonth = 4;
    private const int Months = 103; // April 2018 to October 2026

    // The contact platform's synthetic go-live is June 2021: online reports step up, and answering worsens.
    private static readonly int GoLive = At(2021, 6);

    // Calls that another force handled during a telephone fault in September 2026, and reported a month late.
    private const int LateCalls = 388;
    private const int LateCallsWithin10s = 61;
    private const double AnswerTimeWithoutLateCalls = 0.86;

    private static readonly (string Year, decimal Pounds)[] Precept =
    [
        ("2018/19", 178.00m), ("2019/20", 200.00m), ("2020/21", 210.00m), ("2021/22", 225.00m), ("2022/23", 238.00m),
        ("2023/24", 251.46m), ("2024/25", 261.46m), ("2025/26", 275.46m), ("2026/27", 288.46m),
    ];

    // By month of the year, January first. June to August average 1.21 and the other nine months 1.
    private static readonly double[] EmergencySeason = [0.97, 0.94, 0.99, 1.00, 1.06, 1.19, 1.24, 1.20, 1.03, 1.01, 0.99, 1.01];
    private static readonly double[] ContactSeason = [0.99, 0.95, 0.99, 0.98, 1.01, 1.04, 1.06, 1.05, 1.01, 1.00, 0.97, 0.95];

    public static void WriteAll(string directory)
    {
        foreach (var edition in ReturnsEdition.All)
        {
            using var writer = new StreamWriter(Path.Combine(directory, edition.FileName));
            Write(writer, edition);
        }
    }

    public static void Write(TextWriter writer, ReturnsEdition edition)
    {
        var last = At(edition.LastMonth.Year, edition.LastMonth.Month);
        var late = edition == ReturnsEdition.September2026 ? last : -1;

        var calls = EmergencyCalls();
        var within = EmergencyWithin10s(calls);
        var answer = EmergencyAnswerSeconds(calls, within);
        if (late >= 0)
        {
            calls[late] -= LateCalls;
            within[late] -= LateCallsWithin10s;
            answer[late] *= AnswerTimeWithoutLateCalls;
        }

        var contacts = NonEmergencyCalls();
        var (wait, abandoned) = NonEmergencyWaits(contacts);
        var online = OnlineReports();
        var (satisfied, asked) = Satisfaction();

        writer.Write(Header + "\n");
        // 999 records settle after a month, so the newest month is provisional.
        Shares("calls-999-within-10s", within, calls, newest: "p");
        Values("calls-999-answer-time", answer, "0.0", newest: "p");
        Counts("calls-999-volume", calls, newest: "p");
        Values("calls-101-answer-time", wait, "0.0");
        Shares("calls-101-abandoned", abandoned, contacts);
        Counts("calls-101-volume", contacts);
        Counts("online-reports", online);
        Shares("online-report-satisfaction", satisfied, asked);
        Counts("special-constable-hours", SpecialConstableHours());
        Counts("complaints-logged", ComplaintsLogged());
        Values("complaints-timeliness", ComplaintDays(), "0.0");
        foreach (var (year, pounds) in Precept)
        {
            Row("precept-band-d", year, Text(pounds, "0.00"), "", "", "");
        }

        void Counts(string measure, int[] values, string newest = "")
        {
            for (var i = 0; i <= last; i++)
            {
                Row(measure, Period(i), Text(values[i], "0"), "", "", i == last ? newest : "");
            }
        }

        void Values(string measure, double[] values, string format, string newest = "")
        {
            for (var i = 0; i <= last; i++)
            {
                var value = Math.Round((decimal)values[i], 1, MidpointRounding.AwayFromZero);
                Row(measure, Period(i), Text(value, format), "", "", i == last ? newest : "");
            }
        }

        void Shares(string measure, int[] numerators, int[] denominators, string newest = "")
        {
            for (var i = 0; i <= last; i++)
            {
                var percent = Math.Round(100m * numerators[i] / denominators[i], 2, MidpointRounding.AwayFromZero);
                Row(measure, Period(i), Text(percent, "0.00"), Text(numerators[i], "0"), Text(denominators[i], "0"), i == last ? newest : "");
            }
        }

        void Row(string measure, string period, string value, string numerator, string denominator, string status) =>
            writer.Write($"{measure},{AreaCode},{AreaName},,{period},{value},{numerator},{denominator},{status},{Publisher}\n");
    }

    private static int[] EmergencyCalls()
    {
        var noise = new SplitMix64(0x999_0001);
        var level = Curve((2018, 4, 18_800), (2019, 10, 19_500), (2020, 3, 19_300), (2020, 4, 15_300), (2020, 5, 16_300), (2020, 6, 17_600),
            (2020, 7, 18_900), (2021, 6, 19_800), (2022, 3, 20_400), (2022, 10, 21_700), (2023, 10, 23_200), (2024, 10, 23_300), (2026, 10, 23_700));
        var calls = Each(i => Whole(level[i] * EmergencySeason[MonthOf(i) - 1] * (1 + 0.018 * noise.NextNoise())));
        calls[At(2023, 11)] = 22_990;
        return calls;
    }

    private static int[] EmergencyWithin10s(int[] calls)
    {
        var noise = new SplitMix64(0x999_0002);
        var percent = Curve((2018, 4, 91.0), (2019, 3, 90.7), (2020, 3, 90.3), (2020, 4, 95.0), (2020, 5, 94.7), (2020, 6, 93.5), (2020, 7, 91.6),
            (2021, 5, 90.9), (2021, 6, 84), (2021, 7, 78.5), (2021, 9, 80.5), (2021, 12, 80), (2022, 3, 77), (2022, 5, 72), (2022, 8, 73.5),
            (2022, 12, 76), (2023, 3, 74.5), (2023, 4, 71.5), (2023, 8, 69.5), (2023, 9, 74.5), (2023, 10, 79.5), (2023, 11, 84), (2024, 1, 86),
            (2024, 3, 89), (2024, 4, 91.7), (2024, 8, 92.5), (2024, 12, 93.8), (2025, 3, 94.5), (2025, 8, 94.3), (2026, 3, 95.0), (2026, 6, 94.4),
            (2026, 8, 93.2), (2026, 9, 92.6), (2026, 10, 92.9));
        var within = Each(i => Whole(calls[i] * (percent[i] + 0.55 * noise.NextNoise()) / 100));
        within[At(2022, 5)] = Whole(calls[At(2022, 5)] * 0.72);
        within[At(2023, 11)] = Whole(calls[At(2023, 11)] * 0.84);
        FitShare(within, calls, At(2024, 4), At(2025, 3), 0.9321);
        return within;
    }

    private static double[] EmergencyAnswerSeconds(int[] calls, int[] within)
    {
        // A straight line through the two published pairs: 72% with 12.2 s, and 93.21% with 3 s.
        var noise = new SplitMix64(0x999_0003);
        var seconds = Each(i => Math.Max(1.5, 3 + 0.434 * (93.21 - 100.0 * within[i] / calls[i])) * (1 + 0.03 * noise.NextNoise()));
        FitMean(seconds, calls, At(2023, 4), At(2024, 3), 11);
        FitMean(seconds, calls, At(2024, 4), At(2025, 3), 3);
        seconds[At(2022, 5)] = 12.2;
        return seconds;
    }

    private static int[] NonEmergencyCalls()
    {
        var noise = new SplitMix64(0x101_0001);
        var level = Curve((2018, 4, 47_500), (2019, 10, 45_800), (2020, 3, 45_000), (2020, 4, 36_000), (2020, 5, 38_500), (2020, 6, 41_500),
            (2020, 7, 43_500), (2021, 5, 42_800), (2021, 9, 40_500), (2022, 10, 38_000), (2023, 10, 36_400), (2024, 10, 35_200), (2026, 10, 32_300));
        return Each(i => Whole(level[i] * ContactSeason[MonthOf(i) - 1] * (1 + 0.02 * noise.NextNoise())));
    }

    private static (double[] Wait, int[] Abandoned) NonEmergencyWaits(int[] calls)
    {
        var noise = new SplitMix64(0x101_0002);
        var level = Curve((2018, 4, 170), (2019, 3, 185), (2020, 3, 178), (2020, 4, 96), (2020, 5, 108), (2020, 6, 132), (2020, 9, 188), (2021, 5, 208),
            (2021, 6, 330), (2021, 7, 415), (2021, 10, 380), (2022, 3, 405), (2022, 4, 440), (2022, 8, 520), (2022, 12, 465), (2023, 3, 515), (2023, 4, 880),
            (2023, 8, 920), (2023, 9, 640), (2023, 10, 520), (2023, 12, 380), (2024, 2, 330), (2024, 3, 290), (2024, 4, 225), (2024, 8, 186), (2024, 12, 150),
            (2025, 3, 138), (2025, 8, 152), (2026, 3, 142), (2026, 6, 172), (2026, 8, 208), (2026, 10, 236));
        var wait = Each(i => level[i] * (1 + 0.05 * noise.NextNoise()));
        FitWaits(calls);

        // About 23% give up when the mean wait is 10 min 24 s, and a third of that at 2 min 50 s.
        var abandoned = Each(i => Whole(calls[i] * (2 + 0.033 * wait[i]) * (1 + 0.03 * noise.NextNoise()) / 100));
        FitWaits(Each(i => calls[i] - abandoned[i]));
        return (wait, abandoned);

        void FitWaits(int[] weights)
        {
            FitMean(wait, weights, At(2022, 4), At(2023, 3), 488);
            FitMean(wait, weights, At(2023, 4), At(2023, 8), 900);
            double early = Sum(weights, At(2023, 4), At(2023, 8));
            double later = Sum(weights, At(2023, 9), At(2024, 3));
            FitMean(wait, weights, At(2023, 9), At(2024, 3), (624 * (early + later) - 900 * early) / later);
            FitMean(wait, weights, At(2024, 4), At(2025, 3), 170);
        }
    }

    private static int[] OnlineReports()
    {
        var noise = new SplitMix64(0x0E11_0001);
        var level = Curve((2018, 4, 2_600), (2019, 4, 3_300), (2020, 3, 4_000), (2020, 4, 6_900), (2020, 5, 6_400), (2020, 6, 5_600), (2020, 7, 5_000),
            (2021, 5, 5_600), (2023, 4, 6_700), (2023, 10, 7_400), (2025, 4, 8_300), (2026, 10, 9_100));
        return Each(i => Whole(level[i] * (i >= GoLive ? 1.25 : 1) * ContactSeason[MonthOf(i) - 1] * (1 + 0.03 * noise.NextNoise())));
    }

    private static (int[] Satisfied, int[] Asked) Satisfaction()
    {
        var noise = new SplitMix64(0x0E11_0002);
        var answers = Curve((2018, 4, 260), (2021, 5, 430), (2021, 6, 540), (2026, 10, 690));
        var percent = Curve((2018, 4, 67), (2020, 3, 68), (2020, 5, 72), (2020, 9, 68), (2021, 5, 67), (2021, 6, 61), (2022, 12, 58), (2023, 8, 55),
            (2024, 6, 63), (2025, 6, 69), (2026, 4, 70), (2026, 10, 66));
        var asked = Each(i => Whole(answers[i] * (1 + 0.06 * noise.NextNoise())));
        return (Each(i => Whole(asked[i] * (percent[i] + 1.9 * noise.NextNoise()) / 100)), asked);
    }

    private static int[] SpecialConstableHours()
    {
        var noise = new SplitMix64(0x5C00_0001);
        var level = Curve((2018, 4, 1_420), (2020, 2, 1_290), (2020, 4, 780), (2020, 8, 960), (2021, 3, 980), (2021, 4, 1_060), (2022, 6, 1_140),
            (2024, 6, 960), (2026, 10, 900));
        var hours = Each(i => level[i] * (1 + 0.07 * noise.NextNoise()));
        FitSum(hours, At(2020, 4), At(2021, 3), 11_240);
        return Each(i => Whole(hours[i]));
    }

    private static int[] ComplaintsLogged()
    {
        // The meaning of a complaint widened in February 2020 (Policing and Crime Act 2017), so the count stepped up.
        var noise = new SplitMix64(0xC0_0001);
        var level = Curve((2018, 4, 92), (2020, 1, 97), (2020, 2, 138), (2020, 4, 104), (2020, 7, 142), (2022, 6, 158), (2023, 8, 181), (2025, 3, 168),
            (2026, 10, 171));
        return Each(i => Whole(level[i] * (1 + 0.08 * noise.NextNoise())));
    }

    private static double[] ComplaintDays()
    {
        var noise = new SplitMix64(0xC0_0002);
        var level = Curve((2018, 4, 96), (2020, 1, 101), (2020, 2, 74), (2021, 1, 83), (2022, 10, 112), (2023, 11, 131), (2025, 2, 104), (2026, 10, 92));
        return Each(i => level[i] * (1 + 0.06 * noise.NextNoise()));
    }

    private static int At(int year, int month) => (year - FirstYear) * 12 + month - FirstMonth;

    private static int MonthOf(int index) => (index + FirstMonth - 1) % 12 + 1;

    private static string Period(int index) =>
        new DateOnly(FirstYear, FirstMonth, 1).AddMonths(index).ToString("yyyy-MM", CultureInfo.InvariantCulture);

    private static string Text(decimal value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    private static int Whole(double value) => (int)Math.Round(value, MidpointRounding.AwayFromZero);

    private static T[] Each<T>(Func<int, T> value) => [.. Enumerable.Range(0, Months).Select(value)];

    /// <summary>Straight lines between the given months.</summary>
    private static double[] Curve(params (int Year, int Month, double Value)[] knots) => Each(i =>
    {
        var next = Array.FindIndex(knots, knot => At(knot.Year, knot.Month) >= i);
        var (to, from) = (knots[next], knots[Math.Max(next - 1, 0)]);
        var (end, start) = (At(to.Year, to.Month), At(from.Year, from.Month));

        return end == i ? to.Value : from.Value + (to.Value - from.Value) * (i - start) / (end - start);
    });

    private static long Sum(int[] values, int from, int to) => values.Skip(from).Take(to - from + 1).Sum(value => (long)value);

    /// <summary>Moves the parts so that their sum is the share of the wholes, spreading the difference by size.</summary>
    private static void FitShare(int[] parts, int[] wholes, int from, int to, double share)
    {
        var all = Sum(wholes, from, to);
        var difference = Whole(all * share) - Sum(parts, from, to);
        long seen = 0;
        var given = 0;
        for (var i = from; i <= to; i++)
        {
            seen += wholes[i];
            var due = Whole((double)difference * seen / all);
            parts[i] += due - given;
            given = due;
        }
    }

    private static void FitMean(double[] values, int[] weights, int from, int to, double mean)
    {
        double weighted = 0;
        for (var i = from; i <= to; i++)
        {
            weighted += values[i] * weights[i];
        }

        Multiply(values, from, to, mean * Sum(weights, from, to) / weighted);
    }

    private static void FitSum(double[] values, int from, int to, double sum) =>
        Multiply(values, from, to, sum / values.Skip(from).Take(to - from + 1).Sum());

    private static void Multiply(double[] values, int from, int to, double factor)
    {
        for (var i = from; i <= to; i++)
        {
            values[i] *= factor;
        }
    }
}
