using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Scrutiny.Boards;
using Scrutiny.Dashboards;
using Scrutiny.Web.Figures;
using Scrutiny.Web.Pages.Components;
using Scrutiny.Web.Staff;

namespace Scrutiny.Web.Pages.Staff.Boards;

/// <summary><c>/staff/boards</c>: every board, what somebody should look at, and what is wrong in <c>dashboards/</c> since it was last right.</summary>
internal sealed class IndexModel(Catalogue catalogue, CurrentCatalogue current, TimeProvider clock) : PageModel
{
    /// <summary>What is wrong in the folder now: its last good version is what is shown.</summary>
    public IReadOnlyList<Fault> Faults { get; private set; } = [];

    public IReadOnlyList<Fault> Warnings { get; private set; } = [];

    public DataTable Boards { get; private set; } = null!;

    public void OnGet()
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        Faults = current.Faults;
        Warnings = [.. catalogue.Boards.Values.SelectMany(board => BoardLint.Check(board, catalogue, today)).Where(fault => fault.IsWarning)];
        Boards = new DataTable(
            "Boards",
            [new("Board"), new("For"), new("State"), new("Who answers for it"), new("Looked at again by"), new("Panels", Numeric: true)],
            [.. catalogue.Boards.OrderBy(board => board.Value.Value.Title, StringComparer.Ordinal).Select(board => Row(board.Key, board.Value))])
        { CaptionClasses = "govuk-visually-hidden" };
    }

    private IReadOnlyList<TableCell> Row(string slug, Declaration<Board> declared) =>
    [
        new(null, new HtmlContentBuilder().Content(StaffLinks.Link($"/boards/{slug}", declared.Value.Title)).Raw("<span class=\"app-under\">").Text(declared.File).Raw("</span>")),
        new(null, declared.Value.Audience == Readership.Staff ? StaffLinks.Tag("Staff", "purple") : StaffLinks.Tag("Public", "green")),
        new(null, StateOf(declared)),
        new(declared.Value.Owner),
        new(StaffDates.Day(declared.Value.ReviewBy)),
        new(declared.Value.Panels().Count().ToString(System.Globalization.CultureInfo.InvariantCulture)),
    ];

    private IHtmlContent StateOf(Declaration<Board> declared)
    {
        var warnings = Warnings.Count(fault => fault.File == declared.File);
        return Faults.Any(fault => fault.File == declared.File) ? StaffLinks.Tag("Last good version", "red")
            : warnings > 0 ? StaffLinks.Tag(warnings == 1 ? "1 warning" : $"{warnings} warnings", "yellow")
            : StaffLinks.Tag("In order", null);
    }
}
