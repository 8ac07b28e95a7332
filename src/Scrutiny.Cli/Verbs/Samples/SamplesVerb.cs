using System.CommandLine;
using Scrutiny.Cli.Samples;

namespace Scrutiny.Cli.Verbs.Samples;

/// <summary><c>samples write DIR</c>: makes the synthetic sample files anew, the same on any machine.</summary>
internal static class SamplesVerb
{
    public static Command Create()
    {
        var folder = new Argument<string>("DIR") { Description = "Where to write them; dashboards/samples holds the committed ones." };
        var write = new Command("write", "Writes the synthetic sample files, the same bytes on any machine.") { folder };
        write.SetAction(parsed =>
        {
            SyntheticReturns.WriteAll(Directory.CreateDirectory(parsed.GetValue(folder)!).FullName);
            return 0;
        });
        return new Command("samples", "Makes the bundled synthetic samples anew.") { write };
    }
}
