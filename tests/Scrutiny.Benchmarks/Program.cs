using System.Globalization;
using System.Text.Json;
using Scrutiny.Benchmarks;
using Scrutiny.Benchmarks.Live;
using Scrutiny.Benchmarks.Questions;

// Parts of the live benchmark that are processes of their own.
switch (args)
{
    case [LiveBenchmark.CrowdPart]:
        return await Crowd.RunAsync();
    case [LiveBenchmark.BarePart, var address]:
        return await BareHub.RunAsync(address);
}

var json = args.Contains("--json");
var names = args.Where(argument => argument != "--json").ToList();
var known = new Dictionary<string, Func<IReadOnlyList<string>, Task<IReadOnlyList<BenchmarkRun>>>>
{
    ["spc"] = _ => Task.FromResult(SpcBenchmark.Run()),
    ["charts"] = _ => Task.FromResult(ChartsBenchmark.Run()),
    ["ingest"] = IngestBenchmark.RunAsync,
    ["pages"] = PagesBenchmark.RunAsync,
    ["pack"] = _ => PackBenchmark.RunAsync(),
    ["live"] = LiveBenchmark.RunAsync,
    ["questions"] = QuestionsBenchmark.RunAsync,
};
if (names.Count == 0 || !known.TryGetValue(names[0], out var benchmark))
{
    Console.Error.WriteLine($"./scrutiny bench takes one of: {string.Join(", ", known.Keys)}; ingest may be followed by outcomes, first, unchanged or published, and a number of rows; live by a number of spectators; questions by a number of minutes.");
    return 2;
}

Memory.Watch();
var runs = await benchmark(names[1..]);
if (json)
{
    Console.WriteLine(JsonSerializer.Serialize(new { runs }, new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, WriteIndented = true }));
    return 0;
}

foreach (var run in runs)
{
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{run.Name,-44} ours {run.Ours,14:#,##0.##} {run.Unit}, baseline {run.Baseline:#,##0.##} {run.Unit}, ratio {run.Ratio:0.000}, peak {run.PeakMb:0} MB"));
}

return 0;
