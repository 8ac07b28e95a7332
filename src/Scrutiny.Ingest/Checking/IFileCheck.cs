using Scrutiny.Ingest.Mapping;
using Scrutiny.Sources;

namespace Scrutiny.Ingest.Checking;

/// <summary>Something that must hold in a file, told each figure as it is read.</summary>
internal interface IFileCheck
{
    /// <summary>What happens where it does not hold.</summary>
    CheckOutcome Otherwise { get; }

    void Add(in Figure figure);

    /// <summary>Each place where it does not hold, in one sentence, once all figures are read.</summary>
    /// <param name="known">What was known before the file.</param>
    IEnumerable<string> Differences(IKnownValues known);
}

/// <summary>What was known of the source before the file.</summary>
internal interface IKnownValues
{
    /// <summary>The value of the same series and period; null where none was known.</summary>
    decimal? At(in Figure figure);

    /// <summary>The latest value before the figure's period, and its period's last day.</summary>
    (DateOnly To, decimal Value)? Before(in Figure figure);
}
