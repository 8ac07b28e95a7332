using Scrutiny.Dashboards;

namespace Scrutiny.Observations;

/// <summary>What is known about a value's quality, or why there is none; shown as the Code of Practice's shorthand.</summary>
public enum ObservationStatus
{
    /// <summary>Final: no mark.</summary>
    Final,

    /// <summary>Provisional: <c>[p]</c>.</summary>
    Provisional,

    /// <summary>Revised by the publisher: <c>[r]</c>.</summary>
    Revised,

    /// <summary>A break in the series begins here: <c>[b]</c>.</summary>
    Break,

    /// <summary>Low reliability: <c>[u]</c>.</summary>
    LowReliability,

    /// <summary>Not available: <c>[x]</c>; there is no value.</summary>
    NotAvailable,

    /// <summary>Not applicable: <c>[z]</c>; there is no value.</summary>
    NotApplicable,

    /// <summary>Confidential: <c>[c]</c>; there is no value.</summary>
    Confidential,
}

/// <summary>The shorthand of each status and its words.</summary>
public static class ObservationStatuses
{
    /// <summary>The mark beside a value or in its place; empty for a final one.</summary>
    /// <param name="status">The status.</param>
    public static string Mark(this ObservationStatus status) => status switch
    {
        ObservationStatus.Final => "",
        ObservationStatus.Provisional => "[p]",
        ObservationStatus.Revised => "[r]",
        ObservationStatus.Break => "[b]",
        ObservationStatus.LowReliability => "[u]",
        ObservationStatus.NotAvailable => "[x]",
        ObservationStatus.NotApplicable => "[z]",
        ObservationStatus.Confidential => "[c]",
    };

    /// <summary>The status in words, for the spoken version and the key under a table.</summary>
    /// <param name="status">The status.</param>
    public static string Words(this ObservationStatus status) => status switch
    {
        ObservationStatus.Final => "final",
        ObservationStatus.Provisional => "provisional",
        ObservationStatus.Revised => "revised",
        ObservationStatus.Break => "break in the series",
        ObservationStatus.LowReliability => "low reliability",
        ObservationStatus.NotAvailable => "not available",
        ObservationStatus.NotApplicable => "not applicable",
        ObservationStatus.Confidential => "confidential",
    };

    /// <summary>The status of its name in the database and the API, for example <c>not-available</c>.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="ArgumentException">There is no such status.</exception>
    public static ObservationStatus Parse(string name) => Enum.Parse<ObservationStatus>(name.Replace("-", "", StringComparison.Ordinal), ignoreCase: true);

    /// <summary>The status's name in the database and the API.</summary>
    /// <param name="status">The status.</param>
    public static string Name(this ObservationStatus status) => KebabNaming.Policy.ConvertName(status.ToString());

    /// <summary>Whether the status stands in place of a value.</summary>
    /// <param name="status">The status.</param>
    public static bool IsAbsent(this ObservationStatus status) => status is ObservationStatus.NotAvailable or ObservationStatus.NotApplicable or ObservationStatus.Confidential;

    /// <summary>The status of a shorthand mark; null where the text is none.</summary>
    /// <param name="mark">For example <c>[p]</c> or <c>p</c>.</param>
    public static ObservationStatus? FromMark(string mark) => mark.Trim('[', ']', ' ').ToLowerInvariant() switch
    {
        "" => ObservationStatus.Final,
        "p" => ObservationStatus.Provisional,
        "r" => ObservationStatus.Revised,
        "b" => ObservationStatus.Break,
        "u" => ObservationStatus.LowReliability,
        "x" => ObservationStatus.NotAvailable,
        "z" => ObservationStatus.NotApplicable,
        "c" => ObservationStatus.Confidential,
        _ => null,
    };
}
