using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Options;
using Npgsql;
using Scrutiny.Web.Http;

namespace Scrutiny.Tests.Http;

public sealed class WebHostTests
{
    private RunningWeb _web = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _web = await RunningWeb.StartAsync(app =>
    {
        app.MapGet("/fails", string () => throw new InvalidOperationException("secret words"));
        app.MapPost("/fails", string () => throw new InvalidOperationException("secret words"));
        app.MapGet("/away", string () => throw new TimeoutException("secret words"));
        app.MapGet("/slow", string () => throw new PostgresException("secret words", "ERROR", "ERROR", PostgresErrorCodes.QueryCanceled));
        app.MapGet("/api/fails", string () => throw new InvalidOperationException("secret words"));
        app.MapGet("/api/away", string () => throw new TimeoutException("secret words"));
    });

    [OneTimeTearDown]
    public async Task StopAsync() => await _web.DisposeAsync();

    [TestCase("/")]
    [TestCase("/accessibility")]
    [TestCase("/privacy")]
    public async Task A_page_is_served(string address)
    {
        using var response = await _web.Client.GetAsync(new Uri(address, UriKind.Relative));

        Assert.Multiple(() =>
        {
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(response.Content.Headers.ContentType!.ToString(), Is.EqualTo("text/html; charset=utf-8"));
        });
    }

    [TestCase("/")]
    [TestCase("/accessibility")]
    [TestCase("/privacy")]
    [TestCase("/nothing-here")]
    public async Task A_page_has_one_h1_and_no_script_or_style_within(string address)
    {
        using var response = await _web.Client.GetAsync(new Uri(address, UriKind.Relative));
        var page = await response.Content.ReadAsStringAsync();

        Assert.Multiple(() =>
        {
            Assert.That(Regex.Count(page, "<h1[ >]"), Is.EqualTo(1));
            Assert.That(page, Does.Not.Match("<script(?![^>]* src=)").And.Not.Contain("<style").And.Not.Match("<[^>]* style=").And.Not.Match("<[^>]* on[a-z]+="));
        });
    }

    [TestCase("/")]
    [TestCase("/assets/scrutiny.css")]
    [TestCase("/nothing-here")]
    [TestCase("/fails")]
    [TestCase("/api/nothing-here")]
    [TestCase("/api/fails")]
    public async Task Every_response_carries_the_security_headers(string address)
    {
        using var response = await _web.Client.GetAsync(new Uri(address, UriKind.Relative));

        AssertSecure(response);
    }

    [Test]
    public async Task A_request_for_another_host_is_refused_and_that_refusal_carries_the_security_headers_too()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.Host = "elsewhere.example";

        using var response = await _web.Client.SendAsync(request);

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        AssertSecure(response);
    }

    [TestCase("/nothing-here", 404, "Page not found")]
    [TestCase("/errors", 404, "Page not found")]
    [TestCase("/fails", 500, "Sorry, there is a problem")]
    [TestCase("/away", 503, "Sorry, the figures cannot be reached")]
    [TestCase("/slow", 503, "Sorry, the figures cannot be reached")]
    public async Task A_person_gets_a_calm_page_with_the_right_status(string address, int status, string heading)
    {
        using var response = await _web.Client.GetAsync(new Uri(address, UriKind.Relative));
        var page = await response.Content.ReadAsStringAsync();

        Assert.Multiple(() =>
        {
            Assert.That((int)response.StatusCode, Is.EqualTo(status));
            Assert.That(page, Does.Contain($">{heading}</h1>").And.Contain("<title>" + heading));
            Assert.That(page, Does.Not.Contain("secret words").And.Not.Contain("Exception"));
            Assert.That(response.Headers.RetryAfter, status == 503 ? Is.Not.Null : Is.Null);
        });
    }

    [Test]
    public async Task A_form_that_fails_gets_the_same_page()
    {
        using var response = await _web.Client.PostAsync(new Uri("/fails", UriKind.Relative), new FormUrlEncodedContent([]));

        Assert.Multiple(async () =>
        {
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.InternalServerError));
            Assert.That(await response.Content.ReadAsStringAsync(), Does.Contain(">Sorry, there is a problem</h1>"));
        });
    }

    [TestCase("/api/nothing-here", 404)]
    [TestCase("/api/fails", 500)]
    [TestCase("/api/away", 503)]
    public async Task A_program_gets_a_problem_document(string address, int status)
    {
        using var response = await _web.Client.GetAsync(new Uri(address, UriKind.Relative));
        var problem = await response.Content.ReadAsStringAsync();

        Assert.Multiple(() =>
        {
            Assert.That((int)response.StatusCode, Is.EqualTo(status));
            Assert.That(response.Content.Headers.ContentType!.MediaType, Is.EqualTo("application/problem+json"));
            Assert.That(problem, Does.Contain($"\"status\":{status}").And.Not.Contain("secret words"));
        });
    }

    [Test]
    public async Task An_asset_named_with_its_hash_is_kept_for_a_year_and_without_is_asked_for_again()
    {
        var page = await _web.Client.GetStringAsync(new Uri("/", UriKind.Relative));
        var hashed = Regex.Match(page, "/assets/scrutiny\\.css\\?v=[\\w-]+").Value;

        using var kept = await _web.Client.GetAsync(new Uri(hashed, UriKind.Relative));
        using var plain = await _web.Client.GetAsync(new Uri("/assets/scrutiny.css", UriKind.Relative));
        using var again = new HttpRequestMessage(HttpMethod.Get, "/assets/scrutiny.css");
        again.Headers.IfNoneMatch.Add(plain.Headers.ETag!);
        using var unchanged = await _web.Client.SendAsync(again);

        Assert.Multiple(() =>
        {
            Assert.That(kept.Headers.CacheControl!.ToString(), Does.Contain("max-age=31536000").And.Contain("immutable"));
            Assert.That(plain.Headers.CacheControl!.NoCache, Is.True);
            Assert.That(unchanged.StatusCode, Is.EqualTo(HttpStatusCode.NotModified));
        });
    }

    [Test]
    public async Task A_page_with_its_styles_and_scripts_weighs_at_most_60_kB()
    {
        using var client = new HttpClient { BaseAddress = _web.Client.BaseAddress };
        client.DefaultRequestHeaders.AcceptEncoding.ParseAdd("gzip");

        var weight = 0;
        foreach (var address in new[] { "/", "/assets/scrutiny.css", "/assets/scrutiny.js" })
        {
            weight += (await client.GetByteArrayAsync(new Uri(address, UriKind.Relative))).Length;
        }

        Assert.That(weight, Is.LessThan(60_000));
    }

    [Test]
    public async Task The_body_is_a_setting()
    {
        await using var web = await RunningWeb.StartAsync(null, "--Body:Name", "Mayor’s Office for Policing", "--Body:Place", "Elsewhere");

        var page = await web.Client.GetStringAsync(new Uri("/privacy", UriKind.Relative));

        Assert.That(page, Does.Contain("The Mayor’s Office for Policing for Elsewhere is the data controller"));
    }

    [Test]
    public void A_body_without_an_area_code_does_not_start()
    {
        Assert.That(async () => await RunningWeb.StartAsync(null, "--Body:Area", "Hampshire"), Throws.InstanceOf<OptionsValidationException>());
    }

    [Test]
    public void An_audience_other_than_public_or_staff_is_refused_in_one_sentence()
    {
        Assert.That(() => Scrutiny.Web.Program.Build(["--audience", "everyone"]), Throws.TypeOf<SentenceException>().With.Message.EqualTo("--audience must be public or staff, not 'everyone'."));
    }

    private static void AssertSecure(HttpResponseMessage response)
    {
        string? Header(string name) => response.Headers.TryGetValues(name, out var values) ? string.Join(',', values) : null;
        Assert.Multiple(() =>
        {
            Assert.That(Header("Content-Security-Policy"), Is.EqualTo(SecurityHeaders.ContentSecurityPolicy));
            Assert.That(Header("X-Content-Type-Options"), Is.EqualTo("nosniff"));
            Assert.That(Header("Referrer-Policy"), Is.EqualTo("no-referrer"));
            Assert.That(Header("Permissions-Policy"), Is.Not.Null);
            Assert.That(Header("Cross-Origin-Opener-Policy"), Is.EqualTo("same-origin"));
            Assert.That(Header("Cross-Origin-Resource-Policy"), Is.EqualTo("same-origin"));
            Assert.That(Header("Strict-Transport-Security"), Is.Null, "only over HTTPS");
            Assert.That(Header("Server"), Is.Null);
        });
    }
}
