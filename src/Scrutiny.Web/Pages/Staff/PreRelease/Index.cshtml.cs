using Microsoft.AspNetCore.Mvc.RazorPages;
using Scrutiny.Web.Staff;

namespace Scrutiny.Web.Pages.Staff.PreRelease;

/// <summary><c>/staff/pre-release</c>: what the person may see early, now.</summary>
internal sealed class IndexModel(EarlySightings early) : PageModel
{
    public IReadOnlyList<EarlySighting> Open { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancel) => Open = await early.ReadAsync(HttpContext.Person(), cancel);
}
