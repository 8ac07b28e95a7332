using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Npgsql;
using Scrutiny.Body;
using Scrutiny.Charts;
using Scrutiny.Dashboards;
using Scrutiny.Database;
using Scrutiny.PackBuilds;
using Scrutiny.Packs;
using Scrutiny.Processes;

namespace Scrutiny.Cli.Verbs.Packs;

/// <summary><c>pack build</c>, <c>pack verify</c> and <c>pack key</c>: sealed papers for a meeting.</summary>
internal static class PackVerb
{
    public static Command Create() => new("pack", "Builds the sealed papers for a meeting from boards at a data cut, and checks such a pack.") { Build(), Verify(), Key() };

    private static Command Build()
    {
        var boards = new Argument<string[]>("BOARD") { Description = "Boards by their addresses, in order; each becomes a chapter.", Arity = ArgumentArity.ZeroOrMore };
        var plan = new Option<string?>("--plan") { Description = "A plan instead of boards: the file pack.json of another pack.", HelpName = "FILE" };
        var asKnown = new Option<string?>("--as-known") { Description = "The data cut: every figure is the one that the public knew at this moment, UTC.", HelpName = "TIME" };
        var output = new Option<string>("--out") { Description = "The folder for the pack, made where it is missing.", HelpName = "DIR", Required = true };
        var title = new Option<string?>("--title") { Description = "Its title.", HelpName = "TEXT" };
        var noPdf = new Option<bool>("--no-pdf") { Description = "Leaves the PDF out." };
        var json = new Option<bool>("--json") { Description = "Prints the result as JSON." };
        var verb = new Command("build", "Builds a pack as one zip, with its manifest beside it.") { boards, plan, asKnown, output, title, noPdf, json };
        verb.SetAction(async (parsed, cancel) =>
        {
            var clock = Stopwatch.StartNew();
            var body = new ConfigurationBuilder().AddEnvironmentVariables().Build().GetSection(BodySettings.Section).Get<BodySettings>() ?? new BodySettings();
            var catalogue = Catalogue.Read(Working.DashboardsFolder).ForPublic();
            DateTimeOffset? cut = parsed.GetValue(asKnown) is { } text ? Load.LoadVerb.ParseMoment(text, "--as-known") : null;
            var chosen = parsed.GetValue(plan) is { } file ? Read(file) : OfBoards(parsed.GetValue(boards) ?? [], cut, body, catalogue);
            chosen = chosen with { Cut = cut ?? chosen.Cut, Title = parsed.GetValue(title) ?? chosen.Title };
            if (PackRules.Refusal(chosen) is { } refusal)
            {
                throw SentenceException.Unusable(refusal);
            }

            if (chosen.Cut > TimeProvider.System.GetUtcNow())
            {
                throw SentenceException.Unusable("The data cut lies in the future, and nobody knows yet what will be known then; give an earlier --as-known.");
            }

            var folder = Directory.CreateDirectory(parsed.GetValue(output)!).FullName;
            var data = DataFolder.Open(parsed.GetValue(CommandLine.Data));
            await using var lease = await PrivateCluster.UseAsync(data, Console.Error.WriteLine, cancel);
            await MigrateVerb.MigrateAsync(lease, _ => { }, cancel);
            await using var published = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(lease.ConnectionString(DatabaseRole.Public)) { SearchPath = "published" }.ConnectionString);
            var build = new PackBuild(published, catalogue, body, new SvgChartRenderer());
            var files = await build.FilesAsync(await build.ContentAsync(chosen, cancel), cancel);
            var (pdf, wrong) = parsed.GetValue(noPdf) ? (null, null) : await new ChromiumPrinter().PrintAsync([.. files.Select(made => (made.Name, made.Bytes))], cancel);
            if (wrong is not null)
            {
                await Console.Error.WriteLineAsync(wrong);
            }

            using var key = await PackKey.OpenAsync(data.Path, cancel);
            var (pack, manifest) = (Path.Combine(folder, chosen.Slug + ".zip"), Path.Combine(folder, PackManifest.Name));
            await File.WriteAllBytesAsync(pack, PackArchive.Write(files, pdf, key), cancel);
            await File.WriteAllBytesAsync(manifest, files[^1].Bytes.ToArray(), cancel);
            if (parsed.GetValue(json))
            {
                Json.Print(new { Pack = pack, Manifest = manifest, ManifestSha256 = PackManifest.Sha256(files[^1].Bytes.Span), Files = files.Count, Pdf = pdf is not null, Seconds = Math.Round(clock.Elapsed.TotalSeconds, 2) });
            }
            else
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{pack}: {files.Count} files{(pdf is null ? "" : " and the PDF")}, {clock.Elapsed.TotalSeconds:0.0} s; manifest {PackManifest.Sha256(files[^1].Bytes.Span)}"));
            }

            return 0;
        });
        return verb;
    }

    private static Command Verify()
    {
        var file = new Argument<string>("FILE") { Description = "The pack." };
        var key = new Option<string?>("--key") { Description = "The public key of the body whose pack it should be, as that body publishes it.", HelpName = "FILE" };
        var json = new Option<bool>("--json") { Description = "Prints the result as JSON." };
        var verb = new Command("verify", "Checks a pack: every file, the manifest, the PDF, the signature. Needs no database.") { file, key, json };
        verb.SetAction(parsed =>
        {
            using var given = parsed.GetValue(key) is { } path ? ReadKey(path) : null;
            using var pack = Open(parsed.GetValue(file)!);
            var verdict = PackArchive.Verify(pack, given);
            if (parsed.GetValue(json))
            {
                Json.Print(new { Ok = verdict.Faults.Count == 0, Pack = verdict.Manifest?.Pack, AsKnown = verdict.Manifest?.AsKnown, Files = verdict.Manifest?.Files.Count, verdict.KeyFingerprint, verdict.KeyGiven, verdict.Faults });
                return verdict.Faults.Count == 0 ? 0 : 1;
            }

            foreach (var fault in verdict.Faults)
            {
                Console.WriteLine(fault);
            }

            if (verdict is { Faults.Count: 0, Manifest: { } manifest })
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"The pack “{manifest.Title}”, figures as published at {manifest.AsKnown:yyyy-MM-ddTHH:mm:ssZ}, is whole: {manifest.Files.Count} files."));
                Console.WriteLine(verdict.KeyGiven
                    ? "It is signed by the key that was given."
                    : $"It is signed by the key {verdict.KeyFingerprint}, which came with it; compare that with the key that the body publishes, or give the body's key with --key.");
            }

            return verdict.Faults.Count == 0 ? 0 : 1;
        });
        return verb;
    }

    private static Command Key()
    {
        var verb = new Command("key", "Prints the public half of the key with which this installation signs packs.");
        verb.SetAction(async (parsed, cancel) =>
        {
            using var key = await PackKey.OpenAsync(DataFolder.Open(parsed.GetValue(CommandLine.Data)).Path, cancel);
            Console.Write(key.PublicPem);
            return 0;
        });
        return verb;
    }

    private static PackPlan OfBoards(string[] boards, DateTimeOffset? cut, BodySettings body, Catalogue catalogue) =>
        boards.Length == 0 ? throw SentenceException.Unusable("Name at least one board, or a plan with --plan.")
        : cut is not { } moment ? throw SentenceException.Unusable("Give the data cut with --as-known, a moment in UTC such as 2026-10-22T12:00:00Z.")
        : PackPlan.OfBoards(boards.Length == 1 ? "pack-" + boards[0] : "pack", boards.Length == 1 ? catalogue.Boards.GetValueOrDefault(boards[0])?.Value.Title ?? "Scrutiny pack" : "Scrutiny pack", boards, moment, body.Area, catalogue);

    private static PackPlan Read(string path)
    {
        try
        {
            var plan = PackJson.Read<PackPlan>(File.ReadAllText(path, Encoding.UTF8));
            return PackRules.Refusal(plan) is { } refusal ? throw SentenceException.Unusable($"{path} is no plan of a pack that can be built: {refusal}") : plan;
        }
        catch (Exception fault) when (fault is JsonException or IOException or UnauthorizedAccessException)
        {
            throw SentenceException.Unusable($"{path} is no plan of a pack that can be read ({fault.Message.ReplaceLineEndings(" ").TrimEnd('.')}).", fault);
        }
    }

    private static PackKey ReadKey(string path)
    {
        try
        {
            return PackKey.Read(File.ReadAllText(path));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException or CryptographicException)
        {
            throw SentenceException.Unusable($"{path} is no public key that can be read; it must be PEM.", fault);
        }
    }

    private static FileStream Open(string path)
    {
        try
        {
            return File.OpenRead(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw SentenceException.Unusable($"There is no file '{path}' that can be read.", fault);
        }
    }
}
