using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Scrutiny.Benchmarks.Live;

/// <summary>The process of the baseline: a hub that tells everybody what it is told, without a log, a database or a way to catch up.</summary>
internal sealed class BareHub : Hub
{
    public override Task OnConnectedAsync() => Clients.Caller.SendAsync("event", Backlog);

    private static IReadOnlyList<BareEvent> Backlog { get; } = [new(1, DateTimeOffset.UnixEpoch, "meeting-published", new { }), new(2, DateTimeOffset.UnixEpoch, "meeting-opened", new { })];

    /// <summary>Serves until its input ends. Each line, <c>COUNT PAUSE_MS LETTERS</c>, is that many messages to all.</summary>
    public static async Task<int> RunAsync(string address)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(address);
        builder.Services.AddSignalR().AddJsonProtocol(json => json.PayloadSerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower);
        await using var app = builder.Build();
        app.MapHub<BareHub>("/hub");
        await app.StartAsync();
        Console.WriteLine("ready");
        var hub = app.Services.GetRequiredService<IHubContext<BareHub>>();
        var seq = 2L;
        while (await Console.In.ReadLineAsync() is { } line)
        {
            var numbers = line.Split(' ').Select(number => int.Parse(number, CultureInfo.InvariantCulture)).ToList();
            for (var message = 0; message < numbers[0]; message++)
            {
                await hub.Clients.All.SendAsync("event", new BareEvent(++seq, DateTimeOffset.UnixEpoch, "note-recorded", new { text = LiveBenchmark.Text(numbers[2]) }));
                await Task.Delay(numbers[1]);
            }

            Console.WriteLine("done");
        }

        return 0;
    }
}

/// <summary>An event as the live hub sends it.</summary>
internal sealed record BareEvent(long Seq, DateTimeOffset At, string Kind, object Data);
