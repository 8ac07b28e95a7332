using Dapper;
using Npgsql;
using Scrutiny.Audit;
using Scrutiny.Dashboards;
using Scrutiny.Ingest.Releases;
using Scrutiny.Releases;

namespace Scrutiny.Ingest.Quotations;

/// <summary>Keeps explanations that were given for measures, in the caller's transaction.</summary>
internal static class ExplanationBook
{
    private const string KeepSql = """
        insert into working.explanation (measure, area, breakdown, period_from, period_to, given_on, given_by, via, reference, text, written_by)
        values (@Measure, @Area, @Breakdown, @PeriodFrom, @PeriodTo, @GivenOn, @GivenBy, @Via, @Reference, @Text, @by) returning explanation_id
        """;

    private const string StrikeSql = "update working.explanation set struck_by = @by, struck_at = clock_timestamp() where explanation_id = @explanation and struck_at is null returning measure";

    /// <exception cref="SentenceException">There is no such measure.</exception>
    public static async Task<string> KeepAsync(NpgsqlConnection connection, Catalogue catalogue, GivenExplanation given, string by, string actor, CancellationToken cancel)
    {
        if (!catalogue.Measures.ContainsKey(given.Measure))
        {
            throw SentenceException.Refused($"There is no measure '{given.Measure}'.");
        }

        var parameters = new DynamicParameters(given);
        parameters.Add("by", by);
        var explanation = await connection.ExecuteScalarAsync<long>(new CommandDefinition(KeepSql, parameters, cancellationToken: cancel));
        await AuditTrail.AppendAsync(connection, actor, AuditAct.ExplanationKept, "explanation", ReleasePlan.Text(explanation), new { given.Measure, given.Area, given.Via }, cancel);
        return "Kept. It stands with the measure and in the brief of each meeting about it; the public does not see it.";
    }

    /// <exception cref="SentenceException">It was struck out already, or is not there.</exception>
    public static async Task<string> StrikeAsync(NpgsqlConnection connection, long explanation, string by, string actor, CancellationToken cancel)
    {
        var measure = await connection.ExecuteScalarAsync<string?>(new CommandDefinition(StrikeSql, new { explanation, by }, cancellationToken: cancel)) ?? throw SentenceException.Refused("This explanation was struck out already, or is not there.");
        await AuditTrail.AppendAsync(connection, actor, AuditAct.ExplanationStruck, "explanation", ReleasePlan.Text(explanation), new { Measure = measure }, cancel);
        return "Struck out: it is kept, and shown nowhere.";
    }
}
