using System.Globalization;
using System.Text;

namespace Scrutiny.Questions;

/// <summary>Names that could pass for an official's, also where they are written with letters of other scripts or with figures.</summary>
public static class OfficialNames
{
    private static readonly string[] Titles = ["chiefconstable", "commissioner", "constabulary", "policeandcrime", "superintendent", "inspector", "homesecretary", "moderator", "administrator", "hmicfrs", "policecrime"];

    // Letters that look the same: Cyrillic, Greek and figures.
    private static readonly Dictionary<char, char> Twins = "аaеeоoрpсcхxуyіiѕsԁdһhтtмmкkвbнnαaοoρpυuνvιiκkτt0o1i3e4a5s7t$s@a!i|l".Chunk(2).ToDictionary(pair => pair[0], pair => pair[1]);

    /// <summary>Whether a name looks like an official's: moderators are told.</summary>
    /// <param name="name">The name; null for none.</param>
    public static bool LooksLikeOne(string? name)
    {
        var plain = new string([.. (name ?? "").Normalize(NormalizationForm.FormKD).ToLowerInvariant()
            .Where(letter => CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark)
            .Select(letter => Twins.GetValueOrDefault(letter, letter))
            .Where(char.IsLetter)]);
        return Array.Exists(Titles, title => plain.Contains(title, StringComparison.Ordinal));
    }
}
