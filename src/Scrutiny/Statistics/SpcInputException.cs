namespace Scrutiny.Statistics;

/// <summary>A table that <see cref="SpcTable"/> cannot use. The message is one sentence or two for the person who made the file: which line and column, and what to do.</summary>
public sealed class SpcInputException : Exception
{
    /// <summary>Says what is wrong.</summary>
    /// <param name="message">Which line and column, and what to do.</param>
    public SpcInputException(string message)
        : base(message)
    {
    }

    /// <summary>Says what is wrong, and what it came from.</summary>
    /// <param name="message">Which line and column, and what to do.</param>
    /// <param name="innerException">What it came from.</param>
    public SpcInputException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
