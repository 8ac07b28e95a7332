using Scrutiny.Dashboards;
using Scrutiny.Measures;
using Scrutiny.Observations;
using Scrutiny.Periods;
using Scrutiny.Statistics;
using Scrutiny.Tests.Conventions;
using static Scrutiny.Tests.Measures.JudgedSeriesTests;

namespace Scrutiny.Tests.Measures;

/// <summary>Whole sentences about series, each read by a person before it was put here. A new one is read before it is added.</summary>
internal sealed class SeriesWordsTests
{
    private static Catalogue Catalogue { get; } = Catalogue.Read(Repository.PathTo("dashboards"));

    [TestCaseSource(nameof(Sentences))]
    public void A_series_is_put_into_words(string part, JudgedSeries series, string expected)
    {
        var words = SeriesWords.Of(series);

        var said = part switch
        {
            "latest" => words.Latest,
            "change" => words.Change,
            "signal" => words.Signal,
            "target" => words.Target,
            "assurance" => words.Assurance,
            "tolerance" => words.Tolerance,
            "outlook" => words.Outlook,
            "cautions" => string.Join(" ", words.Cautions),
            "spoken" => words.Spoken,
            "alt" => words.AltText,
            "paragraph" => words.Paragraph,
            _ => throw new ArgumentException(part),
        };

        Assert.That(said, Is.EqualTo(expected));
    }

    [Test]
    public void At_least_eighty_sentences_are_read()
    {
        Assert.That(Sentences().Count(), Is.AtLeast(80));
    }

    [Test]
    public void Inside_the_noise_nothing_is_called_better_or_worse()
    {
        foreach (var latest in Enumerable.Range(86, 9))
        {
            var series = Percent([.. Swinging(90, 23), latest]);
            Assume.That(series.Control!.Variation, Is.EqualTo(Variation.CommonCause));

            Assert.That(SeriesWords.Of(series).Paragraph + SeriesWords.Of(series).Spoken + SeriesWords.Of(series).AltText, Does.Not.Match("(?i)improv|concern|better|worse|rise|rose|fall|fell|deteriorat|drop"));
        }
    }

    [TestCaseSource(nameof(Measures))]
    public void Every_measure_makes_sound_sentences_for_none_one_and_many(string id)
    {
        var measure = Catalogue.Measures[id].Value;
        var period = measure.Frequency switch
        {
            Frequency.Month => Period.Month(2026, 10),
            Frequency.Quarter => Period.Quarter(2026, 3),
            Frequency.FinancialYear => Period.FinancialYear(2025),
            Frequency.Year => Period.CalendarYear(2025),
            Frequency.Rolling12 => Period.YearEnding(2026, 9),
            Frequency.AsAt => Period.AsAt(new(2026, 9, 30)),
        };

        var said = new[] { 0m, 1m, 1234.56m }.Select(value => SeriesWords.Of(JudgedSeries.Of(measure, [Point(period, value)])).Latest).ToList();

        Assert.Multiple(() =>
        {
            Assert.That(said, Has.None.Contains("{").And.None.Contains("}").And.None.Contains("  ").And.None.Contains("|"));
            Assert.That(said[1], Does.Not.Match(@"\b1 \w+s were\b|were 1 \w+s?\b"));
            Assert.That(said, Has.All.EndsWith(".").And.All.Matches("^(In|At) "));
        });
    }

    private static IEnumerable<TestCaseData> Sentences()
    {
        // The latest value: unit, rounding, period, status.
        yield return Says("latest", Months("calls-999-within-10s", 91.24m, 92.05m), "In October 2026, 92.1% of 999 calls were answered within 10 seconds.");
        yield return Says("latest", Status(ObservationStatus.Provisional, "calls-999-within-10s", 92.05m), "In October 2026, 92.1% of 999 calls were answered within 10 seconds (provisional).");
        yield return Says("latest", Status(ObservationStatus.LowReliability, "online-report-satisfaction", 62.5m), "In October 2026, 62.5% of people who reported online were satisfied with the response (low reliability).");
        yield return Says("latest", Months("calls-101-answer-time", 252m), "In October 2026, 101 calls were answered in 4 minutes 12 seconds on average.");
        yield return Says("latest", Months("calls-101-answer-time", 61.4m), "In October 2026, 101 calls were answered in 61 seconds on average.");
        yield return Says("latest", Months("calls-101-answer-time", 120m), "In October 2026, 101 calls were answered in 2 minutes on average.");
        yield return Says("latest", Months("calls-999-answer-time", 1m), "In October 2026, 999 calls were answered in 1.0 seconds on average.");
        yield return Says("latest", Months("calls-999-volume", 23803m), "In October 2026, the force received 23,803 calls to 999.");
        yield return Says("latest", Months("complaints-logged", 1m), "In October 2026, the force logged 1 complaint.");
        yield return Says("latest", Months("complaints-logged", 0m), "In October 2026, the force logged no complaints.");
        yield return Says("latest", Months("complaints-timeliness", 1m), "In October 2026, complaints were finalised in 1 day on average.");
        yield return Says("latest", Months("special-constable-hours", 927.4m), "In October 2026, special constables gave 927 hours of duty.");
        yield return Says("latest", Years("precept-band-d", 275.46m, 288.46m), "In 2026/27, a Band D household was charged £288.46 for policing.");
        yield return Says("latest", Years("government-grant", 259_123_456m), "In 2026/27, the government grant was £259,123,456.");
        yield return Says("latest", Years("deaths-police-contact", 1m), "In 2026/27, there was 1 death during or following police contact.");
        yield return Says("latest", Years("deaths-police-contact", 0m), "In 2026/27, there were no deaths during or following police contact.");
        yield return Says("latest", Years("deaths-police-contact", 3m), "In 2026/27, there were 3 deaths during or following police contact.");
        yield return Says("latest", AsAt("officer-headcount", 2749m), "At 30 September 2019, there were 2,749 police officers.");
        yield return Says("latest", AsAt("officer-fte", 2665.543m), "At 30 September 2019, there were 2,665.54 full-time equivalent police officers.");
        yield return Says("latest", AsAt("uplift-officers", -12m), "At 30 September 2019, the change in the number of officers since the uplift began was −12.");
        yield return Says("latest", AsAt("uplift-officers", 0m), "At 30 September 2019, the change in the number of officers since the uplift began was 0.");
        yield return Says("latest", Rolling("recorded-crime", 160193m), "In the year ending September 2019, the police recorded 160,193 crimes.");
        yield return Says("latest", Rolling("recorded-crime-rate", 84.249m), "In the year ending September 2019, the recorded crime rate was 84.2 per 1,000.");
        yield return Says("latest", Quarters("charge-rate", 8.349m), "In July to September 2026, 8.3% of outcomes were a charge or summons.");
        yield return Says("latest", Quarters("commissioned-service-clients", 1m), "In July to September 2026, 1 person was helped by commissioned services.");
        yield return Says("latest", Months("calls-999-within-10s", 92m, null), "In September 2026, 92.0% of 999 calls were answered within 10 seconds. For October 2026 the figure is not available.");
        yield return Says("latest", Months("calls-999-within-10s"), "No figures are published yet.");
        yield return Says("latest", Months("calls-999-within-10s", [null]), "No figure is available; the last period is marked not available.");

        // Change: facts only, from figures that were not rounded first.
        yield return Says("change", Months("calls-999-within-10s", 91.28m, 92.69m), "That is 1.4 percentage points higher than in September 2026.");
        yield return Says("change", Months("calls-999-within-10s", 92.69m, 91.28m), "That is 1.4 percentage points lower than in September 2026.");
        yield return Says("change", Months("calls-999-within-10s", 90m, 91m), "That is 1.0 percentage points higher than in September 2026.");
        yield return Says("change", Months("calls-999-within-10s", 92.6m, 92.6m), "That is the same as in September 2026.");
        yield return Says("change", Months("calls-999-within-10s", 92.61m, 92.62m), "That is about the same as in September 2026.");
        yield return Says("change", Months("calls-999-within-10s", 91.96m, 92.04m), "That is about the same as in September 2026.");
        yield return Says("change", Year("calls-999-within-10s", 94.8m, 91.3m, 92.7m), "That is 1.4 percentage points higher than in September 2026 and 2.1 percentage points lower than in October 2025.");
        yield return Says("change", Year("calls-999-volume", 23706m, 24164m, 23803m), "That is 361 (1.5%) fewer than in September 2026 and 97 (0.4%) more than in October 2025.");
        yield return Says("change", Months("complaints-logged", 12m, 13m), "That is 1 (8.3%) more than in September 2026.");
        yield return Says("change", Months("complaints-logged", 0m, 3m), "That is 3 more than in September 2026.");
        yield return Says("change", Months("complaints-logged", 4m, 0m), "That is 4 fewer than in September 2026.");
        yield return Says("change", Months("complaints-logged", 10m, 25m), "That is 15 (150.0%) more than in September 2026.");
        yield return Says("change", Months("calls-999-volume", 100_000m, 100_001m), "That is 1 more than in September 2026.");
        yield return Says("change", Months("calls-101-answer-time", 162m, 244m), "That is 82 seconds longer than in September 2026.");
        yield return Says("change", Months("calls-101-answer-time", 560m, 244m), "That is 5 minutes 16 seconds shorter than in September 2026.");
        yield return Says("change", Months("calls-101-answer-time", 243m, 244m), "That is 1 second longer than in September 2026.");
        yield return Says("change", Months("complaints-timeliness", 108m, 95m), "That is 13 days shorter than in September 2026.");
        yield return Says("change", Months("special-constable-hours", 761m, 927m), "That is 166 hours (21.8%) more than in September 2026.");
        yield return Says("change", Years("precept-band-d", 275.46m, 288.46m), "That is £13.00 (4.7%) more than in 2025/26.");
        yield return Says("change", Years("precept-band-d", 288.46m, 275.46m), "That is £13.00 (4.5%) less than in 2025/26.");
        yield return Says("change", AsAt("officer-headcount", 2700m, 2749m), "That is 49 (1.8%) more than at 31 March 2019.");
        yield return Says("change", AsAt("uplift-officers", -3m, -12m), "That is 9 fewer than at 31 March 2019.");
        yield return Says("change", Rolling("recorded-crime", 160_193m, 159_000m, 158_193m), "That is 2,000 (1.2%) fewer than in the year ending September 2018.");
        yield return Says("change", Rolling("recorded-crime-rate", 84.2m, 85m, 86.1m), "That is 1.9 per 1,000 (2.3%) higher than in the year ending September 2018.");
        yield return Says("change", Months("calls-999-within-10s", 91m, null, 92m), "");
        yield return Says("change", Months("calls-999-within-10s", 91m), "");
        yield return Says("change", Broken(90, 80), "");

        // Signal: what the rules found and no more.
        yield return Says("signal", Percent([.. Swinging(90, 24)]), "This is within the usual range: no sign of a real change.");
        yield return Says("signal", Percent([.. Swinging(90, 23), 60]), "This is a cause for concern: it lies below the range that chance alone would give.");
        yield return Says("signal", Percent([.. Swinging(80, 23), 99]), "This is a sign of improvement: it lies above the range that chance alone would give.");
        yield return Says("signal", Months("calls-101-volume", [.. Swinging(300, 23), 400]), "This is a sign of a real change: it lies above the range that chance alone would give.");
        yield return Says("signal", Percent(91, 89, 91, 50), "There are too few figures yet to tell a change from chance.");
        yield return Says("signal", Percent([.. Swinging(90, 8)]), "This is within the usual range: no sign of a real change. The range rests on 8 of the 13 figures that it needs, so it is provisional.");
        yield return Says("signal", Percent([.. Enumerable.Repeat(90m, 14)]), "The figure has not varied.");
        yield return Says("signal", Rolling("recorded-crime", 160193m), "");

        // Target: met or not now, never by a rounded figure.
        yield return Says("target", Held(90, 92), "The national standard of 90% or more was met in October 2026.");
        yield return Says("target", Held(90, 90), "The national standard of 90% or more was met in October 2026.");
        yield return Says("target", Held(90, 88), "The national standard of 90% or more was missed in October 2026.");
        yield return Says("target", Held(90, 89.96m), "The national standard of 90% or more was just missed in October 2026: before rounding the figure is 89.96%.");
        yield return Says("target", Held(89.5m, 92), "The national standard of 89.5% or more was met in October 2026.");
        yield return Says("target", Against("calls-101-answer-time", 300, 244), "The force’s own target of 5 minutes or less was met in October 2026.");
        yield return Says("target", Against("calls-101-answer-time", 300, 300.25m), "The force’s own target of 5 minutes or less was just missed in October 2026: before rounding the figure is 300.25 seconds.");
        yield return Says("target", Against("complaints-timeliness", 90, 95), "The force’s own target of 90 days or less was missed in October 2026.");
        yield return Says("target", Named("Home Office allocation", AsAtHeld(2800, 2749)), "The Home Office allocation of 2,800 or more was missed at 30 September 2019.");
        yield return Says("target", Percent(92), "");

        // Assurance: what the limits bear, in words that a few bad months do not put to shame.
        yield return Says("assurance", Held(70, [.. Swinging(90, 24)]), "If nothing changes, most months can be expected to meet it, though not every one: it was met in each of the last 12 months.");
        yield return Says("assurance", Held(90, [.. Swinging(90, 24)]), "As things stand, a month may meet it or miss it: it was met in 6 of the last 12 months.");
        yield return Says("assurance", Held(99, [.. Swinging(90, 24)]), "It will be missed in most months unless something changes: it was met in none of the last 12 months.");
        yield return Says("assurance", Held(90, [.. Swinging(90, 8)]), "As things stand, a month may meet it or miss it: it was met in 4 of the 8 months that can be judged.");
        yield return Says("assurance", Held(90, 92, 88), "It was met in 1 of the 2 months that can be judged.");
        yield return Says("assurance", Held(90, 92), "");
        yield return Says("assurance", AsAtHeld(2800, 2700, 2810), "It was met in 1 of the 2 counts that can be judged.");
        yield return Says("assurance", RollingHeld(100, 160, 90), "");
        yield return Says("outlook", Held(70, [.. Swinging(90, 23), 60]), "The latest figures show a change, so the months to come may differ from this.");
        yield return Says("outlook", Held(70, [.. Swinging(90, 24)]), "");

        // Tolerance.
        yield return Says("tolerance", Within(80, null, [.. Swinging(90, 24)]), "October 2026 lies within the example tolerance (80% or more), and so should most months to come.");
        yield return Says("tolerance", Within(90, null, [.. Swinging(90, 23), 91]), "October 2026 lies within the example tolerance (90% or more), but months outside it are to be expected.");
        yield return Says("tolerance", Within(90, null, [.. Swinging(90, 24)]), "October 2026 lies outside the example tolerance (90% or more), and more such months are to be expected.");
        yield return Says("tolerance", Within(null, 80, [.. Swinging(90, 24)]), "October 2026 lies outside the example tolerance (80% or less), and so will most months unless something changes.");
        yield return Says("tolerance", Within(80, 99, [.. Swinging(90, 23), 70]), "October 2026 lies outside the example tolerance (between 80% and 99%), though most months should lie within it.");
        yield return Says("tolerance", Within(null, 80, [.. Swinging(90, 23), 70]), "October 2026 lies within the example tolerance (80% or less), but most months will lie outside it unless something changes.");
        yield return Says("tolerance", Within(80, null, 85), "October 2026 lies within the example tolerance (80% or more).");

        // Cautions.
        yield return Says("cautions", Status(ObservationStatus.Provisional, "calls-999-within-10s", 92), "The figure is provisional and may still be revised.");
        yield return Says("cautions", Status(ObservationStatus.Revised, "calls-999-within-10s", 92), "The publisher has revised the figure.");
        yield return Says("cautions", Status(ObservationStatus.Break, "calls-999-within-10s", 92), "The figure starts a new series and does not compare with those before.");
        yield return Says("cautions", Status(ObservationStatus.LowReliability, "calls-999-within-10s", 92), "The figure is of low reliability, so do not lean on it alone.");
        yield return Says("cautions", Months("calls-999-within-10s", 92, null), "What is said here speaks of September 2026, the latest with a figure.");
        yield return Says("cautions", Months("complaints-logged", 9), "The count is small, so a difference of one or two says little.");
        yield return Says("cautions", Based(62), "It rests on only 62 (people who answered the survey), so chance moves it a lot.");
        yield return Says("cautions", Based(620), "");
        yield return Says("cautions", Months("calls-999-volume", 23803), "Demand rises in summer: June to August is usually about a fifth above the other months. Compare a month with the same month of the year before.");
        yield return Says("cautions", Broken(90, 80), "It is not compared with September 2026: figures before 1 October 2026 do not compare with later ones.");

        // As it is said aloud.
        yield return Says("spoken", Months("calls-999-within-10s", 91.28m, 92.69m), "In October 2026, 92.7 per cent of 999 calls were answered within 10 seconds. That is 1.4 percentage points higher than in September 2026. There are too few figures yet to tell a change from chance. The national standard of 90 per cent or more was met in October 2026.");
        yield return Says("spoken", Status(ObservationStatus.Provisional, "complaints-logged", 184), "In October 2026, the force logged 184 complaints. The figure is provisional. There are too few figures yet to tell a change from chance.");
        yield return Says("spoken", Months("calls-101-answer-time", 252), "In October 2026, 101 calls were answered in four minutes twelve seconds on average. There are too few figures yet to tell a change from chance.");
        yield return Says("spoken", Months("calls-101-answer-time", 1281), "In October 2026, 101 calls were answered in twenty-one minutes twenty-one seconds on average. There are too few figures yet to tell a change from chance.");
        yield return Says("spoken", Years("precept-band-d", 275.46m, 288.46m), "In the year to March 2027, a Band D household was charged 288 pounds 46 for policing. That is 13 pounds, or 4.7 per cent, more than in the year to March 2026.");
        yield return Says("spoken", Years("government-grant", 259_123_456m), "In the year to March 2027, the government grant was 259.1 million pounds.");
        yield return Says("spoken", AsAt("uplift-officers", -12m), "At 30 September 2019, the change in the number of officers since the uplift began was minus 12.");
        yield return Says("spoken", Rolling("recorded-crime-rate", 84.2m), "In the year ending September 2019, the recorded crime rate was 84.2 per thousand.");

        // In place of the picture.
        yield return Says("alt", Percent([.. Swinging(90, 24)]), "24 figures from November 2024 to October 2026: the lowest is 89.0% in December 2024, the highest 91.0% in November 2024. In October 2026, 89.0% of things were good. This is within the usual range: no sign of a real change.");
        yield return Says("alt", Months("complaints-timeliness", 90, 90, 90), "All 3 figures from August 2026 to October 2026 are 90 days. In October 2026, complaints were finalised in 90 days on average. There are too few figures yet to tell a change from chance.");
        yield return Says("alt", Rebased(), "24 figures from November 2024 to October 2026: the lowest is 79.0% in December 2024, the highest 91.0% in November 2025. Average and limits start anew in November 2025. In October 2026, 89.0% of things were good. This is within the usual range: no sign of a real change. The range rests on 12 of the 13 figures that it needs, so it is provisional.");
        yield return Says("alt", Years("precept-band-d", 288.46m), "In 2026/27, a Band D household was charged £288.46 for policing.");

        // All together.
        yield return Says("paragraph", Held(90, [.. Swinging(94, 24)]), "In October 2026, 93.0% of things were good. That is 2.0 percentage points lower than in September 2026 and the same as in October 2025. This is within the usual range: no sign of a real change. The national standard of 90% or more was met in October 2026. As things stand, a month may meet it or miss it: it was met in each of the last 12 months.");
    }

    private static IEnumerable<string> Measures() => Catalogue.Measures.Keys;

    private static TestCaseData Says(string part, JudgedSeries series, string expected) =>
        new TestCaseData(part, series, expected).SetArgDisplayNames(part, expected.Length > 90 ? expected[..90] + "…" : expected);

    private static Measure Declared(string id) => Catalogue.Measures[id].Value;

    // Months end with October 2026, half-years with September 2019, financial years with 2026/27.
    private static List<SeriesPoint> Points(decimal?[] values) => [.. values.Select((value, i) =>
    {
        var month = new DateOnly(2026, 10, 1).AddMonths(i + 1 - values.Length);
        return Point(Period.Month(month.Year, month.Month), value, value is null ? ObservationStatus.NotAvailable : ObservationStatus.Final);
    })];

    private static JudgedSeries Months(string measure, params decimal?[] values) => JudgedSeries.Of(Declared(measure), Points(values));

    private static JudgedSeries Months(string measure, IEnumerable<decimal> values) => Months(measure, [.. values.Select(value => (decimal?)value)]);

    private static JudgedSeries Status(ObservationStatus status, string measure, decimal value) => JudgedSeries.Of(Declared(measure), [Point(Period.Month(2026, 10), value, status)]);

    private static JudgedSeries Year(string measure, decimal yearBefore, decimal before, decimal latest) =>
        JudgedSeries.Of(Declared(measure), [Point(Period.Month(2025, 10), yearBefore), Point(Period.Month(2026, 9), before), Point(Period.Month(2026, 10), latest)]);

    private static JudgedSeries Years(string measure, params decimal[] values) => JudgedSeries.Of(Declared(measure), [.. values.Select((value, i) => Point(Period.FinancialYear(2027 + i - values.Length), value))]);

    private static JudgedSeries AsAt(string measure, params decimal[] values) => JudgedSeries.Of(Declared(measure), HalfYears(values));

    private static List<SeriesPoint> HalfYears(decimal[] values) => [.. values.Select((value, i) => Point(Period.AsAt(new DateOnly(2019, 10, 1).AddMonths(6 * (i + 1 - values.Length)).AddDays(-1)), value))];

    // Rolling years end with September 2018, March 2019 and September 2019.
    private static JudgedSeries Rolling(string measure, params decimal[] values) => JudgedSeries.Of(Declared(measure), RollingYears(values));

    private static List<SeriesPoint> RollingYears(decimal[] values) => [.. values.Select((value, i) =>
    {
        var month = new DateOnly(2019, 9, 1).AddMonths(6 * (i + 1 - values.Length));
        return Point(Period.YearEnding(month.Year, month.Month), value);
    })];

    private static JudgedSeries Quarters(string measure, params decimal[] values) => JudgedSeries.Of(Declared(measure), [.. values.Select((value, i) => Point(Period.Quarter(2026, 4 + i - values.Length), value))]);

    private static JudgedSeries Percent(params decimal[] values) => JudgedSeries.Of(Things, Points([.. values.Select(value => (decimal?)value)]));

    private static JudgedSeries Held(decimal target, params decimal[] values) =>
        JudgedSeries.Of(Things with { Targets = [Target("one", target, new(2020, 1, 1)) with { Name = "National standard" }] }, Points([.. values.Select(value => (decimal?)value)]));

    private static JudgedSeries Against(string measure, decimal target, decimal value) =>
        JudgedSeries.Of(Declared(measure) with { Targets = [Target("one", target, new(2020, 1, 1)) with { Name = "Force’s own target" }] }, Points([value]));

    private static JudgedSeries AsAtHeld(decimal target, params decimal[] values) =>
        JudgedSeries.Of(Declared("officer-headcount") with { Targets = [Target("one", target, new(2010, 1, 1)) with { Name = "Home Office allocation" }] }, HalfYears(values));

    private static JudgedSeries Named(string name, JudgedSeries series)
    {
        Assert.That(series.Target!.Name, Is.EqualTo(name));
        return series;
    }

    private static JudgedSeries RollingHeld(decimal target, params decimal[] values) =>
        JudgedSeries.Of(Declared("recorded-crime") with { Targets = [Target("one", target, new(2010, 1, 1))] }, RollingYears(values));

    private static JudgedSeries Within(decimal? least, decimal? most, params decimal[] values) =>
        JudgedSeries.Of(Things with { Tolerances = [new MeasureTolerance { Id = "band", Name = "Example tolerance", Least = least, Most = most, From = new(2020, 1, 1), Source = "A test", Reason = "To try it." }] }, Points([.. values.Select(value => (decimal?)value)]));

    private static JudgedSeries Based(decimal denominator) =>
        JudgedSeries.Of(Declared("online-report-satisfaction"), [Point(Period.Month(2026, 10), 62.5m) with { Numerator = denominator * 0.625m, Denominator = denominator }]);

    private static JudgedSeries Broken(decimal before, decimal after) =>
        JudgedSeries.Of(Things with { Breaks = [new SeriesBreak { From = new(2026, 10, 1), Reason = "Counted otherwise." }] }, Points([before, after]));

    private static JudgedSeries Rebased() =>
        JudgedSeries.Of(Things with { Baselines = [Rebase(new(2025, 11, 1))] }, Points([.. Swinging(80, 12).Concat(Swinging(90, 12)).Select(value => (decimal?)value)]));
}
