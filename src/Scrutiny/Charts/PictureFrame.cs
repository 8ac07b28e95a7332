namespace Scrutiny.Charts;

/// <summary>The sizes and the words around a picture, alike for every kind: title above, notes and source beneath.</summary>
internal sealed class PictureFrame
{
    /// <summary>Height of a line of text, in sizes of the text.</summary>
    public const double LineHeight = 1.25;

    private const int NarrowBelow = 480;

    /// <summary>Measures the words.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="notes">What stands beneath it, over the source.</param>
    public PictureFrame(ChartPicture picture, IEnumerable<string> notes)
    {
        Picture = picture;
        Narrow = picture.Width / picture.Scale < NarrowBelow;
        TitleSize = (Narrow ? 16 : 19) * picture.Scale;
        SubtitleSize = (Narrow ? 14 : 16) * picture.Scale;
        TextSize = (Narrow ? 12 : 14) * picture.Scale;
        Margin = (picture.Standalone ? 16 : 4) * picture.Scale;
        TitleLines = picture.ShowTitle ? TextWidth.Wrap(picture.Title, Across, TitleSize, bold: true) : [];
        SubtitleLines = picture.ShowTitle && picture.Subtitle.Length > 0 ? TextWidth.Wrap(picture.Subtitle, Across, SubtitleSize) : [];
        FootLines =
        [
            .. notes.SelectMany(note => TextWidth.Wrap(note, Across, TextSize)),
            .. picture.Source.Length > 0 ? TextWidth.Wrap("Source: " + picture.Source, Across, TextSize) : [],
        ];
        SubtitleTop = Margin + (TitleLines.Count * TitleSize * LineHeight);
        var bottom = SubtitleTop + (SubtitleLines.Count * SubtitleSize * LineHeight);
        HeaderBottom = bottom + (bottom > Margin ? TextSize * 0.5 : 0);
    }

    public ChartPicture Picture { get; }

    /// <summary>True for the width of a phone.</summary>
    public bool Narrow { get; }

    public double TitleSize { get; }

    public double SubtitleSize { get; }

    public double TextSize { get; }

    public double Margin { get; }

    public IReadOnlyList<string> TitleLines { get; }

    public IReadOnlyList<string> SubtitleLines { get; }

    public IReadOnlyList<string> FootLines { get; }

    /// <summary>Where the title begins.</summary>
    public double TitleTop => Margin;

    public double SubtitleTop { get; }

    /// <summary>Where title and subtitle end, with the air that they need.</summary>
    public double HeaderBottom { get; }

    /// <summary>Width between the margins.</summary>
    public double Across => Picture.Width - (2 * Margin);

    /// <summary>Height of the row that the axis's note and the word on synthetic data share; both fit at any width.</summary>
    public double NoteHeight => TextSize * 2.1;

    /// <summary>Air over the foot.</summary>
    public double FootGap => FootLines.Count > 0 ? TextSize * 0.75 : 0;

    /// <summary>Height of the foot with the air over it and the margin beneath.</summary>
    public double FootHeight => FootGap + (FootLines.Count * TextSize * LineHeight) + Margin;

    /// <summary>Height of the whole picture, if its content ends there: what was asked for, or more where the text needs it.</summary>
    public double HeightFor(double contentBottom) => Math.Ceiling(Math.Max(Picture.Height ?? 0, contentBottom + FootHeight));
}
