namespace Scrutiny.BrowserTests;

internal sealed class SecurityPolicyTests
{
    [Test]
    public async Task No_page_breaks_its_security_policy_writes_an_error_leaves_this_host_or_asks_in_vain()
    {
        await using var visit = await Visit.BeginAsync();
        var faults = new List<string>();

        foreach (var page in await SitePages.AllAsync())
        {
            var tab = await visit.OpenAsync(page.Address, page.Status);
            await tab.UntilWatchingAsync();
            faults.AddRange(tab.Faults.Select(fault => $"{page}: {fault}"));
            await tab.CloseAsync();
        }

        Assert.That(faults, Is.Empty);
    }

    [Test]
    public async Task A_script_within_a_page_and_a_request_elsewhere_are_seen_and_stopped()
    {
        await using var visit = await Visit.BeginAsync();
        var tab = await visit.OpenAsync("/privacy");

        await tab.Page.EvaluateAsync("const script = document.createElement('script'); script.textContent = 'window.ran = true'; document.body.append(script)");
        await tab.Page.EvaluateAsync("fetch('http://127.0.0.1:1/').catch(() => {})");

        await Deadline.UntilAsync(() => tab.Faults.Any(fault => fault.Contains("script-src", StringComparison.Ordinal)) && tab.Faults.Any(fault => fault.Contains("connect-src", StringComparison.Ordinal)), TimeSpan.FromSeconds(10), () => string.Join('\n', tab.Faults));
        Assert.That(await tab.Page.EvaluateAsync<bool>("window.ran === true"), Is.False);
    }
}
