using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Scrutiny.Web.Pages.Components;

/// <summary><c>&lt;app-variation kind="improvement_high" /&gt;</c> or <c>&lt;app-variation kind="pass" /&gt;</c>: what statistical process control says of a
/// series, in a shape with a letter and in words. Nothing is written for an empty kind.</summary>
[HtmlTargetElement("app-variation", TagStructure = TagStructure.WithoutEndTag)]
public sealed class VariationTagHelper : TagHelper
{
    /// <summary>A variation or assurance string of the API.</summary>
    public string? Kind { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        if (string.IsNullOrEmpty(Kind))
        {
            output.SuppressOutput();
            return;
        }

        output.Content.SetHtmlContent(Html(Kind));
    }

    /// <summary>The mark and its words, for a table's cell.</summary>
    /// <param name="kind">A variation or assurance string of the API.</param>
    public static IHtmlContent Html(string kind)
    {
        var (style, letter, words) = kind switch
        {
            "common_cause" => ("common", "–", "Within the usual range"),
            "improvement_high" => ("improvement", "H", "Better than usual: higher"),
            "improvement_low" => ("improvement", "L", "Better than usual: lower"),
            "concern_high" => ("concern", "H", "Worse than usual: higher"),
            "concern_low" => ("concern", "L", "Worse than usual: lower"),
            "neutral_high" => ("neutral", "H", "Higher than usual"),
            "neutral_low" => ("neutral", "L", "Lower than usual"),
            "pass" => ("pass", "P", "Can be expected to meet the target"),
            "fail" => ("fail", "F", "Can be expected to miss the target"),
            "inconsistent" => ("inconsistent", "?", "May or may not meet the target"),
            _ => throw new ArgumentException($"'{kind}' is neither a variation nor an assurance of the API."),
        };
        return new HtmlContentBuilder()
            .Raw($"""<span class="app-variation app-variation--{style}"><span class="app-variation__mark" aria-hidden="true"><span>{letter}</span></span> """)
            .Text(words)
            .Raw("</span>");
    }
}
