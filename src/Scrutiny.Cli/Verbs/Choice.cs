namespace Scrutiny.Cli.Verbs;

/// <summary>One of a few words as the value of an option.</summary>
internal static class Choice
{
    /// <summary>The member of that name, whatever its case; null where nothing was said. The library's own message would run over many lines.</summary>
    public static T? Of<T>(string option, string? text)
        where T : struct, Enum
    {
        if (text is null)
        {
            return null;
        }

        var names = Enum.GetNames<T>();
        return names.Contains(text, StringComparer.OrdinalIgnoreCase)
            ? Enum.Parse<T>(text, ignoreCase: true)
            : throw SentenceException.Unusable($"'{text}' is no {option}; choose {string.Join(", ", names[..^1]).ToLowerInvariant()} or {names[^1].ToLowerInvariant()}.");
    }
}
