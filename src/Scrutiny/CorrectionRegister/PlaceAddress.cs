using System.Globalization;
using Scrutiny.Quotations;

namespace Scrutiny.CorrectionRegister;

/// <summary>Where a place that quotes a figure is read.</summary>
internal static class PlaceAddress
{
    /// <param name="kind">What it is.</param>
    /// <param name="name">Its name in addresses.</param>
    /// <param name="seq">Of a meeting, the public number of the event.</param>
    public static string Of(PlaceKind kind, string name, long? seq) => kind switch
    {
        PlaceKind.Pack => $"/packs/{name}",
        PlaceKind.Meeting => seq is { } number ? string.Create(CultureInfo.InvariantCulture, $"/meetings/{name}#figure-{number}") : $"/meetings/{name}",
        PlaceKind.Answer => $"/questions/{name}",
        PlaceKind.Commentary => $"/performance/{name}#commentary",
    };
}
