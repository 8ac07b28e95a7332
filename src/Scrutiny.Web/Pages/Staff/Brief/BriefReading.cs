using Dapper;
using Npgsql;
using Scrutiny.Dashboards;
using Scrutiny.Measures;
using Scrutiny.Meetings;
using Scrutiny.Observations;
using Scrutiny.Web.Staff;

namespace Scrutiny.Web.Pages.Staff.Brief;

/// <summary>What the Commissioner should know at each item: what the published figures of its priority say now, what was answered about them before, and what happened after.</summary>
internal sealed class BriefReading(NpgsqlDataSource database, Catalogue catalogue, StaffExplanations explanations)
{
    private const int MostExplanations = 6;
    private const int MostAnswers = 5;

    private const string AnswersSql = """
        select a.reference as Reference, a.text as Text, a.who as Who, a.at as At
        from published.question_answer a join published.question q using (reference) where q.topic = @topic and not a.struck and a.at < @before order by a.at desc limit @most
        """;

    public async Task<IReadOnlyList<BriefItem>> ReadAsync(Meeting meeting, MeetingProgress progress, string area, CancellationToken cancel)
    {
        var items = new List<BriefItem>();
        var before = (progress.OpenedAt ?? DateTimeOffset.MaxValue).UtcDateTime;
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var snapshot = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancel);
        // This process reads working figures by default; a brief says what the public may hear as well.
        await connection.ExecuteAsync(new CommandDefinition("set local search_path = published", cancellationToken: cancel));
        var read = new Dictionary<string, (IReadOnlyList<BriefFigure> Figures, IReadOnlyList<ShownExplanation> Explanations, IReadOnlyList<BriefAnswer> Answers)>();
        foreach (var item in meeting.Agenda)
        {
            if (item.Priority is not { } priority)
            {
                items.Add(new BriefItem(item, [], [], []));
                continue;
            }

            if (!read.TryGetValue(priority, out var known))
            {
                var measures = catalogue.Measures.Where(measure => measure.Value.Value.Priority == priority && measure.Value.Value.Audience == Readership.Public).OrderBy(measure => measure.Value.Value.Name, StringComparer.Ordinal).ToList();
                var figures = new List<BriefFigure>();
                foreach (var (id, declared) in measures)
                {
                    var points = await SeriesPoints.ReadAsync(connection, id, area, "total", declared.Value.Sources, cancel: cancel);
                    var series = JudgedSeries.Of(declared.Value, points, new SeriesSetting { Area = area, Breakdown = "total", Annotations = catalogue.AnnotationsOf(id) });
                    if (series.Latest is not null)
                    {
                        var words = SeriesWords.Of(series);
                        figures.Add(new BriefFigure(id, declared.Value.Name, words.Latest, words.Signal, words.Target, SeriesSources.AnySynthetic(series, catalogue)));
                    }
                }

                var given = (await explanations.ReadAsync([.. measures.Select(measure => measure.Key)], MostExplanations + meeting.Agenda.Count, cancel)).Where(shown => shown.Explanation.Reference != meeting.Title).Take(MostExplanations).ToList();
                var answers = (await connection.QueryAsync<BriefAnswer>(new CommandDefinition(AnswersSql, new { topic = priority, before, most = MostAnswers }, cancellationToken: cancel))).AsList();
                read[priority] = known = (figures, given, answers);
            }

            items.Add(new BriefItem(item, known.Figures, known.Explanations, known.Answers));
        }

        return items;
    }
}

/// <summary>An item of the agenda with what is known for it. Two items of one priority know the same.</summary>
/// <param name="Item">The item.</param>
/// <param name="Figures">What the figures of its priority say now.</param>
/// <param name="Explanations">What was given as the reason for them before, and what happened after.</param>
/// <param name="Answers">What the public was answered on the priority before.</param>
internal sealed record BriefItem(AgendaItem Item, IReadOnlyList<BriefFigure> Figures, IReadOnlyList<ShownExplanation> Explanations, IReadOnlyList<BriefAnswer> Answers);

/// <summary>A measure in two or three sentences.</summary>
internal sealed record BriefFigure(string Measure, string Name, string Latest, string Signal, string Target, bool Synthetic);

/// <summary>An answer that the public was given.</summary>
internal sealed record BriefAnswer(string Reference, string Text, string Who, DateTime At);
