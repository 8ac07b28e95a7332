using System.Net;
using Scrutiny.Tests.Http;
using Scrutiny.Tests.Staff;
using Scrutiny.Web.Access;

namespace Scrutiny.Tests.Leaks;

/// <summary>What a cache between keeps of one reader's answers, another reader must be able to see.</summary>
[Category("L-7"), Category("Slow")]
internal sealed class CachesTests
{
    private World world = null!;
    private RunningWeb staff = null!;
    private Nginx nginx = null!;
    private string cookie = "";

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        world = await World.OpenWithSecretsAsync();
        staff = await StaffBrowser.StartSiteAsync(world.Database);
        nginx = await Nginx.StartAsync(world.Web.Client.BaseAddress!, staff.Client.BaseAddress!);
        using var browser = await StaffBrowser.SignInAsync(staff, "A Publisher", StaffRole.Publisher);
        cookie = browser.Cookies.GetCookieHeader(staff.Client.BaseAddress!);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await nginx.DisposeAsync();
        await staff.DisposeAsync();
        await world.DisposeAsync();
    }

    [Test]
    public async Task Nobody_is_shown_what_was_kept_of_an_answer_to_staff_and_staff_not_what_was_kept_for_the_public()
    {
        var wrong = new List<string>();
        var shown = 0;
        foreach (var (address, staffFirst) in Addresses().SelectMany(address => new[] { (address + "?first=staff", true), (address + "?first=public", false) }))
        {
            var first = await AskAsync(address, staffFirst);
            var other = await AskAsync(address, !staffFirst);
            shown += (staffFirst ? first : other).Status == HttpStatusCode.OK ? 1 : 0;
            if (first.Kept is "HIT" || other.Kept is "HIT")
            {
                wrong.Add($"{address}: {first.Kept}, then {other.Kept}");
            }
        }

        Assert.That(wrong, Is.Empty);
        Assert.That(shown, Is.GreaterThan(20), "staff were shown something");
    }

    [Test]
    public async Task The_cache_does_keep_what_it_may()
    {
        var page = await world.Web.Client.GetStringAsync(new Uri("/", UriKind.Relative));
        var address = System.Text.RegularExpressions.Regex.Match(page, "/assets/scrutiny\\.css\\?v=[\\w-]+").Value;

        await AskAsync(address, asStaff: false);
        var again = await AskAsync(address, asStaff: false);

        Assert.That(again.Kept, Is.EqualTo("HIT"));
    }

    private static IEnumerable<string> Addresses() => AccessTable.Rows.Where(row => row is { Verb: "GET", Viewer: not (Viewer.Operators or Viewer.PublicSite) }).Select(row => System.Text.RegularExpressions.Regex.Replace(row.Surface, "{[^}]+}", part => part.Value switch
    {
        "{id}" => "calls-999-answer-time",
        "{id:long}" or "{chapter:int}" or "{version:int}" => "1",
        "{board}" => "contact",
        "{source}" => "force-contact",
        _ => "v1",
    })).Distinct();

    private async Task<(HttpStatusCode Status, string? Kept)> AskAsync(string address, bool asStaff)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (asStaff)
        {
            request.Headers.Add("X-Site", "staff");
            request.Headers.Add("Cookie", cookie);
        }

        using var answer = await nginx.Client.SendAsync(request);
        return (answer.StatusCode, answer.Headers.TryGetValues("X-Cache", out var kept) ? kept.Single() : null);
    }
}
