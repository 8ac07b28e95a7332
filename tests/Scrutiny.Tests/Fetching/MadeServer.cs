using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Scrutiny.Ingest.Fetching;

namespace Scrutiny.Tests.Fetching;

/// <summary>
/// A publisher's web server on 127.0.0.3, which a test's settings allow, with a certificate of an authority that only they trust; and
/// listeners on the same port of every other address of this machine, which must hear nothing.
/// </summary>
internal sealed class MadeServer : IAsyncDisposable
{
    public const string Host = "files.example.test";

    private static readonly (X509Certificate2 Root, X509Certificate2 Good, X509Certificate2 WrongName, X509Certificate2 Stranger) Certificates = MakeCertificates();

    private readonly List<TcpListener> canaries = [];
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("scrutiny-server-");
    private WebApplication app = null!;
    private int heard;

    public int Port { get; private set; }

    /// <summary>What is answered, by path.</summary>
    public Dictionary<string, RequestDelegate> Paths { get; } = [];

    /// <summary>The headers' names of every question.</summary>
    public List<IReadOnlyList<string>> Asked { get; } = [];

    /// <summary>Connections that should never have been made.</summary>
    public int Heard => heard;

    public static async Task<MadeServer> StartAsync(MadeCertificate certificate = MadeCertificate.Good)
    {
        var server = new MadeServer();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Listen(IPAddress.Parse("127.0.0.3"), 0, listen =>
            {
                listen.Protocols = HttpProtocols.Http1;
                listen.UseHttps(certificate switch
                {
                    MadeCertificate.Good => Certificates.Good,
                    MadeCertificate.WrongName => Certificates.WrongName,
                    MadeCertificate.Stranger => Certificates.Stranger,
                });
            });
        });
        server.app = builder.Build();
        server.app.Run(context =>
        {
            lock (server.Asked)
            {
                server.Asked.Add([.. context.Request.Headers.Keys]);
            }

            context.Response.StatusCode = 404;
            return server.Paths.TryGetValue(context.Request.Path.Value!, out var answer) ? answer(context) : Task.CompletedTask;
        });
        await server.app.StartAsync();
        server.Port = new Uri(server.app.Urls.Single()).Port;
        foreach (var address in new[] { IPAddress.Parse("127.0.0.2"), IPAddress.Loopback, IPAddress.IPv6Loopback })
        {
            server.Listen(address);
        }

        return server;
    }

    public Uri At(string path) => new($"https://{Host}:{Port}{path}");

    /// <summary>Limits small enough for a test; the server's address is the only one that is allowed.</summary>
    public FetchSettings Settings() => new()
    {
        MorePorts = [Port],
        MoreAddresses = ["127.0.0.3"],
        TrustedRoots = RootFile(),
        MaxBytes = 1 << 20,
        MaxSeconds = 10,
        PatienceSeconds = 2,
        MinutesBetween = 15,
    };

    /// <summary>Names that end in .test are this server; a name made of an address is that address.</summary>
    public static Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancel) =>
        host.EndsWith(".test", StringComparison.OrdinalIgnoreCase) ? Task.FromResult<IPAddress[]>([IPAddress.Parse("127.0.0.3")]) : Dns.GetHostAddressesAsync(host, cancel);

    public void Answer(string path, string text, string type = "text/csv", params (string Name, string Value)[] headers) => Paths[path] = context =>
    {
        (context.Response.StatusCode, context.Response.ContentType) = (200, type);
        foreach (var (name, value) in headers)
        {
            context.Response.Headers[name] = value;
        }

        return context.Response.WriteAsync(text);
    };

    public void Redirect(string path, string to, int status = 302) => Paths[path] = context =>
    {
        context.Response.StatusCode = status;
        context.Response.Headers.Location = to;
        return Task.CompletedTask;
    };

    public async ValueTask DisposeAsync()
    {
        canaries.ForEach(canary => canary.Dispose());
        using var now = new CancellationTokenSource(TimeSpan.Zero);
        await app.StopAsync(now.Token);
        await app.DisposeAsync();
        folder.Delete(recursive: true);
    }

    private string RootFile()
    {
        var path = Path.Combine(folder.FullName, "root.pem");
        File.WriteAllText(path, Certificates.Root.ExportCertificatePem());
        return path;
    }

    private void Listen(IPAddress address)
    {
        var canary = new TcpListener(address, Port);
        canary.Start();
        canaries.Add(canary);
        _ = HearAsync();

        async Task HearAsync()
        {
            try
            {
                while (true)
                {
                    using var client = await canary.AcceptTcpClientAsync();
                    Interlocked.Increment(ref heard);
                }
            }
            catch (Exception end) when (end is SocketException or ObjectDisposedException)
            {
                // The test is over.
            }
        }
    }

    private static (X509Certificate2, X509Certificate2, X509Certificate2, X509Certificate2) MakeCertificates()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Made for a test", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var root = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(30));
        using var strangersKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var strangers = new CertificateRequest("CN=Nobody knows", strangersKey, HashAlgorithmName.SHA256);
        strangers.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var stranger = strangers.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(30));
        return (root, Make("*.example.test", root), Make("other.example.org", root), Make("*.example.test", stranger));
    }

    private static X509Certificate2 Make(string name, X509Certificate2 issuer)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.Create(issuer, issuer.NotBefore, issuer.NotAfter, RandomNumberGenerator.GetBytes(8));
        using var withKey = certificate.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pfx), null);
    }
}

/// <summary>Which certificate a server shows.</summary>
internal enum MadeCertificate
{
    Good,
    WrongName,
    Stranger,
}
