using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using Scrutiny.Benchmarks.Live;

namespace Scrutiny.Benchmarks.Questions;

/// <summary>Somebody who sends questions, from an address of their own: all of 127.0.0.0/8 is this machine.</summary>
internal sealed class Sender : IDisposable
{
    private readonly HttpClient client;

    public Sender(Uri site, IPAddress from)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            ConnectCallback = async (context, cancel) =>
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                socket.Bind(new IPEndPoint(from, 0));
                await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, cancel);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        client = new HttpClient(handler) { BaseAddress = site };
    }

    /// <summary>The address of a number: 127.1.0.1 and so on.</summary>
    public static IPAddress AddressOf(int number) => new([127, (byte)(1 + (number >> 16)), (byte)(number >> 8), (byte)number]);

    /// <summary>Fills in the form as a person does, page by page, with a pause before each; gives the status of the last page.</summary>
    /// <param name="text">The question.</param>
    /// <param name="meeting">For which meeting.</param>
    /// <param name="pause">Before each page.</param>
    /// <param name="pages">How long each page took.</param>
    /// <param name="sends">How long the last one took, by which the question is sent.</param>
    public async Task<HttpStatusCode> FillInAsync(string text, string meeting, TimeSpan pause, Latencies pages, Latencies sends)
    {
        var status = HttpStatusCode.OK;
        foreach (var (step, fields) in new (string, Dictionary<string, string>)[]
        {
            ("question", new() { ["Form.Text"] = text }), ("about", new() { ["Form.Topic"] = "contact", ["Form.Locality"] = "" }), ("you", new() { ["Form.Name"] = "" }), ("check", []),
        })
        {
            await Task.Delay(pause);
            var started = Stopwatch.GetTimestamp();
            using var answer = await client.PostAsync(new Uri($"/meetings/{meeting}/ask/{step}", UriKind.Relative), new FormUrlEncodedContent(fields));
            (step == "check" ? sends : pages).Add(Stopwatch.GetElapsedTime(started));
            status = answer.StatusCode;
            // Whoever is sent on has been heard; whoever is not sees the page again.
            if (status != HttpStatusCode.Redirect)
            {
                return status;
            }
        }

        return status;
    }

    /// <summary>Sends by program.</summary>
    public async Task<HttpStatusCode> PostAsync(string text, string meeting)
    {
        using var answer = await client.PostAsJsonAsync(string.Create(CultureInfo.InvariantCulture, $"/api/v1/meetings/{meeting}/questions"), new { text, topic = "contact", locality = "E23000030", consent = true });
        return answer.StatusCode;
    }

    /// <summary>Reads a page.</summary>
    public async Task<TimeSpan> GetAsync(string address)
    {
        var started = Stopwatch.GetTimestamp();
        using var answer = await client.GetAsync(new Uri(address, UriKind.Relative));
        answer.EnsureSuccessStatusCode();
        return Stopwatch.GetElapsedTime(started);
    }

    public void Dispose() => client.Dispose();
}
