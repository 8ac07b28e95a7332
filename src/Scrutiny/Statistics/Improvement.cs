namespace Scrutiny.Statistics;

/// <summary>Which way a measure improves. The default is <see cref="Neutral"/>: without a direction nothing may be called better or worse.</summary>
public enum Improvement
{
    /// <summary>Neither way is better; a signal is reported as high or low only.</summary>
    Neutral,

    /// <summary>A higher figure is better.</summary>
    Increase,

    /// <summary>A lower figure is better.</summary>
    Decrease,
}
