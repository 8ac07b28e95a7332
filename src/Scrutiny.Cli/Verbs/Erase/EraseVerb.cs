using System.CommandLine;
using System.Globalization;
using Scrutiny.Database;
using Scrutiny.QuestionLedger;

namespace Scrutiny.Cli.Verbs.Erase;

/// <summary><c>erase --due</c>: the retention schedule, now.</summary>
internal static class EraseVerb
{
    private const int Days = 90;

    public static Command Create()
    {
        var due = new Option<bool>("--due") { Description = "Erases addresses of askers whose time is over, and again what a restored backup brought back." };
        var days = new Option<int>("--days") { Description = "So many days after the last word on a question its asker’s address goes.", HelpName = "N", DefaultValueFactory = _ => int.TryParse(Environment.GetEnvironmentVariable("Questions__KeepContactDays"), NumberStyles.None, CultureInfo.InvariantCulture, out var kept) ? kept : Days };
        var ledger = new Option<string[]>("--ledger") { Description = "Another ledger of erasures, kept elsewhere; may be given more than once.", HelpName = "FILE" };
        var json = new Option<bool>("--json") { Description = "Prints the result as JSON." };
        var verb = new Command("erase", "Erases what is due by the retention schedule.") { due, days, ledger, json };
        verb.SetAction(async (parsed, cancel) =>
        {
            if (!parsed.GetValue(due))
            {
                throw SentenceException.Unusable("Say what to erase: ./scrutiny erase --due does what the retention schedule would do now.");
            }

            if (parsed.GetValue(days) is < 1 or > 3650)
            {
                throw SentenceException.Unusable("--days must be a number from 1 to 3650.");
            }

            var folder = DataFolder.Open(parsed.GetValue(CommandLine.Data));
            await using var working = await Working.OpenAsync(parsed.GetValue(CommandLine.Data), cancel);
            IReadOnlyList<ErasureFile> files = [new(folder.PathOf(ErasureFile.Name)), .. (parsed.GetValue(ledger) ?? []).Select(path => new ErasureFile(path))];
            var erased = await Retention.RunAsync(working.Database, files, parsed.GetValue(days), cancel);
            if (parsed.GetValue(json))
            {
                Json.Print(erased);
            }
            else
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Addresses erased: {erased.Due} whose time was over. Erased again after an old backup: {erased.Again}."));
            }

            return 0;
        });
        return verb;
    }
}
