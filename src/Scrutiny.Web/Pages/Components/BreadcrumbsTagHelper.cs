using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Scrutiny.Web.Pages.Components;

/// <summary><c>&lt;govuk-breadcrumbs items="…" /&gt;</c>; the layout writes it from the page's frame.</summary>
[HtmlTargetElement("govuk-breadcrumbs", TagStructure = TagStructure.WithoutEndTag)]
public sealed class BreadcrumbsTagHelper : TagHelper
{
    public IReadOnlyList<Breadcrumb> Items { get; set; } = [];

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        if (Items.Count == 0)
        {
            output.SuppressOutput();
            return;
        }

        var html = new HtmlContentBuilder().Raw("""<nav class="govuk-breadcrumbs" aria-label="Breadcrumb"><ol class="govuk-breadcrumbs__list">""");
        foreach (var item in Items)
        {
            _ = item.Href is null
                ? html.Raw("""<li class="govuk-breadcrumbs__list-item" aria-current="page">""").Text(item.Text).Raw("</li>")
                : html.Raw("""<li class="govuk-breadcrumbs__list-item"><a class="govuk-breadcrumbs__link" """).Raw("href=\"").Text(item.Href).Raw("\">").Text(item.Text).Raw("</a></li>");
        }

        output.Content.SetHtmlContent(html.Raw("</ol></nav>"));
    }
}
