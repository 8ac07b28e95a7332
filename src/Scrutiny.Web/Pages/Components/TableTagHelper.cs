using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Scrutiny.Web.Pages.Components;

/// <summary><c>&lt;govuk-table table="…" /&gt;</c></summary>
[HtmlTargetElement("govuk-table", TagStructure = TagStructure.WithoutEndTag)]
public sealed class TableTagHelper : TagHelper
{
    public DataTable? Table { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(Table);
        var html = new HtmlContentBuilder();
        if (Table.Scroll)
        {
            html.Raw("""<div class="app-table-scroll" role="region" """).Raw("aria-label=\"").Text(Table.Caption).Raw("\" tabindex=\"0\">");
        }

        html.Raw("<table").Attribute("class", Markup.Classes("govuk-table", Table.Classes)).Raw(">");
        if (Table.Caption.Length > 0)
        {
            html.Raw("<caption").Attribute("class", Markup.Classes("govuk-table__caption", Table.CaptionClasses)).Raw(">").Text(Table.Caption).Raw("</caption>");
        }

        WriteHead(html, Table);
        html.Raw("""<tbody class="govuk-table__body">""");
        foreach (var row in Table.Rows)
        {
            WriteRow(html, Table, row);
        }

        html.Raw("</tbody></table>").Raw(Table.Scroll ? "</div>" : "");
        output.TagName = null;
        output.Content.SetHtmlContent(html);
    }

    private static void WriteHead(HtmlContentBuilder html, DataTable table)
    {
        if (table.Columns.Count == 0)
        {
            return;
        }

        html.Raw("""<thead class="govuk-table__head"><tr class="govuk-table__row">""");
        foreach (var column in table.Columns)
        {
            html.Raw("""<th scope="col" """).Raw("class=\"").Raw(column.Numeric ? "govuk-table__header govuk-table__header--numeric" : "govuk-table__header").Raw("\">").Text(column.Text).Raw("</th>");
        }

        html.Raw("</tr></thead>");
    }

    private static void WriteRow(HtmlContentBuilder html, DataTable table, IReadOnlyList<TableCell> row)
    {
        html.Raw("""<tr class="govuk-table__row">""");
        for (var place = 0; place < row.Count; place++)
        {
            var header = place == 0 && table.FirstCellIsHeader;
            var numeric = place < table.Columns.Count && table.Columns[place].Numeric;
            html.Raw(
                header ? """<th scope="row" class="govuk-table__header">"""
                : numeric ? """<td class="govuk-table__cell govuk-table__cell--numeric">"""
                : """<td class="govuk-table__cell">""");
            _ = row[place].Html is { } content ? html.Content(content) : html.Text(row[place].Text);
            html.Raw(header ? "</th>" : "</td>");
        }

        html.Raw("</tr>");
    }
}
