using System.ComponentModel;
using System.Globalization;
using Npgsql;
using Scrutiny.QuestionLedger;
using Scrutiny.Questions;
using Scrutiny.Web.Questions;

namespace Scrutiny.Web.Api;

/// <summary><c>POST /api/v1/meetings/{slug}/questions</c>, <c>POST /api/v1/questions</c>, <c>GET /api/v1/questions/{reference}</c> and <c>/status/{token}</c>.</summary>
internal static class QuestionsEndpoint
{
    private const int ShortestKey = 22;
    private const int LongestKey = 200;
    private const string Repeating = "With an Idempotency-Key of at least 22 random characters a repeated call gives the first answer.";

    public static void MapQuestions(this RouteGroupBuilder api)
    {
        api.MapGet("/questions/{reference}", ReadAsync).WithName("question").WithSummary("A question as everybody sees it; 404 until it is published.").Produces<QuestionAnswered>().ProducesProblem(StatusCodes.Status404NotFound);
    }

    /// <summary>On the public site only: staff ask no questions, and see nobody's status.</summary>
    public static void MapAsking(this RouteGroupBuilder api)
    {
        Sending(api.MapPost("/meetings/{slug}/questions", AskAsync).WithName("ask").WithSummary($"Sends a question for a meeting. {Repeating}")).ProducesProblem(StatusCodes.Status404NotFound);
        Sending(api.MapPost("/questions", AskBetweenAsync).WithName("ask-between-meetings").WithSummary($"Sends a question for no meeting in particular. {Repeating}"));
        api.MapGet("/questions/status/{token}", StatusAsync).WithName("question-status").WithSummary("An asker's own question; 404 for a link that opens none.").Produces<QuestionStatus>().ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static RouteHandlerBuilder Sending(RouteHandlerBuilder route) =>
        route.Accepts<AskBody>("application/json").Produces<Asked>(StatusCodes.Status201Created).ProducesValidationProblem(StatusCodes.Status422UnprocessableEntity).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status429TooManyRequests).ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static Task<IResult> AskBetweenAsync(
        AskBody body, [Microsoft.AspNetCore.Mvc.FromHeader(Name = "Idempotency-Key"), Description("Random; a repeated call with the same one gives the first answer.")] string? key,
        HttpContext context, QuestionShelf shelf, AskRules rules, AskDesk desk, CancellationToken cancel) => SendAsync(null, body, key, context, shelf, rules, desk, cancel);

    private static Task<IResult> AskAsync(
        [Description("The meeting's name in addresses.")] string slug, AskBody body, [Microsoft.AspNetCore.Mvc.FromHeader(Name = "Idempotency-Key"), Description("Random; a repeated call with the same one gives the first answer.")] string? key,
        HttpContext context, QuestionShelf shelf, AskRules rules, AskDesk desk, CancellationToken cancel) => SendAsync(slug, body, key, context, shelf, rules, desk, cancel);

    private static async Task<IResult> SendAsync(string? slug, AskBody body, string? key, HttpContext context, QuestionShelf shelf, AskRules rules, AskDesk desk, CancellationToken cancel)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (await shelf.WindowAsync(slug, cancel) is null)
        {
            return ApiSetup.Problem(StatusCodes.Status404NotFound, "There is no such meeting; /api/v1/meetings lists them.");
        }

        if (Faults(body, key, rules) is { Count: > 0 } faults)
        {
            return TypedResults.Problem("The question can’t be taken as it is.", statusCode: StatusCodes.Status422UnprocessableEntity, extensions: new Dictionary<string, object?> { ["errors"] = faults });
        }

        var secret = key is null ? QuestionSecret.Draw() : QuestionSecret.From(key);
        var sent = await desk.SendAsync(context, rules.Clean(body.Text, body.Topic, body.Locality, body.DisplayName, body.Email, slug) with { CameBy = "api" }, secret, null, null, null, cancel);
        if (sent.RetryAfter is not null)
        {
            context.Response.Headers.RetryAfter = sent.RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
            return ApiSetup.Problem(sent.Status, "Very many questions are being sent; send yours again when Retry-After has passed.");
        }

        if (sent.Asked!.Refusal is not { } refusal)
        {
            return TypedResults.Json(new Asked(sent.Asked.Reference!, $"/questions/status/{secret}"), statusCode: StatusCodes.Status201Created);
        }

        return refusal switch
        {
            AskRefusal.Closed => ApiSetup.Problem(StatusCodes.Status409Conflict, $"Questions are not taken {(slug is null ? "between meetings" : "for this meeting")} now; /api/v1/meetings says for which they are."),
            AskRefusal.TooMany or AskRefusal.NoFollowUp => ApiSetup.Problem(StatusCodes.Status409Conflict, "This person has asked as many questions as one person may."),
        };
    }

    private static Dictionary<string, string[]> Faults(AskBody body, string? key, AskRules rules)
    {
        var faults = new Dictionary<string, string[]>();
        Fault("text", AskRules.TextFault(body.Text));
        Fault("topic", rules.TopicFault(body.Topic));
        Fault("locality", body.Locality is null ? "Say which district, by name or ONS code; for the whole area, the force’s code." : rules.LocalityFault(body.Locality));
        Fault("display_name", AskRules.NameFault(body.DisplayName));
        Fault("email", rules.EmailFault(body.Email));
        Fault("consent", body.Consent == true ? null : "Say with true that the question and the name may be published, as the privacy notice describes.");
        Fault("idempotency_key", key is null or { Length: >= ShortestKey and <= LongestKey } ? null : $"An Idempotency-Key has {ShortestKey} to {LongestKey} random characters.");
        return faults;

        void Fault(string field, string? fault)
        {
            if (fault is not null)
            {
                faults[field] = [fault];
            }
        }
    }

    private static async Task<IResult> ReadAsync([Description("For example Q-7F3K.")] string reference, QuestionShelf shelf, CancellationToken cancel) =>
        await shelf.FindAsync(reference, cancel) is { } question
            ? TypedResults.Ok(new QuestionAnswered(question.Reference, question.State, question.Reason, question.Text, question.Topic, question.Locality, question.Theme, question.DisplayName, question.Meeting, question.Place, question.MergedInto, question.ReceivedOn, question.Sample, Answers(question.Answers)))
            : ApiSetup.Problem(StatusCodes.Status404NotFound, "There is no such question, or it is not published.");

    private static async Task<IResult> StatusAsync([Description("The secret of the private link.")] string token, NpgsqlDataSource database, QuestionShelf shelf, HttpResponse response, CancellationToken cancel)
    {
        response.Headers.CacheControl = "no-store";
        OwnQuestion? own;
        await using (var connection = await database.OpenConnectionAsync(cancel))
        {
            own = await QuestionInbox.FindAsync(connection, token, cancel);
        }

        if (own is null)
        {
            return ApiSetup.Problem(StatusCodes.Status404NotFound, "This link opens no question.");
        }

        var published = await shelf.FindAsync(own.MergedInto ?? own.Reference, cancel);
        var told = own.State.Told();
        return TypedResults.Ok(new QuestionStatus(own.Reference, told, told == own.State ? own.Reason : null, told == own.State ? own.Told : null, own.MergedInto, own.Place, Answers(published?.Answers ?? [])));
    }

    private static List<AnswerGiven> Answers(IReadOnlyList<Scrutiny.Questions.QuestionAnswer> answers) => [.. answers.Select(answer => new AnswerGiven(answer.Kind, answer.Struck ? null : answer.Text, answer.Who, answer.At, answer.Meeting, answer.Seq, [.. answer.Earlier.Select(earlier => new AnswerBefore(earlier.Text, earlier.Why, earlier.Until))]))];

    private sealed record AskBody(string? Text, string? Topic, string? Locality, string? DisplayName, string? Email, bool? Consent);

    private sealed record Asked(string Reference, string StatusUrl);

    private sealed record QuestionAnswered(
        string Reference, QuestionState State, string? Reason, string? Text, string Topic, string? Locality, string? Theme, string? DisplayName, string? Meeting, int? Place, string? MergedInto, DateOnly ReceivedOn, bool Sample, IReadOnlyList<AnswerGiven> Answer);

    private sealed record QuestionStatus(string Reference, QuestionState State, string? Reason, string? Told, string? MergedInto, int? Place, IReadOnlyList<AnswerGiven> Answer);

    private sealed record AnswerGiven(
        AnswerKind Kind, [property: Description("Null where it was taken back.")] string? Text, string Who, DateTimeOffset At, string? Meeting, long? Seq, [property: Description("What it said before it was corrected, and why.")] IReadOnlyList<AnswerBefore> Earlier);

    private sealed record AnswerBefore(string Text, string Reason, DateTimeOffset Until);
}
