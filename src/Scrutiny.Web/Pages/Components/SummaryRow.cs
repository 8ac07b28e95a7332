using Microsoft.AspNetCore.Html;

namespace Scrutiny.Web.Pages.Components;

/// <summary>One key and value of a summary list.</summary>
/// <param name="Key">Plain words.</param>
/// <param name="Value">Plain words, encoded when written; ignored where <paramref name="Html"/> is given.</param>
/// <param name="Html">Value with markup.</param>
/// <param name="Action">A link at the end of the row.</param>
public sealed record SummaryRow(string Key, string? Value, IHtmlContent? Html = null, SummaryAction? Action = null);

/// <param name="Text">Such as "Change".</param>
/// <param name="Href">Address.</param>
/// <param name="HiddenText">What is changed, for those who hear the link alone.</param>
public sealed record SummaryAction(string Text, string Href, string? HiddenText = null);
