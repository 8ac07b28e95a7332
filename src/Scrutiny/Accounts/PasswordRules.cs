using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Identity;

namespace Scrutiny.Accounts;

/// <summary>
/// Which passwords may be chosen (NCSC, ASVS 6.2): long ones of any letters, none that everybody tries first; no rules about kinds of
/// letters, and no end date.
/// </summary>
public sealed partial class PasswordRules : IPasswordValidator<Account>
{
    /// <summary>The shortest, in letters. Everybody also has a second factor.</summary>
    public const int Shortest = 12;

    /// <summary>What pages advise, in letters.</summary>
    public const int Advised = 15;

    /// <summary>The longest, in letters; a longer one is refused before it costs anything.</summary>
    public const int Longest = 256;

    private static readonly Lazy<HashSet<string>> Common = new(ReadCommon);

    /// <summary>Why a password may not be chosen, as a sentence for the person who chose it; null when it may.</summary>
    /// <param name="password">As typed.</param>
    /// <param name="names">The person's names, which others know.</param>
    public static string? WhyNot(string password, params string?[] names)
    {
        ArgumentNullException.ThrowIfNull(password);
        ArgumentNullException.ThrowIfNull(names);
        if (password.Length is < Shortest or > Longest)
        {
            return $"Choose a password of {Shortest} to {Longest} letters; three or four words that do not belong together are easy to remember";
        }

        if (password.Distinct().Count() < 5 || IsRun(password))
        {
            return "Choose a password that does not repeat or count: that is tried first";
        }

        // With and without the digits and signs in it, and without those after it, that people add to a word.
        var lower = password.ToLowerInvariant();
        string[] readings = [Letters(lower), Letters(Unmasked(lower)), Letters(Unmasked(Tail().Replace(lower, "")))];
        var parts = names.Where(name => name is not null).SelectMany(name => NotLetters().Split(name!.ToLowerInvariant())).Where(part => part.Length > 0).ToList();
        if (readings.Any(reading => parts.Any(part => reading.Contains(part, StringComparison.Ordinal)) && parts.Aggregate(reading, (rest, part) => rest.Replace(part, "", StringComparison.Ordinal)).Length < 4))
        {
            return "Choose a password that is not made of your own name";
        }

        return readings.Any(IsCommon) ? "Choose a password that is not on the list of common ones: those are tried first" : null;
    }

    /// <inheritdoc/>
    public Task<IdentityResult> ValidateAsync(UserManager<Account> manager, Account user, string? password)
    {
        ArgumentNullException.ThrowIfNull(user);
        return Task.FromResult(WhyNot(password ?? "", user.SignInName, user.DisplayName) is { } sentence ? IdentityResult.Failed(new IdentityError { Code = "Password", Description = sentence }) : IdentityResult.Success);
    }

    // Whatever is left when every listed word is taken out must still be worth guessing.
    private static bool IsCommon(string letters)
    {
        if (letters.Length == 0)
        {
            return true;
        }

        var least = new int[letters.Length + 1];
        for (var end = 1; end <= letters.Length; end++)
        {
            // Letters that no listed word explains, and one more for each listed word, since two together are a phrase.
            least[end] = least[end - 1] + 1;
            for (var start = Math.Max(0, end - 12); start <= end - 4; start++)
            {
                if (Common.Value.Contains(letters[start..end]))
                {
                    least[end] = Math.Min(least[end], least[start] + 1);
                }
            }
        }

        return least[^1] < 3;
    }

    private static string Letters(string password) => new([.. password.Where(char.IsLetter)]);

    /// <summary>With the digits and signs that people write in place of letters turned back.</summary>
    private static string Unmasked(string password) => new([.. password.Select(Unmasked)]);

    private static char Unmasked(char letter) => letter switch
    {
        '0' => 'o',
        '1' or '!' => 'i',
        '3' => 'e',
        '4' or '@' => 'a',
        '5' or '$' => 's',
        '7' => 't',
        _ => letter,
    };

    private static bool IsRun(string password)
    {
        const string Rows = "01234567890|09876543210|abcdefghijklmnopqrstuvwxyz|zyxwvutsrqponmlkjihgfedcba|qwertyuiop|asdfghjkl|zxcvbnm|1qaz2wsx3edc4rfv5tgb6yhn";
        var lower = password.ToLowerInvariant();
        var steps = Enumerable.Range(1, lower.Length - 1).Count(i => Rows.Contains(lower[(i - 1)..(i + 1)], StringComparison.Ordinal));
        return steps >= (lower.Length - 1) * 3 / 4;
    }

    private static HashSet<string> ReadCommon()
    {
        using var text = new StreamReader(typeof(PasswordRules).Assembly.GetManifestResourceStream("accounts/common-passwords.txt")!);
        return [.. text.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(line => line[0] != '#').SelectMany(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))];
    }

    [GeneratedRegex("[^a-z]+")]
    private static partial Regex NotLetters();

    [GeneratedRegex(@"\P{L}+$")]
    private static partial Regex Tail();
}
