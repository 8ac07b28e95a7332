using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Scrutiny.Database;
using Scrutiny.Tests.Database;
using Scrutiny.Web.Access;
using Scrutiny.Web.Http;

namespace Scrutiny.Tests.Access;

/// <summary>The table of access is the running program's, no row more and none less.</summary>
[Category("D-7")]
public sealed class AccessTableTests
{
    private TestDatabase database = null!;

    [OneTimeSetUp]
    public async Task CreateAsync() => database = await TestDatabase.CreateAsync();

    [OneTimeTearDown]
    public async Task DropAsync() => await database.DisposeAsync();

    [Test]
    public async Task Everything_that_may_be_asked_of_the_staff_process_is_in_the_table_and_nothing_else_but_what_is_for_the_public_site()
    {
        await using var app = Build("staff", DatabaseRole.Staff);

        var surfaces = await SurfacesAsync(app);

        Assert.That(surfaces, Is.EquivalentTo(AccessTable.Rows.Where(row => row.Viewer != Viewer.PublicSite).Select(row => (row.Surface, row.Verb))));
    }

    [Test]
    public async Task The_public_process_has_all_of_it_but_what_is_for_staff()
    {
        await using var app = Build("public", DatabaseRole.Public);

        var surfaces = await SurfacesAsync(app);

        Assert.That(surfaces, Is.EquivalentTo(AccessTable.Rows.Where(row => row.Viewer is not (Viewer.Staff or Viewer.StaffSite)).Select(row => (row.Surface, row.Verb))));
    }

    [Test]
    public void No_hub_method_takes_the_name_of_a_group_or_of_a_connection()
    {
        var parameters = HubTypes().SelectMany(MethodsOf).SelectMany(method => method.GetParameters()).Select(parameter => parameter.Name).Distinct();

        Assert.That(parameters, Is.SubsetOf(["measure", "area", "slug", "afterSeq", "seq", "cancel"]));
    }

    [Test]
    public void Every_row_says_what_it_shows()
    {
        Assert.That(AccessTable.Rows.Where(row => row.Shows.Length < 8), Is.Empty);
        Assert.That(AccessTable.Rows.Select(row => (row.Surface, row.Verb)), Is.Unique);
    }

    private WebApplication Build(string audience, DatabaseRole role) =>
        Scrutiny.Web.Program.Build(["--audience", audience, "--Logging:LogLevel:Default", "None", "--ConnectionStrings:Scrutiny", database.ConnectionString(role)]);

    private static async Task<List<(string Surface, string Verb)>> SurfacesAsync(WebApplication app)
    {
        List<(string Surface, string Verb)> surfaces = [];
        foreach (var endpoint in ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>())
        {
            var address = "/" + endpoint.RoutePattern.RawText!.Trim('/');
            surfaces.AddRange((await VerbsAsync(app, endpoint)).Select(verb => (address, verb)));
            if (endpoint.Metadata.GetMetadata<HubMetadata>() is { } hub && endpoint.Metadata.GetMetadata<NegotiateMetadata>() is null)
            {
                surfaces.AddRange(MethodsOf(hub.HubType).Select(method => ($"{address}#{method.Name}", "hub")));
            }
        }

        return surfaces;
    }

    private static async Task<IEnumerable<string>> VerbsAsync(WebApplication app, RouteEndpoint endpoint)
    {
        if (endpoint.Metadata.GetMetadata<PageActionDescriptor>() is { } page)
        {
            var loaded = await app.Services.GetRequiredService<PageLoader>().LoadAsync(page, endpoint.Metadata);
            var verbs = loaded.HandlerMethods.Select(handler => handler.HttpMethod.ToUpperInvariant()).ToList();
            // A page without handlers is only looked at, save the one that stands in for an answer to whatever was asked.
            return verbs.Count > 0 ? verbs : ["/" + endpoint.RoutePattern.RawText == FailurePages.Address ? "any" : "GET"];
        }

        return endpoint.Metadata.GetMetadata<IHttpMethodMetadata>() is { HttpMethods: { Count: > 0 } methods } ? methods : endpoint.Metadata.GetMetadata<NegotiateMetadata>() is not null ? ["POST"] : ["any"];
    }

    private static IEnumerable<Type> HubTypes() => typeof(AccessTable).Assembly.GetTypes().Where(type => type.IsAssignableTo(typeof(Hub)) && !type.IsAbstract);

    /// <summary>What a client may call: what the framework takes for a hub's methods.</summary>
    private static IEnumerable<MethodInfo> MethodsOf(Type hub) =>
        hub.GetMethods(BindingFlags.Public | BindingFlags.Instance).Where(method => method.DeclaringType != typeof(object) && method.DeclaringType != typeof(Hub) && !method.IsSpecialName && !(method.DeclaringType!.IsGenericType && method.DeclaringType.GetGenericTypeDefinition() == typeof(Hub<>)) && method.GetBaseDefinition().DeclaringType != typeof(Hub) && method.GetBaseDefinition().DeclaringType != typeof(object));
}
