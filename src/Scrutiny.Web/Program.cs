using Scrutiny.Web.Body;
using Scrutiny.Web.Http;
using Scrutiny.Web.Pages;

namespace Scrutiny.Web;

internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        WebApplication app;
        try
        {
            app = Build(args);
        }
        catch (ArgumentException mistake)
        {
            await Console.Error.WriteLineAsync(mistake.Message);
            return 2;
        }

        await using (app)
        {
            await app.RunAsync();
        }

        return 0;
    }

    /// <summary>The whole host, slice by slice. Tests build it in the same way.</summary>
    /// <exception cref="ArgumentException">An argument that cannot be used.</exception>
    internal static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            // Pages and settings belong to this assembly, whatever process and folder started it.
            ApplicationName = typeof(Program).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
            WebRootPath = Path.Combine(AppContext.BaseDirectory, "wwwroot"),
        });
        var audience = AudienceSetting.Read(builder.Configuration);

        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSecurityHeaders();
        builder.Services.AddCompression();
        builder.Services.AddFailurePages();
        builder.Services.AddBody();
        builder.Services.AddPages(audience);

        var app = builder.Build();

        app.UseCompression();
        app.UseFailurePages();
        app.UseAssets();
        app.UseRouting();

        app.MapRazorPages();

        return app;
    }
}
