using Scrutiny.Charts;
using Scrutiny.Observations;
using Scrutiny.Periods;
using Scrutiny.Statistics;

namespace Scrutiny.Boards;

/// <summary>A table of figures before it is written: as a page, on paper, in a spreadsheet.</summary>
/// <param name="Caption">What it shows: measure, place, periods.</param>
/// <param name="Columns">In order.</param>
/// <param name="Rows">Cells in the order of the columns; the first names its row.</param>
public sealed record FigureTable(string Caption, IReadOnlyList<FigureColumn> Columns, IReadOnlyList<IReadOnlyList<FigureCell>> Rows)
{
    /// <summary>Every figure in it, row by row.</summary>
    public IEnumerable<TableFigure> Figures() => Rows.SelectMany(row => row).Select(cell => cell.Figure).OfType<TableFigure>();
}

/// <summary>A column.</summary>
/// <param name="Heading">Its heading.</param>
/// <param name="Numeric">Whether it holds figures.</param>
public sealed record FigureColumn(string Heading, bool Numeric = false);

/// <summary>A cell.</summary>
/// <param name="Text">As a person reads it, without a mark.</param>
public sealed record FigureCell(string Text)
{
    /// <summary>The figure that the text writes out, or in whose place it stands; null for words.</summary>
    public TableFigure? Figure { get; init; }

    /// <summary>The series whose measure the text names; null for other words.</summary>
    public BoardSeries? Names { get; init; }

    /// <summary>A small picture of recent figures; null for none.</summary>
    public ChartSpecification? Sparkline { get; init; }

    /// <summary>What process control says, which the text says too; null for other words.</summary>
    public Variation? Variation { get; init; }
}

/// <summary>A figure in a table.</summary>
/// <param name="Series">Its series.</param>
/// <param name="Period">The time it describes.</param>
/// <param name="Point">What is known of it; null where nothing is.</param>
public sealed record TableFigure(BoardSeries Series, Period Period, SeriesPoint? Point)
{
    /// <summary>Its mark; empty for a final figure, <c>[x]</c> where there is none.</summary>
    public string Mark => (Point?.Status ?? ObservationStatus.NotAvailable).Mark();
}
