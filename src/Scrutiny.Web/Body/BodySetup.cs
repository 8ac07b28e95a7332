namespace Scrutiny.Web.Body;

internal static class BodySetup
{
    public static IServiceCollection AddBody(this IServiceCollection services)
    {
        services.AddOptions<BodySettings>().BindConfiguration(BodySettings.Section).ValidateDataAnnotations().ValidateOnStart();
        return services;
    }
}
