using Scrutiny.Dashboards;

namespace Scrutiny.Meetings;

/// <summary>How the Commissioner meets, or writes to, those who are held to account.</summary>
public enum MeetingKind
{
    /// <summary>A COPS meeting: in public.</summary>
    PublicCops,

    /// <summary>A formal progress and scrutiny meeting.</summary>
    Formal,

    /// <summary>A one-to-one with the Chief Constable: always closed.</summary>
    OneToOne,

    /// <summary>A meeting of the Police and Crime Panel.</summary>
    Panel,

    /// <summary>A challenge and its reply in writing.</summary>
    WrittenChallenge,
}

/// <summary>The kinds' names and words.</summary>
public static class MeetingKinds
{
    /// <summary>The kind's name in addresses and in the API, for example <c>public-cops</c>.</summary>
    /// <param name="kind">The kind.</param>
    public static string Name(this MeetingKind kind) => KebabNaming.Policy.ConvertName(kind.ToString());

    /// <summary>The kind of a name.</summary>
    /// <param name="name">For example <c>public-cops</c>.</param>
    /// <exception cref="ArgumentException">There is no such kind.</exception>
    public static MeetingKind Parse(string name) => Enum.Parse<MeetingKind>(name.Replace("-", "", StringComparison.Ordinal), ignoreCase: true);

    /// <summary>The kind in words.</summary>
    /// <param name="kind">The kind.</param>
    public static string Words(this MeetingKind kind) => kind switch
    {
        MeetingKind.PublicCops => "Public meeting",
        MeetingKind.Formal => "Formal progress and scrutiny meeting",
        MeetingKind.OneToOne => "One-to-one",
        MeetingKind.Panel => "Police and Crime Panel meeting",
        MeetingKind.WrittenChallenge => "Written challenge",
    };
}
