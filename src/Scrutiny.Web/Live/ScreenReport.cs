using System.Globalization;
using System.Text.RegularExpressions;

namespace Scrutiny.Web.Live;

/// <summary>
/// What one process of the public site says of the big screens that it serves for one meeting, by PostgreSQL's NOTIFY, which needs no right in any
/// table. Anybody may open a big screen, so it is a help for the operator and no proof.
/// </summary>
/// <param name="Node">The process.</param>
/// <param name="Meeting">The meeting's slug.</param>
/// <param name="Count">How many screens are open, 0 when the last has gone.</param>
/// <param name="Behind">How many of them don't show the newest public event yet, though they have had time to.</param>
/// <param name="SlowestMilliseconds">From the last event until it was on the slowest of them; null where none has come since they opened.</param>
internal sealed partial record ScreenReport(string Node, string Meeting, int Count, int Behind, int? SlowestMilliseconds)
{
    public const string Channel = "scrutiny_screens";

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Node} {Meeting} {Count} {Behind} {SlowestMilliseconds?.ToString(CultureInfo.InvariantCulture) ?? "-"}");

    /// <summary>Reads one; null where it is none.</summary>
    public static ScreenReport? Parse(string payload) => Form().Match(payload) is { Success: true } match
        ? new(match.Groups[1].Value, match.Groups[2].Value, Number(match.Groups[3]), Number(match.Groups[4]), match.Groups[5].Value == "-" ? null : Number(match.Groups[5]))
        : null;

    private static int Number(Group digits) => int.Parse(digits.ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex("^([0-9a-f]{32}) ([a-z0-9-]{1,100}) ([0-9]{1,4}) ([0-9]{1,4}) ([0-9]{1,9}|-)$")]
    private static partial Regex Form();
}
