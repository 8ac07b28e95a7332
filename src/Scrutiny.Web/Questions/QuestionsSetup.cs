namespace Scrutiny.Web.Questions;

internal static class QuestionsSetup
{
    public static IServiceCollection AddQuestions(this IServiceCollection services)
    {
        services.AddOptions<AskSettings>().BindConfiguration(AskSettings.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<MailSettings>().BindConfiguration(MailSettings.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<AskDesk>();
        services.AddSingleton<QuestionShelf>();
        services.AddScoped<AskRules>();
        return services;
    }
}
