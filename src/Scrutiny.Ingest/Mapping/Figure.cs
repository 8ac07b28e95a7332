using Scrutiny.Observations;
using Scrutiny.Periods;

namespace Scrutiny.Ingest.Mapping;

/// <summary>One value read from a file, with where it stood.</summary>
internal readonly record struct Figure(
    string Measure,
    string Area,
    string Breakdown,
    Period Period,
    decimal? Value,
    decimal? Numerator,
    decimal? Denominator,
    ObservationStatus Status,
    string Sheet,
    int Row,
    int Column,
    string Raw,
    string Displayed,
    CountedRows? Counted = null);

/// <summary>
/// The rows that an aggregate counted. Its figure stands at the first of them; its raw text is the filter in words and its displayed
/// text is empty.
/// </summary>
/// <param name="Count">How many rows, 1 or more.</param>
/// <param name="Ranges">Their numbers in the file as ranges, "4,9,12-15"; null where there are too many to list.</param>
internal sealed record CountedRows(int Count, string? Ranges);

/// <summary>A value or row that could not be used, and why, in plain words.</summary>
internal sealed record Reject(string? Sheet, int? Row, string? Column, string? Raw, string Reason);

/// <summary>Receives what a file yields, in the file's order.</summary>
internal interface IFigureSink
{
    void Add(in Figure figure);

    void Reject(Reject reject);

    /// <summary>A row that yielded figures, for its receipt: the headings and the cells as displayed.</summary>
    void KeepRow(string sheet, int row, IReadOnlyList<string> headings, IReadOnlyList<string> cells);
}

/// <summary>The file can't be used at all: one sentence that says what, where and what to do.</summary>
internal sealed class RefusedFileException(string sentence) : Exception(sentence);
