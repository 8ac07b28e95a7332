using System.Net;
using System.Net.Sockets;

namespace Scrutiny.Web.Accounts;

/// <summary>Where a request comes from, as failures are counted: an IPv4 address, or a network of IPv6 (/64), since one customer has all of it.</summary>
internal static class SourceAddress
{
    public static string Of(HttpContext context) => Of(context.Connection.RemoteIpAddress);

    public static string Of(IPAddress? address)
    {
        if (address is null)
        {
            return "none";
        }

        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }

        return address.AddressFamily == AddressFamily.InterNetworkV6 ? Convert.ToHexStringLower(address.GetAddressBytes().AsSpan(0, 8)) : address.ToString();
    }
}
