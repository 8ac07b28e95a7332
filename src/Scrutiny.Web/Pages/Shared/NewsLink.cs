namespace Scrutiny.Web.Pages.Shared;

/// <summary>A link to news by mail, which stands only where mail is sent.</summary>
/// <param name="Kind"><c>meeting</c>, <c>topic</c> or <c>measure</c>.</param>
/// <param name="Subject">Which.</param>
/// <param name="Words">Words of the link.</param>
internal sealed record NewsLink(string Kind, string Subject, string Words);
