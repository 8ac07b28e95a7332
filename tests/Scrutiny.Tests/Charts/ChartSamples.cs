using System.Globalization;
using Scrutiny.Charts;

namespace Scrutiny.Tests.Charts;

/// <summary>Made-up charts over time that between them use everything such a specification can say. <see cref="ChartGallery"/> has the other kinds.</summary>
internal static class ChartSamples
{
    public static readonly int[] Widths = [320, 390, 800, 1280, 1920];

    public static IReadOnlyDictionary<string, ChartSpecification> All { get; } = new Dictionary<string, ChartSpecification>
    {
        ["spc-percent-rebased"] = Rebased(),
        ["spc-seconds-concern"] = Seconds(),
        ["spc-counts-gaps"] = CountsWithGaps(),
        ["spc-neutral-tolerance"] = NeutralWithTolerance(),
        ["spc-trial-dark-screen"] = TrialOnScreen(),
        ["line-rolling-pounds"] = RollingPounds(),
        ["line-weekly"] = Weekly(),
        ["line-quarters-break"] = QuartersWithBreak(),
        ["column-years"] = ColumnYears(),
        ["column-changes"] = ColumnChanges(),
        ["sparkline"] = Sparkline(),
        ["empty"] = Empty(),
        ["one-point"] = OnePoint(),
        ["nothing-available"] = NothingAvailable(),
        ["spc-thresholds-changed"] = ThresholdsChanged(),
        ["spc-phone"] = Rebased() with { Id = "c14", Width = 320 },
        ["spc-dark"] = Rebased() with { Id = "c15", Theme = ChartThemeName.Dark, Standalone = true },
        ["spc-print"] = Seconds() with { Id = "c16", Theme = ChartThemeName.Print, Width = 640, Standalone = true },
        ["spc-one-sided-tolerance"] = OneSided(),
        ["line-two-series"] = TwoSeries(),
        ["line-four-series-phone"] = FourSeries() with { Width = 320 },
        ["line-four-series-screen"] = FourSeries() with { Id = "c20", Theme = ChartThemeName.Dark, Scale = 2.3, Width = 1920, Height = 1000 },
        ["line-negative-rate"] = NegativeRate(),
        ["sparkline-empty"] = Sparkline() with { Id = "s2", Points = [] },
        ["sparkline-provisional"] = SparklineProvisional(),
    };

    /// <summary>Samples with axes, which is all but the sparkline.</summary>
    public static IEnumerable<string> Figures => All.Where(sample => sample.Value.Kind != ChartKind.Sparkline).Select(sample => sample.Key);

    /// <summary>The weight that bounds are set for: 60 months with limits, a target and signals.</summary>
    public static ChartSpecification SixtyMonths => All["spc-percent-rebased"];

    /// <summary>A sample at another width; one made for the screen keeps its scale where that leaves room.</summary>
    public static ChartSpecification At(string name, int width) =>
        All[name] with { Width = width, Scale = width / All[name].Scale >= 320 ? All[name].Scale : 1 };

    public static ChartPoint[] Months(int year, int month, params double?[] values) =>
        [.. values.Select((value, index) => Month(new DateOnly(year, month, 1).AddMonths(index), value))];

    public static ChartPoint Month(DateOnly date, double? value) => new()
    {
        Position = date,
        ShortLabel = date.ToString("MMM yyyy", CultureInfo.InvariantCulture),
        LongLabel = date.ToString("MMMM yyyy", CultureInfo.InvariantCulture),
        Value = value,
        Status = value is null ? PointStatus.NotAvailable : PointStatus.Final,
    };

    public static ChartSegment Segment(IReadOnlyList<ChartPoint> points, int first, int last)
    {
        var values = points.Skip(first).Take(last - first + 1).Where(point => point.Value is not null).Select(point => point.Value!.Value).ToArray();
        var mean = values.Average();
        var range = values.Skip(1).Zip(values, (after, before) => Math.Abs(after - before)).DefaultIfEmpty().Average();
        return new ChartSegment { From = points[first].Position, To = points[last].Position, Mean = mean, Lower = mean - (2.66 * range), Upper = mean + (2.66 * range) };
    }

    /// <summary>A wave with a repeatable scatter: enough like a series to look at.</summary>
    public static double?[] Scatter(int count, double centre, double spread, double drift, int seed)
    {
        var state = (uint)seed;
        var values = new double?[count];
        for (var index = 0; index < count; index++)
        {
            var sum = 0.0;
            for (var draw = 0; draw < 4; draw++)
            {
                state = (state * 1664525) + 1013904223;
                sum += (state >> 8) / (double)(1 << 24);
            }

            values[index] = Math.Round(centre + (drift * index) + (spread * (sum - 2)), 3);
        }

        return values;
    }

    private static ChartPoint[] Judged(ChartPoint[] points, ChartSegment[] segments, PointMeaning above, PointMeaning below) =>
    [
        .. points.Select(point => segments.FirstOrDefault(segment => segment.From <= point.Position && point.Position <= segment.To) is { } segment
            ? point with { Meaning = point.Value > segment.Upper ? above : point.Value < segment.Lower ? below : PointMeaning.CommonCause }
            : point),
    ];

    private static ChartSpecification Rebased()
    {
        var points = Months(2021, 10, [.. Scatter(31, 82, 4, 0, 5), .. Scatter(29, 92.5, 3.4, 0, 77)]);
        points[12] = points[12] with { Value = 69.2 };
        points[20] = points[20] with { Value = 91.3 };
        points[40] = points[40] with { Value = 97.9 };
        points[55] = points[55] with { Status = PointStatus.Revised };
        points[58] = points[58] with { Status = PointStatus.Provisional };
        points[59] = points[59] with { Status = PointStatus.Provisional, Value = 92.1 };
        ChartSegment[] segments = [Segment(points, 0, 30), Segment(points, 31, 59)];
        return new ChartSpecification
        {
            Id = "c1",
            Kind = ChartKind.Spc,
            Title = "999 calls answered within 10 seconds",
            Subtitle = "Hampshire and Isle of Wight, October 2021 to September 2026, by month",
            Description = "In September 2026, 92.1% of 999 calls were answered within 10 seconds, against a target of 90%. This is within the usual range.",
            Unit = ChartUnit.Percent,
            Decimals = 1,
            Points = Judged(points, segments, PointMeaning.Improvement, PointMeaning.Concern),
            Segments = segments,
            Target = new ChartTarget(90, "Target"),
            Annotations =
            [
                new ChartAnnotation(1, new DateOnly(2024, 5, 1), "Second control room opened; mean and limits are calculated anew from here.", ChartAnnotationKind.Rebase),
                new ChartAnnotation(2, new DateOnly(2024, 7, 9), "New call-handling software.", ChartAnnotationKind.Event),
            ],
            Synthetic = true,
            Source = "Home Office, 999 call answering performance; released 14 October 2026",
        };
    }

    private static ChartSpecification Seconds()
    {
        var points = Months(2023, 4, [.. Scatter(30, 540, 160, 1.5, 11), 910, 955, 931, 990, 1012]);
        ChartSegment[] segments = [Segment(points, 0, 29) with { To = points[^1].Position }];
        return new ChartSpecification
        {
            Id = "c2",
            Kind = ChartKind.Spc,
            Title = "Median time to reach immediate incidents",
            Subtitle = "Southampton, April 2023 to February 2026",
            Description = "The median time to reach immediate incidents has been above the usual range for five months.",
            Unit = ChartUnit.Seconds,
            Points = Judged(points, segments, PointMeaning.Concern, PointMeaning.Improvement),
            Segments = segments,
            Target = new ChartTarget(900, "Force target"),
            Source = "Hampshire and Isle of Wight Constabulary",
        };
    }

    private static ChartSpecification CountsWithGaps()
    {
        var points = Months(2024, 1, [.. Scatter(24, 42, 26, 0, 9).Select(value => (double?)Math.Round(value!.Value))]);
        points[6] = Month(points[6].Position, null);
        points[7] = Month(points[7].Position, null);
        points[15] = Month(points[15].Position, null) with { Status = PointStatus.Confidential };
        points[16] = points[16] with { Status = PointStatus.LowReliability };
        points[23] = Month(points[23].Position, null);
        return new ChartSpecification
        {
            Id = "c3",
            Kind = ChartKind.Spc,
            Title = "Hate crimes recorded in <Test & \"Vale\">",
            Description = "Counts with months for which there is no figure.",
            Unit = ChartUnit.Count,
            Points = points,
            Segments = [Segment(points, 0, 23)],
            Synthetic = true,
        };
    }

    private static ChartSpecification NeutralWithTolerance()
    {
        var points = Months(2025, 1, [.. Scatter(20, 48, 10, 0, 4)]);
        points[9] = points[9] with { Value = 88 };
        ChartSegment[] segments = [Segment(points, 0, 19)];
        return new ChartSpecification
        {
            Id = "c4",
            Kind = ChartKind.Spc,
            Title = "Days to close a complaint",
            Subtitle = "Fareham, January 2025 to August 2026",
            Description = "Days to close a complaint against the tolerance of 35 to 60 days.",
            Unit = ChartUnit.Days,
            Decimals = 1,
            Points = Judged(points, segments, PointMeaning.Neutral, PointMeaning.Neutral),
            Segments = segments,
            Tolerance = new ChartBand(35, 60, "Tolerance"),
        };
    }

    private static ChartSpecification TrialOnScreen()
    {
        var points = Months(2025, 10, [.. Scatter(11, 97, 4, 0, 21)]);
        return new ChartSpecification
        {
            Id = "screen-1",
            Kind = ChartKind.Spc,
            Title = "101 calls answered",
            Subtitle = "Hampshire and Isle of Wight, since October 2025",
            Description = "Share of 101 calls answered, with trial limits.",
            Unit = ChartUnit.Percent,
            Decimals = 1,
            Points = points,
            Segments = [Segment(points, 0, 10) with { Trial = true }],
            Target = new ChartTarget(95, "Target"),
            Synthetic = true,
            Theme = ChartThemeName.Dark,
            Scale = 2.3,
            Width = 1920,
            Height = 940,
        };
    }

    private static ChartSpecification RollingPounds()
    {
        var points = Months(2020, 4, [.. Scatter(72, 1_350_000, 90_000, 14_000, 3)]);
        return new ChartSpecification
        {
            Id = "c5",
            Kind = ChartKind.Line,
            Title = "Overtime, rolling 12 months",
            Subtitle = "Hampshire and Isle of Wight Constabulary",
            Description = "Overtime has risen over six years.",
            Unit = ChartUnit.Pounds,
            Points = points,
            Target = new ChartTarget(1_900_000, "Budget"),
            Source = "Budget monitoring papers",
        };
    }

    private static ChartSpecification Weekly()
    {
        var values = Scatter(12, 61, 9, 0.4, 8);
        return new ChartSpecification
        {
            Id = "c6",
            Kind = ChartKind.Line,
            Title = "Calls waiting at noon on Monday",
            Description = "Twelve weeks.",
            Unit = ChartUnit.Count,
            Points =
            [
                .. values.Select((value, index) =>
                {
                    var date = new DateOnly(2025, 11, 24).AddDays(7 * index);
                    return new ChartPoint
                    {
                        Position = date,
                        ShortLabel = date.ToString("d MMM", CultureInfo.InvariantCulture),
                        LongLabel = date.ToString("d MMMM yyyy", CultureInfo.InvariantCulture),
                        Value = Math.Round(value!.Value),
                    };
                }),
            ],
        };
    }

    private static ChartSpecification QuartersWithBreak()
    {
        var values = Scatter(22, 7.4, 2, 0.05, 31);
        var points = values.Select((value, index) =>
        {
            var date = new DateOnly(2021, 1, 1).AddMonths(3 * index);
            return new ChartPoint { Position = date, ShortLabel = $"Q{(date.Month / 3) + 1} {date.Year}", LongLabel = $"Quarter {(date.Month / 3) + 1} of {date.Year}", Value = value };
        }).ToArray();
        points[13] = points[13] with { Status = PointStatus.Break };
        return new ChartSpecification
        {
            Id = "c7",
            Kind = ChartKind.Line,
            Title = "Hours from report to first visit, by quarter",
            Description = "Quarterly with a break in 2024.",
            Unit = ChartUnit.Hours,
            Decimals = 1,
            Points = points,
            Annotations = [new ChartAnnotation(1, points[13].Position, "Counting rules changed; figures before and after cannot be compared.", ChartAnnotationKind.Break)],
            Theme = ChartThemeName.Print,
            Standalone = true,
        };
    }

    private static ChartSpecification ColumnYears()
    {
        double?[] values = [12_410, 13_020, 12_877, null, 14_360, 15_102];
        return new ChartSpecification
        {
            Id = "c8",
            Kind = ChartKind.Column,
            Title = "Police-recorded violence with injury",
            Subtitle = "Year to March",
            Description = "Six years with none for 2024.",
            Unit = ChartUnit.Count,
            Points =
            [
                .. values.Select((value, index) => new ChartPoint
                {
                    Position = new DateOnly(2021 + index, 3, 1),
                    ShortLabel = $"Mar {2021 + index}",
                    LongLabel = $"Year to March {2021 + index}",
                    Value = value,
                    Status = value is null ? PointStatus.NotAvailable : index == 5 ? PointStatus.Provisional : PointStatus.Final,
                }),
            ],
            Target = new ChartTarget(13_000, "Ambition"),
            Source = "Home Office, police recorded crime",
        };
    }

    private static ChartSpecification ColumnChanges() => new()
    {
        Id = "c9",
        Kind = ChartKind.Column,
        Title = "Change on the year before",
        Description = "Three falls and two rises.",
        Unit = ChartUnit.Percent,
        Decimals = 1,
        Points = Months(2026, 1, -4.2, -1.1, 3.4, 6.25, -0.04),
    };

    private static ChartSpecification Sparkline() => new()
    {
        Id = "s1",
        Kind = ChartKind.Sparkline,
        Title = "999 calls, last 24 months",
        Description = "Falling since spring.",
        Unit = ChartUnit.Count,
        Points = [.. Months(2024, 10, [.. Scatter(24, 400, 120, -5, 61)]).Select((point, index) => index == 23 ? point with { Meaning = PointMeaning.Improvement } : point)],
        Width = 120,
        Synthetic = true,
    };

    private static ChartSpecification Empty() => new()
    {
        Id = "c10",
        Kind = ChartKind.Spc,
        Title = "Stops and searches",
        Description = "There are no figures yet.",
        Unit = ChartUnit.Count,
        Source = "Due 14 January 2027",
    };

    private static ChartSpecification OnePoint() => new()
    {
        Id = "c11",
        Kind = ChartKind.Spc,
        Title = "Body-worn video switched on",
        Description = "One month.",
        Unit = ChartUnit.Percent,
        Decimals = 1,
        Points = Months(2026, 9, 87.5),
        Segments = [new ChartSegment { From = new DateOnly(2026, 9, 1), To = new DateOnly(2026, 9, 1), Mean = 87.5, Trial = true }],
    };

    private static ChartSpecification NothingAvailable() => new()
    {
        Id = "c12",
        Kind = ChartKind.Line,
        Title = "Victim satisfaction",
        Description = "No figure is available.",
        Unit = ChartUnit.Percent,
        Points = Months(2026, 1, null, null, null, null),
    };

    private static ChartSpecification ThresholdsChanged()
    {
        var points = Months(2023, 4, [.. Scatter(42, 34, 18, -0.1, 17)]);
        points[20] = points[20] with { Status = PointStatus.NotApplicable, Value = null };
        return new ChartSpecification
        {
            Id = "c13",
            Kind = ChartKind.Spc,
            Title = "Time to answer a 101 call",
            Subtitle = "Hampshire and Isle of Wight, April 2023 to September 2026",
            Description = "The target and the tolerance changed in April 2025.",
            Unit = ChartUnit.Seconds,
            Decimals = 0,
            Points = points,
            Segments = [Segment(points, 0, 41)],
            FormerTargets = [new ChartTarget(45, "Target") { To = new DateOnly(2024, 3, 31) }, new ChartTarget(40, "Target") { From = new DateOnly(2024, 4, 1), To = new DateOnly(2025, 3, 31) }],
            Target = new ChartTarget(30, "Target") { From = new DateOnly(2025, 4, 1) },
            FormerTolerances = [new ChartBand(20, 60, "Tolerance") { To = new DateOnly(2025, 3, 31) }],
            Tolerance = new ChartBand(15, 50, "Tolerance") { From = new DateOnly(2025, 4, 1) },
            Synthetic = true,
        };
    }

    private static ChartSpecification OneSided()
    {
        var points = Months(2025, 1, [.. Scatter(18, 6, 4, 0, 41)]);
        return new ChartSpecification
        {
            Id = "c17",
            Kind = ChartKind.Spc,
            Title = "101 calls abandoned",
            Description = "Share of 101 calls abandoned, against a tolerance of at most 8%.",
            Unit = ChartUnit.Percent,
            Decimals = 1,
            Points = points,
            Segments = [Segment(points, 0, 17)],
            Tolerance = new ChartBand(null, 8, "Tolerance"),
            Theme = ChartThemeName.Dark,
        };
    }

    private static ChartSpecification TwoSeries()
    {
        var online = Months(2024, 1, [.. Scatter(33, 5200, 1500, 210, 6).Select(value => (double?)Math.Round(value!.Value))]);
        online[32] = online[32] with { Status = PointStatus.Provisional };
        return new ChartSpecification
        {
            Id = "c18",
            Kind = ChartKind.Line,
            Title = "101 calls and online reports",
            Subtitle = "Hampshire and Isle of Wight, by month",
            Description = "Calls to 101 have fallen while online reports have risen since January 2024.",
            Unit = ChartUnit.Count,
            SeriesName = "101 calls",
            Points = Months(2023, 10, [.. Scatter(36, 31_000, 5_000, -260, 12).Select(value => (double?)Math.Round(value!.Value))]),
            OtherSeries = [new ChartSeries("Online reports", online)],
            Annotations = [new ChartAnnotation(1, new DateOnly(2024, 6, 3), "The contact platform went live.", ChartAnnotationKind.Event)],
            Synthetic = true,
            Width = 1040,
        };
    }

    private static ChartSpecification FourSeries()
    {
        ChartPoint[] Years(params double?[] values) =>
        [
            .. values.Select((value, index) => new ChartPoint
            {
                Position = new DateOnly(2019 + index, 3, 1),
                ShortLabel = $"{2018 + index}/{(19 + index).ToString(CultureInfo.InvariantCulture)}",
                LongLabel = $"Financial year {2018 + index}/{(19 + index).ToString(CultureInfo.InvariantCulture)}",
                Value = value,
                Status = value is null ? PointStatus.NotAvailable : PointStatus.Final,
            }),
        ];
        return new ChartSpecification
        {
            Id = "c19",
            Kind = ChartKind.Line,
            Title = "Where the budget went",
            Description = "Four shares of the budget over eight years.",
            Unit = ChartUnit.Percent,
            Decimals = 1,
            SeriesName = "Local policing",
            Points = Years(38.1, 38.4, 37.9, 37.2, 37.0, 36.4, 36.9, 37.3),
            OtherSeries =
            [
                new ChartSeries("Investigation", Years(24.0, 24.9, 25.1, 25.6, 26.6, 27.7, 28.2, 28.9)),
                new ChartSeries("Contact and control", Years(9.2, 9.4, 9.1, 9.9, 10.4, 11.2, 11.0, 10.7)),
                new ChartSeries("Neighbourhood", Years(null, null, 12.1, 11.4, null, 10.9, 10.8, 11.1)),
            ],
        };
    }

    private static ChartSpecification NegativeRate() => new()
    {
        Id = "c21",
        Kind = ChartKind.Line,
        Title = "Difference from the average of similar forces, recorded crime per 1,000 people",
        Description = "The difference fell below zero in 2026.",
        Unit = ChartUnit.PerThousand,
        Decimals = 2,
        Points = Months(2025, 7, 1.4, 1.1, 1.25, 0.8, 0.62, 0.4, 0.41, 0.1, -0.2, -0.35, -0.8, -0.75),
        Target = new ChartTarget(0, "Average"),
    };

    private static ChartSpecification SparklineProvisional() => new()
    {
        Id = "s3",
        Kind = ChartKind.Sparkline,
        Title = "Officers",
        Description = "Rising, with a gap.",
        Unit = ChartUnit.Count,
        Points = [.. Months(2026, 1, 5, 6, 6.5, null, 7, 8, 8.5).Select((point, index) => index == 6 ? point with { Status = PointStatus.Provisional, Meaning = PointMeaning.Concern } : point)],
        Width = 180,
        Height = 48,
        Theme = ChartThemeName.Dark,
    };
}
