using Scrutiny.Boards;
using Scrutiny.Body;
using Scrutiny.Charts;
using Scrutiny.Dashboards;
using Scrutiny.Measures;
using Scrutiny.Observations;
using Scrutiny.Periods;
using Scrutiny.Sources;

namespace Scrutiny.Packs;

/// <summary>All that a pack says, before it is written as a page, a table or a file: the plan with the figures of its data cut.</summary>
public sealed record PackContent
{
    /// <summary>The plan.</summary>
    public required PackPlan Plan { get; init; }

    /// <summary>Who publishes it.</summary>
    public required BodySettings Body { get; init; }

    /// <summary>Title of the meeting whose papers these are; null for none.</summary>
    public string? MeetingTitle { get; init; }

    /// <summary>The chapters.</summary>
    public required IReadOnlyList<PackChapter> Chapters { get; init; }

    /// <summary>The measures that it shows, by name.</summary>
    public required IReadOnlyList<Measure> Measures { get; init; }

    /// <summary>Where its figures come from, by title.</summary>
    public required IReadOnlyList<Source> Sources { get; init; }

    /// <summary>Every figure in it, each once: of charts, tables and commentary.</summary>
    public required IReadOnlyList<PackFigure> Figures { get; init; }

    /// <summary>Every panel in order.</summary>
    public IEnumerable<PackExhibit> Exhibits => Chapters.SelectMany(chapter => chapter.Exhibits);

    /// <summary>Whether any figure in it is made up.</summary>
    public bool Synthetic => Figures.Any(figure => figure.Synthetic);

    /// <summary>What can't stand as it is, one sentence each.</summary>
    public IEnumerable<string> Faults => Chapters.SelectMany(chapter => chapter.Commentary.Faults.Select(fault => $"{chapter.Section.Heading}: {fault}"));

    /// <summary>The series that a plan needs, board by board; under an empty name those of its commentary.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="catalogue">The declarations.</param>
    /// <exception cref="SentenceException">It takes a panel that is not there.</exception>
    public static ILookup<string, SeriesName> Needs(PackPlan plan, Catalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var shown = plan.Sections.SelectMany(section => section.Panels).SelectMany(taken => NamesOf(taken, plan, catalogue).Select(name => (taken.Board, Name: name)));
        var named = plan.Sections.SelectMany(section => FigureReference.In(section.Commentary, plan.Area, catalogue)).Select(reference => (Board: "", Name: reference.Series));
        return shown.Concat(named).Distinct().ToLookup(need => need.Board, need => need.Name);
    }

    /// <summary>Fills a plan with its figures.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="catalogue">The declarations.</param>
    /// <param name="body">Who publishes it.</param>
    /// <param name="readings">For each board, and for the commentary, the series that it needs.</param>
    /// <param name="promises">The register of promises at the data cut.</param>
    /// <param name="meetingTitle">Title of the meeting whose papers these are; null for none.</param>
    public static PackContent Of(
        PackPlan plan, Catalogue catalogue, BodySettings body, IReadOnlyDictionary<string, IReadOnlyDictionary<SeriesName, BoardSeries>> readings, IReadOnlyList<PackPromise> promises, string? meetingTitle)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(catalogue);
        ArgumentNullException.ThrowIfNull(readings);
        var (pictures, chapters) = (0, new List<PackChapter>());
        foreach (var section in plan.Sections)
        {
            var exhibits = new List<PackExhibit>();
            foreach (var taken in section.Panels)
            {
                var exhibit = ExhibitOf(taken, plan, catalogue, readings[taken.Board], $"exhibit-{chapters.Sum(chapter => chapter.Exhibits.Count) + exhibits.Count + 1}");
                exhibits.Add(exhibit.IsNumbered ? exhibit with { Number = ++pictures } : exhibit);
            }

            chapters.Add(new PackChapter(
                $"chapter-{chapters.Count + 1}",
                chapters.Count + 1,
                section,
                CommentaryText.Of(section.Commentary, plan.Area, catalogue, readings.GetValueOrDefault("") ?? new Dictionary<SeriesName, BoardSeries>()),
                exhibits,
                section.Promises ? promises : []));
        }

        var figures = chapters.SelectMany(chapter => chapter.Exhibits.SelectMany(exhibit => exhibit.Figures.Select(figure => (figure, Where: exhibit.Id)))
                .Concat(chapter.Commentary.Figures.Select(bound => (figure: bound.Figure, Where: chapter.Id))))
            .Where(entry => entry.figure.Point is not null)
            .GroupBy(entry => entry.figure.Point!.Receipt)
            .Select(same => new PackFigure(same.First().figure.Series, same.First().figure.Point!, catalogue.IsSynthetic(same.First().figure.Point!.Source), [.. same.Select(entry => entry.Where).Distinct()]))
            .OrderBy(figure => figure.Series.Name.Measure, StringComparer.Ordinal).ThenBy(figure => figure.Series.Name.Area, StringComparer.Ordinal).ThenBy(figure => figure.Series.Name.Breakdown, StringComparer.Ordinal).ThenBy(figure => figure.Point.Period)
            .ToList();
        return new PackContent
        {
            Plan = plan,
            Body = body,
            MeetingTitle = meetingTitle,
            Chapters = chapters,
            Measures = [.. figures.Select(figure => figure.Series.Measure).Distinct().OrderBy(measure => measure.Name, StringComparer.Ordinal)],
            Sources = [.. figures.Select(figure => figure.Point.Source).Distinct().Where(catalogue.Sources.ContainsKey).Select(id => catalogue.Sources[id].Value).OrderBy(source => source.Title, StringComparer.Ordinal)],
            Figures = figures,
        };
    }

    private static PackExhibit ExhibitOf(PackPanel taken, PackPlan plan, Catalogue catalogue, IReadOnlyDictionary<SeriesName, BoardSeries> reading, string id)
    {
        var (board, panel) = Find(taken, catalogue);
        var series = NamesOf(taken, plan, catalogue).Select(name => reading[name]).ToList();
        var exhibit = new PackExhibit(id, taken, panel, board.Sections.First(section => section.Panels.Contains(panel)).Heading, panel.Type == PanelType.Text ? panel.Title ?? "" : PanelWords.Title(panel, series));
        if (panel.Type == PanelType.Text)
        {
            return exhibit with { Paragraphs = [.. panel.Words!.ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)] };
        }

        var shown = series.Where(one => one.Series.Latest is not null && (panel.Type != PanelType.Funnel || one.Name.Measure == panel.Measure)).ToList();
        if (shown.Count == 0)
        {
            return exhibit with { Absence = series.Any(one => one.Series.Values.Count > 0) ? PanelWords.Withheld(series) : "At the data cut no figure was published." };
        }

        var lookback = Lookback.TryParse(panel.Period ?? board.Defaults.Period, out var declared) ? declared : default;
        var setting = PanelSetting.Of(panel, series, catalogue);
        var paper = OnPaper(lookback, shown[0].Measure.Frequency);
        var newest = shown.Max(one => one.Series.Latest!.Period);
        return exhibit with
        {
            Series = shown,
            Message = PanelWords.Message(panel, series, setting),
            Headline = panel.Type == PanelType.Headline ? HeadlineOf(shown[0]) : null,
            Picture = panel.Type == PanelType.Headline ? null : PanelPicture.Of(panel, series, lookback, setting, id, exhibit.Title),
            Table = panel.Type == PanelType.Headline ? null : PanelTables.Of(panel, series, paper, exhibit.Title, setting),
            Drawn = [.. shown.SelectMany(one => one.Series.Values.Where(value => value.Point is not null && lookback.Holds(value.Period, one.Series.Values[^1].Period.To)).Select(value => new TableFigure(one, value.Period, value.Point)))],
            Marks = PanelWords.Marks(shown, paper),
            UpTo = $"Up to and including {newest.Words(shown.First(one => one.Series.Latest!.Period == newest).Measure.Frequency)}",
            Synthetic = series.Any(one => one.Synthetic),
        };
    }

    private static PackHeadline HeadlineOf(BoardSeries series)
    {
        var latest = series.Series.Latest!;
        return new PackHeadline(new TableFigure(series, latest.Period, latest.Point), FigureText.Brief(latest.Point!.Value!.Value, series.Measure), latest.Period.Words(series.Measure.Frequency));
    }

    private static IReadOnlyList<SeriesName> NamesOf(PackPanel taken, PackPlan plan, Catalogue catalogue)
    {
        var (board, panel) = Find(taken, catalogue);
        var home = board.Defaults.Area ?? plan.Area;
        return PanelSeries.Of(panel, home, home, null, catalogue);
    }

    private static (Board Board, Panel Panel) Find(PackPanel taken, Catalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        return catalogue.Boards.GetValueOrDefault(taken.Board)?.Value is { } board && board.Panels().FirstOrDefault(panel => panel.Id == taken.Panel) is { } found
            ? (board, found)
            : throw SentenceException.Unusable($"The pack takes the panel '{taken.Panel}' of the board '{taken.Board}', which is not there; take it out of the pack.");
    }

    // A page holds a chart with about a year of months below it; the files hold every figure that the chart draws.
    private static Lookback OnPaper(Lookback lookback, Frequency frequency)
    {
        int? most = frequency switch
        {
            Frequency.Month => 13,
            Frequency.Quarter => 27,
            Frequency.Rolling12 => 39,
            Frequency.FinancialYear or Frequency.Year or Frequency.AsAt => null,
        };
        return most is null || lookback.Months <= most ? lookback : new Lookback(most);
    }
}

/// <summary>A chapter with its figures.</summary>
/// <param name="Id">Its place in the document.</param>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Section">As planned.</param>
/// <param name="Commentary">Its commentary.</param>
/// <param name="Exhibits">Its panels.</param>
/// <param name="Promises">The register of promises, where the chapter holds it.</param>
public sealed record PackChapter(string Id, int Number, PackSection Section, CommentaryText Commentary, IReadOnlyList<PackExhibit> Exhibits, IReadOnlyList<PackPromise> Promises);

/// <summary>A panel with its figures.</summary>
/// <param name="Id">Its place in the document and the name of its files.</param>
/// <param name="Taken">As planned.</param>
/// <param name="Panel">As declared.</param>
/// <param name="Group">The heading under which its board has it.</param>
/// <param name="Title">Its heading.</param>
public sealed record PackExhibit(string Id, PackPanel Taken, Panel Panel, string Group, string Title)
{
    /// <summary>Its number among charts and tables; null for a headline and for words.</summary>
    public int? Number { get; init; }

    /// <summary>The series that it shows, those with a figure.</summary>
    public IReadOnlyList<BoardSeries> Series { get; init; } = [];

    /// <summary>The sentences above the picture.</summary>
    public string Message { get; init; } = "";

    /// <summary>The large figure of a headline; null for any other panel.</summary>
    public PackHeadline? Headline { get; init; }

    /// <summary>The picture; null for a panel without one.</summary>
    public ChartPicture? Picture { get; init; }

    /// <summary>The table as a page has room for it; null for a panel without one.</summary>
    public FigureTable? Table { get; init; }

    /// <summary>Every figure that the picture draws.</summary>
    public IReadOnlyList<TableFigure> Drawn { get; init; } = [];

    /// <summary>What the marks in the table mean; empty where every figure is final.</summary>
    public string Marks { get; init; } = "";

    /// <summary>"Up to and including October 2026".</summary>
    public string? UpTo { get; init; }

    /// <summary>Whether any of its figures is made up.</summary>
    public bool Synthetic { get; init; }

    /// <summary>Why there is nothing to see; null where there is.</summary>
    public string? Absence { get; init; }

    /// <summary>The paragraphs of a panel of words.</summary>
    public IReadOnlyList<string> Paragraphs { get; init; } = [];

    /// <summary>Whether it is a numbered figure: a chart or a table.</summary>
    public bool IsNumbered => Picture is not null || Table is not null;

    /// <summary>Every figure in it.</summary>
    public IEnumerable<TableFigure> Figures => Drawn.Concat(Table?.Figures() ?? []).Concat(Headline is null ? [] : [Headline.Figure]);
}

/// <summary>The large figure of a headline.</summary>
/// <param name="Figure">The figure.</param>
/// <param name="Text">As it is written.</param>
/// <param name="Period">Its period in words.</param>
public sealed record PackHeadline(TableFigure Figure, string Text, string Period);

/// <summary>A figure and where the pack uses it.</summary>
/// <param name="Series">Its series.</param>
/// <param name="Point">What was known of it.</param>
/// <param name="Synthetic">Whether it is made up.</param>
/// <param name="Places">Ids of the exhibits and chapters that use it.</param>
public sealed record PackFigure(BoardSeries Series, SeriesPoint Point, bool Synthetic, IReadOnlyList<string> Places);

/// <summary>A promise as the register has it at the data cut.</summary>
/// <param name="Meeting">Title of the meeting at which it was made.</param>
/// <param name="Text">What was promised.</param>
/// <param name="Who">By whom.</param>
/// <param name="Due">By when.</param>
/// <param name="State">What the figures say of it, in a word or two.</param>
/// <param name="Words">The same in a sentence.</param>
public sealed record PackPromise(string Meeting, string Text, string Who, DateOnly Due, string State, string Words);
