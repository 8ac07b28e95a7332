using Microsoft.AspNetCore.Routing;

namespace Scrutiny.Web.Pages.Shared;

/// <summary>Sections and footer links, in the order shown; those whose page is not in this process are left out.</summary>
internal sealed class SiteLinks(EndpointDataSource endpoints)
{
    private static readonly SiteLink[] AllSections =
    [
        new("/", "Overview"),
        new("/performance", "Performance"),
        new("/boards", "Boards"),
        new("/meetings", "Meetings"),
        new("/questions", "Questions"),
        new("/promises", "Promises"),
        new("/data", "Data"),
    ];

    private static readonly SiteLink[] AllFooter =
    [
        new("/accessibility", "Accessibility statement"),
        new("/privacy", "Privacy"),
        new("/data", "Open data"),
        new("/corrections", "Corrections"),
        new("/releases", "Releases"),
        new("/audit", "The record"),
    ];

    private readonly Lazy<HashSet<string>> _addresses = new(() => endpoints.Endpoints
        .OfType<RouteEndpoint>()
        .Select(static endpoint => "/" + endpoint.RoutePattern.RawText?.Trim('/'))
        .ToHashSet(StringComparer.OrdinalIgnoreCase));

    /// <summary>Whether this process serves staff.</summary>
    public bool IsStaffSite => _addresses.Value.Contains("/staff/feeds");

    public IEnumerable<SiteLink> Sections => AllSections.Where(Exists);

    public IEnumerable<SiteLink> Footer => AllFooter.Where(Exists);

    private bool Exists(SiteLink link) => _addresses.Value.Contains(link.Href);
}

/// <param name="Href">Path from the root.</param>
/// <param name="Text">Words of the link.</param>
internal sealed record SiteLink(string Href, string Text);
