using System.Net.Mail;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;
using Scrutiny.Areas;
using Scrutiny.Dashboards;
using Scrutiny.QuestionLedger;
using Scrutiny.Questions;
using Scrutiny.Web.Questions;
using Scrutiny.Web.Staff;

namespace Scrutiny.Web.Pages.Staff.Questions;

/// <summary><c>/staff/questions/enter</c>: what somebody said elsewhere, in a letter or under a post, enters the same path.</summary>
internal sealed class EnterModel(StaffQuestions questions, Catalogue catalogue, IOptions<MailSettings> mail) : PageModel
{
    [BindProperty]
    public string? Text { get; set; }

    [BindProperty]
    public string? SaidWhere { get; set; }

    [BindProperty]
    public string? PromisedBy { get; set; }

    [BindProperty]
    public string? Topic { get; set; }

    [BindProperty]
    public string? Locality { get; set; }

    [BindProperty]
    public string? DisplayName { get; set; }

    [BindProperty]
    public string? Email { get; set; }

    /// <summary>Whether an address would be written to.</summary>
    public bool SendsMail => mail.Value.IsOn;

    public IReadOnlyList<Named> Topics => [.. catalogue.Priorities.Select(priority => new Named(priority.Id, priority.Title))];

    public IReadOnlyList<Named> Districts => [.. catalogue.Areas.ByCode.Values.Where(area => area.Kind == AreaKind.District).OrderBy(area => area.Name, StringComparer.Ordinal).Select(area => new Named(area.Code, area.Name))];

    public void OnGet() => ModelState.Clear();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        ModelState.Clear();
        var text = QuestionText.Clean(Text);
        if (QuestionText.Refusal(text) is { } wrong)
        {
            ModelState.AddModelError(nameof(Text), wrong);
        }

        var where = PostedMoments.Text(ModelState, nameof(SaidWhere), QuestionText.CleanLine(SaidWhere), 200, "Enter where it was said, such as a letter or a comment under the stream");
        if (!Topics.Any(topic => topic.Id == Topic))
        {
            ModelState.AddModelError(nameof(Topic), "Choose the topic");
        }

        if (!StaffDates.TryParse(PromisedBy, out var promised))
        {
            ModelState.AddModelError(nameof(PromisedBy), "A date must be written like 2026-11-30");
        }

        var name = QuestionText.CleanLine(DisplayName);
        if (QuestionText.Length(name) > QuestionText.LongestName)
        {
            ModelState.AddModelError(nameof(DisplayName), $"The name must be {QuestionText.LongestName} letters or fewer");
        }

        var email = Email?.Trim();
        if (!string.IsNullOrEmpty(email) && !SendsMail)
        {
            ModelState.AddModelError(nameof(Email), "This site sends no mail, so it keeps no address");
        }
        else if (!string.IsNullOrEmpty(email) && (email.Length > 254 || !MailAddress.TryCreate(email, out var address) || address.Address != email))
        {
            ModelState.AddModelError(nameof(Email), "Enter an e-mail address such as name@example.org");
        }

        if (ModelState.ErrorCount > 0)
        {
            return Page();
        }

        var asked = new AskedQuestion(text, Topic!, Districts.Any(district => district.Id == Locality) ? Locality : null, name.Length == 0 ? null : name, null) { Email = string.IsNullOrEmpty(email) ? null : email };
        var reference = await questions.EnterAsync(asked, where, promised, HttpContext.Person(), cancel);
        return LocalRedirect($"/staff/questions/{reference}");
    }
}
