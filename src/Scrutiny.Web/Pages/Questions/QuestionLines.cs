using System.Globalization;

namespace Scrutiny.Web.Pages.Questions;

/// <summary>Questions in lists.</summary>
internal static class QuestionLines
{
    private const int Longest = 160;

    /// <summary>The beginning of a question, cut between characters.</summary>
    public static string Short(string? text)
    {
        var line = (text ?? "").ReplaceLineEndings(" ");
        var characters = new StringInfo(line);
        return characters.LengthInTextElements <= Longest ? line : characters.SubstringByTextElements(0, Longest).TrimEnd() + "…";
    }
}
