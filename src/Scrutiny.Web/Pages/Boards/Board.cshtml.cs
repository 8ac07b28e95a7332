using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;
using Scrutiny.BoardReadings;
using Scrutiny.Boards;
using Scrutiny.Dashboards;
using Scrutiny.Web.Body;
using Scrutiny.Web.Figures;
using Scrutiny.Web.Pages.Components;

namespace Scrutiny.Web.Pages.Boards;

/// <summary><c>/boards/{board}</c>: a dashboard that a text file declares.</summary>
internal sealed class BoardModel(BoardFigures figures, PanelViews views, Catalogue catalogue, IOptions<BodySettings> body) : PageModel
{
    [FromRoute(Name = "board")]
    public string Slug { get; set; } = "";

    public Board Board { get; private set; } = null!;

    public BoardChoice Choice { get; private set; } = null!;

    /// <summary>The moment as the address says it.</summary>
    public string? AsKnown { get; private set; }

    public IReadOnlyList<(string Heading, IReadOnlyList<PanelView> Panels)> Sections { get; private set; } = [];

    public IReadOnlyList<BoardChooser> Choosers { get; private set; } = [];

    public IReadOnlyList<string> Measures { get; private set; } = [];

    public long Version { get; private set; }

    public string? Priority { get; private set; }

    /// <summary>When the newest figure of the board became known; null where it has none.</summary>
    public string? Updated { get; private set; }

    /// <summary>The role as a person writes it: <c>performance-team</c> as "Performance team".</summary>
    public string OwnerWords => char.ToUpperInvariant(Board.Owner[0]) + Board.Owner[1..].Replace('-', ' ');

    public bool Synthetic => Sections.Any(section => section.Panels.Any(panel => panel.Synthetic));

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (!catalogue.Boards.TryGetValue(Slug, out var declared))
        {
            return NotFound();
        }

        Board = declared.Value;
        if (BoardChoice.Read(Board, catalogue, body.Value.Area, Request.Query) is not { } choice)
        {
            return BadRequest();
        }

        (Choice, AsKnown) = (choice, Request.Query["as-known"].ToString());
        var reading = await figures.ReadAsync(PanelViews.Names(Board.Panels(), choice, catalogue), Board.Annotations, choice.AsKnown, cancel);
        var (query, site) = (choice.Query(AsKnown), $"{Request.Scheme}://{Request.Host}");
        Sections = [.. Board.Sections.Select(section => (section.Heading, (IReadOnlyList<PanelView>)[.. section.Panels.Select(panel => views.Of(Slug, Board, panel, choice, reading, query, site))]))];
        Choosers = [.. Board.Filters.Select(Chooser)];
        Measures = [.. reading.Series.Keys.Select(name => name.Measure).Distinct()];
        Version = reading.Version;
        Priority = catalogue.Priorities.FirstOrDefault(priority => priority.Id == Board.Priority)?.Title;
        var known = reading.Series.Values.SelectMany(series => series.Series.Values).Select(value => value.Point?.KnownFrom).Max();
        Updated = known is { } moment ? LondonTime.DateAndTime(moment) : null;

        return Page();
    }

    private BoardChooser Chooser(BoardFilter filter)
    {
        var chosen = filter.Name switch
        {
            BoardFilterName.Period => Choice.Period ?? Board.Defaults.Period,
            BoardFilterName.Area => Choice.Area.Code,
            BoardFilterName.Breakdown => Choice.Breakdown ?? SeriesName.Total,
        };
        return new BoardChooser(
            KebabNaming.Policy.ConvertName(filter.Name.ToString()),
            filter.Label,
            [.. BoardChoice.Choices(Board, filter.Name, Choice.Home, catalogue).Select(value => (value, Words(filter.Name, value), value == chosen))]);
    }

    private string Words(BoardFilterName name, string value) => name switch
    {
        BoardFilterName.Period => Lookback.TryParse(value, out var lookback) ? lookback.Words : value,
        BoardFilterName.Area => catalogue.Areas.ByCode[value].Name,
        BoardFilterName.Breakdown => value == SeriesName.Total ? "All" : Board.Panels().SelectMany(panel => panel.NamedMeasures()).Select(id => catalogue.Measures.GetValueOrDefault(id)?.Value.Breakdowns.FirstOrDefault(part => part.Key == value)?.Name).FirstOrDefault(part => part is not null) ?? value,
    };

    public static string Day(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.GetCultureInfo("en-GB"));
}

/// <summary>Something that a reader may choose, as the form shows it.</summary>
/// <param name="Name">The parameter.</param>
/// <param name="Label">The words beside it.</param>
/// <param name="Choices">What may be chosen.</param>
internal sealed record BoardChooser(string Name, string Label, IReadOnlyList<(string Value, string Text, bool Chosen)> Choices);
