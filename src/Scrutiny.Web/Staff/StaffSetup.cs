using System.Net;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http.Features;
using Scrutiny.Web.Pages.Staff.Evidence;
using Scrutiny.Web.Pages.Staff.Loads;
using Scrutiny.Web.Pages.Staff.Record;

namespace Scrutiny.Web.Staff;

/// <summary>What the staff process has beside the pages: signing in, the gate, the doorbell, and the way to ask ingest for something.</summary>
internal static class StaffSetup
{
    public const string HubAddress = "/hubs/staff";

    /// <exception cref="SentenceException">The staff site would listen where others could reach it.</exception>
    public static void AddStaff(this WebApplicationBuilder builder)
    {
        var settings = builder.Configuration.GetSection(StaffSettings.Section).Get<StaffSettings>() ?? new StaffSettings();
        RefuseOpenAddress(builder.Configuration["urls"], settings);
        builder.Services.AddOptions<StaffSettings>().BindConfiguration(StaffSettings.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(cookie =>
        {
            cookie.Cookie.Name = "scrutiny-staff";
            cookie.Cookie.HttpOnly = true;
            cookie.Cookie.SameSite = SameSiteMode.Strict;
            cookie.ExpireTimeSpan = TimeSpan.FromHours(10);
        });
        builder.Services.AddAntiforgery(antiforgery => antiforgery.Cookie.Name = "scrutiny-staff-form");
        builder.Services.Configure<FormOptions>(form => form.MultipartBodyLengthLimit = settings.UploadBytes);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = settings.UploadBytes);
        builder.Services.AddSingleton<StaffRequests>();
        builder.Services.AddSingleton<StaffAudit>();
        builder.Services.AddSingleton<StaffMeetings>();
        builder.Services.AddScoped<QuotedFigures>();
        builder.Services.AddSingleton<OpenAlerts>();
        builder.Services.AddHostedService<StaffBell>();
    }

    public static void UseStaff(this WebApplication app)
    {
        app.UseAuthentication();
        app.UseStaffGate();
    }

    public static void MapStaff(this WebApplication app)
    {
        app.MapGet("/staff", () => TypedResults.Redirect("/staff/feeds")).ExcludeFromDescription();
        app.MapGet("/staff/loads/{load}/rejects.csv", RejectsFile.GetAsync).ExcludeFromDescription();
        app.MapGet("/staff/evidence/{upload}", EvidenceFile.GetAsync).ExcludeFromDescription();
        app.MapGet("/staff/audit.csv", RecordFile.GetAsync).ExcludeFromDescription();
        app.MapHub<StaffHub>(HubAddress, transport => transport.CloseOnAuthenticationExpiration = true);
    }

    // There are no accounts yet: whoever reaches the site may say to be anybody.
    private static void RefuseOpenAddress(string? addresses, StaffSettings settings)
    {
        var open = (addresses ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).FirstOrDefault(address => !IsLoopback(address));
        if (open is not null && !settings.PublishedOnLoopback)
        {
            throw SentenceException.Refused($"The staff site has no accounts yet, so it listens on this machine's loopback only, not on {open}; give it --urls http://127.0.0.1:5081, or in a container whose port is published on loopback set Staff__PublishedOnLoopback=true.");
        }
    }

    private static bool IsLoopback(string address) =>
        BindingAddress.Parse(address).Host is var host && (host == "localhost" || (IPAddress.TryParse(host.Trim('[', ']'), out var number) && IPAddress.IsLoopback(number)));
}
