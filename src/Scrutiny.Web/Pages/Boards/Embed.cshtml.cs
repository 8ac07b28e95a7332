using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;
using Scrutiny.BoardReadings;
using Scrutiny.Boards;
using Scrutiny.Dashboards;
using Scrutiny.Web.Body;
using Scrutiny.Web.Figures;
using Scrutiny.Web.Http;
using Scrutiny.Web.Pages.Shared;

namespace Scrutiny.Web.Pages.Boards;

/// <summary><c>/embed/{board}/{panel}</c>: one panel for a frame on another site; only those that the board lists.</summary>
internal sealed class EmbedModel(BoardFigures figures, PanelViews views, Catalogue catalogue, IOptions<BodySettings> body, SiteLinks site) : PageModel
{
    [FromRoute(Name = "board")]
    public string Slug { get; set; } = "";

    [FromRoute(Name = "panel")]
    public string PanelId { get; set; } = "";

    public Board Board { get; private set; } = null!;

    public PanelView Panel { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (!catalogue.Boards.TryGetValue(Slug, out var declared) || !declared.Value.Embed.Contains(PanelId))
        {
            return NotFound();
        }

        Board = declared.Value;
        if (BoardChoice.Read(Board, catalogue, body.Value.Area, Request.Query) is not { } choice)
        {
            return BadRequest();
        }

        var panel = Board.Panels().First(one => one.Id == PanelId);
        var reading = await figures.ReadAsync(PanelViews.NamesOf(panel, choice, catalogue), Board.Annotations, choice.AsKnown, cancel);
        Panel = views.Of(Slug, Board, panel with { Width = PanelWidth.Full }, choice, reading, choice.Query(Request.Query["as-known"]), $"{Request.Scheme}://{Request.Host}") with { EmbedCode = null };

        if (!site.IsStaffSite)
        {
            SecurityHeaders.AllowFrames(HttpContext);
        }

        return Page();
    }
}
