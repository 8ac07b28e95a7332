using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Options;
using Scrutiny.Web.Accounts.Provider;

namespace Scrutiny.Web.Accounts;

/// <summary>Accounts, sessions and the keys that protect them; for the staff process only.</summary>
internal static class AccountsSetup
{
    public static void AddAccounts(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<SignInSettings>().BindConfiguration(SignInSettings.Section).ValidateDataAnnotations().ValidateOnStart();
        var connectionString = builder.Configuration.GetConnectionString("Scrutiny")!;
        services.AddSingleton(_ => new AccountDatabase(connectionString));
        services.AddSingleton<AccountRegister>();
        services.AddSingleton<AttemptBudget>();
        services.AddSingleton<PasswordGate>();
        services.AddSingleton<SecondFactor>();
        services.AddSingleton<SignInDesk>();
        services.AddSingleton<KnownDevice>();
        services.AddSingleton<CodeStep>();
        services.AddSingleton<StaffSessions>();
        services.AddSingleton<SessionCookie>();
        AddKeys(builder.Services, builder.Configuration);
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(cookie =>
        {
            cookie.Cookie.Name = "scrutiny-staff";
            cookie.CookieManager = new HostCookies();
            cookie.Cookie.Path = "/";
            cookie.Cookie.HttpOnly = true;
            cookie.Cookie.SameSite = SameSiteMode.Strict;
            // The row of the session decides; this is only longer than any.
            cookie.ExpireTimeSpan = TimeSpan.FromDays(4);
            cookie.SlidingExpiration = false;
            cookie.EventsType = typeof(SessionCookie);
        }).AddProvider(builder.Configuration);
        services.AddSingleton<SessionSockets>();
        services.AddHostedService(provider => provider.GetRequiredService<SessionSockets>());
        services.Configure<HubOptions>(hub => hub.AddFilter<SessionSockets>());
    }

    /// <summary>Also used by itself in tests of the keys.</summary>
    /// <exception cref="SentenceException">There is no certificate to protect them with.</exception>
    public static void AddKeys(IServiceCollection services, IConfiguration configuration)
    {
        var ring = KeyRing.Read(configuration);
        services.AddSingleton(ring);
        services.AddSingleton<KeyStore>();
        services.AddDataProtection().SetApplicationName("scrutiny-staff").DisableAutomaticKeyGeneration().ProtectKeysWithCertificate(ring.Certificate);
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider => new ConfigureOptions<KeyManagementOptions>(options => options.XmlRepository = provider.GetRequiredService<KeyStore>()));
        services.AddSingleton<KeyRenewal>();
        // Before the framework looks for a key.
        services.Insert(0, ServiceDescriptor.Singleton<IHostedService>(provider => provider.GetRequiredService<KeyRenewal>()));
    }
}
