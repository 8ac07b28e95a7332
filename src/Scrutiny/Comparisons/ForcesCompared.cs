using Scrutiny.Areas;
using Scrutiny.Measures;
using Scrutiny.Periods;
using Scrutiny.Statistics.Funnels;

namespace Scrutiny.Comparisons;

/// <summary>One force among all of them on one measure in one period: a funnel where the figure has a base, and never a league table.</summary>
public sealed class ForcesCompared
{
    private ForcesCompared(Measure measure, Period period, Area own, AreaGroup? group, IReadOnlyList<ForceFigure> figures) =>
        (Measure, Period, Own, Group, Figures) = (measure, period, own, group, figures);

    /// <summary>The measure.</summary>
    public Measure Measure { get; }

    /// <summary>The period.</summary>
    public Period Period { get; }

    /// <summary>The force that the comparison is about.</summary>
    public Area Own { get; }

    /// <summary>Those looked at first; null where none are declared.</summary>
    public AreaGroup? Group { get; }

    /// <summary>Every force, by name; those without a figure, too.</summary>
    public IReadOnlyList<ForceFigure> Figures { get; }

    /// <summary>The funnel; null for a figure that has no base: a count, a sum, a time.</summary>
    public Funnel? Funnel { get; private init; }

    /// <summary>The force's own figure.</summary>
    public ForceFigure OwnFigure => Figures.First(figure => figure.Area.Code == Own.Code);

    /// <summary>The force's own place in the funnel; null where it has none.</summary>
    public FunnelPoint? OwnPoint => Funnel is { Refusal: null } funnel ? funnel.Points.FirstOrDefault(point => point.Unit.Name == Own.Name) : null;

    /// <summary>Whether a force belongs to the group.</summary>
    /// <param name="area">The force.</param>
    public bool IsSimilar(Area area)
    {
        ArgumentNullException.ThrowIfNull(area);
        return Group?.Forces.Contains(area.Code) == true;
    }

    /// <summary>Compares.</summary>
    /// <param name="measure">A measure that may be compared.</param>
    /// <param name="period">The period.</param>
    /// <param name="own">The force that it is about.</param>
    /// <param name="group">Those looked at first.</param>
    /// <param name="figures">One for each force, in any order.</param>
    /// <exception cref="ArgumentException">The measure may not be compared between forces.</exception>
    public static ForcesCompared Of(Measure measure, Period period, Area own, AreaGroup? group, IEnumerable<ForceFigure> figures)
    {
        ArgumentNullException.ThrowIfNull(measure);
        if (measure.Comparability.Forces == ForceComparison.No)
        {
            throw new ArgumentException(measure.Comparability.Reason, nameof(measure));
        }

        var all = figures.OrderBy(figure => figure.Area.Name, StringComparer.Ordinal).ToList();
        return new ForcesCompared(measure, period, own, group, all) { Funnel = FunnelOf(measure, [.. all.Where(figure => WhyLeftOut(measure, figure) is null)]) };
    }

    /// <summary>Why the declaration leaves a force out; null where it does not.</summary>
    /// <param name="measure">The measure.</param>
    /// <param name="figure">The force's figure.</param>
    internal static string? WhyLeftOut(Measure measure, ForceFigure figure) => measure.Comparability.LeaveOut.FirstOrDefault(left => left.Area == figure.Area.Code)?.Reason;

    private static Funnel? FunnelOf(Measure measure, List<ForceFigure> figures)
    {
        (FunnelKind Kind, double Per)? form = measure.Unit switch
        {
            Unit.Percent => (FunnelKind.Proportion, 100),
            Unit.RatePer1000 => (FunnelKind.Rate, 1000),
            Unit.Count or Unit.Seconds or Unit.Days or Unit.Hours or Unit.Pounds => null,
        };

        return form is var (kind, per) && figures.Exists(figure => figure is { Numerator: not null, Denominator: not null })
            ? Funnel.Of([.. figures.Select(figure => new FunnelUnit(figure.Area.Name, figure.Value is null ? null : (double?)figure.Numerator, (double?)figure.Denominator))], kind, per)
            : null;
    }
}
