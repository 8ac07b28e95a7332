using Scrutiny.Web.Pages.Components;

namespace Scrutiny.Web.Pages.Shared;

/// <summary>What a page tells the layout about itself, in one typed record: <c>ViewData.Frame(new PageFrame("Title") { … })</c>.</summary>
/// <param name="Title">The page's own words for its <c>title</c>; usually its h1.</param>
internal sealed record PageFrame(string Title)
{
    /// <summary>For search results and previews; one sentence.</summary>
    public string? Description { get; init; }

    /// <summary>Path of the section in the navigation, such as <c>/performance</c>; null for a page outside them.</summary>
    public string? Section { get; init; }

    /// <summary>Pages above this one, the first usually Overview. This page itself is left out.</summary>
    public IReadOnlyList<Breadcrumb> Breadcrumbs { get; init; } = [];

    /// <summary>True where any figure on the page is made up.</summary>
    public bool Synthetic { get; init; }

    /// <summary>Set where the page shows what was known at an earlier moment. Such a page never refreshes itself.</summary>
    public DateTimeOffset? AsKnown { get; init; }

    /// <summary>Set where the page refreshes itself when something is published.</summary>
    public LiveWatch? Live { get; init; }

    /// <summary>Set where the page follows a meeting.</summary>
    public FollowedMeeting? Follow { get; init; }

    /// <summary>Set where a staff page refreshes itself when ingest does something.</summary>
    public StaffWatch? StaffLive { get; init; }

    /// <summary>The same thing in other forms: JSON, CSV, a feed.</summary>
    public IReadOnlyList<AlternateForm> Alternates { get; init; } = [];

    /// <summary>True for pages that search engines should leave alone.</summary>
    public bool Unlisted { get; init; }
}

/// <param name="Measures">Ids of the measures watched.</param>
/// <param name="Area">ONS code.</param>
/// <param name="Version">Changes whenever a figure on the page does.</param>
internal sealed record LiveWatch(IReadOnlyList<string> Measures, string Area, string Version);

/// <param name="Slug">The meeting's name in addresses.</param>
/// <param name="Seq">Number of the last public event that is on the page.</param>
internal sealed record FollowedMeeting(string Slug, long Seq);

/// <param name="Kinds">Kinds of change that concern the page: load, request, progress, alert, meeting, question.</param>
/// <param name="Version">Changes whenever the page should say aloud that it has changed.</param>
internal sealed record StaffWatch(string Kinds, string Version);

/// <param name="Type">Media type.</param>
/// <param name="Href">Address.</param>
/// <param name="Title">What it is.</param>
internal sealed record AlternateForm(string Type, string Href, string Title);
