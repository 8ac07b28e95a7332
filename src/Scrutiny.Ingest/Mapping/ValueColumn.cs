using Scrutiny.Periods;
using Scrutiny.Sources;

namespace Scrutiny.Ingest.Mapping;

/// <summary>One column of values and the columns that say more of them, each from 0, or -1 where there is none.</summary>
internal sealed record ValueColumn(ValueRule Rule, int Column)
{
    public int Numerator { get; init; } = -1;

    public int Denominator { get; init; } = -1;

    public int Status { get; init; } = -1;

    public int Measure { get; init; } = -1;

    public int Breakdown { get; init; } = -1;

    /// <summary>The period of the column itself, where each has one of its own.</summary>
    public Period? Period { get; init; }

    /// <summary>Which rows the value is taken from.</summary>
    public required RowConditions Where { get; init; }

    /// <summary>Which rows a percentage is taken of.</summary>
    public required RowConditions Of { get; init; }

    /// <summary>The aggregate that the row before belonged to: most often this one's, too.</summary>
    public (string Measure, string Area, string Breakdown, Period Period, Tally Tally)? Last { get; set; }
}
