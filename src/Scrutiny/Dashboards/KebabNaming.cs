using System.Text.Json;
using System.Text.RegularExpressions;

namespace Scrutiny.Dashboards;

/// <summary>How enumeration values are written in declarations and in the API: <c>Rolling12</c> as <c>rolling-12</c>.</summary>
public sealed partial class KebabNaming : JsonNamingPolicy
{
    /// <summary>The one instance.</summary>
    public static KebabNaming Policy { get; } = new();

    /// <inheritdoc/>
    public override string ConvertName(string name) => LetterThenDigit().Replace(KebabCaseLower.ConvertName(name), "$1-$2");

    [GeneratedRegex("([a-z])([0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex LetterThenDigit();
}
