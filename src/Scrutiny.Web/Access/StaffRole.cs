namespace Scrutiny.Web.Access;

/// <summary>What a person on the staff site is there for; the access table says what each may do.</summary>
internal enum StaffRole
{
    /// <summary>Brings files, types figures, reads everything; publishes nothing alone.</summary>
    Analyst,

    /// <summary>All of that, and decides what the public sees.</summary>
    Publisher,

    /// <summary>The Chief Constable's office: sends the force's own returns, and sees those only.</summary>
    ChiefConstablesOffice,

    /// <summary>Everything.</summary>
    Administrator,

    /// <summary>The Commissioner: takes part in meetings, puts questions, rates.</summary>
    Commissioner,

    /// <summary>Runs the room in a meeting.</summary>
    Operator,

    /// <summary>Writes down what is said in a meeting, and drafts its minutes.</summary>
    MinuteTaker,
}

/// <summary>The roles in words and in groups.</summary>
internal static class StaffRoles
{
    public static IReadOnlyList<StaffRole> All { get; } = Enum.GetValues<StaffRole>();

    /// <summary>The office's own people.</summary>
    public static IReadOnlyList<StaffRole> Office { get; } = [StaffRole.Analyst, StaffRole.Publisher, StaffRole.Administrator];

    /// <summary>Who may let a load be published.</summary>
    public static IReadOnlyList<StaffRole> Deciders { get; } = [StaffRole.Publisher, StaffRole.Administrator];

    /// <summary>Who may read the record of what everybody did.</summary>
    public static IReadOnlyList<StaffRole> Auditors { get; } = [StaffRole.Administrator];

    /// <summary>Who may see how meetings are planned, and their whole logs.</summary>
    public static IReadOnlyList<StaffRole> MeetingReaders { get; } = [StaffRole.Analyst, StaffRole.Publisher, StaffRole.Administrator, StaffRole.Commissioner, StaffRole.Operator, StaffRole.MinuteTaker];

    /// <summary>Who may plan a meeting, publish its agenda and settle its minutes.</summary>
    public static IReadOnlyList<StaffRole> MeetingPlanners { get; } = [StaffRole.Publisher, StaffRole.Administrator];

    /// <summary>Who may act in a meeting while it goes on.</summary>
    public static IReadOnlyList<StaffRole> InTheRoom { get; } = [StaffRole.Publisher, StaffRole.Administrator, StaffRole.Commissioner, StaffRole.Operator, StaffRole.MinuteTaker];

    public static string Words(this StaffRole role) => role switch
    {
        StaffRole.Analyst => "Analyst",
        StaffRole.Publisher => "Publisher",
        StaffRole.ChiefConstablesOffice => "Chief Constable’s office",
        StaffRole.Administrator => "Administrator",
        StaffRole.Commissioner => "Commissioner",
        StaffRole.Operator => "Operator",
        StaffRole.MinuteTaker => "Minute-taker",
    };
}
