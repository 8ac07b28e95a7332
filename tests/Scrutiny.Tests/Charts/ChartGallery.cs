using Scrutiny.Charts;

namespace Scrutiny.Tests.Charts;

/// <summary>Every kind of picture in the states that matter: each is approved by a person who has looked at it.</summary>
internal static class ChartGallery
{
    private static readonly string[] Districts =
    [
        "Basingstoke and Deane", "East Hampshire", "Eastleigh", "Fareham", "Gosport", "Hart", "Havant", "Isle of Wight", "New Forest", "Portsmouth", "Rushmoor", "Southampton", "Test Valley", "Winchester",
    ];

    private static readonly string[] Forces =
    [
        "Avon and Somerset", "Bedfordshire", "Cambridgeshire", "Cheshire", "City of London", "Cleveland", "Cumbria", "Derbyshire", "Devon and Cornwall", "Dorset", "Durham", "Dyfed-Powys", "Essex", "Gloucestershire",
        "Greater Manchester", "Gwent", "Hampshire", "Hertfordshire", "Humberside", "Kent", "Lancashire", "Leicestershire", "Lincolnshire", "Merseyside", "Metropolitan", "Norfolk", "North Wales", "North Yorkshire",
        "Northamptonshire", "Northumbria", "Nottinghamshire", "South Wales", "South Yorkshire", "Staffordshire", "Suffolk", "Surrey", "Sussex", "Thames Valley", "Warwickshire", "West Mercia", "West Midlands",
        "West Yorkshire", "Wiltshire",
    ];

    private static readonly string[] Similar = ["Avon and Somerset", "Sussex", "Thames Valley", "Staffordshire", "Leicestershire", "Essex"];

    public static IReadOnlyDictionary<string, ChartPicture> All { get; } = ChartSamples.All
        .Select(sample => KeyValuePair.Create(sample.Key, (ChartPicture)sample.Value))
        .Concat(new Dictionary<string, ChartPicture>
        {
            ["bars-districts"] = DistrictBars(),
            ["bars-districts-phone"] = DistrictBars() with { Id = "b2", Width = 320 },
            ["bars-intervals-target"] = IntervalBars(),
            ["bars-intervals-screen"] = IntervalBars() with { Id = "b4", Width = 1920, Scale = 2.3, Theme = ChartThemeName.Dark },
            ["bars-negative"] = NegativeBars(),
            ["bars-empty"] = new BarChart { Id = "b6", Title = "Crime by district", Description = "There are no figures yet.", Unit = ChartUnit.Count, Source = "Due 14 January 2027" },
            ["funnel-forces"] = Funnel(),
            ["funnel-forces-phone"] = Funnel() with { Id = "f2", Width = 320 },
            ["funnel-forces-screen"] = Funnel() with { Id = "f3", Width = 1920, Scale = 2.3, Theme = ChartThemeName.Dark, Height = 1040 },
            ["funnel-few"] = FewInFunnel(),
            ["funnel-empty"] = new FunnelChart { Id = "f5", Title = "Charge rate", Description = "There are no figures yet.", Unit = ChartUnit.Percent, SizeTitle = "Crimes recorded in the year" },
            ["headline"] = Headline(),
            ["headline-card"] = Headline() with { Id = "h2", Width = 300, ShowTitle = false },
            ["headline-screen"] = Headline() with { Id = "h3", Width = 1920, Scale = 3, Theme = ChartThemeName.Dark },
            ["headline-absent"] = new HeadlineChart
            {
                Id = "h4", Title = "Victim satisfaction", Description = "No figure is available for September 2026.", Unit = ChartUnit.Percent, Status = PointStatus.NotAvailable, Period = "September 2026", Width = 340,
            },
            ["headline-huge"] = new HeadlineChart
            {
                Id = "h5", Title = "Gross revenue budget", Description = "The budget is £1,234,567,890.", Unit = ChartUnit.Pounds, Value = 1_234_567_890, Period = "Financial year 2026/27", Width = 320, Synthetic = true,
                Change = "£41,000,000 higher than in 2025/26", Source = "Budget papers",
            },
            ["multiples-districts"] = DistrictMultiples(),
            ["multiples-districts-phone"] = DistrictMultiples() with { Id = "m2", Width = 320 },
            ["multiples-districts-screen"] = DistrictMultiples() with { Id = "m3", Width = 1920, Scale = 2, Theme = ChartThemeName.Dark },
            ["multiples-three"] = ThreeMultiples(),
            ["multiples-empty"] = new SmallMultiples { Id = "m5", Title = "Crime by district", Description = "There are no figures yet.", Unit = ChartUnit.Count },
            ["before-after"] = BeforeAfter(),
            ["before-after-phone"] = BeforeAfter() with { Id = "p2", Width = 320 },
            ["before-after-few"] = FewAfter(),
        })
        .ToDictionary();

    private static BarChart DistrictBars()
    {
        double?[] values = [412, 233, 318, 264, 301, 141, 390, 355, 371, 1204, 287, 1330, 204, 188];
        return new BarChart
        {
            Id = "b1",
            Title = "Violence with injury",
            Subtitle = "Districts of Hampshire and Isle of Wight, September 2026",
            Description = "Southampton has the most with 1,330, then Portsmouth with 1,204.",
            Unit = ChartUnit.Count,
            Bars =
            [
                .. Districts.Select((name, index) => index switch
                {
                    5 => new ChartBar(name, null) { Status = PointStatus.Confidential },
                    9 => new ChartBar(name, values[index]) { Status = PointStatus.Provisional },
                    11 => new ChartBar(name, values[index]) { Marked = true },
                    12 => new ChartBar(name, null) { Status = PointStatus.NotAvailable },
                    _ => new ChartBar(name, values[index]),
                }),
            ],
            Source = "Hampshire and Isle of Wight Constabulary, monthly return",
        };
    }

    private static BarChart IntervalBars() => new()
    {
        Id = "b3",
        Title = "Satisfaction with the response to a report made online",
        Subtitle = "Year to September 2026",
        Description = "People whose report was about antisocial behaviour were the least satisfied.",
        Unit = ChartUnit.Percent,
        Decimals = 1,
        Bars =
        [
            new ChartBar("All reports", 71.4) { Lower = 69.9, Upper = 72.8, Marked = true },
            new ChartBar("Antisocial behaviour that was reported online by a person living in the same street", 58.2) { Lower = 54.0, Upper = 62.3 },
            new ChartBar("Theft", 66.0) { Lower = 61.5, Upper = 70.2, Status = PointStatus.Provisional },
            new ChartBar("Road traffic collisions", 80.9) { Lower = 78.0, Upper = 83.6, Status = PointStatus.Revised },
            new ChartBar("Hate crime", 74.1) { Lower = 52.9, Upper = 91.0, Status = PointStatus.LowReliability },
        ],
        Target = new ChartTarget(75, "Office’s ambition"),
        Synthetic = true,
    };

    private static BarChart NegativeBars() => new()
    {
        Id = "b5",
        Title = "Change on the year before",
        Description = "Robbery fell most; shoplifting rose most.",
        Unit = ChartUnit.Percent,
        Decimals = 1,
        Bars = [new ChartBar("Shoplifting", 18.2), new ChartBar("Burglary", -4.1), new ChartBar("Robbery", -12.6), new ChartBar("Vehicle crime", 0), new ChartBar("Drugs", 3.4)],
        Width = 640,
        Theme = ChartThemeName.Print,
        Standalone = true,
    };

    private static FunnelChart Funnel()
    {
        const double Average = 8.4;
        var noise = ChartSamples.Scatter(Forces.Length, 0, 1, 0, 23);
        var sizes = ChartSamples.Scatter(Forces.Length, 42_000, 46_000, 0, 51);
        var units = Forces.Select((name, index) =>
        {
            var size = name switch { "Metropolitan" => 310_000, "City of London" => 3_200, "West Midlands" or "Greater Manchester" => 140_000 + (index * 100), _ => Math.Max(9_000, Math.Round(sizes[index]!.Value)) };
            var deviation = 100 * Math.Sqrt(Average / 100 * (1 - (Average / 100)) / size);
            var value = Math.Round(Math.Max(0, name switch { "Kent" => Average + (5.2 * deviation), "Cleveland" => Average - (2.4 * deviation), "Hampshire" => Average + (1.2 * deviation), "Sussex" => Average + (2.5 * deviation), _ => Average + (1.6 * noise[index]!.Value * deviation) }), 2);
            var verdict = (value - Average) / deviation;
            return new FunnelUnit(name, size, value, verdict > 3.0902 ? FunnelVerdict.High998 : verdict > 1.96 ? FunnelVerdict.High95 : verdict < -3.0902 ? FunnelVerdict.Low998 : verdict < -1.96 ? FunnelVerdict.Low95 : FunnelVerdict.Within)
            {
                Marked = name == "Hampshire",
                Context = Similar.Contains(name),
            };
        }).ToArray();
        FunnelLimit[] Curve(double z) =>
        [
            .. Enumerable.Range(1, 80).Select(step => step * 4_000.0).Select(size =>
            {
                var deviation = 100 * Math.Sqrt(Average / 100 * (1 - (Average / 100)) / size);
                return new FunnelLimit(size, Math.Max(0, Average - (z * deviation)), Average + (z * deviation));
            }),
        ];
        return new FunnelChart
        {
            Id = "f1",
            Title = "Crimes that led to a charge",
            Subtitle = "Police forces in England and Wales, year to March 2026",
            Description = "Hampshire is within the range that chance would give. Kent is above it.",
            Unit = ChartUnit.Percent,
            Decimals = 1,
            Units = units,
            Limits95 = Curve(1.96),
            Limits998 = Curve(3.0902),
            Average = Average,
            AverageLabel = "Average of all forces",
            SizeTitle = "Crimes recorded in the year",
            Source = "Home Office, crime outcomes",
            Synthetic = true,
        };
    }

    private static FunnelChart FewInFunnel() => new()
    {
        Id = "f4",
        Title = "Complaints logged per 1,000 employees",
        Description = "Four forces.",
        Unit = ChartUnit.PerThousand,
        Decimals = 1,
        Units =
        [
            new FunnelUnit("Hampshire", 6_000, 310.1, FunnelVerdict.Low998) { Marked = true },
            new FunnelUnit("Dorset", 2_500, 402.5, FunnelVerdict.Within),
            new FunnelUnit("Surrey", 4_100, 398, FunnelVerdict.Within),
            new FunnelUnit("Kent", 6_050, 312, FunnelVerdict.Low998),
        ],
        Average = 380,
        SizeTitle = "Employees",
        Width = 640,
        Theme = ChartThemeName.Print,
        Standalone = true,
    };

    private static HeadlineChart Headline() => new()
    {
        Id = "h1",
        Title = "999 calls answered within 10 seconds",
        Description = "In September 2026, 92.1% of 999 calls were answered within 10 seconds.",
        Unit = ChartUnit.Percent,
        Decimals = 1,
        Value = 92.1,
        Status = PointStatus.Provisional,
        Period = "September 2026",
        Meaning = PointMeaning.Improvement,
        MeaningWords = "Better than usual: higher",
        Change = "1.2 percentage points higher than in August 2026",
        Target = "Target 90%: met",
        Points = ChartSamples.SixtyMonths.Points,
        Width = 520,
        Synthetic = true,
    };

    private static SmallMultiples DistrictMultiples() => new()
    {
        Id = "m1",
        Title = "Burglary by district",
        Subtitle = "October 2023 to September 2026, by month",
        Description = "Burglary has fallen in Southampton.",
        Unit = ChartUnit.Count,
        Charts =
        [
            .. Districts.Take(13).Select((name, index) =>
            {
                var points = ChartSamples.Months(2023, 10, [.. ChartSamples.Scatter(36, 20 + (index * 3), 9 + index, name == "Rushmoor" ? -0.6 : 0, 100 + index).Select(value => (double?)Math.Max(0, Math.Round(value!.Value)))]);
                ChartSegment[] segments = [ChartSamples.Segment(points, 0, 35)];
                points = [.. points.Select(point => point with { Meaning = point.Value > segments[0].Upper ? PointMeaning.Concern : point.Value < segments[0].Lower ? PointMeaning.Improvement : PointMeaning.CommonCause })];
                points[35] = index == 3 ? ChartSamples.Month(points[35].Position, null) : points[35] with { Status = PointStatus.Provisional };
                points = index == 6 ? [] : points;
                return new ChartSpecification
                {
                    Id = "x" + index, Kind = ChartKind.Spc, Title = name, Description = name, Unit = ChartUnit.Count, Points = points, Segments = index == 6 ? [] : segments,
                };
            }),
        ],
        Source = "Hampshire and Isle of Wight Constabulary",
        Synthetic = true,
        Width = 1040,
    };

    private static SmallMultiples ThreeMultiples() => new()
    {
        Id = "m4",
        Title = "Out-of-court disposals",
        Description = "Formal and informal disposals by quarter.",
        Unit = ChartUnit.Percent,
        Decimals = 1,
        Charts =
        [
            .. new[] { "Formal", "Informal", "Community resolution with a restorative element" }.Select((name, index) => new ChartSpecification
            {
                Id = "y" + index,
                Kind = ChartKind.Line,
                Title = name,
                Description = name,
                Unit = ChartUnit.Percent,
                Points = ChartSamples.Months(2025, 1, [.. ChartSamples.Scatter(9, 40 + (20 * index), 12, 0.5, 7 + index)]),
                Target = index == 0 ? new ChartTarget(50, "Target") : null,
            }),
        ],
        Width = 640,
    };

    private static BeforeAfterChart BeforeAfter()
    {
        var points = ChartSamples.Months(2022, 10, [.. ChartSamples.Scatter(20, 79, 11, 0, 5), .. ChartSamples.Scatter(28, 90.5, 6, 0, 77)]);
        points[47] = points[47] with { Status = PointStatus.Provisional };
        return new BeforeAfterChart
        {
            Id = "p1",
            Title = "999 calls answered within 10 seconds",
            Subtitle = "Hampshire and Isle of Wight, October 2022 to September 2026",
            Description = "The mean was 77.6% before the contact platform went live and 91.6% after.",
            Unit = ChartUnit.Percent,
            Decimals = 1,
            Points = points,
            At = new DateOnly(2024, 6, 3),
            Event = "The contact platform went live.",
            Before = ChartSamples.Segment(points, 0, 20),
            After = ChartSamples.Segment(points, 21, 47),
            Difference = "After the platform went live, the mean was 14.0 percentage points higher; other things changed in this time too.",
            Target = new ChartTarget(90, "Target"),
            Synthetic = true,
            Source = "Scrutiny’s synthetic samples",
        };
    }

    private static BeforeAfterChart FewAfter()
    {
        var points = ChartSamples.Months(2025, 1, [.. ChartSamples.Scatter(20, 240, 90, 0, 9), 150, 160]);
        return new BeforeAfterChart
        {
            Id = "p3",
            Title = "Time to answer a 101 call",
            Description = "Two months since the platform went live are too few to say.",
            Unit = ChartUnit.Seconds,
            Points = points,
            At = new DateOnly(2026, 9, 1),
            Event = "The contact platform went live.",
            Before = ChartSamples.Segment(points, 0, 19) with { Trial = true },
            Tolerance = new ChartBand(null, 300, "Tolerance"),
            Theme = ChartThemeName.Dark,
            Width = 640,
            Standalone = true,
        };
    }
}
