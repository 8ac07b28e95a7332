using System.ComponentModel.DataAnnotations;

namespace Scrutiny.Web.Accounts.Provider;

/// <summary>Settings of signing in through the organisation's own OpenID Connect provider; without an authority there is none.</summary>
internal sealed class ProviderSettings : IValidatableObject
{
    public const string Section = "SignIn:Provider";

    /// <summary>The issuer's address, under which <c>/.well-known/openid-configuration</c> stands.</summary>
    public string? Authority { get; set; }

    /// <summary>By which the provider knows this site.</summary>
    public string? Client { get; set; }

    /// <summary>Shared with the provider.</summary>
    public string? Secret { get; set; }

    /// <summary>A file with the secret, for those who keep none in settings.</summary>
    public string? SecretFile { get; set; }

    /// <summary>What people call it; stands on the button.</summary>
    [Required, StringLength(60, MinimumLength = 1)]
    public string Name { get; set; } = "your organisation’s account";

    /// <summary>Asked for beside <c>openid</c> and <c>profile</c>, with blanks between, where the provider wants one for its groups.</summary>
    public string Scopes { get; set; } = "";

    /// <summary>The claim of the ID token that says what a person is there for.</summary>
    [Required]
    public string RoleClaim { get; set; } = "groups";

    /// <summary>Which value of that claim gives which role: <c>analyst=pcc-analysts; publisher=pcc-publishers</c>. A role may stand more than once.</summary>
    public string Roles { get; set; } = "";

    public bool IsSet => !string.IsNullOrEmpty(Authority);

    /// <summary>The roles that these values of the claim give, in their order; empty where none does.</summary>
    public IReadOnlyList<StaffRole> RolesOf(IReadOnlyCollection<string> values) => [.. Pairs().Where(pair => values.Contains(pair.Value, StringComparer.Ordinal)).Select(pair => pair.Role!.Value).Distinct().Order()];

    public string ReadSecret() => Secret ?? File.ReadAllText(SecretFile!).Trim();

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!IsSet)
        {
            yield break;
        }

        if (!Uri.TryCreate(Authority, UriKind.Absolute, out var authority) || (authority.Scheme != Uri.UriSchemeHttps && !(authority.Scheme == Uri.UriSchemeHttp && authority.IsLoopback)))
        {
            yield return new ValidationResult($"SignIn__Provider__Authority is '{Authority}': it must be an address that begins with https://, or http:// on this machine's loopback.");
        }

        if (string.IsNullOrEmpty(Client))
        {
            yield return new ValidationResult("SignIn__Provider__Client is not set: give the client id under which the provider knows this site.");
        }

        if (string.IsNullOrEmpty(Secret) && !File.Exists(SecretFile))
        {
            yield return new ValidationResult("Neither SignIn__Provider__Secret nor SignIn__Provider__SecretFile is set, or the file is not there: give the secret that is shared with the provider.");
        }

        if (!Pairs().Any())
        {
            yield return new ValidationResult("SignIn__Provider__Roles is not set: say which value of the claim gives which role, for example 'analyst=pcc-analysts; publisher=pcc-publishers'.");
        }

        foreach (var (name, role, value) in Pairs().Where(pair => pair.Role is null || pair.Value.Length == 0))
        {
            yield return new ValidationResult($"SignIn__Provider__Roles: '{name}={value}' is not a role and a value; the roles are {string.Join(", ", StaffRoleNames.All.Select(known => known.Name()))}.");
        }
    }

    private IEnumerable<(string Name, StaffRole? Role, string Value)> Pairs() =>
        from pair in Roles.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        let parts = pair.Split('=', 2, StringSplitOptions.TrimEntries)
        select (parts[0], StaffRoleNames.Parse(parts[0]), parts.Length == 2 ? parts[1] : "");
}
