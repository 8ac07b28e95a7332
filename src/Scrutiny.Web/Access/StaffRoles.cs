namespace Scrutiny.Web.Access;

/// <summary>The roles in groups, as rows of the access table name them.</summary>
internal static class StaffRoles
{
    public static IReadOnlyList<StaffRole> All => StaffRoleNames.All;

    /// <summary>The office's own people, who see figures before the public does.</summary>
    public static IReadOnlyList<StaffRole> Office { get; } = [StaffRole.Commissioner, StaffRole.Analyst, StaffRole.Publisher];

    /// <summary>Who makes figures: brings files, types them, has them read again.</summary>
    public static IReadOnlyList<StaffRole> Makers { get; } = [StaffRole.Analyst, StaffRole.Publisher];

    /// <summary>Who may let a load be published.</summary>
    public static IReadOnlyList<StaffRole> Deciders { get; } = [StaffRole.Publisher];

    /// <summary>Those who see figures of loads: the office, and the Chief Constable's office those of the force's returns.</summary>
    public static IReadOnlyList<StaffRole> LoadReaders { get; } = [.. Office, StaffRole.ChiefConstablesOffice];

    /// <summary>Who may bring files.</summary>
    public static IReadOnlyList<StaffRole> Senders { get; } = [.. Makers, StaffRole.ChiefConstablesOffice];

    /// <summary>Who sees which feeds are due and what was delivered; administrators without the figures.</summary>
    public static IReadOnlyList<StaffRole> FeedReaders { get; } = [.. LoadReaders, StaffRole.Administrator];

    /// <summary>Who keeps feeds going.</summary>
    public static IReadOnlyList<StaffRole> FeedKeepers { get; } = [.. Makers, StaffRole.Administrator];

    /// <summary>Who may read the record of what everybody did.</summary>
    public static IReadOnlyList<StaffRole> Auditors { get; } = [StaffRole.Auditor, StaffRole.Administrator];

    /// <summary>Who may see how meetings are planned, and their whole logs.</summary>
    public static IReadOnlyList<StaffRole> MeetingReaders { get; } = [StaffRole.Commissioner, StaffRole.Operator, StaffRole.MinuteTaker, StaffRole.Analyst, StaffRole.Publisher];

    /// <summary>Who may read published questions on the staff site too.</summary>
    public static IReadOnlyList<StaffRole> QuestionReaders { get; } = [.. MeetingReaders, StaffRole.Moderator];

    /// <summary>Who may plan a meeting, publish its agenda and settle its minutes.</summary>
    public static IReadOnlyList<StaffRole> MeetingPlanners { get; } = [StaffRole.Publisher];

    /// <summary>Who may change the words of minutes until they are approved.</summary>
    public static IReadOnlyList<StaffRole> MinuteKeepers { get; } = [StaffRole.MinuteTaker, StaffRole.Publisher];

    /// <summary>Who may act in a meeting while it goes on.</summary>
    public static IReadOnlyList<StaffRole> InTheRoom { get; } = [StaffRole.Commissioner, StaffRole.Operator, StaffRole.MinuteTaker, StaffRole.Publisher];

    /// <summary>Who may read the public's questions before everybody does, and what was decided about them.</summary>
    public static IReadOnlyList<StaffRole> ModerationReaders { get; } = [StaffRole.Moderator, StaffRole.Publisher, StaffRole.Commissioner];

    /// <summary>Who decides about the public's questions.</summary>
    public static IReadOnlyList<StaffRole> Moderators { get; } = [StaffRole.Moderator];

    /// <summary>Who may draft a written answer.</summary>
    public static IReadOnlyList<StaffRole> AnswerWriters { get; } = [StaffRole.Moderator, StaffRole.Publisher];

    /// <summary>Who may let everybody see a written answer.</summary>
    public static IReadOnlyList<StaffRole> AnswerDeciders { get; } = [StaffRole.Publisher];

    /// <summary>Who says when questions are taken.</summary>
    public static IReadOnlyList<StaffRole> WindowKeepers { get; } = [StaffRole.Moderator, StaffRole.Publisher];

    /// <summary>Who may see whether mail goes out.</summary>
    public static IReadOnlyList<StaffRole> MailReaders { get; } = [StaffRole.Administrator, StaffRole.Moderator, StaffRole.Publisher];

    /// <summary>Who replies in writing after a meeting.</summary>
    public static IReadOnlyList<StaffRole> Repliers { get; } = [StaffRole.ChiefConstablesOffice];

    /// <summary>Who may see every written challenge, drafts too.</summary>
    public static IReadOnlyList<StaffRole> LetterReaders { get; } = [StaffRole.Commissioner, StaffRole.MinuteTaker, StaffRole.Analyst, StaffRole.Publisher];

    /// <summary>Those, and the Chief Constable's office for the letters that were sent to it.</summary>
    public static IReadOnlyList<StaffRole> LetterParties { get; } = [.. LetterReaders, StaffRole.ChiefConstablesOffice];

    /// <summary>Who may send a written challenge, say what was promised in the reply, publish and close it.</summary>
    public static IReadOnlyList<StaffRole> LetterSenders { get; } = [StaffRole.Commissioner, StaffRole.Publisher];

    /// <summary>Who may enter a reply: the Chief Constable's office, or the office for one that came on paper.</summary>
    public static IReadOnlyList<StaffRole> LetterRepliers { get; } = [StaffRole.ChiefConstablesOffice, StaffRole.Publisher, StaffRole.MinuteTaker];

    /// <summary>Who keeps accounts.</summary>
    public static IReadOnlyList<StaffRole> AccountKeepers { get; } = [StaffRole.Administrator];

    /// <summary>What a role may, for whoever gives it.</summary>
    public static string May(this StaffRole role) => role switch
    {
        StaffRole.Commissioner => "Sees every figure, also before the public does. Sends written challenges and publishes them.",
        StaffRole.Operator => "Runs the room of a meeting.",
        StaffRole.Moderator => "Decides about the public’s questions.",
        StaffRole.MinuteTaker => "Keeps the minutes of meetings.",
        StaffRole.Analyst => "Uploads files, types figures, sees every load. Publishes nothing.",
        StaffRole.Publisher => "As an analyst, and approves or rejects loads. Publishes agendas, papers and written challenges.",
        StaffRole.ChiefConstablesOffice => "Uploads the force’s own returns and sees those only. Replies in writing after a public meeting, and to written challenges.",
        StaffRole.PanelMember => "Sees what is published.",
        StaffRole.Auditor => "Reads the record, and nothing else that is unpublished.",
        StaffRole.Administrator => "Keeps accounts and feeds going. Sees no unpublished figure, publishes nothing.",
    };
}
