using Scrutiny.Processes;
using Scrutiny.Web.Access;
using Scrutiny.Web.Api;
using Scrutiny.Web.Body;
using Scrutiny.Web.Caching;
using Scrutiny.Web.Figures;
using Scrutiny.Web.Http;
using Scrutiny.Web.Live;
using Scrutiny.Web.Operations;
using Scrutiny.Web.Pages;
using Scrutiny.Web.Pages.Boards;
using Scrutiny.Web.Pages.Corrections;
using Scrutiny.Web.Pages.Data;
using Scrutiny.Web.Pages.Meetings;
using Scrutiny.Web.Pages.Packs;
using Scrutiny.Web.Pages.Papers;
using Scrutiny.Web.Pages.Questions;
using Scrutiny.Web.Pages.Record;
using Scrutiny.Web.Questions;
using Scrutiny.Web.Staff;

namespace Scrutiny.Web;

internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        WebApplication app;
        try
        {
            app = Build(args);
            await app.CheckWallAsync();
            if (AudienceSetting.Read(app.Configuration) == Audience.Staff)
            {
                await app.CheckOpenAddressAsync();
            }
        }
        catch (SentenceException sentence)
        {
            await Console.Error.WriteLineAsync(sentence.Message);
            return sentence.ExitCode;
        }

        ParentWatch.Start(app.Lifetime.StopApplication);
        await using (app)
        {
            await app.RunAsync();
        }

        return 0;
    }

    /// <summary>The whole host, slice by slice. Tests build it in the same way.</summary>
    /// <exception cref="SentenceException">An argument or a declaration that can't be used.</exception>
    internal static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            // Settings are read once, as files of the site are: nothing watches them.
            Args = [.. args, "--hostBuilder:reloadConfigOnChange", "false"],
            // Pages and settings belong to this assembly, whatever process and folder started it.
            ApplicationName = typeof(Program).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
            WebRootPath = Path.Combine(AppContext.BaseDirectory, "wwwroot"),
        });
        builder.Environment.WebRootFileProvider = new StillFiles(builder.Environment.WebRootFileProvider);
        var audience = AudienceSetting.Read(builder.Configuration);

        builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
        builder.AddRequestLimits();
        builder.AddTrustedProxies();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSecurityHeaders();
        builder.Services.AddSingleton<CostlyAnswers>();
        builder.Services.AddCompression();
        builder.Services.AddFailurePages();
        builder.Services.AddBody();
        builder.Services.AddFigures(builder.Configuration, audience);
        builder.Services.AddApi();
        builder.Services.AddQuestions();
        builder.Services.AddCaching();
        builder.Services.AddLive();
        builder.Services.AddOperations();
        builder.Services.AddPages(audience);
        if (audience == Audience.Staff)
        {
            builder.AddStaff();
        }

        var app = builder.Build();

        app.UseForwardedHeaders();
        app.UseManagementPort();
        if (audience == Audience.Public)
        {
            // Around compression, so that what is kept is compressed once.
            app.UseOutputCache();
        }

        app.UseCompression();
        app.UseFailurePages();
        app.UseConditionalGet();
        app.UseAssets();
        app.UseOriginCheck();
        app.UseRouting();
        app.UseKnownMethods();
        if (audience == Audience.Staff)
        {
            app.UseStaff();
        }
        else
        {
            app.UseBodyLimits(RequestLimits.BodyBytes);
        }

        app.UseCostlyAnswers();

        app.MapRazorPages();
        app.MapPanelFiles();
        app.MapHeadFiles();
        app.MapCorrectionsFeed();
        app.MapCalendar();
        app.MapPackFiles();
        app.MapPaperFiles();
        app.MapMeetingsFeed();
        app.MapAnswersFeed();
        app.MapApi(audience);
        app.MapLive();
        if (audience == Audience.Staff)
        {
            app.MapStaff();
        }

        app.MapSitemap();
        app.MapSecurityText();
        app.MapOperations();

        return app;
    }
}
