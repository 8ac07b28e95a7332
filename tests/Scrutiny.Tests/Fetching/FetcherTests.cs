using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using Scrutiny.Ingest.Fetching;
using Scrutiny.Ingest.Loading;
using Scrutiny.Sources;

namespace Scrutiny.Tests.Fetching;

internal sealed class FetcherTests
{
    private const string Csv = "force,month,things\nHampshire,2018-04,10\n";

    private MadeServer server = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => server = await MadeServer.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await server.DisposeAsync();

    [SetUp]
    public void Forget()
    {
        server.Paths.Clear();
        server.Asked.Clear();
    }

    [Test]
    public async Task A_file_is_fetched_byte_for_byte_with_what_the_server_says_of_it()
    {
        server.Answer("/a/made figures.csv", Csv, headers: [("ETag", "W/\"1\""), ("Last-Modified", "Mon, 02 Nov 2026 09:30:00 GMT")]);

        var (answer, text) = await FetchAsync("/a/made%20figures.csv?key=secret");

        Assert.That(answer.Sentence, Is.EqualTo($"A file of {Csv.Length} bytes was fetched."));
        Assert.That(text, Is.EqualTo(Csv));
        Assert.That((answer.Outcome, answer.Host, answer.Status, answer.Bytes, answer.FileName), Is.EqualTo((FetchOutcome.Fetched, MadeServer.Host, 200, (long)Csv.Length, "made figures.csv")));
        Assert.That(answer.LastModified, Is.EqualTo("Mon, 02 Nov 2026 09:30:00 GMT"));
        Assert.That(answer.ETag, Is.EqualTo("W/\"1\""));
        Assert.That(answer.Sentence, Does.Not.Contain("secret"));
    }

    [Test]
    public async Task What_is_known_of_the_file_is_sent_and_not_modified_is_an_answer()
    {
        server.Paths["/a.csv"] = context =>
        {
            context.Response.StatusCode = context.Request.Headers.IfNoneMatch == "\"1\"" && context.Request.Headers.IfModifiedSince == "Mon, 02 Nov 2026 09:30:00 GMT" ? 304 : 500;
            return Task.CompletedTask;
        };

        var (answer, _) = await FetchAsync("/a.csv", known: new Validators("\"1\"", "Mon, 02 Nov 2026 09:30:00 GMT"));

        Assert.That((answer.Outcome, answer.Status), Is.EqualTo((FetchOutcome.Unchanged, 304)));
    }

    [Test]
    public async Task Nothing_of_ours_is_told_to_a_server_and_no_cookie_is_given_back()
    {
        server.Paths["/a.csv"] = context =>
        {
            context.Response.Headers.SetCookie = "track=1; Path=/";
            context.Response.StatusCode = 302;
            context.Response.Headers.Location = "/b.csv";
            return Task.CompletedTask;
        };
        server.Answer("/b.csv", Csv);

        var (answer, _) = await FetchAsync("/a.csv");

        Assert.That(answer.Outcome, Is.EqualTo(FetchOutcome.Fetched));
        Assert.That(server.Asked[1], Is.EquivalentTo(new[] { "Host", "User-Agent", "Accept-Encoding", "Connection" }));
    }

    [TestCase(301)]
    [TestCase(302)]
    [TestCase(303)]
    [TestCase(307)]
    [TestCase(308)]
    public async Task Three_redirects_are_followed_and_a_fourth_is_not(int status)
    {
        server.Redirect("/1", "/2", status);
        server.Redirect("/2", server.At("/3").ToString(), status);
        server.Redirect("/3", $"//{MadeServer.Host}:{server.Port}/4.csv", status);
        server.Answer("/4.csv", Csv);
        server.Redirect("/0", "/1", status);

        var (three, _) = await FetchAsync("/1");
        var (four, _) = await FetchAsync("/0");

        Assert.That((three.Outcome, three.FileName), Is.EqualTo((FetchOutcome.Fetched, "4.csv")));
        Assert.That((four.Outcome, four.Sentence), Is.EqualTo((FetchOutcome.Failed, "The server redirected more than 3 times: put the file's final address into fetch.url.")));
    }

    [Test, Category("F-7")]
    public async Task A_redirect_to_a_host_that_the_source_does_not_name_is_not_followed_and_to_one_that_it_names_is()
    {
        server.Redirect("/a.csv", $"https://more.example.test:{server.Port}/b.csv");
        server.Answer("/b.csv", Csv);

        var (refused, _) = await FetchAsync("/a.csv");
        var (followed, _) = await FetchAsync("/a.csv", hosts: ["MORE.example.test"]);

        Assert.That(refused.Sentence, Is.EqualTo("The server redirected to more.example.test, which the source does not allow: if the publisher uses it, add it to fetch.hosts."));
        Assert.That((followed.Outcome, followed.Host), Is.EqualTo((FetchOutcome.Fetched, "more.example.test")));
    }

    [Test, Category("F-7")]
    public async Task The_operators_list_of_hosts_holds_for_every_source()
    {
        server.Answer("/a.csv", Csv);
        var settings = server.Settings();
        settings.Hosts = ["www.example.org"];

        var (answer, _) = await FetchAsync("/a.csv", settings: settings);

        Assert.That(answer.Sentence, Does.StartWith($"The operator does not allow {MadeServer.Host}"));
        Assert.That(server.Asked, Is.Empty);
    }

    [Test, Category("F-7")]
    public async Task A_port_that_the_operator_does_not_name_is_not_asked()
    {
        var settings = server.Settings();
        settings.MorePorts = [];

        var (answer, _) = await FetchAsync("/a.csv", settings: settings);

        Assert.That(answer.Sentence, Does.StartWith($"The address names port {server.Port}, and only 443 is asked"));
    }

    /// <summary>Every way we know to write the address of this machine or its neighbours, with the port on which a listener waits.</summary>
    private static IEnumerable<string> InsideAddresses()
    {
        string[] hosts =
        [
            "127.0.0.2", "127.0.0.1", "127.1", "127.2", "127.0.2", "0", "0.0.0.0", "2130706434", "0x7f000002", "0x7f.0.0.2", "0177.0.0.2", "0177.0.0.02", "017700000002", "127.0.0.2.", "127%2e0%2e0%2e2", "①②⑦.⓪.⓪.②", "127。0。0。2",
            "[::1]", "[::]", "[::127.0.0.2]", "[::ffff:127.0.0.2]", "[::ffff:7f00:2]", "[0:0:0:0:0:ffff:127.0.0.2]", "[64:ff9b::7f00:2]", "[2002:7f00:2::1]", "[::1%25lo]", "[fe80::1%25lo]",
            "localhost", "LOCALHOST", "localhost.", "foo.localhost", "ip6-localhost", "l\u00F6calhost", "ｌｏｃａｌｈｏｓｔ",
        ];
        foreach (var host in hosts)
        {
            yield return $"https://{host}:{{port}}/x.csv";
        }

        yield return "http://127.0.0.2:{port}/x.csv";
        yield return "http://files.example.test@127.0.0.2:{port}/x.csv";
        yield return "https://files.example.test@127.0.0.2:{port}/x.csv";
        yield return "https://files.example.test:{port}@127.0.0.2:{port}/x.csv";
        yield return "https://files.example.test%40127.0.0.2:{port}/x.csv";
        yield return "https://127.0.0.2:{port}#@files.example.test/x.csv";
        yield return "https://127.0.0.2:{port}\\@files.example.test/x.csv";
        yield return "https:\\\\127.0.0.2:{port}\\x.csv";
        yield return "https:127.0.0.2:{port}/x.csv";
        yield return "//127.0.0.2:{port}/x.csv";
        yield return "ftp://127.0.0.2:{port}/x.csv";
        yield return "gopher://127.0.0.2:{port}/_x";
        yield return "ws://127.0.0.2:{port}/x";
        yield return "file:///etc/passwd";
        yield return "file://127.0.0.2/etc/passwd";
        yield return "data:text/csv,a,b";
        yield return "jar:https://127.0.0.2:{port}/x!/";
        yield return " https://127.0.0.2:{port}/x.csv";
        yield return "https://127.0.0.2:{port}/x.csv\r\nHost: files.example.test";
        yield return "https://169.254.169.254/latest/meta-data/";
        yield return "https://[fd00:ec2::254]/latest/meta-data/";
        yield return "";
    }

    [Test, Category("F-7"), CancelAfter(120_000)]
    public async Task No_way_to_write_an_inside_address_reaches_it_declared_or_by_a_redirect(CancellationToken cancel)
    {
        var forms = InsideAddresses().Select(form => form.Replace("{port}", $"{server.Port}", StringComparison.Ordinal)).ToList();
        var fetcher = new Fetcher(server.Settings(), TimeProvider.System, MadeServer.ResolveAsync);
        Assert.That(forms, Has.Count.GreaterThanOrEqualTo(40));

        foreach (var form in forms)
        {
            // Even a declaration that allows the host by every name it may have.
            string[] hosts = [form, "127.0.0.2", "127.0.0.1", "localhost", "ip6-localhost", "foo.localhost", "0.0.0.0", "::1", Uri.TryCreate(form, UriKind.Absolute, out var parsed) ? parsed.IdnHost : "-"];
            using var file = ReceivedFile.Create();
            server.Paths["/redirects"] = context =>
            {
                context.Response.StatusCode = 302;
                context.Response.Headers.Location = form.ReplaceLineEndings("").Length == form.Length && form.All(char.IsAscii) ? form : Uri.EscapeDataString(form);
                return Task.CompletedTask;
            };

            var declared = await fetcher.FetchAsync(new FetchRule { Url = form, Hosts = hosts }, null, file, cancel);
            var redirected = await fetcher.FetchAsync(new FetchRule { Url = server.At("/redirects").ToString(), Hosts = hosts }, null, file, cancel);

            Assert.That((declared.Outcome, redirected.Outcome), Is.EqualTo((FetchOutcome.Failed, FetchOutcome.Failed)), form);
            Assert.That((declared.Sentence, redirected.Sentence), Is.Not.EqualTo((null as string, null as string)));
        }

        Assert.That(server.Heard, Is.Zero, "connections to a listener that must hear nothing");
    }

    [Test, Category("F-7")]
    public async Task A_name_that_resolves_to_an_inside_address_is_not_connected_to_whatever_it_resolved_to_before()
    {
        server.Redirect("/a.csv", "/b.csv");
        server.Answer("/b.csv", Csv);
        IPAddress[] first = [IPAddress.Parse("127.0.0.3")];
        foreach (var second in new[] { "127.0.0.2", "127.0.0.1", "::1", "::ffff:127.0.0.2", "0.0.0.0", "::", "10.0.0.1", "64:ff9b::7f00:2" })
        {
            var asked = 0;
            var fetcher = new Fetcher(server.Settings(), TimeProvider.System, (_, _) => Task.FromResult(asked++ == 0 ? first : [IPAddress.Parse(second)]));
            using var file = ReceivedFile.Create();

            var changed = await fetcher.FetchAsync(new FetchRule { Url = server.At("/a.csv").ToString() }, null, file, CancellationToken.None);
            var mixed = await new Fetcher(server.Settings(), TimeProvider.System, (_, _) => Task.FromResult<IPAddress[]>([.. first, IPAddress.Parse(second)]))
                .FetchAsync(new FetchRule { Url = server.At("/b.csv").ToString() }, null, file, CancellationToken.None);

            Assert.That(changed.Sentence, Does.StartWith($"{MadeServer.Host} leads to {IPAddress.Parse(second)}, which is no public address"));
            Assert.That(mixed.Sentence, Is.EqualTo(changed.Sentence));
            Assert.That(asked, Is.EqualTo(2));
        }

        Assert.That(server.Heard, Is.Zero);
    }

    [TestCase(MadeCertificate.WrongName)]
    [TestCase(MadeCertificate.Stranger)]
    [Category("F-8")]
    public async Task A_server_whose_certificate_is_not_right_is_not_read(MadeCertificate certificate)
    {
        await using var impostor = await MadeServer.StartAsync(certificate);
        impostor.Answer("/a.csv", Csv);
        using var file = ReceivedFile.Create();

        var answer = await new Fetcher(impostor.Settings(), TimeProvider.System, MadeServer.ResolveAsync).FetchAsync(new FetchRule { Url = impostor.At("/a.csv").ToString() }, null, file, CancellationToken.None);

        Assert.That((answer.Outcome, answer.Sentence), Is.EqualTo((FetchOutcome.Failed, "The server's certificate is not valid for its name or not trusted, so nothing was fetched.")));
        Assert.That(impostor.Asked, Is.Empty);
    }

    [Test, Category("F-8")]
    public async Task An_authority_that_no_setting_names_is_not_trusted()
    {
        server.Answer("/a.csv", Csv);
        var settings = server.Settings();
        settings.TrustedRoots = null;

        var (answer, _) = await FetchAsync("/a.csv", settings: settings);

        Assert.That(answer.Sentence, Does.StartWith("The server's certificate is not valid"));
    }

    [TestCase("endless", "The file is larger than 1,048,576 bytes")]
    [TestCase("announced", "The file is larger than 1,048,576 bytes")]
    [TestCase("bomb", "The file is larger than 1,048,576 bytes")]
    [TestCase("drip", "The server sent less than 1000 bytes a second", Category = "Slow")]
    [TestCase("stall", "The server sent less than 1000 bytes a second", Category = "Slow")]
    [TestCase("silent", "The server did not begin to answer within 2 seconds", Category = "Slow")]
    [TestCase("slow", "The fetch did not end within 3 seconds", Category = "Slow")]
    [TestCase("short", "The connection ended before the whole file had come")]
    [TestCase("no-gzip", "The server packed its answer in a way that can't be unpacked.")]
    [TestCase("brotli", "The server packed its answer in a way that was not asked for.")]
    [TestCase("empty", "The server sent an empty file")]
    [TestCase("page", "The server sent a web page in place of the file")]
    [TestCase("page-as-csv", "The server sent a web page in place of the file")]
    [TestCase("not-found", "The file is no longer at its address (404)")]
    [TestCase("forbidden", "The server answered 403 and no file")]
    [TestCase("broken", "The server answered 500 and no file")]
    [TestCase("part", "The server answered 206 and no file")]
    [TestCase("not-modified-unasked", "The server answered 304 and no file")]
    [TestCase("nowhere", "The server redirected (302) without saying where.")]
    [TestCase("round", "The server redirected more than 3 times")]
    [Category("F-8")]
    public async Task A_server_that_misbehaves_is_broken_off_and_one_sentence_says_why(string how, string sentence)
    {
        server.Paths["/a.csv"] = context => MisbehaveAsync(how, context);
        var settings = server.Settings();
        settings.MaxSeconds = how == "slow" ? 3 : 10;
        var watch = Stopwatch.StartNew();

        var (answer, _) = await FetchAsync("/a.csv", settings: settings);

        Assert.That((answer.Outcome, answer.Sentence), Is.EqualTo((FetchOutcome.Failed, answer.Sentence)));
        Assert.That(answer.Sentence, Does.StartWith(sentence));
        Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(9.5)));
    }

    [TestCase(429, "120", 120)]
    [TestCase(503, "Fri, 31 Dec 2100 23:59:59 GMT", 86_400)]
    [TestCase(503, "-5", null)]
    [TestCase(429, null, null)]
    [Category("F-8")]
    public async Task A_server_that_asks_to_be_left_alone_says_for_how_long(int status, string? after, int? seconds)
    {
        server.Paths["/a.csv"] = context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.RetryAfter = after;
            return Task.CompletedTask;
        };

        var (answer, _) = await FetchAsync("/a.csv");

        Assert.That((answer.Outcome, answer.Status, answer.Wait?.TotalSeconds), Is.EqualTo((FetchOutcome.PutOff, status, (double?)seconds)));
    }

    [Test, Category("F-8")]
    public async Task An_answer_that_is_packed_as_gzip_though_nobody_asked_is_unpacked_within_the_limit()
    {
        server.Paths["/a.csv"] = async context =>
        {
            (context.Response.StatusCode, context.Response.Headers.ContentEncoding) = (200, "gzip");
            await using var gzip = new GZipStream(context.Response.Body, CompressionLevel.Fastest);
            await gzip.WriteAsync(Encoding.UTF8.GetBytes(Csv));
        };

        var (answer, text) = await FetchAsync("/a.csv");

        Assert.That((answer.Outcome, text), Is.EqualTo((FetchOutcome.Fetched, Csv)));
    }

    private static async Task MisbehaveAsync(string how, HttpContext context)
    {
        var (response, cancel) = (context.Response, context.RequestAborted);
        response.StatusCode = how switch { "not-found" => 404, "forbidden" => 403, "broken" => 500, "part" => 206, "not-modified-unasked" => 304, "nowhere" or "round" => 302, _ => 200 };
        switch (how)
        {
            case "endless":
                while (true)
                {
                    await response.Body.WriteAsync(new byte[1 << 16], cancel);
                }

            case "announced":
                response.ContentLength = 1L << 40;
                await response.Body.WriteAsync(new byte[10], cancel);
                await Task.Delay(Timeout.Infinite, cancel);
                break;
            case "bomb":
                response.Headers.ContentEncoding = "gzip";
                await using (var gzip = new GZipStream(response.Body, CompressionLevel.SmallestSize))
                {
                    for (var i = 0; i < 1024; i++)
                    {
                        await gzip.WriteAsync(new byte[1 << 20], cancel);
                    }
                }

                break;
            case "drip":
                while (true)
                {
                    await response.Body.WriteAsync("x"u8.ToArray(), cancel);
                    await response.Body.FlushAsync(cancel);
                    await Task.Delay(200, cancel);
                }

            case "slow":
                while (true)
                {
                    await response.Body.WriteAsync(new byte[3000], cancel);
                    await response.Body.FlushAsync(cancel);
                    await Task.Delay(200, cancel);
                }

            case "stall":
                await response.Body.WriteAsync("x"u8.ToArray(), cancel);
                await response.Body.FlushAsync(cancel);
                await Task.Delay(Timeout.Infinite, cancel);
                break;
            case "silent":
                await Task.Delay(Timeout.Infinite, cancel);
                break;
            case "short":
                response.ContentLength = 1000;
                await response.WriteAsync(Csv, cancel);
                await response.Body.FlushAsync(cancel);
                context.Abort();
                break;
            case "no-gzip":
                response.Headers.ContentEncoding = "gzip";
                await response.WriteAsync(Csv, cancel);
                break;
            case "brotli":
                response.Headers.ContentEncoding = "br";
                await response.WriteAsync(Csv, cancel);
                break;
            case "page":
                response.ContentType = "text/html; charset=utf-8";
                await response.WriteAsync("Sorry", cancel);
                break;
            case "page-as-csv":
                response.ContentType = "text/csv";
                await response.WriteAsync("\uFEFF\r\n <!DOCTYPE html><html><title>Down for maintenance</title>", cancel);
                break;
            case "round":
                response.Headers.Location = "/a.csv";
                break;
            default:
                break;
        }
    }

    private async Task<(FetchAnswer Answer, string Text)> FetchAsync(string path, Validators? known = null, string[]? hosts = null, FetchSettings? settings = null)
    {
        using var file = ReceivedFile.Create();
        var answer = await new Fetcher(settings ?? server.Settings(), TimeProvider.System, MadeServer.ResolveAsync)
            .FetchAsync(new FetchRule { Url = $"https://{MadeServer.Host}:{server.Port}{path}", Hosts = hosts ?? [] }, known, file, CancellationToken.None);
        return (answer, await File.ReadAllTextAsync(file.Path));
    }
}
