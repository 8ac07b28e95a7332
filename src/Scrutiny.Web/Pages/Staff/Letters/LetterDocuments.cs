using Scrutiny.MeetingLogs;
using Scrutiny.Papers;
using Scrutiny.Web.Http;
using Scrutiny.Web.Staff;

namespace Scrutiny.Web.Pages.Staff.Letters;

/// <summary><c>/staff/letters/{slug}/documents/{paper}</c>: a document of a reply, for both sides of the letter.</summary>
internal static class LetterDocuments
{
    public static void MapLetterDocuments(this WebApplication app) => app.MapGet("/staff/letters/{slug}/documents/{paper}", GetAsync).ExcludeFromDescription();

    private static async Task<IResult> GetAsync(string slug, string paper, StaffLetters letters, StaffPapers papers, HttpContext context, CancellationToken cancel) =>
        await letters.FindAsync(slug, context.Person(), cancel) is { } letter && StaffPapers.Newest(letter.Documents).FirstOrDefault(document => document.Paper == paper) is { } found && await papers.ContentAsync(found, cancel) is { } content
            ? SecurityHeaders.SentFile(context, content, found.Kind.MediaType(), found.FileName)
            : TypedResults.NotFound();
}
