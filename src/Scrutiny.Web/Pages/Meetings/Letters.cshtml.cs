using Microsoft.AspNetCore.Mvc.RazorPages;
using Scrutiny.Meetings;
using Scrutiny.Web.Live;

namespace Scrutiny.Web.Pages.Meetings;

/// <summary><c>/letters</c>: written challenges that were published, the latest first.</summary>
internal sealed class LettersModel(MeetingShelf shelf) : PageModel
{
    public IReadOnlyList<(Meeting Meeting, Letter Letter)> Letters { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancel) =>
        Letters = [.. (await shelf.LogsAsync(cancel)).Where(log => log.Meeting.IsLetter).Select(log => (log.Meeting, Letter.Of(log.Progress))).OrderByDescending(one => one.Item2.SentAt)];
}
