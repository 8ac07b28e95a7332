using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Scrutiny.Web.Pages.Components;

/// <summary><c>&lt;govuk-inset-text&gt;content&lt;/govuk-inset-text&gt;</c></summary>
[HtmlTargetElement("govuk-inset-text")]
public sealed class InsetTextTagHelper : TagHelper
{
    public string? Id { get; set; }

    [HtmlAttributeName("class")]
    public string? Classes { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var content = await output.GetChildContentAsync();
        output.TagName = null;
        output.Content.SetHtmlContent(new HtmlContentBuilder()
            .Raw("<div")
            .Attribute("id", Id)
            .Attribute("class", Markup.Classes("govuk-inset-text", Classes))
            .Raw(">")
            .Content(content)
            .Raw("</div>"));
    }
}
