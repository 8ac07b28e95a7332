using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Scrutiny.BrowserTests.Staff;

/// <summary>
/// A real OpenID Connect provider (npm <c>oidc-provider</c>) on this machine's loopback, under another site's name than the program:
/// <c>localhost</c>, not <c>127.0.0.1</c>. The program is told of it at its start; it runs while its tests do.
/// </summary>
internal sealed class SignInProvider : IAsyncDisposable
{
    public const string Name = "Example Office";
    public const string Address = "/staff/sign-in/provider";

    private const string Client = "scrutiny";
    private const string Secret = "shared with the provider";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly int Port = FreePort();

    private readonly Process process;

    private SignInProvider(Process process) => this.process = process;

    /// <summary>What the program is told of it.</summary>
    public static IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>
    {
        ["SignIn__Provider__Authority"] = Authority,
        ["SignIn__Provider__Client"] = Client,
        ["SignIn__Provider__Secret"] = Secret,
        ["SignIn__Provider__Name"] = Name,
        ["SignIn__Provider__Scopes"] = "groups",
        ["SignIn__Provider__Roles"] = "analyst=pcc-analysts; auditor=pcc-auditors",
    };

    private static string Authority => $"http://localhost:{Port}";

    public static async Task<SignInProvider> StartAsync(Uri site)
    {
        var folder = Repository.PathTo("tests", "Scrutiny.BrowserTests", "Provider");
        await InstallAsync(folder);
        var process = Process.Start(new ProcessStartInfo("node", ["provider.mjs", Port.ToString(CultureInfo.InvariantCulture), Client, Secret, new Uri(site, Address + "/return").ToString()])
        {
            WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        using var patience = new CancellationTokenSource(Patience);
        string? line;
        do
        {
            line = await process.StandardOutput.ReadLineAsync(patience.Token);
        }
        while (line is not ("ready" or null));
        Assert.That(line, Is.EqualTo("ready"), "the provider ended before it was ready");
        return new SignInProvider(process);
    }

    /// <summary>Puts a person into other groups, from the next sign-in.</summary>
    public static async Task SetGroupsAsync(string person, params string[] groups)
    {
        using var client = new HttpClient();
        Assert.That(await client.GetStringAsync(new Uri($"{Authority}/groups/{person}/{string.Join('/', groups)}")), Is.EqualTo("set"));
    }

    public async ValueTask DisposeAsync()
    {
        using (process)
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }

    private static async Task InstallAsync(string folder)
    {
        using var npm = Process.Start(new ProcessStartInfo("npm", ["ci", "--silent", "--no-audit", "--no-fund"]) { WorkingDirectory = folder, RedirectStandardError = true })!;
        var errors = await npm.StandardError.ReadToEndAsync();
        await npm.WaitForExitAsync();
        Assert.That(npm.ExitCode, Is.Zero, errors);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
