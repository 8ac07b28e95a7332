using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.WebEncoders;
using Scrutiny.Web.Pages.Boards;
using Scrutiny.Web.Pages.Mail;
using Scrutiny.Web.Pages.Meetings;
using Scrutiny.Web.Pages.Shared;

namespace Scrutiny.Web.Pages;

internal static class PagesSetup
{
    public static IServiceCollection AddPages(this IServiceCollection services, Audience audience)
    {
        services.AddRazorPages(options =>
        {
            options.Conventions.AddPageRoute("/Questions/Ask", "/meetings/{slug}/ask/{step?}");
            if (audience == Audience.Public)
            {
                // A staff page has no address at all in the public process.
                options.Conventions.AddFolderRouteModelConvention("/Staff", static page => page.Selectors.Clear());
            }
            else
            {
                // Staff ask no questions and get no mail from here, and see nobody's private link.
                options.Conventions.AddPageRouteModelConvention("/Questions/Ask", static page => page.Selectors.Clear());
                options.Conventions.AddPageRouteModelConvention("/Questions/Status", static page => page.Selectors.Clear());
                options.Conventions.AddFolderRouteModelConvention("/Mail", static page => page.Selectors.Clear());
            }
        });
        if (audience == Audience.Public)
        {
            // No public page signs anything that must outlive the process yet; keys written to a home directory would only lie about.
            services.AddDataProtection().UseEphemeralDataProtectionProvider();
        }

        services.AddRouting(static options => options.LowercaseUrls = true);
        // £, en dashes and names are written as they are, not as entities.
        services.Configure<WebEncoderOptions>(static options => options.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        services.AddSingleton<SiteLinks>();
        services.AddScoped<PanelViews>();
        services.AddScoped<MeetingFigures>();
        services.AddScoped<MailLinks>();
        return services;
    }
}
