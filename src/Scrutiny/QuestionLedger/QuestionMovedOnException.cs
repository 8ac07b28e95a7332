namespace Scrutiny.QuestionLedger;

/// <summary>Somebody else acted first: look at the question again, then decide again.</summary>
public sealed class QuestionMovedOnException : Exception
{
    /// <summary>The question moved on.</summary>
    /// <param name="inner">What the database said.</param>
    public QuestionMovedOnException(Exception? inner = null)
        : base("The question moved on.", inner)
    {
    }
}
