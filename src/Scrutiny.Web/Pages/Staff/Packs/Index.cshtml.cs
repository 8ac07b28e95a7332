using System.Globalization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Scrutiny.Packs;
using Scrutiny.Web.Pages.Components;
using Scrutiny.Web.Staff;

namespace Scrutiny.Web.Pages.Staff.Packs;

/// <summary><c>/staff/packs</c>: every pack, also those that are not published.</summary>
internal sealed class IndexModel(StaffPacks packs) : PageModel
{
    public DataTable Packs { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken cancel) => Packs = new DataTable(
        "Packs, the last changed first",
        [new("Pack"), new("Edition", Numeric: true), new("Figures as published at"), new("State"), new("Changed")],
        [.. (await packs.AllAsync(cancel)).Select(pack => (IReadOnlyList<TableCell>)
        [
            new(null, StaffLinks.Link($"/staff/packs/{pack.Plan.Slug}", pack.Plan.Title)),
            new(pack.Edition.ToString(CultureInfo.InvariantCulture)),
            new(LondonTime.DateAndTime(pack.Plan.Cut)),
            new(null, StaffLinks.Tag(pack.State.Words(), Tone(pack.State))),
            new(LondonTime.DateAndTime(pack.ChangedAt)),
        ])]) { CaptionClasses = "govuk-visually-hidden" };

    public static string? Tone(PackState state) => state switch
    {
        PackState.Draft => "yellow",
        PackState.SignedOff => "blue",
        PackState.Published => "green",
    };
}
