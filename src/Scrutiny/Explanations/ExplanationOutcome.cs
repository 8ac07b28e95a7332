using Scrutiny.Measures;
using Scrutiny.Observations;

namespace Scrutiny.Explanations;

/// <summary>Says what the figures did after an explanation: the value then, the values since, and whether they are more than chance.</summary>
public static class ExplanationOutcome
{
    private const int MostSince = 4;

    /// <summary>The sentences.</summary>
    /// <param name="explanation">The explanation.</param>
    /// <param name="then">The points that were known on the day on which it was given.</param>
    /// <param name="now">The series as it is known now.</param>
    public static string Words(Explanation explanation, IReadOnlyList<SeriesPoint> then, JudgedSeries now)
    {
        ArgumentNullException.ThrowIfNull(explanation);
        ArgumentNullException.ThrowIfNull(then);
        ArgumentNullException.ThrowIfNull(now);
        var measure = now.Measure;
        var point = explanation.Period is { } wanted ? then.FirstOrDefault(known => known.Period == wanted && known.Value is not null) : then.LastOrDefault(known => known.Value is not null);
        var anchor = point?.Period ?? explanation.Period;
        var since = now.Values.Where(value => value.Point?.Value is not null && (anchor is { } after ? value.Period > after : value.Period.To > explanation.GivenOn)).ToList();
        var words = new List<string>();
        if (point is { Value: { } value })
        {
            words.Add($"Then: {FigureText.Words(value, measure)} {During(measure, point.Period)}.");
            var same = now.Values.FirstOrDefault(later => later.Period == point.Period)?.Point;
            if (same is { Value: { } revised } && FigureText.Number(revised, measure) != FigureText.Number(value, measure))
            {
                words.Add($"That figure is {FigureText.Words(revised, measure)} after a revision.");
            }
        }
        else
        {
            words.Add("No figure of that time was published when it was given.");
        }

        words.Add(since.Count == 0
            ? "No later figure is published."
            : $"Since: {string.Join(", ", since.TakeLast(MostSince).Select(later => $"{FigureText.Words(later.Point!.Value!.Value, measure)} {During(measure, later.Period)}"))}{(since.Count > MostSince ? $" (the last {MostSince} of {since.Count})" : "")}.");
        if (since.Count > 0 && SeriesWords.Of(now).Signal is { Length: > 0 } signal)
        {
            words.Add(signal);
        }

        return string.Join(' ', words);
    }

    private static string During(Measure measure, Periods.Period period) => new SeriesPhrases(measure, aloud: false).During(period);
}
