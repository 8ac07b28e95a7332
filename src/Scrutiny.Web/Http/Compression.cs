using System.IO.Compression;
using Microsoft.AspNetCore.ResponseCompression;

namespace Scrutiny.Web.Http;

internal static class Compression
{
    /// <summary>Text over plain HTTP, that is, behind a proxy or on one machine. Left to the proxy over HTTPS: compressing a page
    /// that holds both a secret and words of the visitor's can give the secret away.</summary>
    public static IServiceCollection AddCompression(this IServiceCollection services)
    {
        services.AddResponseCompression(options => options.MimeTypes =
            [.. ResponseCompressionDefaults.MimeTypes, "image/svg+xml", "application/problem+json", "application/atom+xml", "text/calendar"]);
        services.Configure<BrotliCompressionProviderOptions>(options => options.Level = CompressionLevel.Optimal);
        services.Configure<GzipCompressionProviderOptions>(options => options.Level = CompressionLevel.Optimal);
        return services;
    }

    public static IApplicationBuilder UseCompression(this IApplicationBuilder app) => app.UseResponseCompression();
}
