using System.Security.Cryptography;

namespace Scrutiny.Questions;

/// <summary>The label by which everybody may speak of a question, for example <c>Q-7F3K</c>. It is no secret and opens nothing.</summary>
public static class QuestionReference
{
    /// <summary>No vowels, so that no word comes out, and nothing that is mistaken for something else when it is read aloud or copied.</summary>
    public const string Alphabet = "23456789CDFHJKMNPQRTVWXY";

    private const int Shortest = 4;
    private const int Longest = 8;

    /// <summary>Draws some at random, short ones first: the first that is free is taken.</summary>
    public static IReadOnlyList<string> Draw() => [.. new[] { Shortest, Shortest, Shortest, Shortest + 1, Shortest + 1, Longest }.Select(length => "Q-" + RandomNumberGenerator.GetString(Alphabet, length))];

    /// <summary>The reference that somebody typed, as it is kept; null where it is none.</summary>
    /// <param name="typed">In any case, with or without the hyphen.</param>
    public static string? Read(string? typed)
    {
        var letters = typed?.Trim().ToUpperInvariant() ?? "";
        var rest = letters.StartsWith("Q-", StringComparison.Ordinal) ? letters[2..] : letters.StartsWith('Q') ? letters[1..] : "";
        return rest.Length is >= Shortest and <= Longest && rest.All(letter => Alphabet.Contains(letter, StringComparison.Ordinal)) ? "Q-" + rest : null;
    }
}
