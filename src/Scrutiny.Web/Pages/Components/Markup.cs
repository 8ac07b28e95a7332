using Microsoft.AspNetCore.Html;

namespace Scrutiny.Web.Pages.Components;

/// <summary>Markup in source order; what comes from outside is always encoded.</summary>
internal static class Markup
{
    public static HtmlContentBuilder Raw(this HtmlContentBuilder html, string markup) => (HtmlContentBuilder)html.AppendHtml(markup);

    public static HtmlContentBuilder Text(this HtmlContentBuilder html, string? text) => (HtmlContentBuilder)html.Append(text);

    public static HtmlContentBuilder Content(this HtmlContentBuilder html, IHtmlContent content) => (HtmlContentBuilder)html.AppendHtml(content);

    /// <summary><c> name="value"</c>, or nothing where the value is null or empty.</summary>
    public static HtmlContentBuilder Attribute(this HtmlContentBuilder html, string name, string? value) =>
        string.IsNullOrEmpty(value) ? html : html.Raw(" " + name + "=\"").Text(value).Raw("\"");

    public static string Classes(params ReadOnlySpan<string?> classes)
    {
        var present = new List<string>();
        foreach (var name in classes)
        {
            if (!string.IsNullOrEmpty(name))
            {
                present.Add(name);
            }
        }

        return string.Join(' ', present);
    }
}
