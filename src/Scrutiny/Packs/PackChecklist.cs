using System.Globalization;
using System.Text.RegularExpressions;
using Scrutiny.Boards;
using Scrutiny.Dashboards;
using Scrutiny.Measures;
using Scrutiny.Observations;
using Scrutiny.Periods;
using Scrutiny.Statistics;

namespace Scrutiny.Packs;

/// <summary>What to look at before a pack is signed off: fair figures, fairly told.</summary>
public static partial class PackChecklist
{
    private const int FewMonths = 24;

    /// <summary>Everything that was found, what must be mended first.</summary>
    /// <param name="content">The pack.</param>
    /// <param name="catalogue">The declarations.</param>
    public static IReadOnlyList<PackWarning> Of(PackContent content, Catalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(catalogue);
        return
        [
            .. content.Chapters.SelectMany(chapter => chapter.Commentary.Faults.Select(fault => new PackWarning(PackWarningKind.Fault, chapter.Section.Heading, fault))),
            .. content.Exhibits.Where(exhibit => exhibit.Absence is not null).Select(exhibit => new PackWarning(PackWarningKind.NoFigure, PackHtml.NameOf(exhibit), exhibit.Absence!)),
            .. content.Chapters.SelectMany(chapter => chapter.Commentary.Paragraphs.SelectMany(paragraph => Unproven(chapter, paragraph))),
            .. content.Chapters.SelectMany(chapter => chapter.Commentary.Paragraphs.SelectMany(paragraph => Typed(chapter, paragraph))),
            .. Latest(content).Select(series => (Series: series, Words: SeriesWords.Of(series.Series).SmallBase)).Where(one => one.Words.Length > 0).Select(one => new PackWarning(PackWarningKind.SmallBase, NameOf(one.Series), one.Words)),
            .. content.Exhibits.SelectMany(ChosenWindow),
            .. Provisional(content),
            .. Siblings(content, catalogue),
        ];
    }

    // A word of direction beside a figure that its chart does not call a real change.
    private static IEnumerable<PackWarning> Unproven(PackChapter chapter, CommentaryParagraph paragraph)
    {
        var word = Direction().Match(paragraph.Typed);
        if (!word.Success)
        {
            yield break;
        }

        foreach (var series in paragraph.Figures.Select(bound => bound.Figure.Series).Distinct())
        {
            var why = series.Series.Latest?.Judged?.Meaning is not { } meaning ? "its chart has no limits, so no change in it can be told from chance" : meaning == Meaning.CommonCause ? "the latest figure is within its usual range" : null;
            if (why is not null)
            {
                yield return new PackWarning(PackWarningKind.UnprovenChange, chapter.Section.Heading, $"It says “{word.Value}” beside {NameOf(series)}, but {why}.");
            }
        }
    }

    private static IEnumerable<PackWarning> Typed(PackChapter chapter, CommentaryParagraph paragraph) =>
        TypedFigure().Matches(paragraph.Typed).Select(match => new PackWarning(PackWarningKind.TypedFigure, chapter.Section.Heading, $"“{match.Value.Trim()}” is typed by hand and will not follow the data; insert the figure by name."));

    private static IEnumerable<PackWarning> ChosenWindow(PackExhibit exhibit)
    {
        if (exhibit.Panel.Type is not (PanelType.Spc or PanelType.Line or PanelType.Column) || exhibit.Series is not [{ Measure.Frequency: Frequency.Month } series])
        {
            yield break;
        }

        var (shown, held) = (exhibit.Drawn.Count, series.Series.Values.Count(value => value.Point is not null));
        if (shown < FewMonths && held > shown)
        {
            yield return new PackWarning(PackWarningKind.ChosenWindow, PackHtml.NameOf(exhibit), string.Create(CultureInfo.InvariantCulture, $"It shows {shown} of {held} months; a short window can make chance look like a course."));
        }
    }

    private static IEnumerable<PackWarning> Provisional(PackContent content) => Latest(content)
        .Where(series => series.Series.Latest!.Point!.Status is ObservationStatus.Provisional or ObservationStatus.LowReliability)
        .Select(series => new PackWarning(PackWarningKind.Provisional, NameOf(series), $"The latest figure is {series.Series.Latest!.Point!.Status.Words()} and may still change."));

    // What a board puts beside a measure that is shown belongs to the picture: how long people wait, and how many give up.
    private static IEnumerable<PackWarning> Siblings(PackContent content, Catalogue catalogue)
    {
        var shown = content.Figures.Select(figure => figure.Series.Name.Measure).ToHashSet();
        return content.Exhibits.Select(exhibit => exhibit.Taken).GroupBy(taken => taken.Board)
            .Where(taken => catalogue.Boards.ContainsKey(taken.Key))
            .SelectMany(taken => catalogue.Boards[taken.Key].Value.Sections
                .Where(section => section.Panels.Any(panel => taken.Any(one => one.Panel == panel.Id)))
                .SelectMany(section => section.Panels.SelectMany(panel => panel.NamedMeasures()).Distinct().Where(id => !shown.Contains(id) && catalogue.Measures.ContainsKey(id)).Select(id => (section.Heading, Id: id))))
            .DistinctBy(left => left.Id)
            .Select(left => new PackWarning(PackWarningKind.SiblingLeftOut, left.Heading, $"{catalogue.Measures[left.Id].Value.Name} stands beside what is shown and was left out."));
    }

    private static List<BoardSeries> Latest(PackContent content) =>
        [.. content.Exhibits.SelectMany(exhibit => exhibit.Series).Concat(content.Chapters.SelectMany(chapter => chapter.Commentary.Figures.Select(bound => bound.Figure.Series))).Where(series => series.Series.Latest is not null).DistinctBy(series => series.Name)];

    private static string NameOf(BoardSeries series) => series.Part is { } part ? $"{series.Measure.Name}: {part}" : series.Measure.Name;

    [GeneratedRegex(@"\b(rise[sn]?|rose|rising|increas\w+|grew|grow\w+|climb\w*|fall(s|en|ing)?|fell|decreas\w+|declin\w+|drop\w*|improv\w+|deteriorat\w+|worsen\w*|better|worse)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Direction();

    // Percentages, decimals and thousands; not 999, 101, years or days of a month.
    [GeneratedRegex(@"(?<![\w.,-])(\d+(\.\d+)?\s?(%|per cent)|\d{1,3}(,\d{3})+|\d+\.\d+)(?![\w-])")]
    private static partial Regex TypedFigure();
}

/// <summary>Something to look at.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Where">Where it stands.</param>
/// <param name="Sentence">What was found.</param>
public sealed record PackWarning(PackWarningKind Kind, string Where, string Sentence);

/// <summary>What a checklist looks for.</summary>
public enum PackWarningKind
{
    /// <summary>The pack can't be built before it is mended.</summary>
    Fault,

    /// <summary>A panel has no figure.</summary>
    NoFigure,

    /// <summary>A change inside the limits is called one.</summary>
    UnprovenChange,

    /// <summary>A figure was typed.</summary>
    TypedFigure,

    /// <summary>A figure rests on few cases.</summary>
    SmallBase,

    /// <summary>A chart shows little of its series.</summary>
    ChosenWindow,

    /// <summary>A figure may still change.</summary>
    Provisional,

    /// <summary>A measure that belongs beside another was left out.</summary>
    SiblingLeftOut,
}

/// <summary>The kinds in words.</summary>
public static class PackWarningKinds
{
    /// <summary>The kind as a list says it.</summary>
    /// <param name="kind">The kind.</param>
    public static string Words(this PackWarningKind kind) => kind switch
    {
        PackWarningKind.Fault => "Must be mended",
        PackWarningKind.NoFigure => "No figure",
        PackWarningKind.UnprovenChange => "Change not proven",
        PackWarningKind.TypedFigure => "Typed figure",
        PackWarningKind.SmallBase => "Small base",
        PackWarningKind.ChosenWindow => "Chosen window",
        PackWarningKind.Provisional => "Provisional",
        PackWarningKind.SiblingLeftOut => "Left out",
    };
}
