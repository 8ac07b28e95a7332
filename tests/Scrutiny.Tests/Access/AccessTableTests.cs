using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Scrutiny.Web.Access;
using Scrutiny.Web.Live;

namespace Scrutiny.Tests.Access;

/// <summary>The table names every address and hub method of the running program, and nothing else.</summary>
[TestFixture]
internal sealed class AccessTableTests
{
    [Test]
    public async Task Every_address_of_the_program_is_in_the_table()
    {
        var addresses = await AddressesAsync("staff");

        var listed = AccessTable.Rows.Where(row => row.Verb != "hub").Select(row => row.Surface);

        Assert.That(addresses, Is.EquivalentTo(listed), "Add the address to AccessTable.cs with who may use it, or take away the row.");
    }

    [Test]
    public async Task The_public_process_has_no_address_for_staff()
    {
        var addresses = await AddressesAsync("public");

        var listed = AccessTable.Rows.Where(row => row.Verb != "hub" && row.Viewer != Viewer.Staff).Select(row => row.Surface);

        Assert.That(addresses, Is.EquivalentTo(listed));
    }

    [Test]
    public void Every_method_of_the_hub_is_in_the_table()
    {
        var methods = typeof(LiveHub).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Select(method => $"{LiveSetup.Address}#{method.Name}");

        var listed = AccessTable.Rows.Where(row => row.Verb == "hub").Select(row => row.Surface);

        Assert.That(methods, Is.EquivalentTo(listed));
    }

    private static async Task<IReadOnlyList<string>> AddressesAsync(string audience)
    {
        await using var app = Scrutiny.Web.Program.Build(["--audience", audience, "--ConnectionStrings:Scrutiny", "Host=127.0.0.1"]);
        return [.. ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>().Select(endpoint => "/" + endpoint.RoutePattern.RawText!.TrimStart('/')).Distinct()];
    }
}
