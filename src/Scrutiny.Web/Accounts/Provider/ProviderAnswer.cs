using System.Security.Claims;

namespace Scrutiny.Web.Accounts.Provider;

/// <summary>What the provider's answer came to, once it was checked, for the page that goes on with it.</summary>
/// <param name="Person">The claims of the ID token; null when the answer was no good.</param>
/// <param name="Return">Where the person wanted to go.</param>
internal sealed record ProviderAnswer(ClaimsPrincipal? Person, string? Return);
