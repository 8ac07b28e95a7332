using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Scrutiny.Web.Pages.Components;

/// <summary><c>&lt;govuk-notification-banner title="Corrected" title-id="corrected"&gt;content&lt;/govuk-notification-banner&gt;</c>; put the words in
/// <c>&lt;p class="govuk-notification-banner__heading"&gt;</c>.</summary>
[HtmlTargetElement("govuk-notification-banner")]
public sealed class NotificationBannerTagHelper : TagHelper
{
    public string? Title { get; set; }

    public string TitleId { get; set; } = "govuk-notification-banner-title";

    /// <summary>Something the reader has just done has worked.</summary>
    public bool Success { get; set; }

    [HtmlAttributeName("class")]
    public string? Classes { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var content = await output.GetChildContentAsync();
        output.TagName = null;
        output.Content.SetHtmlContent(new HtmlContentBuilder()
            .Raw("<div")
            .Attribute("class", Markup.Classes("govuk-notification-banner", Success ? "govuk-notification-banner--success" : null, Classes))
            .Attribute("role", Success ? "alert" : "region")
            .Attribute("aria-labelledby", TitleId)
            .Attribute("data-module", "govuk-notification-banner")
            .Raw("""><div class="govuk-notification-banner__header"><h2 class="govuk-notification-banner__title" """)
            .Raw("id=\"").Text(TitleId).Raw("\">")
            .Text(Title ?? (Success ? "Success" : "Important"))
            .Raw("""</h2></div><div class="govuk-notification-banner__content">""")
            .Content(content)
            .Raw("</div></div>"));
    }
}
