using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Scrutiny.Cli.Verbs.Run;
using Scrutiny.Database;

namespace Scrutiny.Benchmarks;

/// <summary>
/// Pages of the public process on the bundled samples, kept ones, beside a bare Kestrel endpoint that answers with the same bytes and
/// headers from memory, in turns, by the same client; and what the first look at a page costs.
/// </summary>
internal static class PagesBenchmark
{
    private const int Clients = 16;
    private const int Rounds = 3;
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(3);
    private static readonly string[] Pages = ["/boards/contact", "/performance/calls-999-within-10s"];

    public static async Task<IReadOnlyList<BenchmarkRun>> RunAsync(IReadOnlyList<string> arguments)
    {
        var folder = Directory.CreateTempSubdirectory("scrutiny-bench-").FullName;
        File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        try
        {
            await using var lease = await PrivateCluster.UseAsync(DataFolder.Open(Path.Combine(folder, "data")), _ => { }, new PrivateClusterOptions { UseEnvironment = false }, CancellationToken.None);
            await lease.SetRolesAsync(CancellationToken.None);
            await Migrator.MigrateAsync(lease.ConnectionString(DatabaseRole.Owner), CancellationToken.None);
            await BundledSamples.LoadAsync(lease, _ => { }, CancellationToken.None);
            await using var ours = Web.Program.Build(["--audience", "public", "--urls", "http://127.0.0.1:0", "--Logging:LogLevel:Default", "None", "--ConnectionStrings:Scrutiny", lease.ConnectionString(DatabaseRole.Public)]);
            await ours.StartAsync();
            var runs = new List<BenchmarkRun>();
            foreach (var page in Pages)
            {
                runs.AddRange(await PageAsync(page, AddressOf(ours)));
            }

            await ours.StopAsync();
            return runs;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<IEnumerable<BenchmarkRun>> PageAsync(string page, Uri ours)
    {
        using var client = new HttpClient { BaseAddress = ours };
        var firstSight = await ColdAsync(client, page);
        var (body, headers) = await KeptAsync(client, page);
        await using var bare = await BareAsync(page, body, headers);
        var (best, baseline) = (0.0, 0.0);
        for (var round = 0; round < Rounds; round++)
        {
            best = Math.Max(best, await RequestsPerSecondAsync(ours, page, body.Length));
            baseline = Math.Max(baseline, await RequestsPerSecondAsync(AddressOf(bare), page, body.Length));
        }

        return
        [
            new BenchmarkRun($"{page} kept, {body.Length / 1024} kB", best, baseline, "requests/s"),
            new BenchmarkRun($"{page} made anew", firstSight.TotalMilliseconds, TimeSpan.FromSeconds(1 / baseline).TotalMilliseconds, "ms"),
        ];
    }

    /// <summary>The median of several looks of which each is the first at another address of the page, so that nothing of it is kept.</summary>
    private static async Task<TimeSpan> ColdAsync(HttpClient client, string page)
    {
        // Code that was never run is not a cold cache.
        for (var i = 0; i < 20; i++)
        {
            await client.GetByteArrayAsync(new Uri($"{page}?warm={i}", UriKind.Relative));
        }

        var took = new List<TimeSpan>();
        for (var i = 0; i < 9; i++)
        {
            var started = Stopwatch.GetTimestamp();
            await client.GetByteArrayAsync(new Uri($"{page}?cold={i}", UriKind.Relative));
            took.Add(Stopwatch.GetElapsedTime(started));
        }

        return took.Order().ElementAt(took.Count / 2);
    }

    /// <summary>The page as it is kept: what the second look gets.</summary>
    private static async Task<(byte[] Body, IReadOnlyList<(string Name, string Value)> Headers)> KeptAsync(HttpClient client, string page)
    {
        for (var look = 0; look < 100; look++)
        {
            using var answer = await client.GetAsync(new Uri(page, UriKind.Relative));
            if (answer.EnsureSuccessStatusCode().Headers.Age is not null)
            {
                return (await answer.Content.ReadAsByteArrayAsync(), [.. answer.Headers.Concat(answer.Content.Headers).Select(header => (header.Key, string.Join(", ", header.Value)))]);
            }

            await Task.Delay(50);
        }

        throw new InvalidOperationException($"{page} is never kept.");
    }

    private static async Task<WebApplication> BareAsync(string page, byte[] body, IReadOnlyList<(string Name, string Value)> headers)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.MapGet(page, async (HttpContext context) =>
        {
            foreach (var (name, value) in headers.Where(header => header.Name is not ("Date" or "Transfer-Encoding")))
            {
                context.Response.Headers[name] = value;
            }

            context.Response.ContentLength = body.Length;
            await context.Response.Body.WriteAsync(body);
        });
        await app.StartAsync();
        return app;
    }

    private static Uri AddressOf(WebApplication app) => new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    // As little client as there can be, since it shares the processor: a socket each, one request at a time, the answer counted and not looked at.
    private static async Task<double> RequestsPerSecondAsync(Uri address, string page, int bodyBytes)
    {
        var until = Stopwatch.GetTimestamp() + (long)(Round.TotalSeconds * Stopwatch.Frequency);
        var started = Stopwatch.GetTimestamp();
        var answers = await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => Task.Run(() => AskAsync(address, page, bodyBytes, until))));
        return answers.Sum() / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static async Task<long> AskAsync(Uri address, string page, int bodyBytes, long until)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, address.Port);
        var request = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"GET {page} HTTP/1.1\r\nHost: {address.Authority}\r\n\r\n"));
        var buffer = new byte[1 << 16];
        var answers = 0L;
        while (Stopwatch.GetTimestamp() < until)
        {
            await socket.SendAsync(request);
            var (received, header) = (0, -1);
            while (header < 0 || received < header + bodyBytes)
            {
                var read = await socket.ReceiveAsync(header < 0 ? buffer.AsMemory(received) : buffer);
                if (read == 0)
                {
                    throw new IOException($"{page} was cut short.");
                }

                received += read;
                header = header < 0 && buffer.AsSpan(0, received).IndexOf("\r\n\r\n"u8) is var end and >= 0 ? end + 4 : header;
            }

            answers++;
        }

        return answers;
    }
}
