using Microsoft.AspNetCore.Html;
using Scrutiny.Web.Pages.Components;

namespace Scrutiny.Web.Staff;

/// <summary>Links and small marks that several staff pages write into tables.</summary>
internal static class StaffLinks
{
    public static IHtmlContent Load(string load, string words) => Link($"/staff/loads/{load}", words);

    public static IHtmlContent Feed(string source, string words) => Link($"/staff/feeds/{source}", words);

    public static IHtmlContent Link(string href, string words) =>
        new HtmlContentBuilder().Raw("""<a class="govuk-link" """).Raw("href=\"").Text(href).Raw("\">").Text(words).Raw("</a>");

    /// <summary>A state in words; the colour only repeats it.</summary>
    public static IHtmlContent Tag(string words, string? tone) =>
        new HtmlContentBuilder().Raw("<strong").Attribute("class", Markup.Classes("govuk-tag", tone is null ? null : "govuk-tag--" + tone)).Raw(">").Text(words).Raw("</strong>");
}
