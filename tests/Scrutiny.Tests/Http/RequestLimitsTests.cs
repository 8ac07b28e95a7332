using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Scrutiny.Tests.Database;
using Scrutiny.Tests.Staff;
using Scrutiny.Web.Access;
using Scrutiny.Web.Http;

namespace Scrutiny.Tests.Http;

/// <summary>What is too large, too much or too slow is refused with the status that says so, and costs little.</summary>
[Category("M-4")]
internal sealed class RequestLimitsTests
{
    private TestDatabase database = null!;
    private RunningWeb web = null!;
    private StaffBrowser browser = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        database = await TestDatabase.CreateAsync();
        web = await StaffBrowser.StartSiteAsync(database);
        browser = await StaffBrowser.SignInAsync(web, await MadeAccounts.AddAsync(database, "everybody", "Every Role", sample: true, StaffRole.Publisher, StaffRole.Administrator, StaffRole.Auditor));
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        browser.Dispose();
        await web.DisposeAsync();
        await database.DisposeAsync();
    }

    [Test]
    public async Task A_long_address_is_414() => Assert.That(await StatusAsync($"GET /?q={new string('a', RequestLimits.LineBytes)} HTTP/1.1\r\nHost: localhost\r\n\r\n"), Is.EqualTo(414));

    [Test]
    public async Task Long_headers_are_431() => Assert.That(await StatusAsync($"GET / HTTP/1.1\r\nHost: localhost\r\nX-Long: {new string('a', RequestLimits.HeaderBytes)}\r\n\r\n"), Is.EqualTo(431));

    [Test]
    public async Task Many_headers_are_431() => Assert.That(await StatusAsync("GET / HTTP/1.1\r\nHost: localhost\r\n" + string.Concat(Enumerable.Range(0, RequestLimits.Headers).Select(i => $"X-{i}: a\r\n")) + "\r\n"), Is.EqualTo(431));

    [TestCase("GET / HTTP/1.1\r\n\r\n")]
    [TestCase("GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")]
    [TestCase("GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n")]
    [TestCase("GET / HTTP/1.1\r\nHost: localhost\r\nBad Header: a\r\n\r\n")]
    [Category("F-12")]
    public async Task What_could_be_read_in_two_ways_is_400(string request) => Assert.That(await StatusAsync(request), Is.EqualTo(400));

    [TestCase("POST", "/staff/sign-in")]
    [TestCase("POST", "/staff/feeds/force-contact")]
    public async Task A_large_body_is_413_where_no_file_is_expected(string verb, string address)
    {
        using var answer = await browser.SendBodyAsync(verb, address, new string('a', (int)RequestLimits.BodyBytes + 1));

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.RequestEntityTooLarge));
    }

    [Test]
    public async Task A_large_file_is_taken_where_one_is_expected()
    {
        using var answer = await browser.UploadAsync("/staff/upload", "Sent", "made.csv", new string('a', 2 * (int)RequestLimits.BodyBytes), ("Source", "force-contact"));

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
    }

    [TestCase("/staff/revisions?measure=%00")]
    [TestCase("/staff/loads?source=%00")]
    [TestCase("/staff/audit?subject=%00")]
    public async Task A_character_that_no_text_can_hold_is_400(string address)
    {
        using var answer = await browser.SendAsync("GET", address);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
    }

    [Test]
    public async Task A_form_of_many_fields_is_refused()
    {
        using var answer = await browser.PostAsync("/staff/account/password", [.. Enumerable.Range(0, RequestLimits.FormFields + 1).Select(i => ($"f{i}", "a"))]);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
    }

    [Test, Category("M-5")]
    public async Task Of_fifty_costly_answers_at_once_a_few_are_made_and_the_rest_are_told_to_come_back()
    {
        var gate = new TaskCompletionSource();
        var inside = 0;
        await using var site = await RunningWeb.StartAsync(app => app.MapGet("/costly", [Costly] async ([FromServices] TimeProvider _) =>
        {
            Interlocked.Increment(ref inside);
            await gate.Task;
            return "made";
        }));

        // Each at an address of its own, or the output cache would make one answer for all.
        var asked = Enumerable.Range(0, 50).Select(i => site.Client.GetAsync(new Uri($"/costly?i={i}", UriKind.Relative))).ToList();
        await Loading.Until.TrueAsync(() => Task.FromResult(asked.Count(task => task.IsCompleted) == 50 - CostlyAnswers.AtOnce - CostlyAnswers.Waiting));
        var made = inside;
        using (var page = await site.Client.GetAsync(new Uri("/accessibility", UriKind.Relative)))
        {
            Assert.That(page.StatusCode, Is.EqualTo(HttpStatusCode.OK), "pages answer meanwhile");
        }

        gate.SetResult();
        var answers = await Task.WhenAll(asked);

        Assert.That(made, Is.EqualTo(CostlyAnswers.AtOnce));
        Assert.That(answers.Count(answer => answer.StatusCode == HttpStatusCode.OK), Is.EqualTo(CostlyAnswers.AtOnce + CostlyAnswers.Waiting));
        Assert.That(answers.Where(answer => answer.StatusCode != HttpStatusCode.OK), Has.All.Matches<HttpResponseMessage>(answer => answer.StatusCode == HttpStatusCode.ServiceUnavailable && answer.Headers.RetryAfter is not null));
        Array.ForEach(answers, answer => answer.Dispose());
    }

    [Test, Category("M-5")]
    public void What_is_drawn_or_written_out_as_a_file_is_among_the_costly() =>
        Assert.That(
            AccessTable.Rows.Where(row => row.Viewer == Viewer.Public && (row.Surface.EndsWith(".csv", StringComparison.Ordinal) || row.Surface.EndsWith(".svg", StringComparison.Ordinal) || row.Surface.EndsWith(".png", StringComparison.Ordinal))).Select(row => row.Surface),
            Is.SubsetOf(CostlySurfaces()));

    private static IEnumerable<string> CostlySurfaces()
    {
        using var app = Scrutiny.Web.Program.Build(["--Logging:LogLevel:Default", "None", "--ConnectionStrings:Scrutiny", "Host=nowhere"]);
        return [.. ((Microsoft.AspNetCore.Routing.IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<Microsoft.AspNetCore.Routing.RouteEndpoint>().Where(endpoint => endpoint.Metadata.GetMetadata<CostlyAttribute>() is not null).Select(endpoint => endpoint.RoutePattern.RawText!)];
    }

    /// <summary>The status of the answer to these very bytes.</summary>
    private async Task<int> StatusAsync(string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, web.Client.BaseAddress!.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request));
        using var reader = new StreamReader(stream, Encoding.Latin1);
        var line = await reader.ReadLineAsync();
        return int.Parse(line!.Split(' ')[1], null);
    }
}
