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
    public void The_force_is_told_where_it_stands_and_who_is_left_out()
    {
        var words = ForceFunnel.Words(Forces(12, share: 0.05));

        Assert.That(words, Does.StartWith("In January to March 2018, the figure for Hampshire was 5.0%, lower than chance and the usual spread between forces would give around the average of 11 forces (9.5%).")
            .And.Contain("Compare with care: ").And.EndWith($"Left out for want of a figure: {Forces(12, 0.05)[^1].Area.Name}."));
    }

    [Test]
    public void A_figure_like_the_others_is_within_the_range_of_chance() =>
        Assert.That(ForceFunnel.Words(Forces(12, share: 0.1)), Does.Contain("10.0%, within the range that chance"));

    [Test]
    public void Too_few_forces_are_not_compared() =>
        Assert.That(ForceFunnel.Words(Forces(10, share: 0.1)), Does.StartWith("Fewer than 10 forces have figures for January to March 2018, too few to compare."));

    /// <summary>Hampshire first, then forces with a share of a tenth, the last without a figure.</summary>
    private static List<BoardSeries> Forces(int count, double share)
    {
        var measure = Dashboards.Measures["charge-rate"].Value;
        var areas = Dashboards.Areas.ByCode.Values.Where(area => area.Kind == AreaKind.Force && area.Code != "E23000030").OrderBy(area => area.Name, StringComparer.Ordinal).Prepend(Dashboards.Areas.ByCode["E23000030"]).Take(count).ToList();
        return [.. areas.Select((area, i) => new BoardSeries(new SeriesName("charge-rate", area.Code, SeriesName.Total), area, JudgedSeries.Of(measure, i == count - 1 ? [] : [Point(i == 0 ? share : 0.1)])))];
    }

    private static SeriesPoint Point(double share) => new(Period.Quarter(2018, 1), (decimal)share * 100, (decimal)share * 10_000, 10_000, ObservationStatus.Final, DateTimeOffset.UnixEpoch, "home-office-outcomes", 1);
}
