using System.Data.Common;
using Npgsql;

namespace Scrutiny.Web.Http;

/// <summary>The one place where what went wrong becomes an answer: a page for people, a problem document for programs under <c>/api/</c>.</summary>
internal static class FailurePages
{
    public const string Address = "/errors";

    public static IServiceCollection AddFailurePages(this IServiceCollection services) => services.AddProblemDetails();

    public static IApplicationBuilder UseFailurePages(this IApplicationBuilder app)
    {
        app.UseWhen(IsForPrograms, static api =>
        {
            api.UseExceptionHandler(new ExceptionHandlerOptions { StatusCodeSelector = StatusOf });
            api.UseStatusCodePages();
        });
        app.UseWhen(static context => !IsForPrograms(context), static pages =>
        {
            pages.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandlingPath = Address, StatusCodeSelector = StatusOf });
            pages.UseStatusCodePagesWithReExecute(Address);
        });
        return app;
    }

    private static bool IsForPrograms(HttpContext context) => context.Request.Path.StartsWithSegments("/api");

    /// <summary>A database that is away or starting is "try again soon", not a fault of ours.</summary>
    private static int StatusOf(Exception failure) => failure switch
    {
        BadHttpRequestException bad => bad.StatusCode,
        // A character that no text can hold, in an address or a form: the one fault that scanners found.
        PostgresException { SqlState: PostgresErrorCodes.CharacterNotInRepertoire or PostgresErrorCodes.UntranslatableCharacter } => StatusCodes.Status400BadRequest,
        // The limit of a statement's time: what cost too much now may not in a minute.
        PostgresException { SqlState: PostgresErrorCodes.QueryCanceled } => StatusCodes.Status503ServiceUnavailable,
        DbException { IsTransient: true } or TimeoutException => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };
}
