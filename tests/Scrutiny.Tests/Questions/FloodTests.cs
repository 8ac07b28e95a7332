using System.Diagnostics;
using System.Text.Json;
using Scrutiny.Processes;

namespace Scrutiny.Tests.Questions;

/// <summary>What <c>./scrutiny bench questions</c> measures keeps its limits. It needs the machine for itself for seven minutes.</summary>
[Category("OnDemand")]
internal sealed class FloodTests
{
    [Test, Category("M-1"), Category("M-2"), Category("M-3"), CancelAfter(900_000)]
    public async Task Many_ask_at_once_and_are_heard_and_floods_slow_nobody_else()
    {
        var program = Path.Combine(AppContext.BaseDirectory, "..", "..", "Scrutiny.Benchmarks", new DirectoryInfo(AppContext.BaseDirectory).Name, "Scrutiny.Benchmarks.dll");
        using var process = Process.Start(new ProcessStartInfo(DotNetHost.Path, [program, "questions", "5", "--json"]) { RedirectStandardOutput = true })!;
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        var runs = JsonDocument.Parse(said).RootElement.GetProperty("runs").EnumerateArray().Select(run => (Name: run.GetProperty("name").GetString()!, Ours: run.GetProperty("ours").GetDouble(), Limit: run.GetProperty("baseline").GetDouble())).ToList();

        Assert.That(runs, Has.Count.EqualTo(16));
        Assert.That(runs.Where(run => run.Name switch
        {
            _ when run.Name.Contains("taken", StringComparison.Ordinal) || run.Name.Contains("once", StringComparison.Ordinal) => run.Ours != run.Limit,
            _ when run.Name.Contains("told to wait", StringComparison.Ordinal) => run.Ours < run.Limit,
            _ => run.Ours > run.Limit,
        }), Is.Empty, said);
    }
}
