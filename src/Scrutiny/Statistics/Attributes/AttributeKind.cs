namespace Scrutiny.Statistics.Attributes;

/// <summary>The control charts for counts and for what was counted among.</summary>
public enum AttributeKind
{
    /// <summary>Proportions: parts of a whole that may differ from period to period.</summary>
    P,

    /// <summary>Rates: events in a population or a time that may differ from period to period.</summary>
    U,

    /// <summary>Counts of events where what they happen in stays the same.</summary>
    C,

    /// <summary>P′ (D. B. Laney 2002): proportions of numbers so large that the limits of P would call almost every period special.</summary>
    PPrime,

    /// <summary>U′ (D. B. Laney 2002): the same for rates.</summary>
    UPrime,

    /// <summary>Single measured values; three standard deviations from moving ranges, which is 2.6596 of them where XmR takes 2.66.</summary>
    I,
}
