using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Scrutiny.Dashboards;
using Scrutiny.PackBuilds;
using Scrutiny.Packs;
using Scrutiny.Web.Staff;

namespace Scrutiny.Web.Pages.Staff.Packs;

/// <summary><c>/staff/packs/{slug}/chapters/{chapter}</c>: heading, commentary and panels of one chapter, for whoever has it open.</summary>
internal sealed class ChapterModel(StaffPacks packs, Catalogue catalogue) : PageModel
{
    public StoredPack Pack { get; private set; } = null!;

    public StoredChapter Chapter { get; private set; } = null!;

    [BindProperty]
    public ChapterForm Form { get; set; } = new();

    [BindProperty]
    public string? Act { get; set; }

    /// <summary>The commentary as it will be read; null where nobody asked.</summary>
    public CommentaryText? Preview { get; private set; }

    public bool IsHeld => Pack.State != PackState.Published && Chapter.Holder == HttpContext.Person().Account;

    /// <summary>Every panel of every public board.</summary>
    public IReadOnlyList<(string Board, IReadOnlyList<(string Name, string Title)> Panels)> Boards => [.. catalogue.ForPublic().Boards.OrderBy(board => board.Value.Value.Title, StringComparer.Ordinal)
        .Select(board => (board.Value.Value.Title, (IReadOnlyList<(string, string)>)[.. board.Value.Value.Panels().Select(panel => ($"{board.Key}/{panel.Id}", TitleOf($"{board.Key}/{panel.Id}")))]))];

    public bool Wrong(string field) => ModelState.TryGetValue(field, out var state) && state.Errors.Count > 0;

    public string TitleOf(string name)
    {
        var (board, id) = (name.Split('/')[0], name.Split('/')[^1]);
        var panel = catalogue.Boards.GetValueOrDefault(board)?.Value.Panels().FirstOrDefault(panel => panel.Id == id);
        var measure = panel?.NamedMeasures() is [var first, ..] ? catalogue.Measures.GetValueOrDefault(first)?.Value.Name : null;
        return panel is null ? $"{name} (gone)" : $"{panel.Title ?? measure ?? id}: {KebabNaming.Policy.ConvertName(panel.Type.ToString()).Replace('-', ' ')}";
    }

    public async Task<IActionResult> OnGetAsync(string slug, int chapter, CancellationToken cancel)
    {
        if (!await ReadAsync(slug, chapter, cancel))
        {
            return NotFound();
        }

        Form = ChapterForm.Of(Chapter);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string slug, int chapter, CancellationToken cancel)
    {
        if (!await ReadAsync(slug, chapter, cancel))
        {
            return NotFound();
        }

        var section = Form.Read(ModelState, catalogue.ForPublic());
        if (section is not null && Act == "save")
        {
            try
            {
                await packs.ActAsync(HttpContext.Person(), edits => edits.PutChapterAsync(slug, chapter, Form.Version, section, cancel), cancel);
                return LocalRedirect($"/staff/packs/{slug}");
            }
            catch (SentenceException refusal)
            {
                Response.StatusCode = StatusCodes.Status409Conflict;
                ModelState.AddModelError(nameof(ChapterForm.Heading), refusal.Message);
            }
        }
        else if (section is not null)
        {
            // Only the words: the panels are in the preview of the pack.
            var content = await packs.ContentAsync(Pack.Plan with { Sections = [section with { Panels = [], Promises = false }] }, cancel);
            Preview = content.Chapters[0].Commentary;
        }

        return Page();
    }

    private async Task<bool> ReadAsync(string slug, int chapter, CancellationToken cancel)
    {
        if (await packs.FindAsync(slug, cancel) is not { } found || found.Chapters.FirstOrDefault(one => one.Number == chapter) is not { } one)
        {
            return false;
        }

        (Pack, Chapter) = (found, one);
        return true;
    }
}

/// <summary>The form for a chapter, as it was typed.</summary>
internal sealed class ChapterForm
{
    private const int MostPanels = 60;

    /// <summary>The chapter's version that was on the page.</summary>
    public int Version { get; set; }

    public string? Heading { get; set; }

    public string? Commentary { get; set; }

    public bool NewPage { get; set; }

    public bool Promises { get; set; }

    public List<ChosenPanel> Chosen { get; set; } = [];

    /// <summary>Panels that are ticked to be added, as <c>board/panel</c>.</summary>
    public List<string> Add { get; set; } = [];

    public static ChapterForm Of(StoredChapter chapter) => new()
    {
        Version = chapter.Version,
        Heading = chapter.Section.Heading,
        Commentary = chapter.Section.Commentary,
        NewPage = chapter.Section.NewPage,
        Promises = chapter.Section.Promises,
        Chosen = [.. chapter.Section.Panels.Select((panel, place) => new ChosenPanel { Name = $"{panel.Board}/{panel.Panel}", Turn = (place + 1).ToString(CultureInfo.InvariantCulture), NewPage = panel.NewPage })],
    };

    /// <summary>The chapter, or null with what is wrong beside each field.</summary>
    public PackSection? Read(Microsoft.AspNetCore.Mvc.ModelBinding.ModelStateDictionary faults, Catalogue catalogue)
    {
        if (string.IsNullOrWhiteSpace(Heading) || Heading.Trim().Length > PackRules.MostTitle)
        {
            faults.AddModelError(nameof(Heading), $"Enter a heading of at most {PackRules.MostTitle} characters");
        }

        if (Commentary?.Length > PackRules.MostCommentary)
        {
            faults.AddModelError(nameof(Commentary), $"Shorten the commentary to {PackRules.MostCommentary} characters");
        }

        var kept = Chosen.Where(panel => !panel.Out).Select((panel, place) => (Panel: panel, Turn: int.TryParse(panel.Turn, CultureInfo.InvariantCulture, out var turn) ? turn : place + 1)).OrderBy(entry => entry.Turn)
            .Select(entry => (entry.Panel.Name, entry.Panel.NewPage)).Concat(Add.Select(name => (Name: (string?)name, NewPage: false))).Where(entry => Find(entry.Name, catalogue)).ToList();
        if (kept.Count > MostPanels)
        {
            faults.AddModelError(nameof(Heading), $"A chapter has at most {MostPanels} panels");
        }

        return !faults.IsValid ? null : new PackSection
        {
            Heading = Heading!.Trim(),
            Commentary = (Commentary ?? "").ReplaceLineEndings("\n").Trim(),
            NewPage = NewPage,
            Promises = Promises,
            Panels = [.. kept.Select(entry => new PackPanel(entry.Name!.Split('/')[0], entry.Name.Split('/')[1]) { NewPage = entry.NewPage })],
        };
    }

    private static bool Find(string? name, Catalogue catalogue) =>
        name?.Split('/') is [var board, var id] && catalogue.Boards.GetValueOrDefault(board)?.Value.Panels().Any(panel => panel.Id == id) == true;
}

/// <summary>A panel of a chapter, as the form has it.</summary>
internal sealed class ChosenPanel
{
    public string? Name { get; set; }

    public string? Turn { get; set; }

    public bool NewPage { get; set; }

    public bool Out { get; set; }
}
