using System.Globalization;
using Scrutiny.Charts;
using Scrutiny.Measures;
using Scrutiny.Periods;
using Scrutiny.Statistics.Funnels;

namespace Scrutiny.Boards;

/// <summary>Forces compared on one measure in one period: what a funnel panel draws and says. The first series is the force that it is about.</summary>
public static class ForceFunnel
{
    /// <summary>The comparison at the latest period of the force that it is about.</summary>
    /// <param name="series">One series a force.</param>
    /// <returns>The funnel and its period; null where the measure is no share or rate, or no force has a figure.</returns>
    public static (Funnel Funnel, Period Period)? Of(IReadOnlyList<BoardSeries> series)
    {
        ArgumentNullException.ThrowIfNull(series);
        (FunnelKind, int Per)? kind = series.Count == 0 ? null : series[0].Measure.Unit switch
        {
            Unit.Percent => (FunnelKind.Proportion, 100),
            Unit.RatePer1000 => (FunnelKind.Rate, 1000),
            Unit.Count or Unit.Seconds or Unit.Days or Unit.Hours or Unit.Pounds => null,
        };
        if (kind is not { } asked || (series[0].Series.Latest ?? series.Select(one => one.Series.Latest).FirstOrDefault(latest => latest is not null)) is not { Period: var period })
        {
            return null;
        }

        var units = series.Select(one => (one, Point: PanelPicture.At(one, period))).Select(one => new Statistics.Funnels.FunnelUnit(one.one.Area.Name, one.Point?.Value is null ? null : (double?)one.Point.Numerator, (double?)one.Point?.Denominator));
        return (Funnel.Of([.. units], asked.Item1, asked.Per), period);
    }

    /// <summary>Where the force stands, in words, with the reason for care and who is left out.</summary>
    /// <param name="series">One series a force.</param>
    public static string Words(IReadOnlyList<BoardSeries> series)
    {
        ArgumentNullException.ThrowIfNull(series);
        var measure = series[0].Measure;
        var care = $"{(measure.Comparability.Forces == ForceComparison.WithCare ? "Compare with care: " : "")}{measure.Comparability.Reason}";
        if (Of(series) is not var (funnel, period))
        {
            return $"There is nothing yet to compare forces by. {care}";
        }

        if (funnel.Refusal is { } refusal)
        {
            return (refusal switch
            {
                FunnelRefusal.TooFewUnits => $"Fewer than {Funnel.FewestUnits} forces have figures for {period.Words(measure.Frequency)}, too few to compare.",
                FunnelRefusal.NothingToCompare => $"Forces do not differ in {period.Words(measure.Frequency)}, so there is nothing to compare.",
            }) + " " + care;
        }

        var about = funnel.Points.FirstOrDefault(point => point.Unit.Name == series[0].Area.Name);
        var average = FigureText.Words((decimal)funnel.Average!.Value, measure);
        var standing = about is null
            ? $"{period.Opening(measure.Frequency)} {series[0].Area.Name} has no figure to compare; the average of {funnel.Points.Count} forces was {average}."
            : $"{period.Opening(measure.Frequency)}, the figure for {about.Unit.Name} was {FigureText.Words((decimal)about.Value, measure)}, {Standing(about.Verdict)} the average of {funnel.Points.Count} forces ({average}).";
        var leftOut = funnel.LeftOut.Count == 0 ? "" : $" Left out for want of a figure: {string.Join(", ", funnel.LeftOut.Select(unit => unit.Unit.Name))}.";
        return $"{standing} {care}{leftOut}";
    }

    /// <summary>Where one force stands, in a table's cell.</summary>
    /// <param name="verdict">The verdict.</param>
    public static string Cell(Statistics.Funnels.FunnelVerdict verdict) => verdict switch
    {
        Statistics.Funnels.FunnelVerdict.Within => "Within the range of chance",
        Statistics.Funnels.FunnelVerdict.Low95 or Statistics.Funnels.FunnelVerdict.Low998 => "Lower than the average",
        Statistics.Funnels.FunnelVerdict.High95 or Statistics.Funnels.FunnelVerdict.High998 => "Higher than the average",
    };

    /// <summary>The picture; null where there is nothing to compare.</summary>
    /// <param name="series">One series a force.</param>
    /// <param name="id">Unique on the page.</param>
    internal static FunnelChart? Chart(IReadOnlyList<BoardSeries> series, string id)
    {
        if (Of(series) is not var (funnel, period) || funnel.Refusal is not null)
        {
            return null;
        }

        var measure = series[0].Measure;
        var like = SeriesChart.Specify(series[0].Series, id, series[0].Area.Name, null, "", false);
        FunnelLimits At(FunnelLine line) => line.Adjusted ?? line.Plain;
        return new FunnelChart
        {
            Id = id,
            Title = measure.Name,
            Subtitle = $"Police forces, {period.Words(measure.Frequency)}",
            Description = Words(series) + " The table below holds every figure.",
            Unit = like.Unit,
            Decimals = like.Decimals,
            Units = [.. funnel.Points.Select(point => new Charts.FunnelUnit(point.Unit.Name, point.Size, point.Value, VerdictOf(point.Verdict)) { Marked = point.Unit.Name == series[0].Area.Name })],
            Limits95 = [.. funnel.Lines.Select(line => new FunnelLimit(line.Size, At(line).Lower95, At(line).Upper95))],
            Limits998 = [.. funnel.Lines.Select(line => new FunnelLimit(line.Size, At(line).Lower998, At(line).Upper998))],
            Average = funnel.Average,
            AverageLabel = "Average of all forces",
            SizeTitle = Capital(measure.Denominator ?? "Size of the force"),
        };
    }

    private static string Standing(Statistics.Funnels.FunnelVerdict verdict) => verdict switch
    {
        Statistics.Funnels.FunnelVerdict.Within => "within the range that chance and the usual spread between forces would give around",
        Statistics.Funnels.FunnelVerdict.Low95 or Statistics.Funnels.FunnelVerdict.Low998 => "lower than chance and the usual spread between forces would give around",
        Statistics.Funnels.FunnelVerdict.High95 or Statistics.Funnels.FunnelVerdict.High998 => "higher than chance and the usual spread between forces would give around",
    };

    private static Charts.FunnelVerdict VerdictOf(Statistics.Funnels.FunnelVerdict verdict) => verdict switch
    {
        Statistics.Funnels.FunnelVerdict.Within => Charts.FunnelVerdict.Within,
        Statistics.Funnels.FunnelVerdict.Low95 => Charts.FunnelVerdict.Low95,
        Statistics.Funnels.FunnelVerdict.Low998 => Charts.FunnelVerdict.Low998,
        Statistics.Funnels.FunnelVerdict.High95 => Charts.FunnelVerdict.High95,
        Statistics.Funnels.FunnelVerdict.High998 => Charts.FunnelVerdict.High998,
    };

    private static string Capital(string words) => char.ToUpper(words[0], CultureInfo.InvariantCulture) + words[1..];
}
