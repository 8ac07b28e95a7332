using System.Globalization;
using System.Text;
using Scrutiny.Tests.Conventions;
using Scrutiny.Web.Access;

namespace Scrutiny.Tests.Access;

/// <summary><c>docs/access.md</c> is the access table for readers: written from it, never by hand.</summary>
[TestFixture]
internal sealed class AccessPageTests
{
    private const string Page = "docs/access.md";
    private const string Received = "artifacts/access.received.md";

    [Test]
    public void The_readers_page_says_what_the_access_table_says()
    {
        var approved = File.Exists(Repository.PathTo(Page)) ? File.ReadAllText(Repository.PathTo(Page)) : "";

        var received = Render(AccessTable.Rows);

        if (received != approved)
        {
            Directory.CreateDirectory(Repository.PathTo("artifacts"));
            File.WriteAllText(Repository.PathTo(Received), received);
            Assert.Fail($"{Page} differs from the access table. Read what was written to {Received}; if it is right: cp {Received} {Page}");
        }
    }

    [Test]
    public void A_row_of_the_table_becomes_a_row_of_the_page()
    {
        var page = Render([new AccessRow("/a/{id}", "GET", Viewer.Operators, "One | two")]);

        Assert.That(page, Does.Contain("\n## Operators\n").And.Contain("\n| `/a/{id}` | GET | One \\| two |\n").And.Not.Contain("## Public"));
    }

    private static string Render(IReadOnlyList<AccessRow> rows)
    {
        var page = new StringBuilder(
            """
            # Who may use each address

            Written from `src/Scrutiny.Web/Access/AccessTable.cs`, which a page or endpoint must be added to; a test keeps this page the same (CONTRIBUTING.md says how to accept a change).
            `{…}` stands for a part of the address; `hub` is a method that a client of the SignalR hub may call.

            """);
        foreach (var viewer in Enum.GetValues<Viewer>().Where(viewer => rows.Any(row => row.Viewer == viewer)))
        {
            page.Append(CultureInfo.InvariantCulture, $"\n## {viewer}\n\n{Who(viewer)}\n\n| address | method |{(viewer == Viewer.Staff ? " who |" : "")} shows |\n| --- | --- |{(viewer == Viewer.Staff ? " --- |" : "")} --- |\n");
            foreach (var row in rows.Where(row => row.Viewer == viewer))
            {
                page.Append(CultureInfo.InvariantCulture, $"| `{row.Surface}` | {row.Verb} |{(viewer == Viewer.Staff ? $" {Roles(row)} |" : "")} {row.Shows.Replace("|", "\\|", StringComparison.Ordinal)} |\n");
            }
        }

        page.Append("\n## Figures by state\n\nWhatever the address, it shows a figure to these people only. The Chief Constable's office sees those of the force's own returns beside them, and no others.\n\n| figure | public | staff | what that is |\n| --- | --- | --- | --- |\n");
        foreach (var state in AccessTable.States)
        {
            page.Append(CultureInfo.InvariantCulture, $"| {state.State.ToString().ToLowerInvariant()} | {(state.Public ? "yes" : "no")} | {Names(state.Roles)} | {state.Words} |\n");
        }

        page.Append("\n## Parts of pages\n\nShown to some of those who may open the page, and left out for the others.\n\n| part | who | why |\n| --- | --- | --- |\n");
        foreach (var field in AccessTable.Withheld)
        {
            page.Append(CultureInfo.InvariantCulture, $"| {field.Field} | {Names(field.Roles)} | {field.Why} |\n");
        }

        page.Append("\n## Roles\n\nA person may have several, and may then do what any of them may.\n\n| role | on the command line | may |\n| --- | --- | --- |\n");
        foreach (var role in StaffRoles.All)
        {
            page.Append(CultureInfo.InvariantCulture, $"| {role.Words()} | `{role.Name()}` | {role.May()} |\n");
        }

        return page.ToString();
    }

    private static string Roles(AccessRow row) => Names(row.Roles);

    private static string Names(IReadOnlyList<StaffRole> roles) => roles.Count == StaffRoles.All.Count ? "every role" : string.Join(", ", roles.Select(role => role.Words()));

    private static string Who(Viewer viewer) => viewer switch
    {
        Viewer.Public => "Anybody, without signing in, on the public site. On the staff site the same addresses show unpublished figures too and are for the office's own roles, save the accessibility statement, the privacy notice, failures and health.",
        Viewer.PublicSite => "Anybody, without signing in, on the public site only; in the staff process these addresses do not exist.",
        Viewer.StaffSite => "Whoever reaches the staff site, before signing in.",
        Viewer.Staff => "Who has signed in on the staff site, as the roles allow; in the public process these addresses do not exist. The Chief Constable's office sees only the sources that the force supplies.",
        Viewer.Operators => "Whoever reaches the management port.",
        _ => throw new ArgumentOutOfRangeException(nameof(viewer), viewer, "Say who that is."),
    };
}
