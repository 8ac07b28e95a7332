namespace Scrutiny.Periods;

/// <summary>How often a measure is reported, which also says how its periods are written.</summary>
public enum Frequency
{
    /// <summary>A calendar month: <c>2026-09</c>.</summary>
    Month,

    /// <summary>A calendar quarter: <c>2026 Q3</c>.</summary>
    Quarter,

    /// <summary>A police financial year, 1 April to 31 March: <c>2025/26</c>.</summary>
    FinancialYear,

    /// <summary>A calendar year: <c>2025</c>.</summary>
    Year,

    /// <summary>Twelve months ending with a named month: <c>YE 2018-09</c>.</summary>
    Rolling12,

    /// <summary>A day on which something was counted: <c>2019-09-30</c>.</summary>
    AsAt,
}
