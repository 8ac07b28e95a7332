using Npgsql;
using Scrutiny.BoardReadings;
using Scrutiny.Charts;
using Scrutiny.Dashboards;
using Scrutiny.Database;

namespace Scrutiny.Web.Figures;

internal static class FiguresSetup
{
    /// <summary>Longest that a page's question to the database may take.</summary>
    private const int StatementSeconds = 5;

    /// <summary>Setting for another folder of declarations than the home's.</summary>
    private const string DashboardsKey = "dashboards";

    public static IServiceCollection AddFigures(this IServiceCollection services, IConfiguration configuration, Audience audience)
    {
        var connectionString = configuration.GetConnectionString("Scrutiny")
            ?? throw SentenceException.Unreachable("ConnectionStrings__Scrutiny is not set; ./scrutiny run sets it, or see the README on running each process by itself.");
        services.AddSingleton(_ => NpgsqlDataSource.Create(ForAudience(connectionString, audience)));
        services.AddSingleton(new CurrentCatalogue(configuration[DashboardsKey] ?? Path.Combine(DataFolder.FindHome(), "dashboards"), audience));
        services.AddHostedService<DashboardWatch>();
        // One request sees one catalogue, however often the folder changes meanwhile.
        services.AddScoped(provider => provider.GetRequiredService<CurrentCatalogue>().Value);
        services.AddSingleton<IChartRenderer, SvgChartRenderer>();
        services.AddScoped<MeasureFigures>();
        services.AddScoped<ComparedFigures>();
        services.AddSingleton<CurrentPeriod>();
        services.AddScoped(provider => new BoardFigures(provider.GetRequiredService<NpgsqlDataSource>(), provider.GetRequiredService<Catalogue>(), waiting: audience == Audience.Staff));
        return services;
    }

    /// <summary>The same queries serve both audiences: the search path decides which side of the wall they read.</summary>
    private static string ForAudience(string connectionString, Audience audience) => new NpgsqlConnectionStringBuilder(connectionString)
    {
        SearchPath = audience == Audience.Public ? "published" : "working",
        ApplicationName = audience == Audience.Public ? "scrutiny web public" : "scrutiny web staff",
        Options = $"-c statement_timeout={StatementSeconds * 1000} -c default_transaction_read_only=on",
        MaxAutoPrepare = 40,
    }.ConnectionString;
}
