using Microsoft.AspNetCore.Mvc.RazorPages;
using Scrutiny.Dashboards;
using Scrutiny.Meetings;
using Scrutiny.QuestionLedger;
using Scrutiny.Questions;
using Scrutiny.Web.Live;
using Scrutiny.Web.Pages.Components;
using Scrutiny.Web.Questions;
using Scrutiny.Web.Staff;

namespace Scrutiny.Web.Pages.Questions;

/// <summary><c>/questions</c>: every question that everybody may see, searched and filtered.</summary>
internal sealed class IndexModel(QuestionShelf shelf, MeetingShelf meetings, AskRules rules, Catalogue catalogue) : PageModel
{
    private const int OnPage = 20;
    private const int LongestSearch = 200;

    public IReadOnlyList<PublishedQuestion> Questions { get; private set; } = [];

    public long Found { get; private set; }

    public Pager Pager { get; private set; } = null!;

    public IReadOnlyList<Meeting> Meetings { get; private set; } = [];

    public AskRules Rules => rules;

    public string? Words { get; private set; }

    public bool Filtered => Words is not null || States.Skip(1).Concat(Topics.Skip(1)).Concat(MeetingChoices.Skip(1)).Any(choice => choice.Chosen);

    public IReadOnlyList<Choice> States { get; private set; } = [];

    public IReadOnlyList<Choice> Topics { get; private set; } = [];

    public IReadOnlyList<Choice> MeetingChoices { get; private set; } = [];

    public StandardReason? ReasonOf(PublishedQuestion question) => catalogue.Reasons.Find(question.Reason);

    public string? MeetingTitle(string? slug) => Meetings.FirstOrDefault(meeting => meeting.Slug == slug)?.Title;

    public async Task OnGetAsync(string? q, string? state, string? topic, string? meeting, string? page, CancellationToken cancel)
    {
        var number = Pager.Number(page);
        Meetings = await meetings.AllAsync(cancel);
        Words = QuestionText.CleanLine(q) is { Length: > 0 } words ? words[..Math.Min(words.Length, LongestSearch)] : null;
        var chosen = QuestionStates.Find(state) is { } known && known.MayBeShown() ? known : (QuestionState?)null;
        topic = rules.Topics.Any(one => one.Id == topic) ? topic : null;
        meeting = Meetings.Any(one => one.Slug == meeting) ? meeting : null;
        (Questions, Found) = await shelf.ListAsync(new QuestionSearch(Words, chosen, topic, meeting, OnPage + 1, (number - 1) * OnPage), cancel);
        Pager = new Pager(number, Questions.Count > OnPage, "/questions", new Dictionary<string, string?> { ["q"] = Words, ["state"] = chosen?.Name(), ["topic"] = topic, ["meeting"] = meeting });
        Questions = [.. Questions.Take(OnPage)];
        States = [new("", "All", chosen is null), .. QuestionStates.All.Where(one => one.MayBeShown()).Select(one => new Choice(one.Name(), one.Words(), one == chosen))];
        Topics = [new("", "All", topic is null), .. rules.Topics.Select(one => new Choice(one.Id, one.Title, one.Id == topic))];
        MeetingChoices = [new("", "All", meeting is null), .. Meetings.Select(one => new Choice(one.Slug, one.Title, one.Slug == meeting))];
    }
}
