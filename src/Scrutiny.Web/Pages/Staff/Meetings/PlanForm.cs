using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Scrutiny.Meetings;
using Scrutiny.Web.Staff;

namespace Scrutiny.Web.Pages.Staff.Meetings;

/// <summary>The form for a meeting and its agenda, as it was typed.</summary>
internal sealed partial class PlanForm
{
    public const int MostItems = 40;

    /// <summary>The change of the plan that was on the page; 0 for a new meeting.</summary>
    public int Sequence { get; set; }

    public string? Slug { get; set; }

    public string? Title { get; set; }

    public MeetingKind? Kind { get; set; }

    public bool Closed { get; set; }

    public string? Theme { get; set; }

    public List<string> Priorities { get; set; } = [];

    public string? Starts { get; set; }

    public string? Place { get; set; }

    public string? Watch { get; set; }

    public string? StreamLink { get; set; }

    public string? QuestionsFrom { get; set; }

    public string? QuestionsUntil { get; set; }

    public string? DataCut { get; set; }

    public List<PlanItem> Items { get; set; } = [];

    public static PlanForm Of(Meeting meeting) => new()
    {
        Sequence = meeting.Sequence,
        Slug = meeting.Slug,
        Title = meeting.Title,
        Kind = meeting.Kind,
        Closed = meeting.Closed,
        Theme = meeting.Theme,
        Priorities = [.. meeting.Priorities],
        Starts = StaffDates.Field(meeting.Starts),
        Place = meeting.Place,
        Watch = meeting.Watch,
        StreamLink = meeting.StreamLink,
        QuestionsFrom = StaffDates.Field(meeting.QuestionsFrom),
        QuestionsUntil = StaffDates.Field(meeting.QuestionsUntil),
        DataCut = StaffDates.Field(meeting.DataCut),
        Items = [.. meeting.Agenda.Select(item => new PlanItem { Title = item.Title, Visibility = item.Visibility, Reason = item.Reason, Priority = item.Priority })],
    };

    /// <summary>The meeting, or null with what is wrong beside each field.</summary>
    public Meeting? Read(ModelStateDictionary faults)
    {
        Words(nameof(Title), "title", Title, 200, needed: true, faults);
        Words(nameof(Place), "place", Place, 200, needed: true, faults);
        Words(nameof(Theme), "theme", Theme, 200, needed: false, faults);
        Words(nameof(Watch), "words on how to watch", Watch, 1000, needed: false, faults);
        if (Slug is null || !SlugForm().IsMatch(Slug) || Slug.Length > 80 || Slug == "plan")
        {
            faults.AddModelError(nameof(Slug), "Enter the address with lower-case letters, digits and hyphens, such as cops-2026-12");
        }

        if (Kind is not { } kind || kind == MeetingKind.WrittenChallenge || !Enum.IsDefined(kind))
        {
            faults.Remove(nameof(Kind));
            faults.AddModelError(nameof(Kind), "Choose what kind of meeting it is");
            kind = default;
        }

        if (!string.IsNullOrWhiteSpace(StreamLink) && !(Uri.TryCreate(StreamLink.Trim(), UriKind.Absolute, out var stream) && stream.Scheme == Uri.UriSchemeHttps && StreamLink.Length <= 500))
        {
            faults.AddModelError(nameof(StreamLink), "The stream’s address must begin with https://");
        }

        var (starts, from, until, cut) = (Moment(nameof(Starts), Starts, faults), Moment(nameof(QuestionsFrom), QuestionsFrom, faults), Moment(nameof(QuestionsUntil), QuestionsUntil, faults), Moment(nameof(DataCut), DataCut, faults));
        if (string.IsNullOrWhiteSpace(Starts))
        {
            faults.AddModelError(nameof(Starts), "Enter when the meeting starts, such as 2026-12-09 10:00");
        }

        if ((from is null) != (until is null) || from >= until)
        {
            faults.AddModelError(nameof(QuestionsUntil), "Enter from when and until when questions are taken, or leave both empty");
        }

        var agenda = Agenda(faults);
        return faults.ErrorCount > 0 ? null : new Meeting
        {
            Slug = Slug!,
            Title = Title!.Trim(),
            Kind = kind,
            Closed = Closed || kind == MeetingKind.OneToOne,
            Theme = Blank(Theme),
            Priorities = Priorities,
            Starts = starts!.Value,
            Place = Place!.Trim(),
            Watch = Blank(Watch),
            StreamLink = Blank(StreamLink),
            QuestionsFrom = from,
            QuestionsUntil = until,
            DataCut = cut,
            Sequence = Sequence,
            Agenda = agenda,
        };
    }

    private List<AgendaItem> Agenda(ModelStateDictionary faults)
    {
        var agenda = new List<AgendaItem>();
        for (var row = 0; row < Items.Count; row++)
        {
            var (item, field) = (Items[row], $"Items_{row}");
            if (string.IsNullOrWhiteSpace(item.Title))
            {
                continue;
            }

            Words(field, $"title of item {row + 1}", item.Title, 300, needed: true, faults);
            if (item.Visibility == ItemVisibility.Restricted)
            {
                Words(field, $"reason why item {row + 1} is restricted", item.Reason, 500, needed: true, faults);
            }

            agenda.Add(new AgendaItem(agenda.Count + 1, agenda.Count + 1, item.Title.Trim(), item.Visibility, item.Visibility == ItemVisibility.Restricted ? Blank(item.Reason) : null, Blank(item.Priority)));
        }

        if (agenda.Count > MostItems)
        {
            faults.AddModelError("Items_0", $"An agenda has at most {MostItems} items");
        }

        return agenda;
    }

    private static DateTimeOffset? Moment(string field, string? text, ModelStateDictionary faults)
    {
        if (!StaffDates.TryMoment(text, out var moment))
        {
            faults.AddModelError(field, $"‘{text}’ is no moment; write day and time such as 2026-12-09 10:00");
        }

        return moment;
    }

    private static void Words(string field, string what, string? text, int longest, bool needed, ModelStateDictionary faults)
    {
        if (needed && string.IsNullOrWhiteSpace(text))
        {
            faults.AddModelError(field, $"Enter the {what}");
        }
        else if (text is not null && (text.Trim().Length > longest || text.Any(letter => char.IsControl(letter) && letter is not ('\n' or '\r' or '\t'))))
        {
            faults.AddModelError(field, $"The {what} must be {longest} letters or fewer, without control signs");
        }
    }

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$", RegexOptions.CultureInvariant)]
    private static partial Regex SlugForm();
}

/// <summary>One line of the agenda's form.</summary>
internal sealed class PlanItem
{
    public string? Title { get; set; }

    public ItemVisibility Visibility { get; set; }

    public string? Reason { get; set; }

    public string? Priority { get; set; }
}
