using Scrutiny.Charts;
using Scrutiny.Measures;
using Scrutiny.Statistics.Funnels;
using Verdict = Scrutiny.Statistics.Funnels.FunnelVerdict;

namespace Scrutiny.Comparisons;

/// <summary>Turns a comparison into the specification of its chart.</summary>
public static class ComparisonChart
{
    /// <summary>A funnel where there is one; bars of the force and its group for a figure without a base; null where neither says anything.</summary>
    /// <param name="compared">The comparison.</param>
    /// <param name="id">Unique on the page; letters, digits and hyphens.</param>
    /// <param name="source">Who published the figures.</param>
    /// <param name="synthetic">Whether they are made up.</param>
    public static ChartPicture? Specify(ForcesCompared compared, string id, string source, bool synthetic)
    {
        ArgumentNullException.ThrowIfNull(compared);
        return compared.Funnel switch
        {
            { Refusal: null } funnel => Funnel(compared, funnel, id, source, synthetic),
            null when compared is { Measure.Unit: not Unit.Count, Group: not null } => Bars(compared, id, source, synthetic),
            _ => null,
        };
    }

    private static FunnelChart Funnel(ForcesCompared compared, Statistics.Funnels.Funnel funnel, string id, string source, bool synthetic) => new()
    {
        Id = id,
        Title = $"{compared.Measure.Name}: {compared.Own.Name} among other forces",
        Subtitle = SeriesPhrases.Opening(compared.Period.Words(compared.Measure.Frequency)),
        Description = $"{ComparisonWords.Of(compared)} The table below holds every figure.",
        Unit = ChartUnits.Of(compared.Measure.Unit),
        Decimals = Math.Min(compared.Measure.Decimals, 3),
        Source = source,
        Synthetic = synthetic,
        SizeTitle = SeriesPhrases.Opening(compared.Measure.Denominator ?? "size"),
        Average = funnel.Average,
        AverageLabel = "Average of the forces compared",
        ContextWords = compared.Group?.Name ?? "",
        OtherWords = "Other forces",
        Limits95 = [.. funnel.Lines.Select(line => new FunnelLimit(line.Size, line.Drawn.Lower95, line.Drawn.Upper95))],
        Limits998 = [.. funnel.Lines.Select(line => new FunnelLimit(line.Size, line.Drawn.Lower998, line.Drawn.Upper998))],
        Units = [.. funnel.Points.Select(point => new Charts.FunnelUnit(point.Unit.Name, point.Size, point.Value, Of(point.Verdict))
        {
            Marked = point.Unit.Name == compared.Own.Name,
            Context = compared.IsSimilar(compared.Figures.First(figure => figure.Area.Name == point.Unit.Name).Area),
        })],
    };

    private static BarChart Bars(ForcesCompared compared, string id, string source, bool synthetic) => new()
    {
        Id = id,
        Title = $"{compared.Measure.Name}: {compared.Own.Name} and {SeriesPhrases.Inside(compared.Group!.Name)}",
        Subtitle = SeriesPhrases.Opening(compared.Period.Words(compared.Measure.Frequency)),
        Description = $"{ComparisonWords.Of(compared)} The table below holds every figure.",
        Unit = ChartUnits.Of(compared.Measure.Unit),
        Decimals = Math.Min(compared.Measure.Decimals, 3),
        Source = source,
        Synthetic = synthetic,
        Bars = [.. compared.Figures.Where(figure => figure.Area.Code == compared.Own.Code || compared.IsSimilar(figure.Area))
            .Select(figure => new ChartBar(figure.Area.Name, (double?)figure.Value) { Status = ChartUnits.Of(figure.Status), Marked = figure.Area.Code == compared.Own.Code })],
    };

    private static Charts.FunnelVerdict Of(Verdict verdict) => verdict switch
    {
        Verdict.Within => Charts.FunnelVerdict.Within,
        Verdict.Low95 => Charts.FunnelVerdict.Low95,
        Verdict.Low998 => Charts.FunnelVerdict.Low998,
        Verdict.High95 => Charts.FunnelVerdict.High95,
        Verdict.High998 => Charts.FunnelVerdict.High998,
    };
}
