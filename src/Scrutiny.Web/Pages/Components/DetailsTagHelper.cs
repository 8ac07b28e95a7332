using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Scrutiny.Web.Pages.Components;

/// <summary><c>&lt;govuk-details summary="…" id="…"&gt;content&lt;/govuk-details&gt;</c>. Give an id inside live parts, so that an open one stays open.</summary>
[HtmlTargetElement("govuk-details")]
public sealed class DetailsTagHelper : TagHelper
{
    public string Summary { get; set; } = "";

    public bool Open { get; set; }

    public string? Id { get; set; }

    [HtmlAttributeName("class")]
    public string? Classes { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var content = await output.GetChildContentAsync();
        output.TagName = null;
        output.Content.SetHtmlContent(new HtmlContentBuilder()
            .Raw("<details")
            .Attribute("id", Id)
            .Attribute("class", Markup.Classes("govuk-details", Classes))
            .Raw(Open ? " open" : "")
            .Raw("""><summary class="govuk-details__summary"><span class="govuk-details__summary-text">""")
            .Text(Summary)
            .Raw("""</span></summary><div class="govuk-details__text">""")
            .Content(content)
            .Raw("</div></details>"));
    }
}
