using Dapper;
using Npgsql;
using Scrutiny.Dashboards;
using Scrutiny.ExplanationLedger;
using Scrutiny.Explanations;
using Scrutiny.Measures;
using Scrutiny.Observations;
using Scrutiny.Quotations;

namespace Scrutiny.Web.Staff;

/// <summary>Explanations that were given for figures, those kept by staff and those in the logs of meetings, with what the published figures did since.</summary>
internal sealed class StaffExplanations(NpgsqlDataSource database, Catalogue catalogue, StaffMeetings meetings)
{
    /// <summary>Those of some measures, the last given first.</summary>
    /// <param name="measures">Ids of the measures; null for all.</param>
    /// <param name="most">At most so many.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<IReadOnlyList<ShownExplanation>> ReadAsync(IReadOnlyCollection<string>? measures, int most, CancellationToken cancel)
    {
        var spoken = (await meetings.LogsAsync(cancel)).SelectMany(log => SpokenExplanations.Of(log.Meeting, log.Progress)).Where(explanation => measures is null || measures.Contains(explanation.Series.Measure));
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var snapshot = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancel);
        var all = (await StoredExplanations.ReadAsync(connection, measures, most, cancel)).Concat(spoken).OrderByDescending(explanation => explanation.GivenOn).Take(most).ToList();
        // This process reads working figures by default; what was explained is held against published ones.
        await connection.ExecuteAsync(new CommandDefinition("set local search_path = published", cancellationToken: cancel));
        var shown = new List<ShownExplanation>();
        foreach (var explanation in all.Where(explanation => catalogue.Measures.ContainsKey(explanation.Series.Measure)))
        {
            var (series, measure) = (explanation.Series, catalogue.Measures[explanation.Series.Measure].Value);
            var given = new DateTimeOffset(explanation.GivenOn.AddDays(1).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
            var then = await SeriesPoints.ReadAsync(connection, series.Measure, series.Area, series.Breakdown, measure.Sources, given, cancel: cancel);
            var now = await SeriesPoints.ReadAsync(connection, series.Measure, series.Area, series.Breakdown, measure.Sources, cancel: cancel);
            var judged = JudgedSeries.Of(measure, now, new SeriesSetting { Area = series.Area, Breakdown = series.Breakdown, Annotations = catalogue.AnnotationsOf(series.Measure) });
            var place = catalogue.Areas.ByCode.TryGetValue(series.Area, out var area) ? area.Name : series.Area;
            shown.Add(new ShownExplanation(
                explanation, $"{CorrectionWords.Name(measure, series.Breakdown)}, {place}{(explanation.Period is { } period ? $", {period.Words(measure.Frequency)}" : "")}", ExplanationOutcome.Words(explanation, then, judged), now.Any(point => catalogue.IsSynthetic(point.Source))));
        }

        return shown;
    }
}

/// <summary>An explanation as pages show it.</summary>
/// <param name="Explanation">What was given.</param>
/// <param name="About">The measure, area and period by name.</param>
/// <param name="Outcome">What the figures did since.</param>
/// <param name="Synthetic">Whether those figures are made up.</param>
internal sealed record ShownExplanation(Explanation Explanation, string About, string Outcome, bool Synthetic);
