using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Scrutiny.Web.Pages.Components;

/// <summary><c>&lt;app-headline figure="92.1" unit="%" status="p" context="September 2026, target 90%" /&gt;</c>: the big figure. A unit such as £ goes into
/// the figure itself.</summary>
[HtmlTargetElement("app-headline", TagStructure = TagStructure.WithoutEndTag)]
public sealed class HeadlineTagHelper : TagHelper
{
    /// <summary>What is measured; left out where a heading just above says it.</summary>
    public string? Label { get; set; }

    public string Figure { get; set; } = "";

    public string? Unit { get; set; }

    /// <summary>Letter of the value's status.</summary>
    public string? Status { get; set; }

    public string? Context { get; set; }

    /// <summary>The largest size, for the figure that a page is about.</summary>
    public bool Page { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var html = new HtmlContentBuilder().Raw("<div").Attribute("class", Markup.Classes("app-headline", Page ? "app-headline--page" : null)).Raw(">");
        if (!string.IsNullOrEmpty(Label))
        {
            html.Raw("""<p class="app-headline__label">""").Text(Label).Raw("</p>");
        }

        html.Raw("""<p class="app-headline__figure">""").Text(Figure);
        if (!string.IsNullOrEmpty(Unit))
        {
            // A word needs a space to be heard and read as one; a sign does not.
            html.Raw(char.IsLetter(Unit[0]) ? " " : "").Raw("""<span class="app-headline__unit">""").Text(Unit).Raw("</span>");
        }

        html.Content(StatusMark.Html(Status)).Raw("</p>");
        if (!string.IsNullOrEmpty(Context))
        {
            html.Raw("""<p class="app-headline__context">""").Text(Context).Raw("</p>");
        }

        output.TagName = null;
        output.Content.SetHtmlContent(html.Raw("</div>"));
    }
}
