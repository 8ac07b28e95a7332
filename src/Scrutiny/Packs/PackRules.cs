using System.Text.RegularExpressions;

namespace Scrutiny.Packs;

/// <summary>What a plan must keep to, whoever wrote it.</summary>
public static partial class PackRules
{
    /// <summary>Longest title and heading.</summary>
    public const int MostTitle = 200;

    /// <summary>Longest commentary of a chapter.</summary>
    public const int MostCommentary = 20_000;

    private const int MostSections = 40;
    private const int MostPanels = 200;

    /// <summary>What is wrong with a plan, one sentence; null where nothing is.</summary>
    /// <param name="plan">The plan.</param>
    public static string? Refusal(PackPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return plan.Schema != PackPlan.SchemaName ? $"Its schema is '{plan.Schema}', not '{PackPlan.SchemaName}'."
            : !IsSlug(plan.Slug) ? $"'{plan.Slug}' is no address; write lower-case letters, digits and hyphens, such as cops-2026-12."
            : plan.Title.Trim().Length is 0 or > MostTitle ? $"A title has 1 to {MostTitle} characters."
            : plan.Sections.Count > MostSections ? $"A pack has at most {MostSections} chapters."
            : plan.Sections.Sum(section => section.Panels.Count) > MostPanels ? $"A pack has at most {MostPanels} panels."
            : plan.Sections.FirstOrDefault(section => section.Heading.Trim().Length is 0 or > MostTitle) is not null ? $"A heading has 1 to {MostTitle} characters."
            : plan.Sections.FirstOrDefault(section => section.Commentary.Length > MostCommentary) is { } wordy ? $"The commentary of “{wordy.Heading}” is longer than {MostCommentary} characters."
            : null;
    }

    /// <summary>Whether a text can be a pack's name in addresses.</summary>
    /// <param name="text">The text.</param>
    public static bool IsSlug(string text) => text is { Length: > 0 and <= 80 } and not "new" && Slug().IsMatch(text);

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex Slug();
}
