using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;

namespace Scrutiny.Web.Staff;

/// <summary>Which page of a list is shown, and the addresses of its neighbours.</summary>
/// <param name="Page">From 1.</param>
/// <param name="HasNext">Whether another follows.</param>
/// <param name="Path">The page's path.</param>
/// <param name="Query">The filters, without the page.</param>
internal sealed record Pager(int Page, bool HasNext, string Path, IReadOnlyDictionary<string, string?> Query)
{
    public bool HasPrevious => Page > 1;

    public string Address(int page) =>
        QueryHelpers.AddQueryString(Path, Query.Where(part => !string.IsNullOrEmpty(part.Value)).Append(new("page", page.ToString(CultureInfo.InvariantCulture))));

    /// <summary>A page number as a reader gives it; 1 where it is none.</summary>
    public static int Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var page) && page is > 0 and < 1_000_000 ? page : 1;
}
