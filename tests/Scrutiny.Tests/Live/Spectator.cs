using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Scrutiny.Tests.Live;

/// <summary>A client of the hub over a bare WebSocket, speaking SignalR's JSON protocol: it follows a meeting and keeps what it is told.</summary>
internal sealed class Spectator : IAsyncDisposable
{
    private const char End = '\u001e';

    private readonly ClientWebSocket socket = new();
    private readonly CancellationTokenSource ending = new();
    private readonly ConcurrentQueue<long> told = new();
    private Task reading = Task.CompletedTask;

    /// <summary>The numbers that it was told, in the order in which they came.</summary>
    public IReadOnlyCollection<long> Told => told;

    /// <summary>Why the stream ended; null while it runs, empty where it ended well.</summary>
    public string? Ended { get; private set; }

    /// <summary>Connects and follows.</summary>
    /// <param name="site">The host.</param>
    /// <param name="slug">The meeting.</param>
    /// <param name="after">Last number that is known.</param>
    /// <param name="reads">False for one who asks and then never reads.</param>
    /// <param name="origin">From which page it comes; null for none.</param>
    public static async Task<Spectator> FollowAsync(Uri site, string slug, long after, bool reads = true, string? origin = null)
    {
        var spectator = new Spectator();
        if (origin is not null)
        {
            spectator.socket.Options.SetRequestHeader("Origin", origin);
        }

        await spectator.socket.ConnectAsync(new UriBuilder(site) { Scheme = "ws", Path = "/hubs/live" }.Uri, CancellationToken.None);
        await spectator.SendAsync("""{"protocol":"json","version":1}""");
        await spectator.SendAsync(JsonSerializer.Serialize(new { type = 4, invocationId = "1", target = "Follow", arguments = new object[] { slug, after } }));
        if (reads)
        {
            spectator.reading = spectator.ReadAsync();
        }

        return spectator;
    }

    /// <summary>Says, as a big screen does, what it shows.</summary>
    public Task ShowsAsync(string slug, long seq) => SendAsync(JsonSerializer.Serialize(new { type = 1, target = "Shown", arguments = new object[] { slug, seq } }));

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await reading;
        socket.Dispose();
        ending.Dispose();
    }

    private Task SendAsync(string message) => socket.SendAsync(Encoding.UTF8.GetBytes(message + End), WebSocketMessageType.Text, true, CancellationToken.None);

    private async Task ReadAsync()
    {
        var (buffer, rest) = (new byte[64 * 1024], new StringBuilder());
        var decoder = Encoding.UTF8.GetDecoder();
        var letters = new char[64 * 1024];
        try
        {
            while (await socket.ReceiveAsync(buffer, ending.Token) is { MessageType: not WebSocketMessageType.Close } received)
            {
                rest.Append(letters, 0, decoder.GetChars(buffer, 0, received.Count, letters, 0));
                var parts = rest.ToString().Split(End);
                rest.Clear().Append(parts[^1]);
                foreach (var part in parts[..^1])
                {
                    Hear(part);
                }
            }
        }
        catch (Exception gone) when (gone is OperationCanceledException or WebSocketException)
        {
            // Cut off, or told to go.
        }
    }

    private void Hear(string message)
    {
        using var document = JsonDocument.Parse(message);
        var root = document.RootElement;
        switch (root.TryGetProperty("type", out var type) ? type.GetInt32() : 0)
        {
            case 2:
                told.Enqueue(root.GetProperty("item").GetProperty("seq").GetInt64());
                break;
            case 3:
                Ended = root.TryGetProperty("error", out var error) ? error.GetString() : "";
                break;
        }
    }
}
