namespace Scrutiny.Measures;

/// <summary>Finds the marks that lie within a series.</summary>
internal static class SeriesMarks
{
    /// <summary>The marks, in order of date. A rebase before a break of the same day, since the break explains more.</summary>
    public static IReadOnlyList<SeriesMark> Of(Measure measure, IReadOnlyList<JudgedValue> values, IReadOnlyDictionary<int, Baseline> baselines, SeriesSetting setting)
    {
        var marks = baselines.Where(entry => entry.Key > 0).Select(entry => (SeriesMark?)new SeriesMark(0, entry.Value.From, entry.Key, SeriesMarkKind.Rebase, "Average and limits calculated anew", entry.Value.Reason, entry.Value, null))
            .Concat(measure.Breaks.Where(change => Parts(change) is { Count: 0 } || Parts(change).Contains(setting.Breakdown)).Select(change => Break(change, values)))
            .Concat(setting.Annotations.Select(annotation => Annotated(annotation, values, setting)))
            .OfType<SeriesMark>().OrderBy(mark => mark.Date).ThenBy(mark => mark.Kind);

        return [.. marks.Select((mark, i) => mark with { Number = i + 1 })];
    }

    /// <summary>The baselines that hold, by the index of the period that each starts with. One outside the figures on show has nothing to start from, and waits.</summary>
    public static IReadOnlyDictionary<int, Baseline> Baselines(Measure measure, IReadOnlyList<JudgedValue> values, SeriesSetting setting) => measure.Baselines
        .Select(baseline => (At: IndexOf(values, value => value.Period.From == baseline.From), Baseline: baseline))
        .Where(entry => setting.Rebased && entry.At >= 0 && setting.Covers(entry.Baseline, SourceAt(values, entry.At)))
        .ToDictionary(entry => entry.At, entry => entry.Baseline);

    private static List<string> Parts(SeriesBreak change) => [.. change.Ends, .. change.Begins];

    private static SeriesMark? Break(SeriesBreak change, IReadOnlyList<JudgedValue> values) =>
        IndexOf(values, value => value.Period.To >= change.From) is > 0 and var at ? new SeriesMark(0, change.From, at, SeriesMarkKind.Break, "Break in the series", change.Reason, null, null) : null;

    private static SeriesMark? Annotated(Annotation annotation, IReadOnlyList<JudgedValue> values, SeriesSetting setting)
    {
        var at = IndexOf(values, value => value.Period.To >= annotation.Date);
        var kind = annotation.Kind switch
        {
            AnnotationKind.Event => SeriesMarkKind.Event,
            AnnotationKind.Break => SeriesMarkKind.Break,
            AnnotationKind.CountingRule => SeriesMarkKind.CountingRule,
        };
        var inside = at > 0 || (at == 0 && kind == SeriesMarkKind.Event && annotation.Date >= values[0].Period.From);

        return inside && setting.Covers(annotation, SourceAt(values, at)) ? new SeriesMark(0, annotation.Date, at, kind, annotation.Title, annotation.Words, null, annotation) : null;
    }

    // Where a period has no figure, the next one's source speaks for it.
    private static string? SourceAt(IReadOnlyList<JudgedValue> values, int at) => values.Skip(at).Select(value => value.Point?.Source).FirstOrDefault(source => source is not null);

    private static int IndexOf(IReadOnlyList<JudgedValue> values, Func<JudgedValue, bool> matches)
    {
        for (var i = 0; i < values.Count; i++)
        {
            if (matches(values[i]))
            {
                return i;
            }
        }

        return -1;
    }
}
