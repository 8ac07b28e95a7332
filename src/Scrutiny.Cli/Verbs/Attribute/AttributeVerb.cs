using System.CommandLine;
using Scrutiny.Statistics.Attributes;
using Scrutiny.Statistics.Tables;

namespace Scrutiny.Cli.Verbs.Attribute;

/// <summary><c>attribute FILE.csv</c>: control charts of counts, no database needed.</summary>
internal static class AttributeVerb
{
    private const string Words = """
        Columns numerator and, where the chart needs one, denominator; series_id (or series) where there are several
        series, date (2024-03-31) or seq for their order. What a series may say of itself, in columns: chart, freeze
        (how many rows make the lines) and screened (1: outlying moving ranges are left out); else the options say it.
          p    proportions            pp   proportions of large numbers (Laney's p′)
          u    rates                  up   rates of large numbers (Laney's u′)
          c    counts                 i    single values
        A series that nobody names a chart for gets i without denominators, pp for parts of a whole, up for the rest.

        One row out for each row in, in the same order: y, cl (centre), lcl and ucl (three standard deviations), lcl2s
        and ucl2s (two), sigma_signal (1: beyond three), runs_signal, longest_run, longest_run_max, n_crossings,
        n_crossings_min, n_useful. Other columns are passed through.

        Example:
          printf 'date,numerator,denominator\n2026-08-01,24901,27015\n2026-09-01,25210,27400\n' > answered.csv
          ./scrutiny attribute answered.csv --chart pp
        """;

    public static Command Create()
    {
        var file = new Argument<string>("FILE.csv") { Description = "Numbers are written as 1234.5, an empty cell is a missing figure." };
        var chart = new Option<string?>("--chart") { Description = "The chart of series that name none.", HelpName = "p|u|c|pp|up|i" };
        var freeze = new Option<int?>("--freeze") { Description = "How many rows from the start make the lines, for series that do not say (else all).", HelpName = "N" };
        var screen = new Option<bool>("--screen") { Description = "Outlying moving ranges are left out, for series that do not say." };
        var verb = new Command("attribute", "Attribute control charts, with Anhøj's runs test, over any CSV file; no database needed.") { file, chart, freeze, screen, LongHelp.Option(Words) };
        verb.SetAction(parsed =>
        {
            var asked = parsed.GetValue(chart) is not { } name ? (AttributeKind?)null
                : AttributeTable.KindOf(name) ?? throw SentenceException.Unusable($"There is no chart '{name}'; choose p, u, c, pp, up or i.");
            if (parsed.GetValue(freeze) < 2)
            {
                throw SentenceException.Unusable($"A baseline of {parsed.GetValue(freeze)} rows is too short; give 2 or more.");
            }

            return CsvFile.Answer(
                parsed.GetValue(file)!,
                (reader, writer) => AttributeTable.Judge(reader, writer, asked, parsed.GetValue(freeze), parsed.GetValue(screen)));
        });
        return verb;
    }
}
