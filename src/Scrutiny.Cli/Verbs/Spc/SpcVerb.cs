using System.CommandLine;
using Scrutiny.Statistics;
using Scrutiny.Statistics.Tables;

namespace Scrutiny.Cli.Verbs.Spc;

/// <summary><c>spc FILE.csv</c>: statistical process control over any CSV, no database needed.</summary>
internal static class SpcVerb
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE.csv") { Description = "Columns series,date,value and optionally improvement,target,rebase,fix_after,screen." };
        var mode = new Option<string?>("--mode") { Description = "product: this program's own decisions, and the usual one; compat: the reference in R exactly as it is, defects included.", HelpName = "product|compat" };
        var verb = new Command("spc", "Statistical process control over any CSV file; one row out per row in, no database needed.") { file, mode };
        verb.SetAction(parsed => CsvFile.Answer(
            parsed.GetValue(file)!,
            (reader, writer) => SpcTable.Judge(reader, writer, Choice.Of<SpcMode>("--mode", parsed.GetValue(mode)) ?? SpcMode.Product)));
        return verb;
    }
}
