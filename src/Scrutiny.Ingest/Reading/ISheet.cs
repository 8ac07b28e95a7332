namespace Scrutiny.Ingest.Reading;

/// <summary>One sheet of a workbook. A CSV has one, whose name is empty.</summary>
internal interface ISheet
{
    /// <summary>As stored, trailing spaces included.</summary>
    string Name { get; }

    /// <summary>Hidden from a person who opens the workbook, in whatever way. Its rows can be read all the same.</summary>
    bool Hidden { get; }

    /// <summary>
    /// Which rows and columns the last reading of <see cref="Rows"/> left out because they are hidden: a figure that no reader of the
    /// published table sees was not published. Null where there were none.
    /// </summary>
    string? LeftOut { get; }

    /// <summary>
    /// The rows in order, read as they are asked for; asking again reads again from the top. One enumeration per workbook
    /// at a time: starting a second one ends the first.
    /// </summary>
    /// <exception cref="UnreadableFileException">The file turns out to be damaged, hostile or over a limit at this point.</exception>
    IEnumerable<Row> Rows();
}
