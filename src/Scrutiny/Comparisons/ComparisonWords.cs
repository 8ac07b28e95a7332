using System.Globalization;
using Scrutiny.Measures;
using Scrutiny.Observations;
using Scrutiny.Statistics.Funnels;

namespace Scrutiny.Comparisons;

/// <summary>Says in plain English how one force compares, and never who is first.</summary>
public static class ComparisonWords
{
    /// <summary>Share of forces that lie outside the wider range where nothing differs but by chance.</summary>
    private const double OutsideByChance = 0.002;

    /// <summary>What the comparison shows, in a few sentences.</summary>
    /// <param name="compared">The comparison.</param>
    public static string Of(ForcesCompared compared)
    {
        ArgumentNullException.ThrowIfNull(compared);
        var own = compared.OwnFigure;
        if (own.Value is not { } value)
        {
            return $"{compared.Own.Name} has no figure for {compared.Period.Words(compared.Measure.Frequency)}: it is marked {own.Status.Words()}.";
        }

        var said = $"{SeriesSentence.ValueAt(compared.Measure, compared.Period, value)} in {compared.Own.Name}";
        return compared switch
        {
            { OwnPoint: { } point, Funnel: { } funnel } => $"{said}; the average of the {funnel.Points.Count} forces compared is {FigureText.Words((decimal)funnel.Average!.Value, compared.Measure)}. {Verdict(point.Verdict)} {Others(funnel)}",
            { Funnel.Refusal: FunnelRefusal.TooFewUnits } => $"{said}. Fewer than {Funnel.FewestUnits} forces have figures, too few to say what is usual.",
            { Funnel: not null } => $"{said}. There is nothing in which the forces could differ.",
            _ => $"{said}. {NoBase(compared.Measure)}",
        };
    }

    /// <summary>Where a force lies, as a table says it.</summary>
    /// <param name="verdict">The verdict.</param>
    public static string Place(FunnelVerdict verdict) => verdict switch
    {
        FunnelVerdict.Within => "Within the usual range",
        FunnelVerdict.Low95 => "A little below it",
        FunnelVerdict.Low998 => "Below it",
        FunnelVerdict.High95 => "A little above it",
        FunnelVerdict.High998 => "Above it",
    };

    /// <summary>How the range was found, for the reader who asks.</summary>
    /// <param name="funnel">A funnel that was not refused.</param>
    public static string Method(Funnel funnel)
    {
        ArgumentNullException.ThrowIfNull(funnel);
        var spread = funnel.Dispersion is { Exceeds: true }
            ? "Forces differ from each other by more than chance explains, as they always do, so the range allows for the usual spread between forces as well as for chance."
            : "Forces differ from each other no more than chance explains, so the range allows for chance alone.";
        return $"{spread} It is narrower for larger forces. Nearly all forces (998 in 1,000) should lie within the outer lines, and 95 in 100 within the inner ones.";
    }

    /// <summary>Forces that are not in the comparison, each with the reason; empty where all are.</summary>
    /// <param name="compared">The comparison.</param>
    public static IReadOnlyList<string> LeftOut(ForcesCompared compared)
    {
        ArgumentNullException.ThrowIfNull(compared);
        var left = compared.Funnel is { Refusal: null } funnel
            ? funnel.LeftOut.Select(unit => (compared.Figures.First(figure => figure.Area.Name == unit.Unit.Name), unit.Reason))
            : compared.Figures.Where(figure => figure.Value is null).Select(figure => (figure, LeftOutReason.NoFigure));
        return
        [
            .. compared.Figures.Select(figure => (figure.Area.Name, Why: ForcesCompared.WhyLeftOut(compared.Measure, figure))).Where(figure => figure.Why is not null).Select(figure => $"{figure.Name}: {figure.Why}"),
            .. left.Select(entry => $"{entry.Item1.Area.Name}: {Why(entry.Item1, entry.Item2)}"),
        ];
    }

    private static string Verdict(FunnelVerdict verdict) => verdict switch
    {
        FunnelVerdict.Within => "That is within the usual range for a force of its size: no sign that it differs from other forces.",
        FunnelVerdict.Low95 => "That is a little below the usual range for a force of its size: a weak sign of a difference.",
        FunnelVerdict.Low998 => "That is below the range in which nearly every force of its size would lie: a difference that chance is unlikely to explain.",
        FunnelVerdict.High95 => "That is a little above the usual range for a force of its size: a weak sign of a difference.",
        FunnelVerdict.High998 => "That is above the range in which nearly every force of its size would lie: a difference that chance is unlikely to explain.",
    };

    private static string Others(Funnel funnel)
    {
        var outside = funnel.Points.Count(point => point.Verdict is FunnelVerdict.Low998 or FunnelVerdict.High998);
        return string.Create(CultureInfo.InvariantCulture, $"Of all of them, {(outside == 0 ? "none lies" : outside == 1 ? "1 lies" : $"{outside} lie")} outside the outer lines; if nothing differed, about {OutsideByChance * funnel.Points.Count:0.0} would.");
    }

    private static string NoBase(Measure measure) => measure.Unit switch
    {
        Unit.Count => "Forces differ in size, so a count by itself says nothing about how they compare.",
        Unit.Percent or Unit.RatePer1000 => "The figures say what share or rate it was, not of how many, so the range that chance would give is not known.",
        Unit.Seconds or Unit.Days or Unit.Hours or Unit.Pounds => "The range that chance would give is not known for this kind of figure, so a difference may mean little.",
    };

    private static string Why(ForceFigure figure, LeftOutReason reason) => reason switch
    {
        LeftOutReason.NoFigure when figure.Source is null => "no source holds a figure",
        LeftOutReason.NoFigure => figure.Status.Words(),
        LeftOutReason.NoSize => "the number that it is taken of is not known",
        LeftOutReason.ImpossibleFigure => "the figure published cannot be right",
    };
}
