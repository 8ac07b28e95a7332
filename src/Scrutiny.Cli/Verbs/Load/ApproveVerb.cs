using System.CommandLine;
using Scrutiny.Ingest.Loading;

namespace Scrutiny.Cli.Verbs.Load;

/// <summary><c>approve LOAD</c> and <c>reject LOAD --reason TEXT</c>: publishes, or refuses, a load that waits.</summary>
internal static class ApproveVerb
{
    public static Command CreateApprove()
    {
        var load = new Argument<string>("LOAD") { Description = "The load's label, as ./scrutiny load printed it." };
        var verb = new Command("approve", "Publishes a load that waits for a person.") { load };
        verb.SetAction(async (parsed, cancel) =>
        {
            await using var working = await Working.OpenAsync(parsed.GetValue(CommandLine.Data), cancel);
            await working.Approval.ApproveAsync(parsed.GetValue(load)!, cancel);
            Console.WriteLine($"Published load {parsed.GetValue(load)}.");
            return 0;
        });
        return verb;
    }

    public static Command CreateReject()
    {
        var load = new Argument<string>("LOAD") { Description = "The load's label, as ./scrutiny load printed it." };
        var reason = new Option<string>("--reason") { Description = "Why, for the record.", HelpName = "TEXT", Required = true };
        var verb = new Command("reject", "Refuses a load that waits; what was known before stands again.") { load, reason };
        verb.SetAction(async (parsed, cancel) =>
        {
            await using var working = await Working.OpenAsync(parsed.GetValue(CommandLine.Data), cancel);
            await working.Approval.RejectAsync(parsed.GetValue(load)!, parsed.GetValue(reason)!, cancel);
            Console.WriteLine($"Rejected load {parsed.GetValue(load)}.");
            return 0;
        });
        return verb;
    }
}
