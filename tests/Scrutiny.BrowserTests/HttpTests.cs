using System.Net;

namespace Scrutiny.BrowserTests;

/// <summary>The running program's ports, asked without a browser.</summary>
internal sealed class HttpTests
{
    private static readonly HttpClient Http = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    [TestCase("/", 200, "text/html")]
    [TestCase("/no-such-page", 404, "text/html")]
    [TestCase("/performance/calls-999-within-10s?as-known=yesterday", 400, "text/html")]
    [TestCase("/assets/scrutiny.css", 200, "text/css")]
    [TestCase("/assets/scrutiny.js", 200, "text/javascript")]
    [TestCase("/api/v1/measures", 200, "application/json")]
    [TestCase("/api/v1/measures/nothing/series", 404, "application/problem+json")]
    [TestCase("/charts/recorded-crime.svg", 200, "image/svg+xml")]
    [TestCase("/charts/recorded-crime.png?theme=dark&width=640", 200, "image/png")]
    [TestCase("/charts/recorded-crime.png?width=4000", 400, "application/problem+json")]
    [TestCase("/data/recorded-crime.csv", 200, "text/csv")]
    [TestCase("/openapi/v1.json", 200, "application/json")]
    [TestCase("/health/ready", 200, "text/plain")]
    [TestCase("/metrics", 404, null)]
    public async Task Every_kind_of_answer_carries_the_security_headers(string address, int status, string? type)
    {
        using var response = await Http.GetAsync(Public(address));

        Assert.That((int)response.StatusCode, Is.EqualTo(status));
        Assert.That(response.Content.Headers.ContentType?.MediaType, Is.EqualTo(type));
        AssertSecure(response);
    }

    [Test]
    public async Task The_hubs_negotiation_carries_the_security_headers()
    {
        using var response = await Http.PostAsync(Public("/hubs/live/negotiate?negotiateVersion=1"), null);

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        AssertSecure(response);
    }

    [TestCase("/hubs/live/negotiate?negotiateVersion=1")]
    [TestCase("/hubs/live")]
    [Category("D-7")]
    public async Task A_page_of_another_site_is_refused_by_the_hub(string address)
    {
        foreach (var origin in new[] { "https://evil.example", "http://127.0.0.1", "null", $"http://127.0.0.1.evil.example:{Running.Scrutiny.Public.Port}" })
        {
            using var request = new HttpRequestMessage(address.Contains("negotiate", StringComparison.Ordinal) ? HttpMethod.Post : HttpMethod.Get, Public(address));
            request.Headers.Add("Origin", origin);

            using var response = await Http.SendAsync(request);

            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden), origin);
            AssertSecure(response);
        }
    }

    [Test]
    public async Task A_page_of_this_site_may_use_the_hub()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Public("/hubs/live/negotiate?negotiateVersion=1"));
        request.Headers.Add("Origin", Running.Scrutiny.Public.GetLeftPart(UriPartial.Authority));

        using var response = await Http.SendAsync(request);

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [TestCase("/")]
    [TestCase("/performance/recorded-crime")]
    [TestCase("/api/v1/measures/recorded-crime/series")]
    [TestCase("/charts/recorded-crime.svg")]
    [TestCase("/charts/recorded-crime.png")]
    [TestCase("/data/recorded-crime.csv")]
    [TestCase("/assets/scrutiny.css")]
    public async Task Who_has_the_newest_copy_is_told_so_and_HEAD_answers_as_GET_does(string address)
    {
        using var first = await Http.GetAsync(Public(address));
        using var again = new HttpRequestMessage(HttpMethod.Get, Public(address));
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var head = new HttpRequestMessage(HttpMethod.Head, Public(address));

        using var unchanged = await Http.SendAsync(again);
        using var headers = await Http.SendAsync(head);

        Assert.That(unchanged.StatusCode, Is.EqualTo(HttpStatusCode.NotModified));
        Assert.That(await unchanged.Content.ReadAsByteArrayAsync(), Is.Empty);
        AssertSecure(unchanged);
        Assert.That(headers.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await headers.Content.ReadAsByteArrayAsync(), Is.Empty);
        Assert.That(headers.Headers.ETag, Is.EqualTo(first.Headers.ETag));
        Assert.That(headers.Content.Headers.ContentType, Is.EqualTo(first.Content.Headers.ContentType));
    }

    [Test]
    public async Task The_programs_numbers_are_for_the_management_port_alone()
    {
        using var atPublic = await Http.GetAsync(Public("/metrics"));
        using var atStaff = await Http.GetAsync(new Uri(Running.Scrutiny.Staff, "/metrics"));
        using var atManagement = await Http.GetAsync(new Uri(Running.Scrutiny.Management, "/metrics"));
        using var pageAtManagement = await Http.GetAsync(new Uri(Running.Scrutiny.Management, "/"));

        Assert.That(atPublic.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(atStaff.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(atManagement.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await atManagement.Content.ReadAsStringAsync(), Does.Contain("scrutiny_requests_total"));
        Assert.That(pageAtManagement.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [TestCase("/staff")]
    [TestCase("/staff/")]
    [TestCase("/STAFF")]
    [TestCase("/staff/index")]
    [TestCase("/%73taff")]
    [TestCase("//staff")]
    [TestCase("/./staff")]
    public async Task Staff_pages_have_no_address_on_the_public_port(string address)
    {
        using var atPublic = await Http.GetAsync(new Uri(Running.Scrutiny.Public.GetLeftPart(UriPartial.Authority) + address));
        using var atStaff = await Http.GetAsync(new Uri(Running.Scrutiny.Staff, "/staff"));

        Assert.That(atPublic.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(await atPublic.Content.ReadAsStringAsync(), Does.Contain("Page not found"));
        Assert.That(atStaff.StatusCode, Is.EqualTo(HttpStatusCode.Redirect), "to sign in");
    }

    private static Uri Public(string address) => new(Running.Scrutiny.Public, address);

    private static void AssertSecure(HttpResponseMessage response)
    {
        string Header(string name) => response.Headers.TryGetValues(name, out var values) ? string.Join(',', values) : "";
        Assert.Multiple(() =>
        {
            Assert.That(Header("Content-Security-Policy"), Does.StartWith("default-src 'none'; script-src 'self'; style-src 'self';").And.Contain("frame-ancestors 'none'").And.Not.Contain("unsafe"));
            Assert.That(Header("X-Content-Type-Options"), Is.EqualTo("nosniff"));
            Assert.That(Header("Referrer-Policy"), Is.EqualTo("no-referrer"));
            Assert.That(Header("Permissions-Policy"), Does.Contain("camera=()"));
            Assert.That(Header("Cross-Origin-Opener-Policy"), Is.EqualTo("same-origin"));
            Assert.That(Header("Cross-Origin-Resource-Policy"), Is.EqualTo("same-origin"));
            Assert.That(Header("Server"), Is.Empty);
            Assert.That(Header("X-Powered-By"), Is.Empty);
        });
    }
}
