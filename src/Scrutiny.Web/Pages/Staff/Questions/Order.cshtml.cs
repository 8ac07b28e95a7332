using System.Globalization;
using Dapper;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Npgsql;
using Scrutiny.QuestionLedger;
using Scrutiny.Questions;
using Scrutiny.Web.Access;
using Scrutiny.Web.Staff;

namespace Scrutiny.Web.Pages.Staff.Questions;

/// <summary><c>/staff/questions/order/{slug}</c>: in which turn accepted questions are put in a meeting.</summary>
internal sealed class OrderModel(NpgsqlDataSource database, StaffQuestions questions) : PageModel
{
    private const string TitleSql = "select title from published.meeting where slug = @slug";

    private const string ListSql = "select " + QueuedQuestion.Columns + """

        from question.question q
        where (q.state = 'ordered' and q.meeting = @slug) or (q.state = 'accepted' and coalesce(q.meeting, @slug) = @slug)
        order by q.place nulls last, q.received_at, q.number limit 200
        """;

    public string Title { get; private set; } = "";

    public IReadOnlyList<QueuedQuestion> Questions { get; private set; } = [];

    /// <summary>One row for each question, as it was typed.</summary>
    [BindProperty]
    public List<OrderedRow> Rows { get; set; } = [];

    public bool Moderates => HttpContext.Person().IsOneOf(StaffRoles.Moderators);

    public async Task<IActionResult> OnGetAsync(string slug, CancellationToken cancel)
    {
        ModelState.Clear();
        if (!await ReadAsync(slug, cancel))
        {
            return NotFound();
        }

        Rows = [.. Questions.Select(question => new OrderedRow { Reference = question.Reference, Expected = question.Version, Place = question.Place?.ToString(CultureInfo.InvariantCulture) })];
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string slug, CancellationToken cancel)
    {
        ModelState.Clear();
        if (!await ReadAsync(slug, cancel))
        {
            return NotFound();
        }

        try
        {
            await questions.ActAsync([.. Acts(slug)], HttpContext.Person(), cancel);
            return LocalRedirect($"/staff/questions/order/{slug}");
        }
        catch (QuestionMovedOnException)
        {
            Response.StatusCode = StatusCodes.Status409Conflict;
            ModelState.AddModelError("turns", "Somebody else did something with one of these questions meanwhile, so nothing was changed. The turns that you typed are kept; look again, then send them again");
        }
        catch (SentenceException refusal)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            ModelState.AddModelError("turns", refusal.Message);
        }

        await ReadAsync(slug, cancel);
        return Page();
    }

    /// <summary>The turn that was typed for a question.</summary>
    public string? Typed(string reference) => Rows.Find(row => row.Reference == reference)?.Place;

    // Only what was changed is done; a turn that was emptied takes the question off the list.
    private IEnumerable<PlannedAct> Acts(string slug)
    {
        foreach (var row in Rows)
        {
            var place = string.IsNullOrWhiteSpace(row.Place) ? (int?)null
                : int.TryParse(row.Place.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
                : throw SentenceException.Refused($"‘{row.Place}’ is no turn; write a number from 1, or nothing.");
            var known = Questions.FirstOrDefault(question => question.Reference == row.Reference) ?? throw new QuestionMovedOnException();
            if (place != known.Place)
            {
                yield return new PlannedAct(known.Reference, row.Expected, place is { } turn ? new QuestionAct.Ordered(slug, turn) : new QuestionAct.Carried());
            }
        }
    }

    private async Task<bool> ReadAsync(string slug, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        if (await connection.ExecuteScalarAsync<string?>(new CommandDefinition(TitleSql, new { slug }, cancellationToken: cancel)) is not { } title)
        {
            return false;
        }

        Title = title;
        Questions = [.. await connection.QueryAsync<QueuedQuestion>(new CommandDefinition(ListSql, new { slug }, cancellationToken: cancel))];
        return true;
    }
}

/// <summary>One line of the form.</summary>
internal sealed class OrderedRow
{
    public string Reference { get; set; } = "";

    public int Expected { get; set; }

    public string? Place { get; set; }
}
