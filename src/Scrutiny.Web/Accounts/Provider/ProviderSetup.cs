using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Scrutiny.Web.Accounts.Provider;

/// <summary>Signing in through the organisation's provider, where the settings name one.</summary>
internal static class ProviderSetup
{
    public const string Scheme = "provider";
    public const string Address = "/staff/sign-in/provider";
    public const string ReturnAddress = "/staff/sign-in/provider/return";

    // Set when the provider's addresses are known, before either is used.
    private const string Undiscovered = "https://undiscovered.invalid/";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static void AddProvider(this AuthenticationBuilder authentication, IConfiguration configuration)
    {
        authentication.Services.AddOptions<ProviderSettings>().BindConfiguration(ProviderSettings.Section).ValidateDataAnnotations().ValidateOnStart();
        authentication.Services.AddSingleton<ProviderAccounts>();
        if (configuration.GetSection(ProviderSettings.Section).Get<ProviderSettings>()?.IsSet != true)
        {
            return;
        }

        authentication.Services.AddOptions<ProviderOptions>(Scheme).Configure<IOptions<ProviderSettings>>((options, settings) => Set(options, settings.Value));
        authentication.AddOAuth<ProviderOptions, ProviderHandler>(Scheme, _ => { });
    }

    private static void Set(ProviderOptions options, ProviderSettings settings)
    {
        options.ClientId = settings.Client!;
        options.ClientSecret = settings.ReadSecret();
        options.CallbackPath = ReturnAddress;
        options.AuthorizationEndpoint = Undiscovered;
        options.TokenEndpoint = Undiscovered;
        options.UsePkce = true;
        options.BackchannelTimeout = Patience;
        options.RemoteAuthenticationTimeout = TimeSpan.FromMinutes(10);
        foreach (var scope in (string[])["openid", "profile", .. settings.Scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries)])
        {
            options.Scope.Add(scope);
        }

        // The provider sends the browser back from another site, by a link.
        options.CorrelationCookie.Name = "scrutiny-staff-provider";
        options.CorrelationCookie.SameSite = SameSiteMode.Lax;
        options.CorrelationCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.CorrelationCookie.Path = ReturnAddress;
        options.Discovery = new ConfigurationManager<OpenIdConnectConfiguration>(
            settings.Authority!.TrimEnd('/') + "/.well-known/openid-configuration",
            new OpenIdConnectConfigurationRetriever(),
            // Plain HTTP is let in for loopback only, see the settings.
            new HttpDocumentRetriever(new HttpClient { Timeout = Patience }) { RequireHttps = settings.Authority!.StartsWith(Uri.UriSchemeHttps + ":", StringComparison.OrdinalIgnoreCase) });
        // What came of it is for the page at that address, which stands in the access table like any other.
        options.Events = new OAuthEvents
        {
            OnTicketReceived = received =>
            {
                received.HttpContext.Features.Set(new ProviderAnswer(received.Principal, received.ReturnUri));
                received.SkipHandler();
                return Task.CompletedTask;
            },
            OnRemoteFailure = failure =>
            {
                failure.HttpContext.Features.Set(new ProviderAnswer(null, null));
                failure.SkipHandler();
                return Task.CompletedTask;
            },
        };
    }
}
