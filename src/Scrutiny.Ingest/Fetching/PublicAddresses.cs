using System.Net;
using System.Net.Sockets;

namespace Scrutiny.Ingest.Fetching;

/// <summary>
/// Which addresses belong to the public internet (IANA's special-purpose registries). The rest lead to this machine, to its neighbours or
/// to the provider's metadata, none of which is a publisher. Of IPv6 only global unicast counts, and of that nothing that wraps an IPv4
/// address: whoever translates it would connect us to what was refused.
/// </summary>
internal static class PublicAddresses
{
    private static readonly IPNetwork[] Special =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24",
            "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            "2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20",
        }.Select(IPNetwork.Parse),
    ];

    public static bool Contain(IPAddress address) =>
        (address.AddressFamily == AddressFamily.InterNetwork || IsGlobalUnicast(address)) && !Special.Any(network => network.Contains(address));

    // 2000::/3. By its bits: of an address that wraps an IPv4 one .NET would ask about the inner one.
    private static bool IsGlobalUnicast(IPAddress address) => address.GetAddressBytes()[0] >> 5 == 1;
}
