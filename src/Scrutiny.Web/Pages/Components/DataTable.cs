using Microsoft.AspNetCore.Html;

namespace Scrutiny.Web.Pages.Components;

/// <summary>A table of figures for <c>&lt;govuk-table table="…" /&gt;</c>.</summary>
/// <param name="Caption">What the table shows: measure, place, periods. Also the name of its scroll box.</param>
/// <param name="Columns">In order; empty for a table without a head.</param>
/// <param name="Rows">Cells in the order of the columns.</param>
public sealed record DataTable(string Caption, IReadOnlyList<TableColumn> Columns, IReadOnlyList<IReadOnlyList<TableCell>> Rows)
{
    /// <summary>True where the first cell names its row, such as a period.</summary>
    public bool FirstCellIsHeader { get; init; } = true;

    /// <summary>Such as <c>govuk-table__caption--m</c>, or <c>govuk-visually-hidden</c> where a heading just above says the same.</summary>
    public string? CaptionClasses { get; init; }

    public string? Classes { get; init; }

    /// <summary>Puts the table in a box of its own that scrolls sideways on a narrow screen.</summary>
    public bool Scroll { get; init; } = true;
}

/// <param name="Text">Heading.</param>
/// <param name="Numeric">Aligned right, with figures of equal width.</param>
public sealed record TableColumn(string Text, bool Numeric = false);

/// <param name="Text">Plain words, encoded when written; ignored where <paramref name="Html"/> is given.</param>
/// <param name="Html">Content with markup, such as a status mark or a link.</param>
public sealed record TableCell(string? Text, IHtmlContent? Html = null);
