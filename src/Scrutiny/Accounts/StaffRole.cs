using Scrutiny.Dashboards;

namespace Scrutiny.Accounts;

/// <summary>What a person on the staff site is there for. A person may have several; the access table of the web process says what each may do.</summary>
public enum StaffRole
{
    /// <summary>The Commissioner: sees every figure, decides and uploads nothing.</summary>
    Commissioner,

    /// <summary>Secretariat: runs the room of a meeting.</summary>
    Operator,

    /// <summary>Secretariat: decides about the public's questions.</summary>
    Moderator,

    /// <summary>Secretariat: keeps the minutes.</summary>
    MinuteTaker,

    /// <summary>Brings files, types figures, reads every figure; publishes nothing.</summary>
    Analyst,

    /// <summary>All of that, and decides what the public sees.</summary>
    Publisher,

    /// <summary>The Chief Constable's office: sends the force's own returns, and sees those only.</summary>
    ChiefConstablesOffice,

    /// <summary>A member of the Police and Crime Panel: sees what is published.</summary>
    PanelMember,

    /// <summary>Reads the record of what was done, and nothing else that is unpublished.</summary>
    Auditor,

    /// <summary>Keeps accounts and feeds going; sees no unpublished figure and publishes nothing.</summary>
    Administrator,
}

/// <summary>The names of the roles.</summary>
public static class StaffRoleNames
{
    /// <summary>All roles, in the order in which they are listed.</summary>
    public static IReadOnlyList<StaffRole> All { get; } = Enum.GetValues<StaffRole>();

    /// <summary>The role as the database, the command line and the record write it, for example <c>minute-taker</c>.</summary>
    public static string Name(this StaffRole role) => KebabNaming.Policy.ConvertName(role.ToString());

    /// <summary>The role as pages write it, for example <c>Chief Constable’s office</c>.</summary>
    public static string Words(this StaffRole role) => role switch
    {
        StaffRole.Commissioner => "Commissioner",
        StaffRole.Operator => "Operator",
        StaffRole.Moderator => "Moderator",
        StaffRole.MinuteTaker => "Minute-taker",
        StaffRole.Analyst => "Analyst",
        StaffRole.Publisher => "Publisher",
        StaffRole.ChiefConstablesOffice => "Chief Constable’s office",
        StaffRole.PanelMember => "Panel member",
        StaffRole.Auditor => "Auditor",
        StaffRole.Administrator => "Administrator",
    };

    /// <summary>The role of that name; null when there is none.</summary>
    /// <param name="name">As <see cref="Name"/> writes it.</param>
    public static StaffRole? Parse(string name) => All.Where(role => role.Name() == name).Select(role => (StaffRole?)role).FirstOrDefault();

    /// <summary>Reads a list of names.</summary>
    /// <param name="names">Names with commas or spaces between them, for example <c>analyst,publisher</c>.</param>
    /// <exception cref="SentenceException">There is none, or one of them is no role.</exception>
    public static IReadOnlyList<StaffRole> ParseList(string names)
    {
        ArgumentNullException.ThrowIfNull(names);
        var roles = new SortedSet<StaffRole>();
        foreach (var name in names.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            roles.Add(Parse(name) ?? throw SentenceException.Unusable($"There is no role '{name}'{NearestMatch.Hint(name, All.Select(Name))}"));
        }

        return roles.Count > 0 ? [.. roles] : throw SentenceException.Unusable($"Name at least one role: {string.Join(", ", All.Select(Name))}.");
    }
}
