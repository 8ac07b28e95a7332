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

    private readonly Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly Action<long> hear;
    private readonly TaskCompletionSource first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private byte[] message = new byte[1024];
    private int held;
    private long ofFrame;

    private LightSpectator(Action<long> hear) => this.hear = hear;

    /// <summary>Completes with the first event, whatever it says.</summary>
    public Task First => first.Task;

    /// <summary>Connects, and follows meetings where some are named.</summary>
    /// <param name="hub">The hub's address.</param>
    /// <param name="follow">The meetings, each with the number after which it is told; none for a hub that sends unasked.</param>
    /// <param name="reads">False for one who asks and then never reads.</param>
    /// <param name="hear">Is told when each message was sent.</param>
    public static async Task<LightSpectator> ConnectAsync(Uri hub, IReadOnlyList<(string Meeting, long After)> follow, bool reads, Action<long> hear)
    {
        var spectator = new LightSpectator(hear);
        if (!reads)
        {
            spectator.socket.ReceiveBufferSize = SilentBytes;
        }

        await spectator.socket.ConnectAsync(IPAddress.Loopback, hub.Port);
        await spectator.socket.SendAsync(Encoding.ASCII.GetBytes($"GET {hub.AbsolutePath} HTTP/1.1\r\nHost: {hub.Authority}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: c2NydXRpbnktYmVuY2gtMQ==\r\n\r\n"));
        var answer = new byte[4096];
        var read = await spectator.socket.ReceiveAsync(answer);
        if (!answer.AsSpan(0, read).StartsWith("HTTP/1.1 101"u8))
        {
            throw new IOException($"The hub did not open a socket: {Encoding.ASCII.GetString(answer, 0, Math.Min(read, 80))}");
        }

        await spectator.socket.SendAsync(Frame("""{"protocol":"json","version":1}"""));
        read = await spectator.socket.ReceiveAsync(answer);
        foreach (var (meeting, after) in follow)
        {
            await spectator.socket.SendAsync(Frame($$"""{"type":4,"invocationId":"{{meeting}}","target":"Follow","arguments":["{{meeting}}",{{after}}]}"""));
        }

        if (reads)
        {
            // What came with the handshake's answer is read too.
            _ = spectator.ReadAsync(answer.AsMemory(0, read));
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

    public void Dispose() => socket.Dispose();

    // A client's frame is masked; a mask of zeros leaves it as it is.
    private static byte[] Frame(string text)
    {
        var content = Encoding.UTF8.GetBytes(text + (char)End);
        return content.Length < 126
            ? [0x81, (byte)(0x80 | content.Length), 0, 0, 0, 0, .. content]
            : throw new ArgumentException("A spectator says only short things.", nameof(text));
    }

    private async Task ReadAsync(Memory<byte> early)
    {
        var buffer = new byte[4096];
        early.CopyTo(buffer);
        var length = early.Length;
        try
        {
            do
            {
                length = Take(buffer, length);
                var read = await socket.ReceiveAsync(buffer.AsMemory(length));
                if (read == 0)
                {
                    return;
                }

                length += read;
            }
            while (true);
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            // The crowd leaves.
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
        if (whole.IndexOf("\"seq\""u8) < 0)
        {
            return;
        }

        first.TrySetResult();
        if (whole.IndexOf("sent at "u8) is var at and >= 0 && Utf8Parser.TryParse(whole[(at + Mark.Length)..], out long sent, out _))
        {
            hear(sent);
        }
    }
}
