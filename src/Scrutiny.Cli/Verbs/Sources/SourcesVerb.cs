using System.CommandLine;
using System.Globalization;
using Dapper;
using Scrutiny.Boards;
using Scrutiny.Cli.Verbs.Run;
using Scrutiny.Dashboards;
using Scrutiny.Database;
using Scrutiny.Ingest.Drafting;
using Scrutiny.Ingest.Fetching;
using Scrutiny.Ingest.Loading;
using Scrutiny.Ingest.Mapping;
using Scrutiny.Ingest.Reading;
using Scrutiny.Ingest.Scheduling;
using Scrutiny.Sources;

namespace Scrutiny.Cli.Verbs.Sources;

/// <summary><c>sources list / check / run / draft / schema</c>.</summary>
internal static class SourcesVerb
{
    public static Command Create() => new("sources", "Lists, checks and runs the declared sources.") { List(), Check(), Run(), Draft(), Schema() };

    private static Command List()
    {
        var json = new Option<bool>("--json") { Description = "Prints JSON." };
        var verb = new Command("list", "Every source with its schedule and its last load.") { json };
        verb.SetAction(async (parsed, cancel) =>
        {
            await using var working = await Working.OpenAsync(parsed.GetValue(CommandLine.Data), cancel);
            await using var connection = await working.Database.OpenConnectionAsync(cancel);
            var loads = (await connection.QueryAsync<(string Source, string Load, string State, string Publication, DateTime FinishedAt)>(new CommandDefinition(
                "select distinct on (source) source, load_id, state, publication, finished_at from working.load order by source, number desc", cancellationToken: cancel))).ToDictionary(load => load.Source);
            var sources = working.Catalogue.Sources.Values.Select(source => new SourceLine(
                source.Id,
                source.Value.Title,
                source.Value.Publisher,
                source.Value.Publish,
                source.Value.Schedule,
                loads.TryGetValue(source.Id, out var load) ? new LastLoad(load.Load, new DateTimeOffset(load.FinishedAt, TimeSpan.Zero)) : null,
                load == default ? "never loaded" : load is { State: "accepted", Publication: "waiting" } ? "waiting for approval" : load.Publication == "rejected" ? "rejected" : load.State)).ToList();
            if (parsed.GetValue(json))
            {
                Json.Print(new { Sources = sources });
                return 0;
            }

            foreach (var source in sources)
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{source.Id,-30} {source.State,-22} {source.LastLoad?.At.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) ?? "",-17} {source.Title}"));
            }

            return 0;
        });
        return verb;
    }

    private static Command Check()
    {
        var files = new Argument<string[]>("FILE") { Description = "Declarations to check; without any, the whole of dashboards/.", Arity = ArgumentArity.ZeroOrMore };
        var verb = new Command("check", "Validates every measure, source and board; names each fault with file, line and column.") { files };
        verb.SetAction(parsed =>
        {
            var faults = new List<Fault>();
            var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
            var catalogue = Catalogue.Check(Working.DashboardsFolder, faults);
            faults.AddRange(ScheduleRules.Check(catalogue));
            faults.AddRange(catalogue.Boards.Values.SelectMany(board => BoardLint.Check(board, catalogue, today)));
            if (parsed.GetValue(files) is { Length: > 0 } paths)
            {
                faults.Clear();
                foreach (var path in paths)
                {
                    if (!File.Exists(path))
                    {
                        throw SentenceException.Unusable($"There is no file '{path}'.");
                    }

                    if (catalogue.CheckFile(path, faults, today) is { } source)
                    {
                        faults.AddRange(ScheduleRules.Check(source));
                    }
                }
            }

            foreach (var fault in faults)
            {
                Console.Error.WriteLine(fault);
            }

            var (wrong, warnings) = (faults.Count(fault => !fault.IsWarning), faults.Count(fault => fault.IsWarning));
            var warned = warnings == 0 ? "" : $" {warnings} warning{(warnings == 1 ? "" : "s")}.";
            Console.WriteLine(wrong > 0
                ? $"{wrong} fault{(wrong == 1 ? "" : "s")}.{warned}"
                : parsed.GetValue(files) is { Length: > 0 } checkedFiles ? string.Join('\n', checkedFiles.Select(Sound)) + warned : $"{catalogue.Measures.Count} measures, {catalogue.Annotations.Count} annotations, {catalogue.Sources.Count} sources and {catalogue.Boards.Count} boards: no faults.{warned}");
            return wrong == 0 ? 0 : 1;
        });
        return verb;
    }

    // A draft without a fault is not yet one that somebody has settled.
    private static string Sound(string path) => File.ReadLines(path).Count(line => line.Contains("# unsure", StringComparison.Ordinal)) switch
    {
        0 => $"{path}: no faults.",
        var unsure => $"{path}: no faults; {unsure} line{(unsure == 1 ? " is" : "s are")} still marked 'unsure'.",
    };

    private static Command Run()
    {
        var id = new Argument<string>("ID") { Description = "The source." };
        var verb = new Command("run", "Fetches a source's file now, where it has an address, and loads what lies in its inbox.") { id };
        verb.SetAction(async (parsed, cancel) =>
        {
            var source = parsed.GetValue(id)!;
            var data = DataFolder.Open(parsed.GetValue(CommandLine.Data));
            await using var working = await Working.OpenAsync(parsed.GetValue(CommandLine.Data), cancel);
            if (!working.Catalogue.Sources.ContainsKey(source))
            {
                throw SentenceException.Unusable($"There is no source '{source}'{NearestMatch.Hint(source, working.Catalogue.Sources.Keys)}");
            }

            var inbox = new Inbox(data.PathOf("inbox"), TimeProvider.System);
            inbox.Prepare([source]);
            var (files, refused) = (0, 0);
            var settings = FetchSettings.FromEnvironment();
            var fetch = new SourceFetch(working.Database, working.Catalogue, new Fetcher(settings, TimeProvider.System), working.Loader, settings);
            if (await fetch.FetchAsync(source, asked: true, cancel) is { } fetched)
            {
                Console.WriteLine($"{(fetched.Answer.Host.Length > 0 ? $"{fetched.Answer.Host}: " : "")}{fetched.Answer.Sentence}");
                refused += fetched.Answer.Outcome == FetchOutcome.Failed || fetched.Report is { State: not LoadState.Accepted } ? 1 : 0;
                if (fetched.Report is { } report)
                {
                    Load.LoadVerb.Print(report);
                }
            }

            await foreach (var report in new SourceRun(inbox, working.Loader, TimeProvider.System).RunAsync(source, cancel))
            {
                files++;
                refused += report.State == LoadState.Accepted ? 0 : 1;
                Load.LoadVerb.Print(report);
            }

            Console.WriteLine(files == 0 ? $"No whole file lies in {inbox.FolderOf(source)}." : $"{files} file{(files == 1 ? "" : "s")} taken.");
            return refused == 0 ? 0 : 1;
        });
        return verb;
    }

    private static Command Draft()
    {
        var file = new Argument<string>("FILE") { Description = "A file that no source reads yet." };
        var verb = new Command("draft", "Writes a first declaration for a file never seen; what it is not sure of is marked.") { file };
        verb.SetAction((parsed, cancel) =>
        {
            var path = parsed.GetValue(file)!;
            if (!File.Exists(path))
            {
                throw SentenceException.Unusable($"There is no file '{path}'.");
            }

            try
            {
                Console.Write(SourceDraft.Write(FileSample.Take(path, cancel), Path.GetFileName(path), Catalogue.Read(Working.DashboardsFolder)));
                return Task.FromResult(0);
            }
            catch (Exception refusal) when (refusal is UnreadableFileException or RefusedFileException)
            {
                throw SentenceException.Refused(refusal.Message);
            }
        });
        return verb;
    }

    private static Command Schema()
    {
        var folder = new Argument<string>("DIR") { Description = "Where to write them; dashboards/_schema holds the committed ones." };
        var verb = new Command("schema", "Writes the JSON Schemas of everything in dashboards/, for editors.") { folder };
        verb.SetAction(parsed =>
        {
            var target = Directory.CreateDirectory(parsed.GetValue(folder)!).FullName;
            foreach (var (schema, text) in Schemas())
            {
                File.WriteAllText(Path.Combine(target, DeclarationSchema.FileName(schema)), text);
            }

            return 0;
        });
        return verb;
    }

    /// <summary>Every schema by its name: the library's, and that of the samples' manifest, which only this program reads.</summary>
    internal static IEnumerable<KeyValuePair<string, string>> Schemas() =>
        DeclarationSchema.All.Append(new(BundledSamples.ManifestSchema, DeclarationSchema.Of<SampleManifest>(BundledSamples.ManifestSchema)));

    private sealed record SourceLine(string Id, string Title, string Publisher, PublishRule Publish, string Schedule, LastLoad? LastLoad, string State);

    private sealed record LastLoad(string Load, DateTimeOffset At);
}
