using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Scrutiny.Tests.Leaks;

/// <summary>One who watches series on the public hub, by a real socket and the hub's JSON.</summary>
internal sealed class Spectator : IAsyncDisposable
{
    private const char End = '\u001e';
    private const int Ping = 6;
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private readonly ClientWebSocket socket = new();
    private readonly List<string> frames = [];
    private readonly StringBuilder begun = new();

    /// <summary>Every frame so far, save the pings, which the clock sends.</summary>
    public IReadOnlyList<string> Frames => frames;

    public static async Task<Spectator> WatchAsync(Uri site, params (string Measure, string Area)[] series)
    {
        var spectator = new Spectator();
        await spectator.socket.ConnectAsync(new UriBuilder(site) { Scheme = "ws", Path = "/hubs/live" }.Uri, CancellationToken.None);
        await spectator.SendAsync("""{"protocol":"json","version":1}""");
        for (var i = 0; i < series.Length; i++)
        {
            await spectator.SendAsync(JsonSerializer.Serialize(new { type = 1, invocationId = $"{i}", target = "Watch", arguments = new[] { series[i].Measure, series[i].Area } }));
        }

        // The greeting, and an answer to each.
        await spectator.UntilAsync(frames => frames.Count == 1 + series.Length);
        return spectator;
    }

    /// <summary>Reads until it is so.</summary>
    public async Task UntilAsync(Predicate<IReadOnlyList<string>> reached)
    {
        using var late = new CancellationTokenSource(Deadline);
        var buffer = new byte[16 * 1024];
        while (!reached(frames))
        {
            var read = await socket.ReceiveAsync(buffer, late.Token);
            begun.Append(Encoding.UTF8.GetString(buffer, 0, read.Count));
            var parts = begun.ToString().Split(End);
            begun.Clear().Append(parts[^1]);
            frames.AddRange(parts[..^1].Where(frame => !frame.StartsWith($"{{\"type\":{Ping}", StringComparison.Ordinal)));
        }
    }

    public ValueTask DisposeAsync()
    {
        socket.Abort();
        socket.Dispose();
        return ValueTask.CompletedTask;
    }

    private Task SendAsync(string message) => socket.SendAsync(Encoding.UTF8.GetBytes(message + End), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
}
