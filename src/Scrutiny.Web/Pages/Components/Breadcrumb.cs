namespace Scrutiny.Web.Pages.Components;

/// <param name="Text">Words of the link.</param>
/// <param name="Href">Null for the page itself.</param>
public sealed record Breadcrumb(string Text, string? Href = null);
