using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Scrutiny.Web.Accounts.Provider;

/// <summary>What the framework's handler needs, and where the provider says what it is.</summary>
internal sealed class ProviderOptions : OAuthOptions
{
    /// <summary>The provider's addresses and keys, asked for when they are first needed and again when a key is unknown.</summary>
    public ConfigurationManager<OpenIdConnectConfiguration> Discovery { get; set; } = null!;
}
