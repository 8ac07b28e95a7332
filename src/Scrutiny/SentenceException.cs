namespace Scrutiny;

/// <summary>
/// An error whose message is one sentence for the person at the keyboard, saying what is wrong and what to do.
/// The command line prints it to stderr and ends with <see cref="ExitCode"/>; every other exception is a fault of the program.
/// </summary>
public sealed class SentenceException : Exception
{
    private SentenceException(int exitCode, string sentence, Exception? inner)
        : base(sentence, inner) => ExitCode = exitCode;

    /// <summary>How a verb ends because of this: 1 refused, 2 unusable arguments, 3 cannot reach what it needs.</summary>
    public int ExitCode { get; }

    /// <summary>The program could do it and will not, or ran and found a fault (exit code 1).</summary>
    public static SentenceException Refused(string sentence, Exception? inner = null) => new(1, sentence, inner);

    /// <summary>What the caller gave cannot be used (exit code 2).</summary>
    public static SentenceException Unusable(string sentence, Exception? inner = null) => new(2, sentence, inner);

    /// <summary>Something needed is missing or does not answer (exit code 3).</summary>
    public static SentenceException Unreachable(string sentence, Exception? inner = null) => new(3, sentence, inner);
}
