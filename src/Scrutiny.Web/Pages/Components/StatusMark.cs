using Microsoft.AspNetCore.Html;

namespace Scrutiny.Web.Pages.Components;

/// <summary>The shorthand of the Code of Practice for Statistics beside a value: seen as <c>[p]</c>, heard as "provisional".</summary>
internal static class StatusMark
{
    /// <summary>Its word; null for a final value or an unknown letter.</summary>
    public static string? Word(string? code) => code switch
    {
        "p" => "provisional",
        "r" => "revised",
        "x" => "not available",
        "z" => "not applicable",
        "c" => "confidential",
        "b" => "break in the series",
        "u" => "low reliability",
        "low" => "low number",
        _ => null,
    };

    /// <summary>Markup to stand straight after a value, in a table's cell or a headline.</summary>
    public static IHtmlContent Html(string? code) => Word(code) is not { } word
        ? HtmlString.Empty
        : new HtmlContentBuilder()
            .Raw("""<span class="app-status"><span aria-hidden="true">[""").Text(code).Raw("""]</span><span class="govuk-visually-hidden"> (""").Text(word).Raw(")</span></span>");

    /// <summary>A value and its mark, for a table's cell.</summary>
    public static IHtmlContent After(string value, string? code) => new HtmlContentBuilder().Text(value).Content(Html(code));
}
