using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Scrutiny.Web.Pages.Components;

/// <summary><c>&lt;govuk-warning-text&gt;content&lt;/govuk-warning-text&gt;</c></summary>
[HtmlTargetElement("govuk-warning-text")]
public sealed class WarningTextTagHelper : TagHelper
{
    [HtmlAttributeName("class")]
    public string? Classes { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var content = await output.GetChildContentAsync();
        output.TagName = null;
        output.Content.SetHtmlContent(new HtmlContentBuilder()
            .Raw("<div")
            .Attribute("class", Markup.Classes("govuk-warning-text", Classes))
            .Raw("""><span class="govuk-warning-text__icon" aria-hidden="true">!</span><strong class="govuk-warning-text__text"><span class="govuk-visually-hidden">Warning</span> """)
            .Content(content)
            .Raw("</strong></div>"));
    }
}
