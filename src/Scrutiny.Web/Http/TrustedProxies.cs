using System.Net;
using Microsoft.AspNetCore.HttpOverrides;

namespace Scrutiny.Web.Http;

/// <summary>
/// Who may say on whose behalf a request is made: the proxies that <c>Proxy__Trusted__0</c> and so on list, by address or network, and
/// nobody else. They may say the address and the scheme, never the host, which they pass on as it came.
/// </summary>
internal static class TrustedProxies
{
    public const string Section = "Proxy:Trusted";

    /// <summary>The framework's own switch, which trusts everybody.</summary>
    private const string TrustAll = "FORWARDEDHEADERS_ENABLED";

    /// <exception cref="SentenceException">Everybody would be trusted, or a setting is no address.</exception>
    public static void AddTrustedProxies(this WebApplicationBuilder builder)
    {
        if (builder.Configuration.GetValue(TrustAll, false))
        {
            throw SentenceException.Refused($"ASPNETCORE_{TrustAll} is set, with which anybody may pretend to be at another address; unset it, and list your proxies in Proxy__Trusted__0, Proxy__Trusted__1 and so on.");
        }

        var listed = builder.Configuration.GetSection(Section).Get<string[]>() ?? [];
        var networks = listed.Select(Read).ToList();
        builder.Services.Configure<ForwardedHeadersOptions>(options =>
        {
            options.ForwardedHeaders = networks.Count == 0 ? ForwardedHeaders.None : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            options.ForwardLimit = Math.Max(1, networks.Count);
            // Loopback is trusted by default, and any process of the machine could say anything.
            options.KnownProxies.Clear();
            options.KnownIPNetworks.Clear();
            networks.ForEach(options.KnownIPNetworks.Add);
        });
    }

    private static System.Net.IPNetwork Read(string text) =>
        IPAddress.TryParse(text, out var address) ? new System.Net.IPNetwork(address, address.GetAddressBytes().Length * 8)
        : System.Net.IPNetwork.TryParse(text, out var network) ? network
        : throw SentenceException.Unusable($"Proxy__Trusted holds '{text}', which is no address and no network; write 10.0.0.5 or 10.0.0.0/24.");
}
