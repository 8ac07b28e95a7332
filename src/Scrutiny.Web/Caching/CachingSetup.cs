namespace Scrutiny.Web.Caching;

/// <summary>The framework's output cache, in the memory of each public process: five thousand who look again after a publication cost one page.</summary>
internal static class CachingSetup
{
    private const long MostBytes = 64 * 1024 * 1024;
    private const long LongestAnswerBytes = 4 * 1024 * 1024;

    public static IServiceCollection AddCaching(this IServiceCollection services)
    {
        services.AddSingleton<PublishedVersion>();
        services.AddSingleton<MeetingsVersion>();
        services.AddSingleton<PublishedAnswers>();
        services.AddOutputCache();
        services.AddOptions<Microsoft.AspNetCore.OutputCaching.OutputCacheOptions>().Configure<PublishedAnswers>((options, answers) =>
        {
            options.SizeLimit = MostBytes;
            options.MaximumBodySize = LongestAnswerBytes;
            options.AddBasePolicy(answers);
        });
        return services;
    }
}
