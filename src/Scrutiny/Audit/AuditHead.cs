using System.Globalization;
using System.Text.RegularExpressions;

namespace Scrutiny.Audit;

/// <summary>Where the record stood on a day: whoever keeps a copy can tell later that nothing up to there was changed or cut off.</summary>
/// <param name="Day">The day, in London.</param>
/// <param name="Entries">How many entries there were.</param>
/// <param name="Hash">Hash of the last of them, lower-case hexadecimal.</param>
public sealed partial record AuditHead(DateOnly Day, long Entries, string Hash)
{
    /// <summary>As a line of a file: <c>2026-11-22 1234 9f86…</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Day:yyyy-MM-dd} {Entries} {Hash}");

    /// <summary>A line that <see cref="ToString"/> wrote; null where it is none.</summary>
    public static AuditHead? Parse(string line) =>
        Line().Match(line) is { Success: true } match
        && DateOnly.TryParseExact(match.Groups[1].ValueSpan, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        && long.TryParse(match.Groups[2].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var entries)
            ? new AuditHead(day, entries, match.Groups[3].Value)
            : null;

    [GeneratedRegex("^([0-9]{4}-[0-9]{2}-[0-9]{2}) ([0-9]{1,18}) ([0-9a-f]{64})$")]
    private static partial Regex Line();
}
