using System.Net.Mail;
using Dapper;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;
using Npgsql;
using Scrutiny.Dashboards;
using Scrutiny.Web.Questions;

namespace Scrutiny.Web.Pages.Mail;

/// <summary><c>/subscribe/{kind}/{subject}</c>: news of a meeting, a topic or a measure by mail. What is not published has no page here.</summary>
[IgnoreAntiforgeryToken]
internal sealed class SubscribeModel(NpgsqlDataSource database, Catalogue catalogue, MailLinks links, IOptions<MailSettings> mail) : PageModel
{
    private const int LongestEmail = 254;

    private const string MeetingSql = "select title from published.meeting where slug = @subject";

    public string What { get; private set; } = "";

    public string Back { get; private set; } = "";

    /// <summary>Whether anything is sent at all.</summary>
    public bool SendsMail => mail.Value.IsOn;

    public bool Done { get; private set; }

    [BindProperty]
    public string? Email { get; set; }

    public async Task<IActionResult> OnGetAsync(string kind, string subject, CancellationToken cancel)
    {
        ModelState.Clear();
        return await ReadAsync(kind, subject, cancel) ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPostAsync(string kind, string subject, CancellationToken cancel)
    {
        ModelState.Clear();
        if (!await ReadAsync(kind, subject, cancel))
        {
            return NotFound();
        }

        if (!SendsMail)
        {
            Response.StatusCode = StatusCodes.Status409Conflict;
            return Page();
        }

        var email = Email?.Trim() ?? "";
        if (email.Length is 0 or > LongestEmail || !MailAddress.TryCreate(email, out var address) || address.Address != email)
        {
            ModelState.AddModelError(nameof(Email), "Enter an e-mail address in the form name@example.org");
            return Page();
        }

        // The same whether the address is known already or not.
        await links.SubscribeAsync(email, kind, subject, cancel);
        Done = true;
        Response.Headers.CacheControl = "no-store";
        return Page();
    }

    private async Task<bool> ReadAsync(string kind, string subject, CancellationToken cancel)
    {
        (What, Back) = kind switch
        {
            "meeting" => (await MeetingAsync(subject, cancel) ?? "", $"/meetings/{subject}"),
            "topic" => (catalogue.Priorities.FirstOrDefault(priority => priority.Id == subject)?.Title is { } title ? $"Answers to questions on: {title}" : "", $"/questions?topic={subject}"),
            "measure" => (catalogue.Measures.TryGetValue(subject, out var measure) ? measure.Value.Name : "", $"/performance/{subject}"),
            _ => ("", ""),
        };
        return What.Length > 0;
    }

    private async Task<string?> MeetingAsync(string subject, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        return await connection.ExecuteScalarAsync<string?>(new CommandDefinition(MeetingSql, new { subject }, cancellationToken: cancel));
    }
}
