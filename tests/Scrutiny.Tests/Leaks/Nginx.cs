using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Scrutiny.Tests.Loading;

namespace Scrutiny.Tests.Leaks;

/// <summary>
/// A real nginx before both sites, set up as naively as it goes: one cache, whose key is the address and nothing else, so that an answer for
/// staff and one for the public are the same to it. Whoever sends <c>X-Site: staff</c> is passed to the staff site.
/// </summary>
internal sealed class Nginx : IAsyncDisposable
{
    private readonly Process process;
    private readonly string folder;

    private Nginx(Process process, string folder, HttpClient client) => (this.process, this.folder, Client) = (process, folder, client);

    public HttpClient Client { get; }

    public static async Task<Nginx> StartAsync(Uri open, Uri staff)
    {
        var program = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Append("/usr/sbin").Select(path => Path.Combine(path, "nginx")).FirstOrDefault(File.Exists);
        Assert.That(program, Is.Not.Null, "this test needs nginx: apt-get install nginx-light");
        var folder = Directory.CreateTempSubdirectory("scrutiny-nginx-").FullName;
        var port = FreePort();
        await File.WriteAllTextAsync(Path.Combine(folder, "nginx.conf"), $$"""
            {{(Environment.UserName == "root" ? "user root;" : "")}}
            worker_processes 1;
            pid {{folder}}/nginx.pid;
            error_log {{folder}}/error.log;
            events { worker_connections 64; }
            http {
              access_log off;
              client_body_temp_path {{folder}}/body; proxy_temp_path {{folder}}/proxy; fastcgi_temp_path {{folder}}/fastcgi; uwsgi_temp_path {{folder}}/uwsgi; scgi_temp_path {{folder}}/scgi;
              proxy_cache_path {{folder}}/cache keys_zone=all:1m;
              map $http_x_site $site { default {{open.Authority}}; staff {{staff.Authority}}; }
              server {
                listen 127.0.0.1:{{port}};
                location / {
                  proxy_pass http://$site;
                  proxy_set_header Host $site;
                  proxy_cache all;
                  proxy_cache_key $request_uri;
                  proxy_cache_valid any 1m;
                  add_header X-Cache $upstream_cache_status always;
                }
              }
            }
            """);
        var process = Process.Start(new ProcessStartInfo(program!, ["-p", folder, "-c", Path.Combine(folder, "nginx.conf"), "-e", Path.Combine(folder, "error.log"), "-g", "daemon off;"]) { RedirectStandardError = true })!;
        var nginx = new Nginx(process, folder, new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new Uri($"http://127.0.0.1:{port}") });
        await Until.TrueAsync(nginx.AnswersAsync);
        return nginx;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }

        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task<bool> AnswersAsync()
    {
        Assert.That(process.HasExited, Is.False, () => File.ReadAllText(Path.Combine(folder, "error.log")));
        try
        {
            using var answer = await Client.GetAsync(new Uri("/health/live", UriKind.Relative));
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
