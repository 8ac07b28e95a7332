using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Dapper;
using Npgsql;
using Scrutiny.QuestionLedger;
using Scrutiny.Web.Access;
using Scrutiny.Web.Staff;

namespace Scrutiny.Web.Pages.Staff.Questions;

/// <summary><c>/staff/questions/windows</c>: when questions are taken, how many from a person, and who may ask.</summary>
internal sealed class WindowsModel(NpgsqlDataSource database, StaffQuestions questions) : PageModel
{
    private const string MeetingsSql = "select slug as Id, title as Title from published.meeting where state in ('published', 'live', 'paused') order by starts";

    public IReadOnlyList<QuestionWindow> Windows { get; private set; } = [];

    public IReadOnlyList<Named> Meetings { get; private set; } = [];

    /// <summary>For which meeting; empty for between meetings.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Meeting { get; set; }

    [BindProperty]
    public string? Opens { get; set; }

    [BindProperty]
    public string? Closes { get; set; }

    [BindProperty]
    public bool WhileLive { get; set; }

    [BindProperty]
    public string? EachPerson { get; set; }

    [BindProperty]
    public string? WhoMayAsk { get; set; }

    public bool Sets => HttpContext.Person().IsOneOf(StaffRoles.WindowKeepers);

    public async Task OnGetAsync(CancellationToken cancel)
    {
        ModelState.Clear();
        await ReadAsync(cancel);
        var window = Windows.FirstOrDefault(known => known.Meeting == Blank(Meeting)) ?? Windows.First(known => known.Meeting is null) with { Opens = null, Closes = null, WhileLive = false };
        (Opens, Closes, WhileLive, EachPerson, WhoMayAsk) = (StaffDates.Field(window.Opens), StaffDates.Field(window.Closes), window.WhileLive, window.EachPerson.ToString(CultureInfo.InvariantCulture), window.WhoMayAsk);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        ModelState.Clear();
        await ReadAsync(cancel);
        var who = PostedMoments.Text(ModelState, nameof(WhoMayAsk), WhoMayAsk, 300, "Enter who may ask");
        if (!int.TryParse(EachPerson, NumberStyles.None, CultureInfo.InvariantCulture, out var most) || most is < 1 or > 100)
        {
            ModelState.AddModelError(nameof(EachPerson), "Enter how many questions one person may ask, from 1 to 100");
        }

        var (opens, closes) = (Moment(nameof(Opens), Opens), Moment(nameof(Closes), Closes));
        if (Blank(Meeting) is not null)
        {
            (opens, closes) = (null, null);
        }
        else if (opens >= closes)
        {
            ModelState.AddModelError(nameof(Closes), "The end must be after the beginning");
        }

        if (ModelState.ErrorCount > 0)
        {
            return Page();
        }

        try
        {
            await questions.SetWindowAsync(new QuestionWindow(Blank(Meeting), opens, closes, WhileLive, most, who), HttpContext.Person(), cancel);
            return LocalRedirect("/staff/questions/windows");
        }
        catch (SentenceException refusal)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            ModelState.AddModelError(nameof(Meeting), refusal.Message);
            return Page();
        }
    }

    private DateTimeOffset? Moment(string field, string? text)
    {
        if (!StaffDates.TryMoment(text, out var moment))
        {
            ModelState.AddModelError(field, $"‘{text}’ is no moment; write day and time such as 2026-12-09 10:00");
        }

        return moment;
    }

    private async Task ReadAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        Windows = await PublishedQuestions.WindowsAsync(connection, cancel);
        Meetings = [.. await connection.QueryAsync<Named>(new CommandDefinition(MeetingsSql, cancellationToken: cancel))];
    }

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
