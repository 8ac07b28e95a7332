using System.Globalization;
using Dapper;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;
using Npgsql;
using Scrutiny.Dashboards;
using Scrutiny.QuestionLedger;
using Scrutiny.Questions;
using Scrutiny.Web.Access;
using Scrutiny.Web.Staff;

namespace Scrutiny.Web.Pages.Staff.Questions;

/// <summary><c>/staff/questions</c>: the public's questions in piles, those that are most urgent first.</summary>
internal sealed class IndexModel(NpgsqlDataSource database, StaffQuestions questions, Catalogue catalogue, IOptions<ModerationSettings> settings, TimeProvider time) : PageModel
{
    private const int PageSize = 25;

    private const string ThemesSql = "select theme as Id, title as Title from question.theme order by title";

    private const string MeetingsSql = "select slug as Id, title as Title from published.meeting order by starts desc limit 50";

    [BindProperty(SupportsGet = true)]
    public string? Pile { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? State { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Topic { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Meeting { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Theme { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Words { get; set; }

    /// <summary>The questions that were ticked: reference and version, with a bar between.</summary>
    [BindProperty]
    public List<string> Chosen { get; set; } = [];

    [BindProperty]
    public string? GivenTheme { get; set; }

    [BindProperty]
    public string? NewTheme { get; set; }

    public IReadOnlyList<QueuedQuestion> Questions { get; private set; } = [];

    public QueueCounts Counts { get; private set; } = null!;

    public Pager Pager { get; private set; } = null!;

    public IReadOnlyList<Named> Themes { get; private set; } = [];

    public IReadOnlyList<Named> Meetings { get; private set; } = [];

    public IReadOnlyList<Named> Topics => [.. catalogue.Priorities.Select(priority => new Named(priority.Id, priority.Title))];

    public bool Moderates => HttpContext.Person().IsOneOf(StaffRoles.Moderators);

    public string TopicOf(QueuedQuestion question) => catalogue.Priorities.FirstOrDefault(priority => priority.Id == question.Topic)?.Title ?? question.Topic;

    public string? PlaceOf(QueuedQuestion question) => question.Locality is { } code && catalogue.Areas.ByCode.TryGetValue(code, out var area) ? area.Name : question.Locality;

    public string ReasonOf(QueuedQuestion question) => catalogue.Reasons.Find(question.Reason)?.Title ?? question.Reason ?? "";

    /// <summary>How long it has been here, in words, and whether that is too long.</summary>
    public (string Words, bool Late) AgeOf(QueuedQuestion question)
    {
        var days = (int)(time.GetUtcNow() - new DateTimeOffset(question.ReceivedAt, TimeSpan.Zero)).TotalDays;
        return (days switch { <= 0 => "today", 1 => "1 day ago", _ => string.Create(CultureInfo.InvariantCulture, $"{days} days ago") }, !question.State.IsSettled() && days >= settings.Value.LateAfterDays);
    }

    public async Task OnGetAsync(CancellationToken cancel)
    {
        ModelState.Clear();
        await ReadAsync(cancel);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        ModelState.Clear();
        var acts = new List<PlannedAct>();
        foreach (var chosen in Chosen)
        {
            if (chosen.Split('|') is [var reference, var version] && QuestionReference.Read(reference) is { } read && int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var expected))
            {
                acts.Add(new PlannedAct(read, expected, new QuestionAct.Themed(null)));
            }
        }

        if (acts.Count == 0)
        {
            ModelState.AddModelError(nameof(Chosen), "Tick the questions that share a theme");
        }

        var title = NewTheme?.Trim() ?? "";
        if (title.Length > 120)
        {
            ModelState.AddModelError(nameof(NewTheme), "The title of a theme must be 120 letters or fewer");
        }

        try
        {
            if (ModelState.ErrorCount == 0)
            {
                var theme = title.Length > 0 ? await questions.ThemeAsync(title, cancel) : string.IsNullOrEmpty(GivenTheme) ? null : GivenTheme;
                await questions.ActAsync([.. acts.Select(act => act with { Act = new QuestionAct.Themed(theme) })], HttpContext.Person(), cancel);
                return LocalRedirect(Request.Path + Request.QueryString);
            }
        }
        catch (QuestionMovedOnException)
        {
            Response.StatusCode = StatusCodes.Status409Conflict;
            ModelState.AddModelError(nameof(Chosen), "Somebody else did something with one of these questions meanwhile, so nothing was changed. What you ticked is kept; look again, then send it again");
        }
        catch (SentenceException refusal)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            ModelState.AddModelError(nameof(Chosen), refusal.Message);
        }

        await ReadAsync(cancel);
        return Page();
    }

    private async Task ReadAsync(CancellationToken cancel)
    {
        Pile = QueueFilter.Piles.Any(pile => pile.Id == Pile) ? Pile : QueueFilter.Piles[0].Id;
        var filter = new QueueFilter(Pile!, QuestionStates.Find(State), Blank(Topic), Blank(Meeting), Blank(Theme), Blank(Words));
        var page = Pager.Number(Request.Query["page"]);
        await using var connection = await database.OpenConnectionAsync(cancel);
        var rows = await filter.ReadAsync(connection, PageSize + 1, (page - 1) * PageSize, cancel);
        Questions = [.. rows.Take(PageSize)];
        Counts = await QueueFilter.CountAsync(connection, cancel);
        Themes = [.. await connection.QueryAsync<Named>(new CommandDefinition(ThemesSql, cancellationToken: cancel))];
        Meetings = [.. await connection.QueryAsync<Named>(new CommandDefinition(MeetingsSql, cancellationToken: cancel))];
        Pager = new Pager(page, rows.Count > PageSize, "/staff/questions", new Dictionary<string, string?> { ["pile"] = Pile, ["state"] = State, ["topic"] = Topic, ["meeting"] = Meeting, ["theme"] = Theme, ["words"] = Words });
    }

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

/// <summary>Something to choose from.</summary>
internal sealed record Named(string Id, string Title);
