using Scrutiny.Tests.Conventions;

namespace Scrutiny.Tests.Statistics.Tables;

/// <summary>
/// The verbs' tables against PHEindicatormethods 2.1.0, FunnelPlotR 0.6.0 and qicharts2 0.8.1 under R 4.5.0, every row of every file:
/// words exactly, numbers to 1e-9 relative.
/// </summary>
[TestFixture]
internal sealed class OracleTests
{
    [TestCaseSource(typeof(OracleComparison), nameof(OracleComparison.All))]
    public void Our_table_equals_the_other_programs(OracleComparison comparison) => AssertEqual(comparison, Oracle.CoreFolder);

    [NeedsSharedData("oracle")]
    [TestCaseSource(typeof(OracleComparison), nameof(OracleComparison.All))]
    public void Our_table_equals_the_other_programs_on_the_full_oracle(OracleComparison comparison) => AssertEqual(comparison, Oracle.SharedFolder);

    private static void AssertEqual(OracleComparison comparison, string folder)
    {
        var (faults, compared) = comparison.Run(folder);

        TestContext.Out.WriteLine($"{comparison}: {compared} values");
        Assert.That(compared, Is.Positive);
        Assert.That(faults, Is.Empty);
    }
}
