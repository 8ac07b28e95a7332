using Scrutiny.Areas;
using Scrutiny.Boards;
using Scrutiny.Dashboards;
using Scrutiny.Measures;
using Scrutiny.Observations;
using Scrutiny.Periods;
using Scrutiny.Tests.Conventions;

namespace Scrutiny.Tests.Boards;

internal sealed class ForceFunnelTests
{
    private static readonly Catalogue Dashboards = Catalogue.Read(Repository.PathTo("dashboards"));

    [Test]
    public void The_boards_own_force_is_compared_at_the_latest_period_that_it_shares()
    {
        var forces = Forces(own: [Point(2018, 1, 0.05), Point(2018, 2, 0.5)], others: [Point(2018, 1, 0.1)]);

        var compared = ForceFunnel.Of(forces, Dashboards)!;

        Assert.That((compared.Own.Name, compared.Period, compared.OwnFigure.Value, compared.Funnel!.Points.Count), Is.EqualTo(("Hampshire", Period.Quarter(2018, 1), (decimal?)5m, 12)));
        Assert.That(ForceFunnel.Words(compared.Measure, compared), Does.StartWith("In January to March 2018, 5.0%").And.Contain("Compare with care. "));
    }

    [Test]
    public void Where_no_other_force_has_the_period_there_is_nothing_to_compare()
    {
        var compared = ForceFunnel.Of(Forces(own: [Point(2018, 2, 0.5)], others: [Point(2018, 1, 0.1)]), Dashboards);

        Assert.That(compared, Is.Null);
        Assert.That(ForceFunnel.Words(Dashboards.Measures["charge-rate"].Value, compared), Does.StartWith("No other force has figures for the same period"));
    }

    [Test]
    public void A_funnel_reads_every_force_the_boards_own_first_and_what_a_rate_counts()
    {
        var panel = new Panel { Id = "compare", Type = PanelType.Funnel, Measure = "recorded-crime-rate" };

        var names = PanelSeries.Of(panel, "E23000030", "E07000086", null, Dashboards);

        Assert.That(names.Select(name => name.Measure).Distinct(), Is.EqualTo(new[] { "recorded-crime-rate", Dashboards.Measures["recorded-crime-rate"].Value.Comparability.Numerator }));
        Assert.That((names[0].Area, names.Select(name => name.Area).Distinct().Count()), Is.EqualTo(("E23000030", 43)));
    }

    /// <summary>Hampshire and eleven others.</summary>
    private static List<BoardSeries> Forces(SeriesPoint[] own, SeriesPoint[] others)
    {
        var measure = Dashboards.Measures["charge-rate"].Value;
        var areas = Dashboards.Areas.ByCode.Values.Where(area => area.Kind == AreaKind.Force && area.Code != "E23000030").OrderBy(area => area.Name, StringComparer.Ordinal).Prepend(Dashboards.Areas.ByCode["E23000030"]).Take(12).ToList();
        return [.. areas.Select((area, i) => new BoardSeries(new SeriesName("charge-rate", area.Code, SeriesName.Total), area, JudgedSeries.Of(measure, i == 0 ? own : others)))];
    }

    private static SeriesPoint Point(int year, int quarter, double share) => new(Period.Quarter(year, quarter), (decimal)share * 100, (decimal)share * 10_000, 10_000, ObservationStatus.Final, DateTimeOffset.UnixEpoch, "home-office-outcomes", 1);
}
