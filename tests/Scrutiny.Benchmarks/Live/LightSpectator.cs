using System.Buffers.Binary;
using System.Buffers.Text;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Scrutiny.Benchmarks.Live;

/// <summary>
/// One spectator with as little as can be, since thousands share the processor with what is measured: a socket, an upgrade, SignalR's JSON
/// handshake. Of each message it reads only the moment at which it was sent, which stands in its text after <see cref="Mark"/>.
/// </summary>
internal sealed class LightSpectator : IDisposable
{
    /// <summary>Stands before the moment, in ticks of <see cref="Stopwatch"/>, which all processes of a machine share.</summary>
    public const string Mark = "sent at ";

    private const byte End = 0x1e;
    private const int SilentBytes = 4096;
    private static readonly byte[] Ping = Frame("""{"type":6}""");

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    private readonly Uri hub;
    private readonly Followed[] follow;
    private readonly Action<long> hear;
    private readonly TaskCompletionSource first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Socket socket = null!;
    private byte[] message = new byte[1024];
    private int held;
    private long ofFrame;
    private volatile bool left;

    private LightSpectator(Uri hub, IReadOnlyList<(string Meeting, long After)> follow, Action<long> hear) =>
        (this.hub, this.follow, this.hear) = (hub, [.. follow.Select(one => new Followed(one.Meeting, one.After))], hear);

    /// <summary>How often it was sent away and came again, as every page of ours does.</summary>
    public int Returns { get; private set; }

    /// <summary>Completes with the first event, whatever it says.</summary>
    public Task First => first.Task;

    /// <summary>Connects, and follows meetings where some are named.</summary>
    /// <param name="hub">The hub's address.</param>
    /// <param name="follow">The meetings, each with the number after which it is told; none for a hub that sends unasked.</param>
    /// <param name="reads">False for one who asks and then never reads.</param>
    /// <param name="hear">Is told when each message was sent.</param>
    public static async Task<LightSpectator> ConnectAsync(Uri hub, IReadOnlyList<(string Meeting, long After)> follow, bool reads, Action<long> hear)
    {
        var spectator = new LightSpectator(hub, follow, hear);
        var early = await spectator.OpenAsync(reads ? null : SilentBytes);
        if (reads)
        {
            _ = spectator.StayAsync(early);
        }

        return spectator;
    }

    /// <summary>Says that it is still there, as every client does.</summary>
    public async Task PingAsync()
    {
        try
        {
            await socket.SendAsync(Ping);
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            // It was sent away, which is seen by what it does not hear.
        }
    }

    public void Dispose()
    {
        left = true;
        socket.Dispose();
    }

    // A client's frame is masked; a mask of zeros leaves it as it is.
    private static byte[] Frame(string text)
    {
        var content = Encoding.UTF8.GetBytes(text + (char)End);
        return content.Length < 126
            ? [0x81, (byte)(0x80 | content.Length), 0, 0, 0, 0, .. content]
            : throw new ArgumentException("A spectator says only short things.", nameof(text));
    }

    /// <returns>What came with the handshake's answer: it may hold more.</returns>
    private async Task<byte[]> OpenAsync(int? receiveBytes)
    {
        var next = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket = next;
        if (receiveBytes is { } bytes)
        {
            next.ReceiveBufferSize = bytes;
        }

        await next.ConnectAsync(IPAddress.Loopback, hub.Port);
        await next.SendAsync(Encoding.ASCII.GetBytes($"GET {hub.AbsolutePath} HTTP/1.1\r\nHost: {hub.Authority}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: c2NydXRpbnktYmVuY2gtMQ==\r\n\r\n"));
        var answer = new byte[4096];
        var read = await next.ReceiveAsync(answer);
        if (!answer.AsSpan(0, read).StartsWith("HTTP/1.1 101"u8))
        {
            throw new IOException($"The hub did not open a socket: {Encoding.ASCII.GetString(answer, 0, Math.Min(read, 80))}");
        }

        await next.SendAsync(Frame("""{"protocol":"json","version":1}"""));
        read = await next.ReceiveAsync(answer);
        foreach (var one in follow)
        {
            await next.SendAsync(Frame($$"""{"type":4,"invocationId":"{{one.Meeting}}","target":"Follow","arguments":["{{one.Meeting}}",{{one.After}}]}"""));
        }

        return answer[..read];
    }

    // Whoever is sent away comes again after a moment, from the last number that it has.
    private async Task StayAsync(byte[] early)
    {
        while (true)
        {
            try
            {
                await ReadAsync(early);
            }
            catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
            {
                // Cut off, or the crowd leaves.
            }

            do
            {
                if (left)
                {
                    return;
                }

                await Task.Delay(LongestPause * Random.Shared.NextDouble());
                socket.Dispose();
                (held, ofFrame) = (0, 0);
                try
                {
                    early = await OpenAsync(receiveBytes: null);
                    Returns++;
                    break;
                }
                catch (Exception refused) when (refused is SocketException or IOException or ObjectDisposedException)
                {
                    // It tries once more.
                }
            }
            while (true);
        }
    }

    private async Task ReadAsync(byte[] early)
    {
        var buffer = new byte[4096];
        early.CopyTo(buffer, 0);
        var length = early.Length;
        while (true)
        {
            length = Take(buffer, length);
            var read = await socket.ReceiveAsync(buffer.AsMemory(length));
            if (read == 0)
            {
                return;
            }

            length += read;
        }
    }

    /// <summary>Takes frames apart.</summary>
    /// <returns>How many bytes at the beginning of the buffer wait for more: those of a header that is not whole.</returns>
    private int Take(byte[] buffer, int length)
    {
        var rest = buffer.AsSpan(0, length);
        while (rest.Length > 0)
        {
            if (ofFrame == 0)
            {
                var header = rest.Length < 2 ? int.MaxValue : (rest[1] & 0x7f) switch { 126 => 4, 127 => 10, _ => 2 };
                if (rest.Length < header)
                {
                    break;
                }

                ofFrame = header switch { 4 => BinaryPrimitives.ReadUInt16BigEndian(rest[2..]), 10 => BinaryPrimitives.ReadInt64BigEndian(rest[2..]), _ => rest[1] & 0x7f };
                rest = rest[header..];
            }

            var part = rest[..(int)Math.Min(ofFrame, rest.Length)];
            ofFrame -= part.Length;
            rest = rest[part.Length..];
            Hold(part);
        }

        rest.CopyTo(buffer);
        return rest.Length;
    }

    private void Hold(ReadOnlySpan<byte> part)
    {
        while (part.IndexOf(End) is var end and >= 0)
        {
            Append(part[..end]);
            Hear(message.AsSpan(0, held));
            held = 0;
            part = part[(end + 1)..];
        }

        Append(part);
    }

    private void Append(ReadOnlySpan<byte> part)
    {
        if (held + part.Length > message.Length)
        {
            Array.Resize(ref message, Math.Max(message.Length * 2, held + part.Length));
        }

        part.CopyTo(message.AsSpan(held));
        held += part.Length;
    }

    private void Hear(ReadOnlySpan<byte> whole)
    {
        if (whole.IndexOf(Number) is not (>= 0 and var number) || !Utf8Parser.TryParse(whole[(number + Number.Length)..], out long seq, out _))
        {
            return;
        }

        foreach (var one in follow)
        {
            if (whole.StartsWith(one.Beginning))
            {
                one.After = seq;
            }
        }

        first.TrySetResult();
        if (whole.IndexOf("sent at "u8) is var at and >= 0 && Utf8Parser.TryParse(whole[(at + Mark.Length)..], out long sent, out _))
        {
            hear(sent);
        }
    }

    private static ReadOnlySpan<byte> Number => "\"seq\":"u8;

    /// <summary>A meeting that it follows, and the last number that it has of it.</summary>
    private sealed class Followed(string meeting, long after)
    {
        public string Meeting { get; } = meeting;

        public long After { get; set; } = after;

        /// <summary>How each of its messages begins.</summary>
        public byte[] Beginning { get; } = Encoding.UTF8.GetBytes($$"""{"type":2,"invocationId":"{{meeting}}",""");
    }
}
