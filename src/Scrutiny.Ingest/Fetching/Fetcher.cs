using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Scrutiny.Ingest.Loading;
using Scrutiny.Sources;

namespace Scrutiny.Ingest.Fetching;

/// <summary>
/// Asks one publisher's server for one file. The address comes from a declaration and from the server's own redirects, so neither is
/// trusted: https only, allowed hosts only, and the address that a name resolves to is judged in the moment of connecting to it, which
/// leaves no time to answer the next question differently. Bytes and time are capped, however they are packed or dripped.
/// </summary>
internal sealed class Fetcher(FetchSettings settings, TimeProvider time, Func<string, CancellationToken, Task<IPAddress[]>>? resolve = null)
{
    private const int MostRedirects = 3;
    private const int HttpsPort = 443;
    private const int SniffedBytes = 1024;
    private static readonly string[] WebPageMarks = ["<!doctype html", "<html", "<head", "<body"];
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private readonly HashSet<IPAddress> moreAddresses = [.. settings.MoreAddresses.Select(IPAddress.Parse)];
    private readonly Func<string, CancellationToken, Task<IPAddress[]>> resolve = resolve ?? Dns.GetHostAddressesAsync;

    /// <summary>Fetches a file. A refusal or a fault is an answer, not an exception.</summary>
    /// <param name="rule">Where from.</param>
    /// <param name="known">What the server said of the file that is here already.</param>
    /// <param name="into">Receives the bytes.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<FetchAnswer> FetchAsync(FetchRule rule, Validators? known, ReceivedFile into, CancellationToken cancel)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(settings.MaxSeconds), time);
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancel, patience.Token);
        var (host, status) = ("", null as int?);
        try
        {
            var address = Address(rule.Url, null, rule);
            for (var redirects = 0; ; redirects++)
            {
                host = address.IdnHost;
                using var client = Client();
                using var response = await AskAsync(client, address, known, limited.Token);
                status = (int)response.StatusCode;
                if (response.StatusCode is HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect)
                {
                    address = redirects < MostRedirects
                        ? Address(Location(response), address, rule)
                        : throw new FetchRefusedException($"The server redirected more than {MostRedirects} times: put the file's final address into fetch.url.");
                    continue;
                }

                return await AnswerAsync(response, address, known, into, limited.Token) with { Status = status };
            }
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            return Failed($"The fetch did not end within {settings.MaxSeconds} seconds and was broken off; setting Fetch__MaxSeconds allows more.");
        }
        catch (FetchRefusedException refusal)
        {
            return Failed(refusal.Message);
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or InvalidDataException)
        {
            return Failed(Words(fault));
        }

        FetchAnswer Failed(string sentence) => new(FetchOutcome.Failed, host, sentence) { Status = status };
    }

    /// <summary>An address that may be asked, before anything is resolved.</summary>
    private Uri Address(string text, Uri? from, FetchRule rule)
    {
        if (!Uri.TryCreate(from, text, out var address) || !address.IsAbsoluteUri || address.Scheme != Uri.UriSchemeHttps)
        {
            throw new FetchRefusedException($"{(from is null ? "fetch.url" : "The server redirected to what")} is no https address, and nothing else is fetched.");
        }

        if (address.UserInfo.Length > 0)
        {
            throw new FetchRefusedException("The address holds a user name, and none is ever sent: remove it.");
        }

        if (address.Port != HttpsPort && !settings.MorePorts.Contains(address.Port))
        {
            throw new FetchRefusedException($"The address names port {address.Port}, and only {HttpsPort} is asked; setting Fetch__MorePorts allows another.");
        }

        var own = Uri.TryCreate(rule.Url, UriKind.Absolute, out var declared) ? declared.IdnHost : "";
        if (address.HostNameType != UriHostNameType.Dns || !rule.Hosts.Append(own).Contains(address.IdnHost, StringComparer.OrdinalIgnoreCase))
        {
            throw new FetchRefusedException(from is null
                ? "fetch.url names a number instead of a host, and only hosts with a name are asked."
                : $"The server redirected to {Shown(address)}, which the source does not allow: if the publisher uses it, add it to fetch.hosts.");
        }

        return settings.Hosts.Length == 0 || settings.Hosts.Contains(address.IdnHost, StringComparer.OrdinalIgnoreCase)
            ? address
            : throw new FetchRefusedException($"The operator does not allow {address.IdnHost}; setting Fetch__Hosts lists the hosts that may be asked.");
    }

    private HttpClient Client() => new(
        new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            Credentials = null,
            AutomaticDecompression = DecompressionMethods.None,
            ActivityHeadersPropagator = null,
            MaxConnectionsPerServer = 1,
            ConnectTimeout = TimeSpan.FromSeconds(settings.PatienceSeconds),
            ConnectCallback = ConnectAsync,
            SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = Trust() },
        })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    // The name's own certificate decides, from what it and the system hold: a certificate may not send us to fetch its issuer elsewhere.
    private X509ChainPolicy Trust()
    {
        var policy = new X509ChainPolicy { RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true };
        if (settings.TrustedRoots is { } roots)
        {
            policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            policy.CustomTrustStore.ImportFromPemFile(roots);
            using var system = new X509Store(StoreName.Root, StoreLocation.LocalMachine, OpenFlags.ReadOnly);
            policy.CustomTrustStore.AddRange(system.Certificates);
        }

        return policy;
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancel)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var addresses = await resolve(host, cancel);
        if (addresses.FirstOrDefault(address => !moreAddresses.Contains(address) && !PublicAddresses.Contain(address)) is { } inside)
        {
            throw new FetchRefusedException($"{host} leads to {inside}, which is no public address; if it is a server of your own, setting Fetch__MoreAddresses allows it.");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, port, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private async Task<HttpResponseMessage> AskAsync(HttpClient client, Uri address, Validators? known, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address) { Version = HttpVersion.Version11, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("Scrutiny", "1"));
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("identity"));
        request.Headers.ConnectionClose = true;
        if (known?.ETag is { } tag)
        {
            request.Headers.TryAddWithoutValidation("If-None-Match", tag);
        }

        if (known?.LastModified is { } modified)
        {
            request.Headers.TryAddWithoutValidation("If-Modified-Since", modified);
        }

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(settings.PatienceSeconds), time);
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancel, patience.Token);
        try
        {
            return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limited.Token);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            throw new FetchRefusedException($"The server did not begin to answer within {settings.PatienceSeconds} seconds.");
        }
    }

    private async Task<FetchAnswer> AnswerAsync(HttpResponseMessage response, Uri address, Validators? known, ReceivedFile into, CancellationToken cancel)
    {
        var host = address.IdnHost;
        switch (response.StatusCode)
        {
            case HttpStatusCode.OK:
                var bytes = await ReceiveAsync(response, into, cancel);
                return new FetchAnswer(FetchOutcome.Fetched, host, $"A file of {bytes.ToString("N0", CultureInfo.InvariantCulture)} bytes was fetched.")
                {
                    Bytes = bytes,
                    FileName = Uri.UnescapeDataString(address.Segments[^1].TrimEnd('/')) is { Length: > 0 } name ? name : host,
                    ETag = Header(response, "ETag"),
                    LastModified = Header(response, "Last-Modified"),
                };
            case HttpStatusCode.NotModified when known is not null:
                return new FetchAnswer(FetchOutcome.Unchanged, host, "Checked, nothing new: the file has not changed since it was fetched.");
            case HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable:
                var wait = Wait(response);
                return new FetchAnswer(FetchOutcome.PutOff, host, $"The server is busy or asks for fewer questions ({(int)response.StatusCode}){(wait is null ? "; it is asked again at the usual pace" : string.Create(CultureInfo.InvariantCulture, $"; it is left alone for {wait.Value.TotalMinutes:0.#} minutes"))}.") { Wait = wait };
            case HttpStatusCode.NotFound or HttpStatusCode.Gone:
                throw new FetchRefusedException($"The file is no longer at its address ({(int)response.StatusCode}): find where the publisher has put it and change fetch.url.");
            default:
                throw new FetchRefusedException($"The server answered {(int)response.StatusCode} and no file: open the address in a browser to see what it wants.");
        }
    }

    private async Task<long> ReceiveAsync(HttpResponseMessage response, ReceivedFile into, CancellationToken cancel)
    {
        if (response.Content.Headers.ContentLength > settings.MaxBytes)
        {
            throw TooLarge();
        }

        if (response.Content.Headers.ContentType?.MediaType is "text/html" or "application/xhtml+xml")
        {
            throw WebPage();
        }

        await using var raw = await response.Content.ReadAsStreamAsync(cancel);
        await using var content = response.Content.Headers.ContentEncoding.ToList() switch
        {
            [] or ["identity"] => raw,
            ["gzip" or "x-gzip"] => new GZipStream(raw, CompressionMode.Decompress),
            _ => throw new FetchRefusedException("The server packed its answer in a way that was not asked for."),
        };
        await using var file = into.OpenToWrite();
        var buffer = new byte[1 << 16];
        var (total, inStretch) = (0L, 0L);
        var stretch = time.GetTimestamp();
        while (true)
        {
            var read = await ReadAsync(content, buffer, cancel);
            if (read == 0)
            {
                break;
            }

            // A web page in place of a file begins as one.
            if (total < SniffedBytes && IsWebPage(buffer.AsSpan(0, read)))
            {
                throw WebPage();
            }

            (total, inStretch) = (total + read, inStretch + read);
            if (total > settings.MaxBytes)
            {
                throw TooLarge();
            }

            if (time.GetElapsedTime(stretch).TotalSeconds >= settings.PatienceSeconds)
            {
                if (inStretch < (long)settings.PatienceSeconds * settings.LeastBytesPerSecond)
                {
                    throw TooSlow();
                }

                (stretch, inStretch) = (time.GetTimestamp(), 0);
            }

            await file.WriteAsync(buffer.AsMemory(0, read), cancel);
        }

        return total > 0 ? total : throw new FetchRefusedException("The server sent an empty file; it is asked again at the next turn.");
    }

    private async Task<int> ReadAsync(Stream content, byte[] buffer, CancellationToken cancel)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(settings.PatienceSeconds), time);
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancel, patience.Token);
        try
        {
            return await content.ReadAsync(buffer, limited.Token);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            throw TooSlow();
        }
    }

    private FetchRefusedException TooLarge() => new($"The file is larger than {settings.MaxBytes.ToString("N0", CultureInfo.InvariantCulture)} bytes and was not kept; setting Fetch__MaxBytes allows more.");

    private FetchRefusedException TooSlow() => new($"The server sent less than {settings.LeastBytesPerSecond} bytes a second and was broken off; it is asked again at the next turn.");

    private static FetchRefusedException WebPage() => new("The server sent a web page in place of the file, perhaps an error page: open the address in a browser, and change fetch.url if the file has moved.");

    private static bool IsWebPage(ReadOnlySpan<byte> start)
    {
        var text = Encoding.Latin1.GetString(start[..Math.Min(start.Length, SniffedBytes)]).Replace("\0", "", StringComparison.Ordinal).TrimStart('\u00EF', '\u00BB', '\u00BF', '\u00FE', '\u00FF', ' ', '\t', '\r', '\n');
        return WebPageMarks.Any(mark => text.StartsWith(mark, StringComparison.OrdinalIgnoreCase));
    }

    private TimeSpan? Wait(HttpResponseMessage response)
    {
        var asked = response.Headers.RetryAfter is { } after ? after.Delta ?? after.Date - time.GetUtcNow() : null;
        return asked is not { } wait ? null : wait < TimeSpan.Zero ? TimeSpan.Zero : wait < LongestWait ? wait : LongestWait;
    }

    private static string Location(HttpResponseMessage response) =>
        Header(response, "Location") ?? throw new FetchRefusedException($"The server redirected ({(int)response.StatusCode}) without saying where.");

    /// <summary>A header as it was sent; null where there is none, or one that no sane server sends.</summary>
    private static string? Header(HttpResponseMessage response, string name) =>
        (response.Headers.NonValidated.TryGetValues(name, out var values) || response.Content.Headers.NonValidated.TryGetValues(name, out values))
        && values.ToString() is { Length: > 0 and <= 4_000 } value ? value : null;

    private static string Shown(Uri address) => ShownName.Of(address.IdnHost);

    private static string Words(Exception fault) => fault switch
    {
        HttpRequestException { InnerException: FetchRefusedException refusal } => refusal.Message,
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } or HttpRequestException { InnerException: SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain } } =>
            "The host's name could not be resolved: see whether fetch.url is right and this machine reaches the internet.",
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => "The server's certificate is not valid for its name or not trusted, so nothing was fetched.",
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } => "The server could not be connected to; it is asked again at the next turn.",
        HttpIOException { HttpRequestError: HttpRequestError.ResponseEnded } or HttpRequestException { HttpRequestError: HttpRequestError.ResponseEnded } or HttpRequestException { InnerException: IOException } or IOException and not HttpIOException =>
            "The connection ended before the whole file had come; it is asked again at the next turn.",
        InvalidDataException => "The server packed its answer in a way that can't be unpacked.",
        _ => "The server's answer could not be read; it is asked again at the next turn.",
    };
}
