namespace Scrutiny.Charts;

/// <summary>Draws charts as SVG: real text, classes for stylesheets, presentation attributes for everything else, points that keyboard and
/// screen reader can reach. Holds no state; one instance serves all threads.</summary>
/// <remarks>Colours are attributes and not rules, since a page's content security policy forbids inline style and a file of its own has no
/// stylesheet; any rule of a page's stylesheet overrides them.</remarks>
public sealed class SvgChartRenderer : IChartRenderer
{
    /// <inheritdoc />
    public string Render(ChartPicture chart)
    {
        ChartRules.Check(chart);
        return chart switch
        {
            ChartSpecification { Kind: ChartKind.Sparkline } sparkline => SvgSparkline.Draw(sparkline),
            ChartSpecification series => new SvgFigure(series).Draw(),
            BeforeAfterChart parted => new SvgFigure(Whole(parted), parted).Draw(),
            BarChart bars => new SvgBars(bars).Draw(),
            FunnelChart funnel => new SvgFunnel(funnel).Draw(),
            HeadlineChart headline => new SvgHeadline(headline).Draw(),
            SmallMultiples small => new SvgMultiples(small).Draw(),
            _ => throw new ArgumentException($"A {chart.GetType().Name} has no drawing."),
        };
    }

    /// <summary>The series of a parted chart as one chart whose limits begin anew at the date.</summary>
    private static ChartSpecification Whole(BeforeAfterChart parted) => new()
    {
        Id = parted.Id,
        Kind = ChartKind.Spc,
        Title = parted.Title,
        Subtitle = parted.Subtitle,
        Description = parted.Description,
        Unit = parted.Unit,
        Decimals = parted.Decimals,
        Synthetic = parted.Synthetic,
        Source = parted.Source,
        Width = parted.Width,
        Height = parted.Height,
        Scale = parted.Scale,
        Theme = parted.Theme,
        ShowTitle = parted.ShowTitle,
        Standalone = parted.Standalone,
        Points = parted.Points,
        Segments = [.. new[] { parted.Before, parted.After }.OfType<ChartSegment>()],
        Target = parted.Target,
        Tolerance = parted.Tolerance,
        Annotations = [new ChartAnnotation(1, parted.At, parted.Event, ChartAnnotationKind.Rebase)],
    };
}
