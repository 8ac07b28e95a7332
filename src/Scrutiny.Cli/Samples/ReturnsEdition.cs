using System.Globalization;

namespace Scrutiny.Cli.Samples;

/// <summary>One monthly return of the synthetic samples: the whole history to its last month, as known then.</summary>
internal sealed class ReturnsEdition
{
    public static readonly ReturnsEdition September2026 = new(new DateOnly(2026, 9, 1));

    /// <summary>Adds October 2026 and revises the 999 figures of September 2026.</summary>
    public static readonly ReturnsEdition October2026 = new(new DateOnly(2026, 10, 1));

    private ReturnsEdition(DateOnly lastMonth) => LastMonth = lastMonth;

    public static IReadOnlyList<ReturnsEdition> All { get; } = [September2026, October2026];

    public DateOnly LastMonth { get; }

    public string FileName => $"sample-returns-{LastMonth.ToString("yyyy-MM", CultureInfo.InvariantCulture)}.csv";

    public override string ToString() => FileName;
}
