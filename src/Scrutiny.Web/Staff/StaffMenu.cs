using Scrutiny.Web.Access;

namespace Scrutiny.Web.Staff;

/// <summary>The sections of the staff site, of which each person sees those that the access table lets them open.</summary>
internal static class StaffMenu
{
    private static readonly (string Href, string Text)[] Sections =
    [
        ("/staff/feeds", "Feeds"),
        ("/staff/loads", "Loads"),
        ("/staff/meetings", "Meetings"),
        ("/staff/letters", "Letters"),
        ("/staff/packs", "Packs"),
        ("/staff/questions", "Questions"),
        ("/staff/replies", "Replies"),
        ("/staff/revisions", "Revisions"),
        ("/staff/upload", "Upload"),
        ("/staff/figures/type", "Type a figure"),
        ("/staff/releases", "Releases"),
        ("/staff/notes", "Commentary"),
        ("/staff/corrections", "Corrections"),
        ("/staff/explanations", "Explanations"),
        ("/staff/pre-release", "Early sight"),
        ("/performance", "Figures"),
        ("/staff/boards", "Boards"),
        ("/staff/audit", "Record"),
        ("/staff/mail", "Mail"),
        ("/staff/accounts", "Accounts"),
    ];

    public static IEnumerable<(string Href, string Text)> Of(StaffPerson? person) =>
        person is null or { Owes: not null } ? [] : Sections.Where(section => MayOpen(person, section.Href));

    /// <summary>Where a person begins.</summary>
    public static string StartOf(StaffPerson person) => person.Owes ?? Of(person).Select(section => section.Href).FirstOrDefault() ?? "/staff/account";

    public static bool MayOpen(StaffPerson person, string address) =>
        AccessTable.Rows.Any(row => row.Surface == address && row.Verb == "GET" && person.IsOneOf(row.Roles));
}
