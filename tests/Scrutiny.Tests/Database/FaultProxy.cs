using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Scrutiny.Tests.Database;

/// <summary>Stands between a program and its PostgreSQL and does to their talk what networks do.</summary>
internal sealed class FaultProxy : IAsyncDisposable
{
    // With its end: "READ COMMITTED" is said at the start of a transaction.
    private static readonly byte[] Commit = [.. "COMMIT\0"u8];

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource ending = new();
    private readonly ConcurrentDictionary<Link, Task> links = new();
    private readonly Task accepting;
    private long mayPass = long.MaxValue;
    private long beforeSilence = long.MaxValue;
    private int commitsToLose;
    private int commitsLost;

    public FaultProxy(int serverPort)
    {
        ServerPort = serverPort;
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        accepting = AcceptAsync();
    }

    public int Port { get; }

    /// <summary>Where the server is; it may come back on another port.</summary>
    public int ServerPort { get; set; }

    /// <summary>Before anything is passed on, either way.</summary>
    public TimeSpan Latency { get; set; }

    /// <summary>How many COMMITs were carried out by the server without the program hearing of it.</summary>
    public int CommitsLost => commitsLost;

    public string Through(string connectionString) => new NpgsqlConnectionStringBuilder(connectionString) { Host = "127.0.0.1", Port = Port }.ConnectionString;

    /// <summary>The next COMMIT reaches the server; its answer is the moment at which the connection breaks.</summary>
    public void LoseNextCommit() => Interlocked.Exchange(ref commitsToLose, 1);

    /// <summary>Breaks the connection that asks for more than so many bytes, counted over all from now on; one connection, once.</summary>
    public void CutAfter(long bytes) => Interlocked.Exchange(ref mayPass, bytes);

    /// <summary>After so many more bytes nothing is passed on, either way, and nobody is told.</summary>
    public void FallSilentAfter(long bytes) => Interlocked.Exchange(ref beforeSilence, bytes);

    /// <summary>New connections work again.</summary>
    public void Heal() => FallSilentAfter(long.MaxValue);

    /// <summary>Breaks every connection.</summary>
    public void Reset()
    {
        foreach (var link in links.Keys)
        {
            link.Break();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        listener.Dispose();
        Reset();
        await accepting;
        await Task.WhenAll(links.Values);
        ending.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var link = new Link(await listener.AcceptSocketAsync(ending.Token));
                links[link] = ServeAsync(link);
            }
        }
        catch (Exception fault) when (fault is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The proxy is closed.
        }
    }

    private async Task ServeAsync(Link link)
    {
        await Task.Yield();
        try
        {
            await link.Server.ConnectAsync(IPAddress.Loopback, ServerPort, ending.Token);
            await Task.WhenAny(AskAsync(link), AnswerAsync(link), link.Broken);
        }
        catch (Exception fault) when (fault is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Either side is gone.
        }
        finally
        {
            link.Break();
            links.TryRemove(link, out _);
        }
    }

    private async Task AskAsync(Link link)
    {
        var buffer = new byte[1 << 16];
        var seen = 0;
        while (await ReceiveAsync(link.Client, buffer) is > 0 and var count)
        {
            if (Interlocked.Add(ref mayPass, -count) < 0)
            {
                Interlocked.Exchange(ref mayPass, long.MaxValue);
                return;
            }

            if (SaysCommit(buffer.AsSpan(0, count), ref seen) && Interlocked.Exchange(ref commitsToLose, 0) == 1)
            {
                link.IsCommitLost = true;
            }

            await SendAsync(link.Server, buffer.AsMemory(0, count));
        }
    }

    private async Task AnswerAsync(Link link)
    {
        var buffer = new byte[1 << 16];
        while (await ReceiveAsync(link.Server, buffer) is > 0 and var count)
        {
            if (link.IsCommitLost)
            {
                Interlocked.Increment(ref commitsLost);
                return;
            }

            await SendAsync(link.Client, buffer.AsMemory(0, count));
        }
    }

    // The word may come in two pieces.
    private static bool SaysCommit(ReadOnlySpan<byte> bytes, ref int seen)
    {
        var said = false;
        foreach (var value in bytes)
        {
            seen = value == Commit[seen] ? seen + 1 : value == Commit[0] ? 1 : 0;
            if (seen == Commit.Length)
            {
                (said, seen) = (true, 0);
            }
        }

        return said;
    }

    private ValueTask<int> ReceiveAsync(Socket from, byte[] buffer) => from.ReceiveAsync(buffer, ending.Token);

    private async Task SendAsync(Socket to, ReadOnlyMemory<byte> bytes)
    {
        if (Latency > TimeSpan.Zero)
        {
            await Task.Delay(Latency, ending.Token);
        }

        if (Interlocked.Add(ref beforeSilence, -bytes.Length) < 0)
        {
            await Task.Delay(Timeout.Infinite, ending.Token);
        }

        for (var sent = 0; sent < bytes.Length;)
        {
            sent += await to.SendAsync(bytes[sent..], ending.Token);
        }
    }

    private sealed class Link(Socket client)
    {
        private readonly TaskCompletionSource broken = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Socket Client => client;

        public Socket Server { get; } = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

        public bool IsCommitLost { get; set; }

        public Task Broken => broken.Task;

        public void Break()
        {
            if (!broken.TrySetResult())
            {
                return;
            }

            // Not closed in good order: the other side gets a reset.
            client.LingerState = new LingerOption(true, 0);
            client.Dispose();
            Server.Dispose();
        }
    }
}
