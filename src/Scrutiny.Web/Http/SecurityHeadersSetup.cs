using Microsoft.AspNetCore.Hosting;

namespace Scrutiny.Web.Http;

internal static class SecurityHeadersSetup
{
    /// <summary>Goes before every other start-up filter, the host filter's among them, so that its refusals carry the headers too.</summary>
    public static IServiceCollection AddSecurityHeaders(this IServiceCollection services)
    {
        services.Insert(0, ServiceDescriptor.Singleton<IStartupFilter, SecurityHeaders>());
        return services;
    }
}
