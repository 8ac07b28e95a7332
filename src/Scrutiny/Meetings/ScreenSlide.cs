namespace Scrutiny.Meetings;

/// <summary>What is on the big screen.</summary>
/// <param name="Kind">What kind of slide.</param>
/// <param name="Number">Number of the event that put it there; 0 for the holding slide.</param>
public sealed record ScreenSlide(SlideKind Kind, long Number)
{
    /// <summary>The slide that says what meeting and what item this is.</summary>
    public static ScreenSlide Holding { get; } = new(SlideKind.Holding, 0);

    /// <summary>The figure; null on other slides.</summary>
    public MeetingAct.FigureShown? Figure { get; init; }

    /// <summary>The question, or its reference; null on other slides.</summary>
    public string? Text { get; init; }

    /// <summary>What the public sees: the operator's slide while the meeting is live, the holding slide before, in a break and after.</summary>
    /// <param name="progress">How the meeting stands.</param>
    public static ScreenSlide For(MeetingProgress progress)
    {
        ArgumentNullException.ThrowIfNull(progress);
        return progress.State == MeetingState.Live ? progress.Screen : Holding;
    }
}

/// <summary>Kinds of slides.</summary>
public enum SlideKind
{
    /// <summary>Title, item, or when it goes on.</summary>
    Holding,

    /// <summary>Nothing.</summary>
    Blank,

    /// <summary>A figure with its chart.</summary>
    Figure,

    /// <summary>The Commissioner's question.</summary>
    Challenge,

    /// <summary>A question from the public.</summary>
    Question,
}
