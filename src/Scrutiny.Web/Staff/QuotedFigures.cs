using Dapper;
using Npgsql;
using Scrutiny.Dashboards;
using Scrutiny.Measures;
using Scrutiny.Meetings;
using Scrutiny.Observations;
using Scrutiny.Web.Body;
using Scrutiny.Web.Figures;
using Scrutiny.Web.Pages.Components;
using Microsoft.Extensions.Options;

namespace Scrutiny.Web.Staff;

/// <summary>
/// Quotes a figure for a meeting. Only what is published is ever quoted, as it was known at the meeting's data cut; the quotation carries all that
/// will be shown of it, so that no later revision changes what was said.
/// </summary>
internal sealed class QuotedFigures(NpgsqlDataSource database, Catalogue catalogue, IOptions<BodySettings> body)
{
    /// <summary>The quotation, or why there is none.</summary>
    /// <param name="meeting">The meeting, for its data cut.</param>
    /// <param name="measure">Id of the measure.</param>
    /// <param name="area">ONS code; empty for the body's own.</param>
    /// <param name="breakdown">Key of the breakdown; empty for the total.</param>
    /// <param name="allTheSame">Whether a reason was given to show it although it is stale, or was not published at the data cut.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<Quotation> QuoteAsync(Meeting meeting, string measure, string? area, string? breakdown, bool allTheSame, CancellationToken cancel)
    {
        var (question, _, wrong) = SeriesQuestion.Read(catalogue, measure, area, breakdown, null, body.Value.Area);
        if (question is null)
        {
            return Quotation.No(wrong!);
        }

        if (question.Measure.Audience != Readership.Public)
        {
            return Quotation.No($"‘{question.Measure.Name}’ is for staff only and is never shown in a meeting.");
        }

        await using var connection = await database.OpenConnectionAsync(cancel);
        // This process reads working figures by default; a meeting quotes published ones.
        await using var snapshot = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancel);
        await connection.ExecuteAsync(new CommandDefinition("set local search_path = published", cancellationToken: cancel));
        var now = new DateTimeOffset(await connection.ExecuteScalarAsync<DateTime>(new CommandDefinition("select clock_timestamp()", cancellationToken: cancel)), TimeSpan.Zero);
        var asKnown = meeting.DataCut is { } cut && cut < now ? cut : now;
        var series = await SeriesAsync(connection, question, asKnown, cancel);
        if (series.Latest?.Point is null && allTheSame)
        {
            (asKnown, series) = (now, await SeriesAsync(connection, question, now, cancel));
        }

        if (series.Latest?.Point is not { Value: { } value } point)
        {
            return Quotation.No(asKnown < now
                ? $"No figure of ‘{question.Measure.Name}’ was published by {LondonTime.DateAndTime(asKnown)}, the meeting’s data cut. Give a reason to show what was published since."
                : $"No figure of ‘{question.Measure.Name}’ is published for this area, so there is none to show.");
        }

        if (!allTheSame && Overdue(question.Measure, point, LondonTime.Day(now)) is { } due)
        {
            return Quotation.No($"The latest figure of ‘{question.Measure.Name}’ is for {point.Period.Words(question.Measure.Frequency)}, and a newer one was due on {StaffDates.Day(due)}. Give a reason to show it all the same.");
        }

        return new Quotation(new MeetingAct.FigureShown(measure, question.Area.Code, question.Breakdown, point.Period.Key(question.Measure.Frequency), value, point.Status, point.Receipt, Sentence(question, series), asKnown), null);
    }

    private async Task<JudgedSeries> SeriesAsync(NpgsqlConnection connection, SeriesQuestion question, DateTimeOffset asKnown, CancellationToken cancel) => JudgedSeries.Of(
        question.Measure,
        await SeriesPoints.ReadAsync(connection, question.Id, question.Area.Code, question.Breakdown, question.Measure.Sources, asKnown, cancel: cancel),
        new SeriesSetting { Area = question.Area.Code, Breakdown = question.Breakdown, Annotations = catalogue.AnnotationsOf(question.Id) });

    /// <summary>When a newer figure should have been there; null where none is late.</summary>
    private DateOnly? Overdue(Measure measure, SeriesPoint point, DateOnly today) =>
        catalogue.Sources.TryGetValue(point.Source, out var source) && source.Value.Due is { } rule && point.Period.Next(measure.Frequency).To.AddDays(rule.DaysAfter) is var due && due < today ? due : null;

    private string Sentence(SeriesQuestion question, JudgedSeries series)
    {
        var words = SeriesWords.Of(series);
        var of = string.Join(", ", new[] { question.Area.Code == body.Value.Area ? null : question.Area.Name, question.Part }.OfType<string>());
        return $"{(of.Length == 0 ? "" : of + ": ")}{words.Latest}{(words.Signal.Length == 0 ? "" : " " + words.Signal)}";
    }
}

/// <summary>A quotation, or why there is none.</summary>
internal sealed record Quotation(MeetingAct.FigureShown? Figure, string? Refusal)
{
    public static Quotation No(string sentence) => new(null, sentence);
}
