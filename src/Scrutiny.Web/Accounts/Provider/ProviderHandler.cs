using System.Security.Claims;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using System.IdentityModel.Tokens.Jwt;

namespace Scrutiny.Web.Accounts.Provider;

/// <summary>
/// The code flow of OpenID Connect: the framework's OAuth handler keeps state, correlation and PKCE; the library of the token's makers
/// checks the ID token. Only what lies between the two is here.
/// </summary>
internal sealed class ProviderHandler(IOptionsMonitor<ProviderOptions> options, ILoggerFactory logger, UrlEncoder encoder) : OAuthHandler<ProviderOptions>(options, logger, encoder)
{
    private const string Nonce = "nonce";

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        await DiscoverAsync();
        properties.Items[Nonce] = RandomNumberGenerator.GetHexString(64, lowercase: true);
        await base.HandleChallengeAsync(properties);
    }

    protected override string BuildChallengeUrl(AuthenticationProperties properties, string redirectUri) =>
        QueryHelpers.AddQueryString(base.BuildChallengeUrl(properties, redirectUri), Nonce, properties.Items[Nonce]!);

    protected override async Task<HandleRequestResult> HandleRemoteAuthenticateAsync()
    {
        await DiscoverAsync();
        return await base.HandleRemoteAuthenticateAsync();
    }

    /// <exception cref="AuthenticationFailureException">The ID token is missing, or not from this provider, for this site and for this very sign-in.</exception>
    protected override async Task<AuthenticationTicket> CreateTicketAsync(ClaimsIdentity identity, AuthenticationProperties properties, OAuthTokenResponse tokens)
    {
        if (tokens.Response?.RootElement.TryGetProperty(OpenIdConnectParameterNames.IdToken, out var given) != true || given.GetString() is not { } token)
        {
            throw new AuthenticationFailureException("The provider gave no ID token.");
        }

        var result = await new JsonWebTokenHandler { MapInboundClaims = false }.ValidateTokenAsync(token, new TokenValidationParameters { ConfigurationManager = Options.Discovery, ValidAudience = Options.ClientId });
        if (!result.IsValid)
        {
            throw new AuthenticationFailureException("The provider's ID token is not valid.", result.Exception);
        }

        // Nonce, authorised party, and the hash of the access token.
        new OpenIdConnectProtocolValidator { RequireTimeStampInNonce = false }.ValidateTokenResponse(new OpenIdConnectProtocolValidationContext
        {
            ClientId = Options.ClientId,
            Nonce = properties.Items[Nonce],
            ProtocolMessage = new OpenIdConnectMessage { IdToken = token, AccessToken = tokens.AccessToken },
            ValidatedIdToken = new JwtSecurityToken(token),
        });
        return new AuthenticationTicket(new ClaimsPrincipal(result.ClaimsIdentity), properties, Scheme.Name);
    }

    // Its addresses do not change from one sign-in to the next, and are read again when a key does.
    private async Task DiscoverAsync()
    {
        var configuration = await Options.Discovery.GetConfigurationAsync(Context.RequestAborted);
        Options.AuthorizationEndpoint = configuration.AuthorizationEndpoint;
        Options.TokenEndpoint = configuration.TokenEndpoint;
    }
}
