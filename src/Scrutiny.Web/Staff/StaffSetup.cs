using System.Net;
using Dapper;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using Scrutiny.Web.Accounts;
using Scrutiny.Web.Http;
using Scrutiny.Web.Pages.Staff.Brief;
using Scrutiny.Web.Pages.Staff.Control;
using Scrutiny.Web.Pages.Staff.Evidence;
using Scrutiny.Web.Pages.Staff.Letters;
using Scrutiny.Web.Pages.Staff.Loads;
using Scrutiny.Web.Pages.Staff.Meetings;
using Scrutiny.Web.Pages.Staff.Packs;
using Scrutiny.Web.Pages.Staff.PreRelease;
using Scrutiny.Web.Pages.Staff.Record;

namespace Scrutiny.Web.Staff;

/// <summary>What the staff process has beside the pages: signing in, the gate, the doorbell, and the way to ask ingest for something.</summary>
internal static class StaffSetup
{
    public const string HubAddress = "/hubs/staff";

    /// <exception cref="SentenceException">There is no certificate for its keys.</exception>
    public static void AddStaff(this WebApplicationBuilder builder)
    {
        var settings = builder.Configuration.GetSection(StaffSettings.Section).Get<StaffSettings>() ?? new StaffSettings();
        builder.Services.AddOptions<StaffSettings>().BindConfiguration(StaffSettings.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.AddAccounts();
        builder.Services.AddAntiforgery(antiforgery => antiforgery.Cookie.Name = "scrutiny-staff-form");
        builder.Services.Configure<FormOptions>(form => form.MultipartBodyLengthLimit = settings.UploadBytes);
        builder.Services.AddSingleton<StaffRequests>();
        builder.Services.AddSingleton<StaffAudit>();
        builder.Services.AddSingleton<StaffMeetings>();
        builder.Services.AddOptions<PackSettings>().BindConfiguration(PackSettings.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<PublishedSide>();
        builder.Services.AddSingleton<StaffPacks>();
        builder.Services.AddSingleton<StaffWriting>();
        builder.Services.AddSingleton<StaffPapers>();
        builder.Services.AddSingleton<StaffLetters>();
        builder.Services.AddOptions<ModerationSettings>().BindConfiguration(ModerationSettings.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddScoped<StaffQuestions>();
        builder.Services.AddScoped<QuestionsInRoom>();
        builder.Services.AddScoped<QuotedFigures>();
        builder.Services.AddScoped<StaffExplanations>();
        builder.Services.AddScoped<BriefReading>();
        builder.Services.AddSingleton<OpenAlerts>();
        builder.Services.AddSingleton<EarlySightings>();
        builder.Services.AddSingleton<StaffBell>();
        builder.Services.AddHostedService(services => services.GetRequiredService<StaffBell>());
        builder.Services.AddSingleton<ScreensInRoom>();
        builder.Services.AddHostedService(services => services.GetRequiredService<ScreensInRoom>());
    }

    public static void UseStaff(this WebApplication app)
    {
        app.UseBodyLimits(app.Services.GetRequiredService<IOptions<StaffSettings>>().Value.UploadBytes);
        app.UseAuthentication();
        app.UseStaffGate();
    }

    public static void MapStaff(this WebApplication app)
    {
        app.MapGet("/staff", (HttpContext context) => TypedResults.Redirect(StaffMenu.StartOf(context.Person()))).ExcludeFromDescription();
        app.MapGet("/staff/loads/{load}/rejects.csv", RejectsFile.GetAsync).ExcludeFromDescription();
        app.MapGet("/staff/pre-release/{id:long}.csv", EarlyFile.GetAsync).ExcludeFromDescription();
        app.MapGet("/staff/evidence/{upload}", EvidenceFile.GetAsync).ExcludeFromDescription();
        app.MapGet("/staff/audit.csv", RecordFile.GetAsync).ExcludeFromDescription();
        app.MapDraftFiles();
        app.MapDraftPapers();
        app.MapLetterDocuments();
        app.MapHub<StaffHub>(HubAddress, transport => transport.CloseOnAuthenticationExpiration = true);
    }

    /// <summary>Proves at the start that accounts whose passwords were printed, and that need no second factor, can be used from this machine only.</summary>
    /// <exception cref="SentenceException">The staff site would listen where others could reach it, while accounts of the samples are enabled.</exception>
    public static async Task CheckOpenAddressAsync(this WebApplication app)
    {
        var open = (app.Configuration["urls"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).FirstOrDefault(address => !IsLoopback(address));
        if (open is null || app.Services.GetRequiredService<IOptions<StaffSettings>>().Value.PublishedOnLoopback)
        {
            return;
        }

        await using var connection = await app.Services.GetRequiredService<AccountDatabase>().OpenAsync(CancellationToken.None);
        if (await connection.ExecuteScalarAsync<bool>("select exists (select from account.sample_account join account.account using (account_id) where disabled_at is null)"))
        {
            throw SentenceException.Refused($"Accounts of the bundled samples are enabled, and need no second factor, so the staff site listens on this machine's loopback only, not on {open}; disable each with ./scrutiny user disable NAME, or give it --urls http://127.0.0.1:5081.");
        }
    }

    private static bool IsLoopback(string address) =>
        BindingAddress.Parse(address).Host is var host && (host == "localhost" || (IPAddress.TryParse(host.Trim('[', ']'), out var number) && IPAddress.IsLoopback(number)));
}
