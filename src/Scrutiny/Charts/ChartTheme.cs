namespace Scrutiny.Charts;

/// <summary>One palette. Colours are six-digit hexadecimal (<c>#12436D</c>); a test holds text to 4.5:1 and marks to 3:1 on the backgrounds they meet.</summary>
public sealed record ChartTheme
{
    /// <summary>Dark on white, for pages.</summary>
    public static ChartTheme Light { get; } = new()
    {
        FigureBackground = "#FFFFFF",
        DataBackground = "#FFFFFF",
        Text = "#0B0C0C",
        MutedText = "#484D52",
        Axis = "#6F777B",
        Grid = "#E3E6E8",
        Series = "#12436D",
        Second = "#28A197",
        Third = "#801650",
        Fourth = "#F46A25",
        ProcessLine = "#7D858A",
        Mean = "#0B0C0C",
        Limit = "#505A5F",
        Target = "#1B7F77",
        Band = "#EEF4F4",
        BandEdge = "#505A5F",
        Annotation = "#484D52",
        CommonCause = "#6F777B",
        Improvement = "#12436D",
        Concern = "#F46A25",
        Neutral = "#801650",
        LineWeight = 1,
    };

    /// <summary>Light on near-black, for the big screen.</summary>
    public static ChartTheme Dark { get; } = new()
    {
        FigureBackground = "#0B0C0C",
        DataBackground = "#0B0C0C",
        Text = "#FFFFFF",
        MutedText = "#D0D4D7",
        Axis = "#8A9196",
        Grid = "#2A2E31",
        Series = "#6BACE6",
        Second = "#F46A25",
        Third = "#A285D1",
        Fourth = "#28A197",
        ProcessLine = "#8A9196",
        Mean = "#FFFFFF",
        Limit = "#B1B4B6",
        Target = "#28A197",
        Band = "#16211F",
        BandEdge = "#B1B4B6",
        Annotation = "#D0D4D7",
        CommonCause = "#B1B4B6",
        Improvement = "#6BACE6",
        Concern = "#F46A25",
        Neutral = "#A285D1",
        LineWeight = 1,
    };

    /// <summary>Black on white with stronger lines, for paper.</summary>
    public static ChartTheme Print { get; } = Light with
    {
        Text = "#000000",
        MutedText = "#333333",
        Axis = "#505A5F",
        Grid = "#D8DBDD",
        Mean = "#000000",
        LineWeight = 1.2,
    };

    /// <summary>Behind the whole picture: titles, axis labels, direct labels.</summary>
    public required string FigureBackground { get; init; }

    /// <summary>Behind the data, inside the axes.</summary>
    public required string DataBackground { get; init; }

    /// <summary>Title and values.</summary>
    public required string Text { get; init; }

    /// <summary>All other text.</summary>
    public required string MutedText { get; init; }

    /// <summary>Axis lines and ticks.</summary>
    public required string Axis { get; init; }

    /// <summary>Grid lines; decoration, held to no contrast.</summary>
    public required string Grid { get; init; }

    /// <summary>The series of a line, column, bar or sparkline chart, and the unit that a comparison is about.</summary>
    public required string Series { get; init; }

    /// <summary>The second of three or four series.</summary>
    public required string Second { get; init; }

    /// <summary>The third of three or four series, and the units that give a comparison its context.</summary>
    public required string Third { get; init; }

    /// <summary>The last of four series.</summary>
    public required string Fourth { get; init; }

    /// <summary>The line that joins the points of an SPC chart.</summary>
    public required string ProcessLine { get; init; }

    /// <summary>Mean line.</summary>
    public required string Mean { get; init; }

    /// <summary>Natural process limits.</summary>
    public required string Limit { get; init; }

    /// <summary>Target line.</summary>
    public required string Target { get; init; }

    /// <summary>Fill of the tolerance band: a background that lines cross.</summary>
    public required string Band { get; init; }

    /// <summary>Edges of the tolerance band.</summary>
    public required string BandEdge { get; init; }

    /// <summary>Annotation lines and markers.</summary>
    public required string Annotation { get; init; }

    /// <summary>Points within the usual range.</summary>
    public required string CommonCause { get; init; }

    /// <summary>Points that signal improvement.</summary>
    public required string Improvement { get; init; }

    /// <summary>Points that signal concern.</summary>
    public required string Concern { get; init; }

    /// <summary>Points that signal a change with no wanted direction.</summary>
    public required string Neutral { get; init; }

    /// <summary>Multiplies line widths; 1 is normal.</summary>
    public required double LineWeight { get; init; }

    /// <summary>The palette of that name.</summary>
    /// <param name="name">The palette's name.</param>
    public static ChartTheme Of(ChartThemeName name) => name switch
    {
        ChartThemeName.Light => Light,
        ChartThemeName.Dark => Dark,
        ChartThemeName.Print => Print,
    };

    /// <summary>The colours of a line chart's series, in order. Two are blue and orange, the pair that is easiest to tell apart.</summary>
    /// <param name="count">How many series, 1 to 4.</param>
    public IReadOnlyList<string> CategoriesFor(int count) => count == 2 ? [Series, Concern] : [.. ((string[])[Series, Second, Third, Fourth]).Take(count)];

    /// <summary>The colour of a point with that meaning.</summary>
    /// <param name="meaning">The point's meaning.</param>
    public string ColourOf(PointMeaning meaning) => meaning switch
    {
        PointMeaning.CommonCause => CommonCause,
        PointMeaning.Improvement => Improvement,
        PointMeaning.Concern => Concern,
        PointMeaning.Neutral => Neutral,
    };
}
