namespace Scrutiny.Statistics.Tables;

/// <summary>A CSV table that cannot be used. The message is one sentence or two for the person who made the file: which line and column, and what to do.</summary>
public sealed class TableInputException : Exception
{
    /// <summary>Says what is wrong.</summary>
    /// <param name="message">Which line and column, and what to do.</param>
    public TableInputException(string message)
        : base(message)
    {
    }

    /// <summary>Says what is wrong, and what it came from.</summary>
    /// <param name="message">Which line and column, and what to do.</param>
    /// <param name="innerException">What it came from.</param>
    public TableInputException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
