using System.Security.Claims;
using Scrutiny.Dashboards;
using Scrutiny.Sources;
using Scrutiny.Web.Access;

namespace Scrutiny.Web.Staff;

/// <summary>Who asks, and which sources that person may see. The only thing that pages know of signing in: accounts can replace the provisional choice behind it.</summary>
/// <param name="Name">The display name, kept with what the person does.</param>
/// <param name="Role">The role.</param>
/// <param name="Sources">Ids of the sources whose feeds and loads the person sees; null for all.</param>
internal sealed record StaffPerson(string Name, StaffRole Role, IReadOnlyList<string>? Sources)
{
    /// <summary>The signed-in person; null before signing in.</summary>
    public static StaffPerson? Read(ClaimsPrincipal user, Catalogue catalogue) =>
        user.Identity is { IsAuthenticated: true, Name: { Length: > 0 } name } && Enum.TryParse<StaffRole>(user.FindFirstValue(ClaimTypes.Role), out var role)
            ? new StaffPerson(name, role, role == StaffRole.ChiefConstablesOffice ? [.. catalogue.Sources.Values.Where(source => source.Value.Supplier == Supplier.Force).Select(source => source.Id)] : null)
            : null;

    public bool Sees(string source) => Sources?.Contains(source) ?? true;

    public bool IsOneOf(IReadOnlyList<StaffRole> roles) => roles.Contains(Role);
}
