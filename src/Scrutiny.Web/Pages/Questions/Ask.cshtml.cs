using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;
using Npgsql;
using Scrutiny.QuestionLedger;
using Scrutiny.Web.Body;
using Scrutiny.Web.Questions;

namespace Scrutiny.Web.Pages.Questions;

/// <summary>
/// <c>/ask</c> and <c>/meetings/{slug}/ask</c>: one thing on each page, without any script. Who posts is known by no cookie that another site could
/// misuse, and the origin is checked before anything is read, so there is no token that a restart would break.
/// </summary>
[IgnoreAntiforgeryToken]
internal sealed class AskModel(QuestionShelf shelf, AskDesk desk, AskRules rules, NpgsqlDataSource database, IOptions<BodySettings> body, IOptions<AskSettings> settings, TimeProvider time) : PageModel
{
    public AskWindow Window { get; private set; } = null!;

    public AskStep Step { get; private set; }

    /// <summary>What was answered so far.</summary>
    public AskDraft? Draft { get; private set; }

    public IReadOnlyList<PublishedQuestion> Similar { get; private set; } = [];

    public AskRules Rules => rules;

    public BodySettings Body => body.Value;

    public AskSettings Settings => settings.Value;

    public DateTimeOffset Now => time.GetUtcNow();

    [BindProperty]
    public AskForm Form { get; set; } = new();

    public string Title => Step switch
    {
        AskStep.Start => Window.Meeting is { } meeting ? $"Ask a question for {meeting.Title}" : "Ask a question",
        AskStep.Question => "What is your question?",
        AskStep.About => "What is your question about?",
        AskStep.You => rules.SendsMail ? "Your name and email address" : "A name to show with your question",
        AskStep.Check => "Check your question before you send it",
    };

    public string PathTo(AskStep step) => step == AskStep.Start ? Window.Path : $"{Window.Path}/{step.ToString().ToLowerInvariant()}";

    public string? Fault(string field) => ModelState.TryGetValue(field, out var state) && state.Errors.Count > 0 ? state.Errors[0].ErrorMessage : null;

    public async Task<IActionResult> OnGetAsync(string? slug, string? step, bool change, CancellationToken cancel)
    {
        if (await OpenAsync(slug, step, cancel) is { } elsewhere)
        {
            return elsewhere;
        }

        if (Step > AskStep.Question && (Draft is null || (FirstFault() is { } missing && missing < Step)))
        {
            return LocalRedirect(PathTo(Draft is null ? AskStep.Question : FirstFault()!.Value));
        }

        Form = new AskForm { Text = Draft?.Text, Topic = Draft?.Topic, Locality = Draft?.Locality, Name = Draft?.Name, Email = Draft?.Email, Secret = Draft?.Secret, Change = change };
        await FindSimilarAsync(cancel);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string? slug, string? step, CancellationToken cancel)
    {
        if (await OpenAsync(slug, step, cancel) is { } elsewhere)
        {
            return elsewhere;
        }

        var draft = Draft ?? AskDraft.New(time.GetUtcNow());
        switch (Step)
        {
            case AskStep.Question:
                Check(nameof(Form.Text), AskRules.TextFault(Form.Text));
                draft = draft with { Text = Form.Text, Trap = Form.Website };
                break;
            case AskStep.About:
                Check(nameof(Form.Topic), rules.TopicFault(Form.Topic));
                Check(nameof(Form.Locality), rules.LocalityFault(Form.Locality));
                draft = draft with { Topic = Form.Topic, Locality = Form.Locality ?? "" };
                break;
            case AskStep.You:
                Check(nameof(Form.Name), AskRules.NameFault(Form.Name));
                Check(nameof(Form.Email), rules.EmailFault(Form.Email));
                draft = draft with { Name = Form.Name ?? "", Email = Form.Email ?? "" };
                break;
            case AskStep.Check:
                return await SendAsync(cancel);
            case AskStep.Start:
                return LocalRedirect(PathTo(AskStep.Question));
        }

        if (ModelState.ErrorCount > 0)
        {
            return Page();
        }

        draft.Keep(HttpContext);
        return LocalRedirect(PathTo(Form.Change ? AskStep.Check : Step + 1));
    }

    private async Task<IActionResult> SendAsync(CancellationToken cancel)
    {
        if (Draft is null)
        {
            return await IsSentAsync(Form.Secret, cancel) ? LocalRedirect(StatusOf(Form.Secret!)) : LocalRedirect(PathTo(AskStep.Question));
        }

        if (FirstFault() is { } missing)
        {
            return LocalRedirect(PathTo(missing));
        }

        var asked = rules.Clean(Draft.Text, Draft.Topic, Draft.Locality, Draft.Name, Draft.Email, Window.Meeting?.Slug) with { Follows = Draft.Follows };
        var sent = await desk.SendAsync(HttpContext, asked, Draft.Secret, AskerMark.Of(HttpContext), Draft.Trap, time.GetUtcNow() - Draft.Began, cancel);
        if (sent.Asked is { Reference: not null })
        {
            AskDraft.Drop(HttpContext);
            return LocalRedirect(StatusOf(Draft.Secret));
        }

        if (sent.RetryAfter is not null)
        {
            Response.Headers.RetryAfter = sent.RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
        }

        Check("Send", sent.Asked?.Refusal switch
        {
            AskRefusal.Closed => "Questions are not taken any more. Your question was not sent.",
            AskRefusal.TooMany => $"You have asked {(Window.EachPerson == 1 ? "one question" : $"{Window.EachPerson} questions")} already, which is as many as one person may. Your question was not sent.",
            AskRefusal.NoFollowUp => "That question was followed up already. Your question was not sent.",
            null => "Very many questions are being sent. Yours was not: wait a little, then press the button again. Nothing that you wrote is lost.",
        });
        Response.StatusCode = sent.Asked is null ? sent.Status : StatusCodes.Status409Conflict;
        Form.Secret = Draft.Secret;
        await FindSimilarAsync(cancel);
        return Page();
    }

    private async Task<IActionResult?> OpenAsync(string? slug, string? step, CancellationToken cancel)
    {
        if (step is not null && (!Enum.TryParse<AskStep>(step, ignoreCase: true, out var wanted) || wanted == AskStep.Start || !wanted.ToString().Equals(step, StringComparison.OrdinalIgnoreCase)))
        {
            return NotFound();
        }

        Step = step is null ? AskStep.Start : Enum.Parse<AskStep>(step, ignoreCase: true);
        if (await shelf.WindowAsync(slug, cancel) is not { } window)
        {
            return NotFound();
        }

        (Window, Draft) = (window, AskDraft.Read(HttpContext));
        if (Step != AskStep.Start)
        {
            Response.Headers.CacheControl = "no-store";
        }

        // Who has begun may come to the end: the database decides when it is sent. A follow-up needs no window.
        return !window.Open && Draft is null && Step != AskStep.Start && !(Step == AskStep.Check && Form.Secret is not null) ? LocalRedirect(window.Path) : null;
    }

    private AskStep? FirstFault() =>
        AskRules.TextFault(Draft!.Text) is not null ? AskStep.Question
        : Draft.Locality is null || rules.TopicFault(Draft.Topic) is not null || rules.LocalityFault(Draft.Locality) is not null ? AskStep.About
        : Draft.Name is null || AskRules.NameFault(Draft.Name) is not null || rules.EmailFault(Draft.Email) is not null ? AskStep.You
        : null;

    private async Task FindSimilarAsync(CancellationToken cancel) => Similar = Step == AskStep.Check && Draft?.Text is { } text ? await shelf.SimilarAsync(Scrutiny.Questions.QuestionText.Clean(text), cancel) : [];

    private async Task<bool> IsSentAsync(string? secret, CancellationToken cancel)
    {
        if (!Scrutiny.Questions.QuestionSecret.IsOne(secret))
        {
            return false;
        }

        await using var connection = await database.OpenConnectionAsync(cancel);
        return await QuestionInbox.FindAsync(connection, secret!, cancel) is not null;
    }

    private static string StatusOf(string secret) => $"/questions/status/{secret}?sent=yes";

    private void Check(string field, string? fault)
    {
        if (fault is not null)
        {
            ModelState.AddModelError(field, fault);
        }
    }
}
