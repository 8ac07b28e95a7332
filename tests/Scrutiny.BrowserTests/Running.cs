using Microsoft.Playwright;
using Scrutiny.BrowserTests.Staff;

namespace Scrutiny.BrowserTests;

/// <summary>One running program and one browser for all tests; each test has a browser context of its own.</summary>
[SetUpFixture]
public sealed class Running
{
    private static IPlaywright? playwright;
    private static Supervisor? supervisor;
    private static IBrowser? browser;

    internal static Supervisor Scrutiny => supervisor ?? throw new InvalidOperationException("The program was not started.");

    internal static IBrowser Browser => browser ?? throw new InvalidOperationException("The browser was not started.");

    [OneTimeSetUp]
    public static async Task StartAsync()
    {
        var program = Environment.GetEnvironmentVariable("SCRUTINY_CHROMIUM") is { Length: > 0 } named ? named : "/usr/bin/chromium";
        Assert.That(File.Exists(program), Is.True, $"There is no browser at {program}: install Chromium (sudo apt-get install chromium), or name one in SCRUTINY_CHROMIUM.");
        supervisor = await Supervisor.StartAsync(settings: SignInProvider.Settings);
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = program,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    [OneTimeTearDown]
    public static async Task StopAsync()
    {
        if (browser is not null)
        {
            await browser.CloseAsync();
        }

        playwright?.Dispose();
        if (supervisor is not null)
        {
            await supervisor.DisposeAsync();
        }
    }
}
