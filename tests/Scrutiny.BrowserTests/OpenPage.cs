using Microsoft.Playwright;

namespace Scrutiny.BrowserTests;

/// <summary>A page in a tab, with a record of what it asked for and what went wrong.</summary>
internal sealed class OpenPage
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly List<string> faults = [];
    private readonly List<(string Kind, Uri Address)> requests = [];
    private int fetchesOfItself;

    public OpenPage(IPage page, int status)
    {
        Page = page;
        page.Console += (_, message) =>
        {
            // A browser says of a page that is not found that it was not found.
            if (message.Type == "error" && !(status >= 400 && message.Location.StartsWith(page.Url, StringComparison.Ordinal)))
            {
                Note($"console: {message.Text} ({message.Location})");
            }
        };
        page.PageError += (_, error) => Note($"script: {error}");
        page.RequestFailed += (_, request) =>
        {
            // A picture that another size or theme took the place of while it was on its way. One that is missing has an answer, or another failure.
            if (request is not { ResourceType: "image", Failure: "net::ERR_ABORTED" })
            {
                Note($"failed: {request.Url} {request.Failure}");
            }
        };
        page.Request += (_, request) => Note(request);
        page.WebSocket += (_, socket) => NoteAddress("websocket", socket.Url);
        page.Response += (_, response) =>
        {
            if (response.Request.ResourceType == "fetch" && response.Url == page.Url)
            {
                Interlocked.Increment(ref fetchesOfItself);
            }
        };
    }

    public IPage Page { get; }

    /// <summary>Console errors, violations of the security policy, requests that failed or left this host.</summary>
    public IReadOnlyList<string> Faults
    {
        get
        {
            lock (faults)
            {
                return [.. faults];
            }
        }
    }

    /// <summary>What the page asked for, by kind as the browser names it.</summary>
    public IReadOnlyList<(string Kind, Uri Address)> Requests
    {
        get
        {
            lock (requests)
            {
                return [.. requests];
            }
        }
    }

    /// <summary>Times that the page has looked for newer figures: the first time, as soon as it watches.</summary>
    public int Looks => Volatile.Read(ref fetchesOfItself);

    /// <summary>Waits until the page would hear of a publication, by whichever transport; at once where it shows nothing live.</summary>
    public async Task UntilWatchingAsync()
    {
        if (await Page.Locator("main[data-live-measure]").CountAsync() > 0)
        {
            await UntilLookedAsync(1);
        }
    }

    public async Task UntilLookedAsync(int times) =>
        await Deadline.UntilAsync(() => Looks >= times, Patience, () => $"{Page.Url} looked {Looks} times for newer figures; {string.Join('\n', Faults)}");

    public async Task CloseAsync() => await Page.CloseAsync();

    private void Note(IRequest request)
    {
        if (!request.Url.StartsWith("data:", StringComparison.Ordinal))
        {
            NoteAddress(request.ResourceType, request.Url);
        }
    }

    private void NoteAddress(string kind, string address)
    {
        var asked = new Uri(address);
        lock (requests)
        {
            requests.Add((kind, asked));
        }

        if (asked.Authority != Running.Scrutiny.Public.Authority && asked.Authority != Running.Scrutiny.Staff.Authority)
        {
            Note($"foreign: {address}");
        }
    }

    private void Note(string fault)
    {
        lock (faults)
        {
            faults.Add(fault);
        }
    }
}
