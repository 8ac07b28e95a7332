using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Scrutiny.Web.Pages.Components;

/// <summary><c>&lt;govuk-summary-list rows="…" /&gt;</c></summary>
[HtmlTargetElement("govuk-summary-list", TagStructure = TagStructure.WithoutEndTag)]
public sealed class SummaryListTagHelper : TagHelper
{
    public IReadOnlyList<SummaryRow> Rows { get; set; } = [];

    [HtmlAttributeName("class")]
    public string? Classes { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var actions = Rows.Any(static row => row.Action is not null);
        var html = new HtmlContentBuilder().Raw("<dl").Attribute("class", Markup.Classes("govuk-summary-list", Classes)).Raw(">");
        foreach (var row in Rows)
        {
            html.Raw("<div")
                .Attribute("class", Markup.Classes("govuk-summary-list__row", actions && row.Action is null ? "govuk-summary-list__row--no-actions" : null))
                .Raw("""><dt class="govuk-summary-list__key">""").Text(row.Key).Raw("""</dt><dd class="govuk-summary-list__value">""");
            _ = row.Html is null ? html.Text(row.Value) : html.Content(row.Html);
            html.Raw("</dd>");
            if (row.Action is { } action)
            {
                html.Raw("""<dd class="govuk-summary-list__actions"><a class="govuk-link" """).Raw("href=\"").Text(action.Href).Raw("\">").Text(action.Text);
                if (action.HiddenText is not null)
                {
                    html.Raw("""<span class="govuk-visually-hidden"> """).Text(action.HiddenText).Raw("</span>");
                }

                html.Raw("</a></dd>");
            }

            html.Raw("</div>");
        }

        output.TagName = null;
        output.Content.SetHtmlContent(html.Raw("</dl>"));
    }
}
