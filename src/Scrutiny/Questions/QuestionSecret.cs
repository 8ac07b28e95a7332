using System.Security.Cryptography;
using System.Text;

namespace Scrutiny.Questions;

/// <summary>
/// The secret by which an asker finds their question again, 160 random bits in an address that is typed easily. It is drawn before the form is
/// filled in, so that a form sent twice carries the same one, and only its hash is kept.
/// </summary>
public static class QuestionSecret
{
    private const string Alphabet = "abcdefghijkmnpqrstuvwxyz23456789";
    private const int Letters = 32;

    /// <summary>A new one.</summary>
    public static string Draw() => RandomNumberGenerator.GetString(Alphabet, Letters);

    /// <summary>One that follows from a caller's own key, so that a repeated call gives the same; as hard to guess as the key.</summary>
    /// <param name="key">At least 128 random bits, however written.</param>
    public static string From(string key)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes("scrutiny-question\n" + key));
        return string.Concat(bytes.Take(Letters).Select(part => Alphabet[part % Alphabet.Length]));
    }

    /// <summary>Whether a text has the form of a secret.</summary>
    /// <param name="text">Any text.</param>
    public static bool IsOne(string? text) => text?.Length == Letters && text.All(letter => Alphabet.Contains(letter, StringComparison.Ordinal));

    /// <summary>What is kept of it.</summary>
    /// <param name="secret">The secret, or any other text, whose hash nobody has.</param>
    public static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
