using System.Globalization;
using System.Text;
using Scrutiny.Cli.Samples;

namespace Scrutiny.Tests.Samples;

/// <summary>The published facts are listed with their sources in dashboards/samples/README.md.</summary>
internal sealed class SyntheticReturnsTests
{
    private static readonly List<Row> First = Rows(ReturnsEdition.September2026);
    private static readonly List<Row> Second = Rows(ReturnsEdition.October2026);

    [TestCaseSource(typeof(ReturnsEdition), nameof(ReturnsEdition.All))]
    public void The_committed_file_is_what_the_generator_writes(ReturnsEdition edition)
    {
        var committed = File.ReadAllBytes(Path.Combine(SamplesFolder(), edition.FileName));

        var written = Encoding.UTF8.GetBytes(Text(edition));

        Assert.That(committed, Is.EqualTo(written), edition.FileName);
    }

    [Test]
    public void Every_monthly_series_runs_from_April_2018_without_a_gap()
    {
        var expected = Enumerable.Range(0, 103).Select(i => new DateOnly(2018, 4, 1).AddMonths(i).ToString("yyyy-MM", CultureInfo.InvariantCulture)).ToList();

        var monthly = Second.Where(row => row.Measure != "precept-band-d").GroupBy(row => row.Measure).ToList();

        Assert.That(monthly, Has.Count.EqualTo(11));
        Assert.That(monthly.Select(series => series.Select(row => row.Period)), Has.All.EqualTo(expected));
    }

    [Test]
    public void A_percentage_is_its_numerator_over_its_denominator()
    {
        var shares = Second.Where(row => row.Denominator is not null).ToList();

        Assert.That(shares, Has.Count.EqualTo(3 * 103));
        Assert.That(shares, Has.All.Matches<Row>(row => row.Value == Math.Round(100m * row.Numerator!.Value / row.Denominator!.Value, 2, MidpointRounding.AwayFromZero)));
        Assert.That(shares, Has.All.Matches<Row>(row => row.Numerator is > 0 && row.Numerator < row.Denominator));
    }

    [Test]
    public void The_volumes_are_the_denominators()
    {
        Assert.Multiple(() =>
        {
            Assert.That(Series("calls-999-within-10s").Select(row => row.Denominator), Is.EqualTo(Series("calls-999-volume").Select(row => (decimal?)row.Value)));
            Assert.That(Series("calls-101-abandoned").Select(row => row.Denominator), Is.EqualTo(Series("calls-101-volume").Select(row => (decimal?)row.Value)));
        });
    }

    [Test]
    public void The_later_return_adds_October_2026_and_revises_one_earlier_month()
    {
        var before = First.ToDictionary(row => (row.Measure, row.Period));

        var added = Second.Where(row => !before.ContainsKey((row.Measure, row.Period))).ToList();
        var revised = Second.Where(row => before.TryGetValue((row.Measure, row.Period), out var old) && old != row).ToList();

        Assert.Multiple(() =>
        {
            Assert.That(added.Select(row => row.Period).Distinct(), Is.EqualTo(new[] { "2026-10" }));
            Assert.That(added, Has.Count.EqualTo(11));
            Assert.That(revised.Select(row => (row.Measure, row.Period)),
                Is.EqualTo(new[] { ("calls-999-within-10s", "2026-09"), ("calls-999-answer-time", "2026-09"), ("calls-999-volume", "2026-09") }));
            Assert.That(revised, Has.All.Matches<Row>(row => row.Value != before[(row.Measure, row.Period)].Value));
            Assert.That(before[("calls-999-within-10s", "2026-09")].Value - revised[0].Value, Is.GreaterThan(0.5m), "beyond the shown decimal");
        });
    }

    [Test]
    public void Only_the_newest_month_of_999_figures_is_provisional()
    {
        Assert.Multiple(() =>
        {
            Assert.That(First.Where(row => row.Status == "p").Select(row => row.Period), Is.EqualTo(new[] { "2026-09", "2026-09", "2026-09" }));
            Assert.That(Second.Where(row => row.Status == "p").Select(row => row.Period), Is.EqualTo(new[] { "2026-10", "2026-10", "2026-10" }));
        });
    }

    [Test]
    public void The_999_figures_hold_the_published_facts()
    {
        var share = Series("calls-999-within-10s");

        Assert.Multiple(() =>
        {
            Assert.That(Percent(share, "2024-04", "2025-03"), Is.EqualTo(93.21m).Within(0.05m), "2024/25");
            Assert.That(share.Single(row => row.Period == "2023-11"), Has.Property("Value").EqualTo(84.00m).And.Property("Denominator").EqualTo(22_990m));
            Assert.That(share.Single(row => row.Period == "2022-05").Value, Is.EqualTo(72m).Within(0.01m));
            Assert.That(Series("calls-999-answer-time").Single(row => row.Period == "2022-05").Value, Is.EqualTo(12.2m));
            Assert.That(Mean("calls-999-answer-time", "2023-04", "2024-03", Calls999), Is.EqualTo(11m).Within(0.05m), "2023/24");
            Assert.That(Mean("calls-999-answer-time", "2024-04", "2025-03", Calls999), Is.EqualTo(3m).Within(0.05m), "2024/25");
            Assert.That(Window("calls-999-volume", "2021-05", "2022-04").Sum(row => row.Value), Is.InRange(250_000m, 262_000m), "year to April 2022");
        });
    }

    [Test]
    public void Summer_999_demand_is_about_a_fifth_above_the_other_months()
    {
        foreach (var year in Enumerable.Range(2018, 8).Except([2020]))
        {
            var volumes = Window("calls-999-volume", $"{year}-04", $"{year + 1}-03");
            var summer = volumes.Where(row => row.Period[5..] is "06" or "07" or "08").Average(row => row.Value);
            var other = volumes.Where(row => row.Period[5..] is not ("06" or "07" or "08")).Average(row => row.Value);

            Assert.That(summer / other, Is.EqualTo(1.21m).Within(0.05m), $"{year}");
        }
    }

    [Test]
    public void The_pandemic_spring_has_fewer_calls_than_a_year_before()
    {
        foreach (var month in new[] { "04", "05", "06" })
        {
            foreach (var measure in new[] { "calls-999-volume", "calls-101-volume" })
            {
                Assert.That(Value(measure, $"2020-{month}"), Is.LessThan(0.95m * Value(measure, $"2019-{month}")), $"{measure} {month}");
            }
        }
    }

    [Test]
    public void The_101_figures_hold_the_published_facts()
    {
        Assert.Multiple(() =>
        {
            Assert.That(Mean("calls-101-answer-time", "2022-04", "2023-03", Answered101), Is.InRange(480m, 500m), "just over 8 minutes");
            Assert.That(Mean("calls-101-answer-time", "2023-04", "2023-08", Answered101), Is.EqualTo(900m).Within(0.5m), "15 minutes");
            Assert.That(Mean("calls-101-answer-time", "2023-04", "2024-03", Answered101), Is.EqualTo(624m).Within(0.5m), "10 min 24 s");
            Assert.That(Mean("calls-101-answer-time", "2024-04", "2025-03", Answered101), Is.EqualTo(170m).Within(0.5m), "2 min 50 s");
            Assert.That(Abandoned("2024-04", "2025-03") / Abandoned("2023-04", "2024-03"), Is.EqualTo(1m / 3).Within(0.03m), "down two thirds");
        });

        static decimal Abandoned(string from, string to) => Window("calls-101-abandoned", from, to).Sum(row => row.Numerator!.Value);
    }

    [Test]
    public void The_other_published_facts_hold()
    {
        Assert.Multiple(() =>
        {
            Assert.That(Window("special-constable-hours", "2020-04", "2021-03").Sum(row => row.Value), Is.InRange(11_000m, 11_500m));
            Assert.That(Value("precept-band-d", "2024/25"), Is.EqualTo(261.46m));
            Assert.That(Value("precept-band-d", "2024/25") - Value("precept-band-d", "2023/24"), Is.EqualTo(10m));
            Assert.That(Value("precept-band-d", "2025/26"), Is.EqualTo(275.46m));
        });
    }

    [Test]
    public void Every_row_says_that_it_is_synthetic()
    {
        Assert.That(First.Concat(Second), Has.All.Property("Publisher").EqualTo("Synthetic: made for Scrutiny's samples"));
    }

    [Test]
    public void The_generator_gives_the_published_SplitMix64_sequence()
    {
        // The first outputs for seed 1234567 in Vigna's reference implementation, as listed by Rosetta Code.
        var generator = new SplitMix64(1234567);

        ulong[] drawn = [generator.Next(), generator.Next(), generator.Next(), generator.Next(), generator.Next()];

        Assert.That(drawn, Is.EqualTo(new[]
        {
            6457827717110365317UL, 3203168211198807973UL, 9817491932198370423UL, 4593380528125082431UL, 16408922859458223821UL,
        }));
    }

    private static decimal Calls999(string period) => Value("calls-999-volume", period);

    private static decimal Answered101(string period)
    {
        var row = Second.Single(row => row.Measure == "calls-101-abandoned" && row.Period == period);
        return row.Denominator!.Value - row.Numerator!.Value;
    }

    private static decimal Mean(string measure, string from, string to, Func<string, decimal> weight)
    {
        var rows = Window(measure, from, to);
        return rows.Sum(row => row.Value * weight(row.Period)) / rows.Sum(row => weight(row.Period));
    }

    private static decimal Percent(List<Row> rows, string from, string to)
    {
        var window = rows.Where(row => Within(row, from, to)).ToList();
        return 100m * window.Sum(row => row.Numerator!.Value) / window.Sum(row => row.Denominator!.Value);
    }

    private static List<Row> Series(string measure) => [.. Second.Where(row => row.Measure == measure)];

    private static List<Row> Window(string measure, string from, string to) => [.. Series(measure).Where(row => Within(row, from, to))];

    private static decimal Value(string measure, string period) => Second.Single(row => row.Measure == measure && row.Period == period).Value;

    private static bool Within(Row row, string from, string to) =>
        string.CompareOrdinal(row.Period, from) >= 0 && string.CompareOrdinal(row.Period, to) <= 0;

    private static string Text(ReturnsEdition edition)
    {
        using var writer = new StringWriter(CultureInfo.InvariantCulture);
        SyntheticReturns.Write(writer, edition);
        return writer.ToString();
    }

    private static List<Row> Rows(ReturnsEdition edition) =>
        [.. Text(edition).Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(',')).Select(cells =>
            new Row(cells[0], cells[4], Number(cells[5])!.Value, Number(cells[6]), Number(cells[7]), cells[8], cells[9]))];

    private static decimal? Number(string text) => text.Length == 0 ? null : decimal.Parse(text, CultureInfo.InvariantCulture);

    private static string SamplesFolder()
    {
        var folder = new DirectoryInfo(TestContext.CurrentContext.TestDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Scrutiny.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("The tests are not run from inside the repository.");
        }

        return Path.Combine(folder.FullName, "dashboards", "samples");
    }

    private sealed record Row(string Measure, string Period, decimal Value, decimal? Numerator, decimal? Denominator, string Status, string Publisher);
}
