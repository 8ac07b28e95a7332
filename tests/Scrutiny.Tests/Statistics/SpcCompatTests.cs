using System.Globalization;
using Scrutiny.Statistics;
using Scrutiny.Tests.Conventions;

namespace Scrutiny.Tests.Statistics;

/// <summary>
/// Compat against NHSRplotthedots 0.2.2: strings exactly, numbers to 1e-9 relative, exact ties included. A figure that is only
/// what rounding left of a difference (S0556, a mean of -2.5e-22 among values of 1e-6) is measured by its moving ranges.
/// </summary>
[TestFixture]
internal sealed class SpcCompatTests
{
    private const double Relative = 1e-9;

    [Test]
    public void Compat_equals_the_reference_on_every_synthetic_series() => AssertEqualsReference(Oracle.CoreFolder);

    [Test]
    [NeedsSharedData("oracle")]
    public void Compat_equals_the_reference_on_every_series_of_the_full_oracle() =>
        AssertEqualsReference(NeedsSharedDataAttribute.PathTo("oracle"));

    [Test]
    [NeedsSharedData("oracle/ae")]
    public void Compat_equals_the_reference_on_every_hospital_series() =>
        AssertEqualsReference(NeedsSharedDataAttribute.PathTo("oracle/ae"));

    [Test]
    public void Compat_knows_on_which_series_the_reference_stops()
    {
        var oracle = SpcOracle.Read(Oracle.CoreFolder);

        var stopping = oracle.Where(series => Spc.Analyse(series.ToSeries(), SpcMode.Compat).Notes.HasFlag(SpcNotes.ReferenceStops));

        Assert.That(stopping.Select(series => series.Id), Is.EqualTo(oracle.Where(series => series.ReferenceStops).Select(series => series.Id)));
    }

    [Test]
    public void Where_the_reference_stops_a_window_with_a_gap_is_no_signal()
    {
        var expected = Oracle.Rows(Oracle.CoreFolder, "spc_rule_expected_where_r_errors").ToLookup(row => row["series_id"]);
        var stopping = SpcOracle.Read(Oracle.CoreFolder).Where(series => series.ReferenceStops).ToList();
        var faults = new List<string>();

        foreach (var series in stopping)
            ComparePoints(series.Id, [.. expected[series.Id]], Spc.Analyse(series.ToSeries(), SpcMode.Compat), faults);

        Assert.That(stopping, Has.Count.EqualTo(7));
        Assert.That(faults, Is.Empty);
    }

    [Test]
    public void A_last_value_that_is_missing_is_common_cause_although_the_one_before_is_outside()
    {
        var values = new double?[] { 10, 11, 9, 10, 12, 11, 10, 9, 11, 10, 11, 10, 60, null };

        var result = Spc.Analyse(Series.Of(values, Improvement.Decrease), SpcMode.Compat);

        Assert.That(result.Points[^2].Rule, Is.EqualTo(SpcRule.AboveUpperLimit));
        Assert.That(result.Variation, Is.EqualTo(Variation.CommonCause));
    }

    [Test]
    public void A_rebase_date_that_matches_no_point_has_no_effect()
    {
        var plain = Series.Of([1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1]);
        var rebased = Series.Of([1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1], rebase: [new DateOnly(1999, 1, 1)]);

        var result = Spc.Analyse(rebased, SpcMode.Compat);

        Assert.That(result.Points, Is.EqualTo(Spc.Analyse(plain, SpcMode.Compat).Points));
    }

    private static void AssertEqualsReference(string folder)
    {
        var faults = new List<string>();
        int compared = 0, points = 0;

        foreach (var series in SpcOracle.Read(folder).Where(series => !series.ReferenceStops))
        {
            var result = Spc.Analyse(series.ToSeries(), SpcMode.Compat);
            ComparePoints(series.Id, series.Points, result, faults);
            CompareGroups(series, result, faults);
            CompareIcons(series, result, faults);
            compared++;
            points += result.Points.Count;
        }

        TestContext.Out.WriteLine($"{compared} series, {points} points compared with the reference in {folder}");
        Assert.That(compared, Is.GreaterThan(100));
        Assert.That(faults, Is.Empty);
    }

    private static void ComparePoints(
        string id, IReadOnlyList<IReadOnlyDictionary<string, string>> expected, SpcResult result, List<string> faults)
    {
        Same(id, "points", expected.Count, result.Points.Count, faults);
        for (var i = 0; i < expected.Count; i++)
        {
            var (row, point, at) = (expected[i], result.Points[i], $"{id} point {i + 1}");
            Same(at, "date", row["date"], point.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), faults);
            Same(at, "label", row["special_cause_type"], point.Rule?.Label(), faults);
            Same(at, "meaning", row["point_type"], point.Meaning.Label(), faults);
            Close(at, "mean", row["mean"], point.Mean, point.Segment, faults);
            Close(at, "lpl", row["lpl"], point.Lpl, point.Segment, faults);
            Close(at, "upl", row["upl"], point.Upl, point.Segment, faults);
            if (!row.ContainsKey("rebase_group"))
                continue;

            var segment = point.Segment;
            var hasLimits = point.Value is not null && !double.IsNaN(segment.Upl!.Value);
            var outside = point.Value > segment.Upl || point.Value < segment.Lpl;
            var near = !outside && (point.Value > segment.NearUpl || point.Value < segment.NearLpl);
            Same(at, "rebase_group", row["rebase_group"], segment.Number.ToString(CultureInfo.InvariantCulture), faults);
            Same(at, "relative_to_mean", row["relative_to_mean"], point.Value is { } y ? $"{y.CompareTo(segment.Mean!.Value)}" : "", faults);
            Same(at, "outside_limits", row["outside_limits"], hasLimits ? Flag(outside) : "", faults);
            Same(at, "outside_limits", hasLimits && outside, (point.RulesHit & (SpcRules.AboveUpperLimit | SpcRules.BelowLowerLimit)) != 0, faults);
            Same(at, "close_to_limits", row["close_to_limits"], hasLimits ? Flag(near) : "", faults);
            Same(at, "special_cause_flag", row["special_cause_flag"], Flag(point.RulesHit != SpcRules.None), faults);
            Same(at, "short_group_warning", row["short_group_warning"], Flag(segment.Notes.HasFlag(SpcNotes.TrialLimits)), faults);
        }
    }

    private static void CompareGroups(OracleSeries series, SpcResult result, List<string> faults)
    {
        Same(series.Id, "segments", series.Groups.Count, result.Segments.Count, faults);
        foreach (var (row, segment) in series.Groups.Zip(result.Segments))
        {
            var at = $"{series.Id} segment {segment.Number}";
            var own = result.Points.Skip(segment.First).Take(segment.Count).ToList();
            Same(at, "number", row["rebase_group"], segment.Number.ToString(CultureInfo.InvariantCulture), faults);
            Same(at, "first_date", row["first_date"], own[0].Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), faults);
            Same(at, "n", row["n"], $"{segment.Count}", faults);
            Same(at, "n_improvement", row["n_improvement"], $"{own.Count(point => point.Meaning == Meaning.Improvement)}", faults);
            Same(at, "n_concern", row["n_concern"], $"{own.Count(point => point.Meaning == Meaning.Concern)}", faults);
            Same(at, "n_neutral_high", row["n_neutral_high"], $"{own.Count(point => point.Meaning == Meaning.NeutralHigh)}", faults);
            Same(at, "n_neutral_low", row["n_neutral_low"], $"{own.Count(point => point.Meaning == Meaning.NeutralLow)}", faults);
            Close(at, "mean", row["mean"], segment.Mean, segment, faults);
            Close(at, "lpl", row["lpl"], segment.Lpl, segment, faults);
            Close(at, "upl", row["upl"], segment.Upl, segment, faults);
        }
    }

    private static void CompareIcons(OracleSeries series, SpcResult result, List<string> faults)
    {
        Same(series.Id, "variation_type", series.Row["variation_type"], result.Points[^1].Meaning.Label(), faults);
        Same(series.Id, "variation_icon", series.Row["variation_icon"], result.Variation?.Label() ?? "", faults);
        Same(series.Id, "assurance_icon", series.Row["assurance_icon"], result.Assurance?.Label() ?? "", faults);
        Close(series.Id, "final_mean", series.Row["final_mean"], result.Segments[^1].Mean, result.Segments[^1], faults);
        Close(series.Id, "final_lpl", series.Row["final_lpl"], result.Segments[^1].Lpl, result.Segments[^1], faults);
        Close(series.Id, "final_upl", series.Row["final_upl"], result.Segments[^1].Upl, result.Segments[^1], faults);
    }

    private static string Flag(bool on) => on ? "1" : "0";

    private static void Same<T>(string at, string what, T expected, T actual, List<string> faults)
    {
        if (!Equals(expected, actual))
            faults.Add($"{at}, {what}: {expected} expected, was {actual}");
    }

    private static void Close(string at, string what, string expected, double? actual, SpcSegment segment, List<string> faults)
    {
        var number = SpcOracle.Number(expected);
        var close = number is null || actual is null
            ? number is null && actual is null
            : number.Equals(actual) || Math.Abs(number.Value - actual.Value) <= Relative * double.MaxNumber(Math.Abs(number.Value), segment.MeanMovingRange ?? 0);
        if (!close)
            faults.Add($"{at}, {what}: {expected} expected, was {actual}");
    }
}
