using Microsoft.AspNetCore.Mvc.RazorPages;
using Scrutiny.Boards;
using Scrutiny.Dashboards;

namespace Scrutiny.Web.Pages.Boards;

/// <summary><c>/boards</c>: every board, by the plan's priorities.</summary>
internal sealed class IndexModel(Catalogue catalogue) : PageModel
{
    /// <summary>The boards that serve several priorities first, then those of each in the plan's order.</summary>
    public IReadOnlyList<(string? Heading, IReadOnlyList<(string Slug, Board Board)> Boards)> Groups { get; private set; } = [];

    public void OnGet() => Groups =
    [
        .. catalogue.Priorities.Select(priority => ((string?)priority.Title, Of(priority.Id))).Prepend((null, Of(null))).Where(group => group.Item2.Count > 0),
    ];

    private IReadOnlyList<(string, Board)> Of(string? priority) =>
        [.. catalogue.Boards.Where(board => board.Value.Value.Priority == priority).Select(board => (board.Key, board.Value.Value)).OrderBy(board => board.Value.Title, StringComparer.Ordinal)];
}
