using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Scrutiny.Dashboards;

namespace Scrutiny.Web.Api;

internal static class ApiSetup
{
    public const string Prefix = "/api/v1";

    public static IServiceCollection AddApi(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
            json.SerializerOptions.Converters.Add(new JsonStringEnumConverter(KebabNaming.Policy));
            // Answers are JSON, never part of a page: £ and – are written as they are.
            json.SerializerOptions.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        });
        services.AddSingleton(_ => new PngFromSvg());
        services.AddOpenApi("v1", options =>
        {
            options.ShouldInclude = description => description.RelativePath?.StartsWith("api/v1", StringComparison.Ordinal) == true || description.RelativePath?.StartsWith("charts/", StringComparison.Ordinal) == true || description.RelativePath?.StartsWith("data/", StringComparison.Ordinal) == true;
            options.AddDocumentTransformer((document, _, _) =>
            {
                document.Info.Title = "Scrutiny";
                document.Info.Version = "1";
                document.Info.Description = "Published figures with their receipts, meetings and the public's questions. Read-only but for asking a question; errors are application/problem+json; times are UTC.";
                // Addresses are relative to wherever this document was fetched.
                document.Servers = [];
                return Task.CompletedTask;
            });
        });
        return services;
    }

    public static void MapApi(this WebApplication app, Audience audience)
    {
        var api = app.MapGroup(Prefix);
        api.MapMeasures();
        api.MapSeries();
        api.MapSpc();
        api.MapContext();
        api.MapReceipts();
        api.MapMeetings();
        api.MapQuestions();
        if (audience == Audience.Public)
        {
            api.MapAsking();
        }

        app.MapCharts();
        app.MapDataFiles();
        app.MapOpenApi("/openapi/{documentName}.json");
    }

    /// <summary>What is wrong with a question, as a problem document.</summary>
    public static IResult Problem(int status, string sentence) => TypedResults.Problem(sentence, statusCode: status);
}
