using System.Net;
using Scrutiny.Ingest.Fetching;

namespace Scrutiny.Tests.Fetching;

[Category("F-7")]
internal sealed class PublicAddressesTests
{
    [TestCase("1.1.1.1")]
    [TestCase("51.140.1.1")]
    [TestCase("172.15.255.255")]
    [TestCase("172.32.0.0")]
    [TestCase("100.63.255.255")]
    [TestCase("100.128.0.0")]
    [TestCase("223.255.255.255")]
    [TestCase("2a00:1450:4009::1")]
    [TestCase("2606:4700::1111")]
    public void A_publishers_address_is_public(string address) => Assert.That(PublicAddresses.Contain(IPAddress.Parse(address)));

    [TestCase("0.0.0.0")]
    [TestCase("0.1.2.3")]
    [TestCase("10.0.0.1")]
    [TestCase("100.64.0.1")]
    [TestCase("127.0.0.1")]
    [TestCase("127.255.255.254")]
    [TestCase("169.254.169.254")]
    [TestCase("172.16.0.1")]
    [TestCase("172.31.255.255")]
    [TestCase("192.0.0.192")]
    [TestCase("192.88.99.1")]
    [TestCase("192.168.1.1")]
    [TestCase("198.19.0.1")]
    [TestCase("224.0.0.1")]
    [TestCase("239.255.255.255")]
    [TestCase("240.0.0.1")]
    [TestCase("255.255.255.255")]
    [TestCase("::")]
    [TestCase("::1")]
    [TestCase("::127.0.0.1")]
    [TestCase("::ffff:127.0.0.1")]
    [TestCase("::ffff:1.1.1.1")]
    [TestCase("64:ff9b::7f00:1")]
    [TestCase("64:ff9b:1::a00:1")]
    [TestCase("100::1")]
    [TestCase("2001::1")]
    [TestCase("2001:0:4136:e378:8000:63bf:3fff:fdd2")]
    [TestCase("2001:db8::1")]
    [TestCase("2002:7f00:1::1")]
    [TestCase("3fff::1")]
    [TestCase("fc00::1")]
    [TestCase("fd12:3456::1")]
    [TestCase("fe80::1")]
    [TestCase("fe80::1%1")]
    [TestCase("fec0::1")]
    [TestCase("ff02::1")]
    public void An_address_inside_some_network_is_not(string address) => Assert.That(PublicAddresses.Contain(IPAddress.Parse(address)), Is.False);
}
