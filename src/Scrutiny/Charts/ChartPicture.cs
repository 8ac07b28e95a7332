namespace Scrutiny.Charts;

/// <summary>What every picture has, whatever its kind: name, words, unit, size and palette. Plain data, no reference to any drawing library.</summary>
public abstract record ChartPicture
{
    // The renderer knows every kind; one made elsewhere would have nobody to draw it.
    private protected ChartPicture()
    {
    }

    /// <summary>Letters, digits and hyphens, starting with a letter; unique on the page, since the picture's own ids start with it.</summary>
    public required string Id { get; init; }

    /// <summary>What the chart is about; the picture's accessible name.</summary>
    public required string Title { get; init; }

    /// <summary>Measure, place and periods; may be empty.</summary>
    public string Subtitle { get; init; } = "";

    /// <summary>What the chart shows, in a sentence or two, for those who cannot see it.</summary>
    public required string Description { get; init; }

    /// <summary>What the values are counted in.</summary>
    public required ChartUnit Unit { get; init; }

    /// <summary>Decimals in written values, 0 to 3.</summary>
    public int Decimals { get; init; }

    /// <summary>True where the figures are made up; then the picture says "Synthetic data".</summary>
    public bool Synthetic { get; init; }

    /// <summary>Where the figures come from: "Home Office, 999 call answering"; the picture adds the word "Source". May be empty.</summary>
    public string Source { get; init; } = "";

    /// <summary>Width of the picture in CSS pixels, 320 to 1920 (a headline: 180 to 1920; a sparkline: 60 to 640). Draw at the width it will be shown at: text is not meant to be scaled.</summary>
    public int Width { get; init; } = 800;

    /// <summary>Height of the picture in CSS pixels; null to follow from the width and the content. A height too small for the text is exceeded.</summary>
    public int? Height { get; init; }

    /// <summary>Enlarges text, lines and marks, 1 to 4; 2.3 gives text of at least 32 pixels for a big screen 1920 wide. The width must be at least the least width times this.</summary>
    public double Scale { get; init; } = 1;

    /// <summary>The palette.</summary>
    public ChartThemeName Theme { get; init; }

    /// <summary>False where the page's own heading and caption stand above the picture already.</summary>
    public bool ShowTitle { get; init; } = true;

    /// <summary>True for a file of its own (download, print): a whole document that carries its own rules for forced colours and focus.
    /// False for a picture within a page, whose content security policy forbids inline style.</summary>
    public bool Standalone { get; init; }
}
