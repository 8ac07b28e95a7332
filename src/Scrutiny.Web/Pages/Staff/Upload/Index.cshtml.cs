using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;
using Scrutiny.Dashboards;
using Scrutiny.Requests;
using Scrutiny.Web.Http;
using Scrutiny.Web.Staff;

namespace Scrutiny.Web.Pages.Staff.Upload;

/// <summary><c>/staff/upload</c>: a file by hand, checked first. The Chief Constable's office sends the force's own returns only.</summary>
[TakesFiles]
internal sealed class IndexModel(Catalogue catalogue, StaffRequests requests, IOptions<StaffSettings> settings) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? Source { get; set; }

    [BindProperty]
    public IFormFile? Sent { get; set; }

    [BindProperty]
    public string? Released { get; set; }

    [BindProperty]
    public string? Act { get; set; }

    public IReadOnlyList<(string Id, string Title)> Choices { get; private set; } = [];

    public string Limit => settings.Value.UploadBytes switch
    {
        >= 1L << 30 => $"{settings.Value.UploadBytes >> 30} GB",
        >= 1L << 20 => $"{settings.Value.UploadBytes >> 20} MB",
        var bytes => $"{bytes.ToString("#,##0", CultureInfo.InvariantCulture)} bytes",
    };

    public bool Wrong(string field) => ModelState.TryGetValue(field, out var state) && state.Errors.Count > 0;

    public void OnGet() => ReadChoices();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        ReadChoices();
        if (Choices.All(choice => choice.Id != Source))
        {
            ModelState.AddModelError(nameof(Source), "Choose the source that the file belongs to");
        }

        if (Sent is not { Length: > 0 } file)
        {
            ModelState.AddModelError(nameof(Sent), Sent is null ? "Choose a file" : "The file is empty; choose another");
            return Page();
        }

        if (!StaffDates.TryParse(Released, out var released))
        {
            ModelState.AddModelError(nameof(Released), "The release date must be written like 2026-09-30");
        }

        if (ModelState.ErrorCount > 0)
        {
            return Page();
        }

        var person = HttpContext.Person();
        await using var content = file.OpenReadStream();
        var upload = await requests.StoreAsync(content, new NewUpload(Source!, NewUpload.NameOf(file.FileName), person.Name) { Released = released }, cancel);
        var request = await requests.AskAsync(new StaffRequest(RequestKind.TakeUpload, Source!, person) { Upload = upload.Id, DryRun = Act != "load" }, cancel);
        return LocalRedirect($"/staff/requests/{request}");
    }

    private void ReadChoices() => Choices = [.. catalogue.Sources.Values
        .Where(source => HttpContext.Person().Sees(source.Id) && source.Id != TypedFigure.Source)
        .OrderBy(source => source.Value.Title, StringComparer.OrdinalIgnoreCase)
        .Select(source => (source.Id, source.Value.Title))];
}
