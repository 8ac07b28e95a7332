using System.Net;
using System.Text.RegularExpressions;
using Scrutiny.Database;
using Scrutiny.Tests.Database;
using Scrutiny.Tests.Http;
using Scrutiny.Web.Access;

namespace Scrutiny.Tests.Staff;

/// <summary>One person at the staff site, with cookies of its own and without scripts.</summary>
internal sealed partial class StaffBrowser : IDisposable
{
    private readonly HttpClientHandler handler = new() { AllowAutoRedirect = false };
    private readonly HttpClient client;
    private KeyValuePair<string, string>? formToken;

    public StaffBrowser(Uri site) => client = new HttpClient(handler) { BaseAddress = site };

    /// <summary>What the site has left in the browser.</summary>
    public CookieContainer Cookies => handler.CookieContainer;

    /// <summary>Sent with every request.</summary>
    public System.Net.Http.Headers.HttpRequestHeaders Headers => client.DefaultRequestHeaders;

    /// <summary>The value of the session's cookie.</summary>
    public string SessionCookie => Cookies.GetAllCookies().Single(cookie => cookie.Name == "scrutiny-staff").Value;

    /// <summary>A page without what is drawn by lot for its forms.</summary>
    public static string WithoutToken(string page) => Token().Replace(page, "");

    /// <summary>The staff process on a database of the test's.</summary>
    public static Task<RunningWeb> StartSiteAsync(TestDatabase database, params string[] args) =>
        RunningWeb.StartOnAsync(database, ["--audience", "staff", "--ConnectionStrings:Scrutiny", database.ConnectionString(DatabaseRole.Staff), .. args]);

    /// <summary>Signs a person in who has this name and role: the same account each time. Like those of the samples it needs no second factor.</summary>
    public static async Task<StaffBrowser> SignInAsync(RunningWeb web, string name, StaffRole role) => await SignInAsync(web, await MadeAccounts.OfAsync(web.Database, name, role));

    public static async Task<StaffBrowser> SignInAsync(RunningWeb web, MadeAccount account)
    {
        var browser = new StaffBrowser(web.Client.BaseAddress!);
        using var answer = await browser.PostAsync("/staff/sign-in", ("SignInName", account.SignInName), ("Password", account.Password));
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
        return browser;
    }

    public Task<HttpResponseMessage> SendAsync(string verb, string address) => client.SendAsync(new HttpRequestMessage(new HttpMethod(verb), address));

    public async Task<string> ReadAsync(string address, HttpStatusCode status = HttpStatusCode.OK)
    {
        using var answer = await client.GetAsync(new Uri(address, UriKind.Relative));
        Assert.That(answer.StatusCode, Is.EqualTo(status), address);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Sends the form of a page.</summary>
    public Task<HttpResponseMessage> PostAsync(string address, params (string Field, string Value)[] fields) => PostFromAsync(address, address, fields);

    /// <summary>Sends a form that stands on another page than its address.</summary>
    public async Task<HttpResponseMessage> PostFromAsync(string page, string address, params (string Field, string Value)[] fields)
    {
        var token = await TokenAsync(page);
        return await client.PostAsync(new Uri(address, UriKind.Relative), new FormUrlEncodedContent([.. fields.Select(field => new KeyValuePair<string, string>(field.Field, field.Value)), token]));
    }

    /// <summary>Sends the form of a page with a file.</summary>
    public async Task<HttpResponseMessage> UploadAsync(string address, string fileField, string fileName, string content, params (string Field, string Value)[] fields)
    {
        var token = await TokenAsync(address);
        using var form = new MultipartFormDataContent { { new StringContent(token.Value), token.Key }, { new StringContent(content), fileField, fileName } };
        foreach (var (field, value) in fields)
        {
            form.Add(new StringContent(value), field);
        }

        return await client.PostAsync(new Uri(address, UriKind.Relative), form);
    }

    /// <summary>Sends the form of a page with files as they are.</summary>
    public async Task<HttpResponseMessage> SendFilesAsync(string address, string fileField, IReadOnlyList<(string Name, byte[] Content)> files, params (string Field, string Value)[] fields)
    {
        var token = await TokenAsync(address);
        using var form = new MultipartFormDataContent { { new StringContent(token.Value), token.Key } };
        foreach (var (name, content) in files)
        {
            form.Add(new ByteArrayContent(content), fileField, name);
        }

        foreach (var (field, value) in fields)
        {
            form.Add(new StringContent(value), field);
        }

        return await client.PostAsync(new Uri(address, UriKind.Relative), form);
    }

    /// <summary>Sends a form with a good token to any address by any method, and says something more of itself.</summary>
    public async Task<HttpResponseMessage> SendFormAsync(string verb, string address, params (string Name, string Value)[] headers)
    {
        formToken ??= await TokenAsync("/staff/account");
        using var request = new HttpRequestMessage(new HttpMethod(verb), address) { Content = new FormUrlEncodedContent([formToken.Value]) };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await client.SendAsync(request);
    }

    /// <summary>Sends a form of these very characters, without a token.</summary>
    public async Task<HttpResponseMessage> SendBodyAsync(string verb, string address, string body)
    {
        using var request = new HttpRequestMessage(new HttpMethod(verb), address) { Content = new StringContent(body, System.Text.Encoding.ASCII, "application/x-www-form-urlencoded") };
        return await client.SendAsync(request);
    }

    public void Dispose() => client.Dispose();

    private async Task<KeyValuePair<string, string>> TokenAsync(string address) =>
        new("__RequestVerificationToken", Token().Matches(await ReadAsync(address))[^1].Groups[1].Value);

    [GeneratedRegex("""name="__RequestVerificationToken" type="hidden" value="([^"]+)""")]
    private static partial Regex Token();
}
