using System.Security.Claims;
using Scrutiny.Dashboards;
using Scrutiny.Sources;
using Scrutiny.Web.Access;
using Scrutiny.Web.Accounts;

namespace Scrutiny.Web.Staff;

/// <summary>Who asks, and which sources that person may see: what pages know of accounts.</summary>
/// <param name="Name">The display name, kept with what the person does.</param>
/// <param name="Role">The role in which the person asks for this: of those they have, the first that may.</param>
/// <param name="Session">Stands in the record in place of the name.</param>
/// <param name="Sources">Ids of the sources whose feeds and loads the person sees; null for all.</param>
internal sealed record StaffPerson(string Name, StaffRole Role, string Session, IReadOnlyList<string>? Sources)
{
    /// <summary>All that the person has.</summary>
    public required IReadOnlyList<StaffRole> Roles { get; init; }

    /// <summary>The account's id.</summary>
    public required string Account { get; init; }

    /// <summary>The page that has to be seen to before anything else; null when there is none.</summary>
    public string? Owes { get; init; }

    /// <summary>As the record names the person: <c>publisher/7f3k9m2q5xw8</c>.</summary>
    public string Actor => $"{Role.Name()}/{Session}";

    /// <summary>The signed-in person; null before signing in.</summary>
    public static StaffPerson? Read(ClaimsPrincipal user, Catalogue catalogue)
    {
        if (user.Identity is not { IsAuthenticated: true, Name: { Length: > 0 } name } || user.FindFirstValue(StaffClaims.Session) is not { } session || user.FindFirstValue(ClaimTypes.NameIdentifier) is not { } account)
        {
            return null;
        }

        StaffRole[] roles = [.. user.FindAll(ClaimTypes.Role).Select(claim => StaffRoleNames.Parse(claim.Value)).OfType<StaffRole>().Order()];
        return roles.Length == 0 ? null : new StaffPerson(name, roles[0], session, SourcesOf(roles, catalogue))
        {
            Roles = roles,
            Account = account,
            Owes = user.FindFirstValue(StaffClaims.Owes) is { } owes ? $"/staff/account/{owes}" : null,
        };
    }

    public bool Sees(string source) => Sources?.Contains(source) ?? true;

    public bool IsOneOf(IReadOnlyList<StaffRole> roles) => roles.Intersect(Roles).Any();

    /// <summary>The same person in the role by which they may do something.</summary>
    public StaffPerson As(IReadOnlyList<StaffRole> roles) => this with { Role = Roles.First(roles.Contains) };

    private static IReadOnlyList<string>? SourcesOf(StaffRole[] roles, Catalogue catalogue) =>
        roles.Intersect(StaffRoles.FeedReaders).Any(role => role != StaffRole.ChiefConstablesOffice) ? null
        : roles.Contains(StaffRole.ChiefConstablesOffice) ? [.. catalogue.Sources.Values.Where(source => source.Value.Supplier == Supplier.Force).Select(source => source.Id)]
        : [];
}
