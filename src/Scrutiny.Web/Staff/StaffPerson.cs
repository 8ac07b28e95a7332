using System.Security.Claims;
using System.Security.Cryptography;
using Scrutiny.Dashboards;
using Scrutiny.Sources;
using Scrutiny.Web.Access;

namespace Scrutiny.Web.Staff;

/// <summary>Who asks, and which sources that person may see. The only thing that pages know of signing in: accounts can replace the provisional choice behind it.</summary>
/// <param name="Name">The display name, kept with what the person does.</param>
/// <param name="Role">The role.</param>
/// <param name="Session">Drawn at signing in; stands in the record in place of the name.</param>
/// <param name="Sources">Ids of the sources whose feeds and loads the person sees; null for all.</param>
internal sealed record StaffPerson(string Name, StaffRole Role, string Session, IReadOnlyList<string>? Sources)
{
    private const string SessionClaim = "session";

    /// <summary>As the record names the person: <c>publisher/7f3k9m2q5xw8</c>.</summary>
    public string Actor => $"{KebabNaming.Policy.ConvertName(Role.ToString())}/{Session}";

    /// <summary>The signed-in person; null before signing in.</summary>
    public static StaffPerson? Read(ClaimsPrincipal user, Catalogue catalogue) =>
        user.Identity is { IsAuthenticated: true, Name: { Length: > 0 } name } && Enum.TryParse<StaffRole>(user.FindFirstValue(ClaimTypes.Role), out var role) && user.FindFirstValue(SessionClaim) is { } session
            ? new StaffPerson(name, role, session, role == StaffRole.ChiefConstablesOffice ? [.. catalogue.Sources.Values.Where(source => source.Value.Supplier == Supplier.Force).Select(source => source.Id)] : null)
            : null;

    /// <summary>What a person brings who signs in now.</summary>
    public static IEnumerable<Claim> Claims(string name, StaffRole role) =>
        [new(ClaimTypes.Name, name), new(ClaimTypes.Role, role.ToString()), new(SessionClaim, RandomNumberGenerator.GetString("abcdefghjkmnpqrstvwxyz0123456789", 16))];

    public bool Sees(string source) => Sources?.Contains(source) ?? true;

    public bool IsOneOf(IReadOnlyList<StaffRole> roles) => roles.Contains(Role);
}
