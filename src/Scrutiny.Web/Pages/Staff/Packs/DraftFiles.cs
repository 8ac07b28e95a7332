using Scrutiny.Packs;
using Scrutiny.Web.Http;
using Scrutiny.Web.Staff;

namespace Scrutiny.Web.Pages.Staff.Packs;

/// <summary><c>/staff/packs/{slug}/files/…</c>: the files of a draft as they would be published.</summary>
internal static class DraftFiles
{
    public static void MapDraftFiles(this WebApplication app)
    {
        app.MapGet("/staff/packs/{slug}/files/{file}", (string slug, string file, StaffPacks packs, CancellationToken cancel) => GetAsync(slug, file, packs, cancel)).WithMetadata(new CostlyAttribute()).ExcludeFromDescription();
        app.MapGet("/staff/packs/{slug}/files/{folder}/{file}", (string slug, string folder, string file, StaffPacks packs, CancellationToken cancel) => GetAsync(slug, $"{folder}/{file}", packs, cancel)).WithMetadata(new CostlyAttribute()).ExcludeFromDescription();
    }

    private static async Task<IResult> GetAsync(string slug, string name, StaffPacks packs, CancellationToken cancel)
    {
        if (await packs.FindAsync(slug, cancel) is not { } pack)
        {
            return TypedResults.NotFound();
        }

        try
        {
            return (await packs.PreviewAsync(pack, cancel)).FirstOrDefault(file => file.Name == name) is { } file
                ? TypedResults.Bytes(file.Bytes, PackMedia.TypeOf(name))
                : TypedResults.NotFound();
        }
        catch (SentenceException refusal)
        {
            return TypedResults.Text(refusal.Message, statusCode: StatusCodes.Status409Conflict);
        }
    }
}
