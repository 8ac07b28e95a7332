using System.Text;
using Scrutiny.Papers;
using Scrutiny.Web.Http;
using Scrutiny.Web.Staff;

namespace Scrutiny.Web.Pages.Staff.Meetings;

/// <summary><c>/staff/meetings/{slug}/papers/{paper}/{version}</c>: one version of a paper for staff: the file, or the words of one that was written.</summary>
internal static class DraftPapers
{
    public static void MapDraftPapers(this WebApplication app) => app.MapGet("/staff/meetings/{slug}/papers/{paper}/{version:int}", GetAsync).ExcludeFromDescription();

    private static async Task<IResult> GetAsync(string slug, string paper, int version, StaffMeetings desk, StaffPapers papers, StaffWriting writing, HttpContext context, CancellationToken cancel)
    {
        if (await desk.ReadAsync(slug, cancel) is not { } found || (await papers.ReadAsync(slug, cancel)).FirstOrDefault(one => one.Paper == paper && one.Version == version) is not { } stored || await papers.ContentAsync(stored, cancel) is not { } content)
        {
            return TypedResults.NotFound();
        }

        if (stored.Kind != PaperKind.Written)
        {
            return SecurityHeaders.SentFile(context, content, stored.Kind.MediaType(), stored.FileName);
        }

        // As plain words, with the figures of the data cut: a draft has no page of its own.
        var text = await writing.ReadAsync(Encoding.UTF8.GetString(content), found.Meeting.DataCut, cancel);
        return TypedResults.Text(string.Join('\n', text.Read.Faults.Select(fault => $"[{fault}]").Append($"# {stored.Title}\n\n{text.Plain}\n")), "text/plain; charset=utf-8");
    }
}
