using System.CommandLine;
using Scrutiny.Statistics.Tables;

namespace Scrutiny.Cli.Verbs.Funnel;

/// <summary><c>funnel FILE.csv</c>: units compared with their average, no database needed.</summary>
internal static class FunnelVerb
{
    private const string Words = """
        Columns unit,numerator,denominator and, where wanted, dataset (several funnels in one file) and expected
        (expected counts, for ratios; else they are denominator times the overall rate). What is compared:
          --kind proportion   parts of a whole, in per cent; the usual one
          --kind rate         events per 1,000 of the denominator
          --kind ratio        observed over expected
          --kind PR, RC, SR-CQC, SR-SHMI
                              the four funnels of the R package FunnelPlotR as they are, defects included
        A column statistic or data_type may say it row by row, requested_adjusted (1 or 0) whether limits are adjusted.

        One row out for each row in, in the same order:
          value, significance             against limits that allow for chance alone (PHEindicatormethods)
          lower95 … upper998              those limits at the unit's size, in the unit of value
          rr, uzscore, wuzscore           the figure in parts of 1, its distance from the average in standard errors
                                          before and after extremes were drawn in
          ll95 … ul998, odll95 … odul998  limits in parts of 1, without and with the spread between units
          outlier998, verdict             1 beyond the 99.8% limits in use; within, low95, low998, high95 or high998
          note                            why a unit is left out, or why there is no funnel (fewer than 10 units)
        --part summary writes one row for each funnel: phi, tau2, used_adjusted, used_unadjusted, n_outliers, units.
        --part lines writes the lines to draw that allow for chance alone: x is the size for proportions, the number
        of events for rates and ratios. With columns x,baseline in place of units, the lines at those.

        Example:
          ./scrutiny funnel complaints.csv --kind rate
          ./scrutiny funnel complaints.csv --kind rate --part summary
        """;

    public static Command Create()
    {
        var file = new Argument<string>("FILE.csv") { Description = "Numbers are written as 1234.5, an empty cell is a missing figure." };
        var kind = new Option<string>("--kind") { Description = "What is compared.", HelpName = "KIND", DefaultValueFactory = static _ => "proportion" };
        var part = new Option<string?>("--part") { Description = "Which table to write (else units).", HelpName = "units|lines|summary" };
        var unadjusted = new Option<bool>("--unadjusted") { Description = "Limits allow for chance alone, however much units differ." };
        var verb = new Command("funnel", "Units compared with their average by a funnel, not a league table, over any CSV file; no database needed.") { file, kind, part, unadjusted, LongHelp.Option(Words) };
        verb.SetAction(parsed =>
        {
            var asked = FunnelStatistic.Of(parsed.GetValue(kind)!)
                ?? throw SentenceException.Unusable($"There is no funnel '{parsed.GetValue(kind)}'; choose one of {string.Join(", ", FunnelStatistic.All.Select(one => one.Name))}.");

            var table = Choice.Of<FunnelPart>("--part", parsed.GetValue(part)) ?? FunnelPart.Units;
            return CsvFile.Answer(
                parsed.GetValue(file)!,
                (reader, writer) => FunnelTable.Judge(reader, writer, table, asked, !parsed.GetValue(unadjusted)));
        });
        return verb;
    }
}
