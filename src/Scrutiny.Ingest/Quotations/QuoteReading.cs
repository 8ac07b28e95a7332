using System.Globalization;
using Dapper;
using Npgsql;
using Scrutiny.Dashboards;
using Scrutiny.MeetingLogs;
using Scrutiny.Meetings;
using Scrutiny.Periods;
using Scrutiny.Quotations;

namespace Scrutiny.Ingest.Quotations;

/// <summary>Reads every quotation of a figure: those pinned in packs and in meetings, those shown while a question was answered, and those found in words.</summary>
/// <param name="catalogue">The declarations.</param>
/// <param name="area">ONS code of the body's own area: words that name no area are about that one.</param>
internal sealed class QuoteReading(Catalogue catalogue, string area)
{
    private const string PacksSql = """
        select f.slug as Name, f.edition as Part, p.title as Title, f.places as Detail, f.measure as Measure, f.area as Area, f.breakdown as Breakdown, f.period_from as PeriodFrom, f.period_to as PeriodTo, f.value as Value
        from pack.figure f join published.pack p on p.slug = f.slug and p.edition = f.edition order by p.published_at, f.slug, f.edition
        """;

    // What was corrected in the log itself does not count; what is told to staff only is told to them. A letter's figures are public once they were revealed.
    private const string MeetingsSql = """
        select m.slug as Name, e.number as Part, m.title as Title, e.data::text as Data, e.seq as Seq, not m.closed and m.state <> 'planned'
            and (e.seq is not null or exists (select from meeting.event r where r.meeting = e.meeting and r.kind = 'revealed' and (r.data ->> 'number')::bigint = e.number)) as Public
        from meeting.event e join meeting.meeting m on m.number = e.meeting
        where e.kind = 'figure-shown' and not exists (select from meeting.event c where c.meeting = e.meeting and c.kind = 'corrected' and (c.data ->> 'seq')::bigint = e.number)
        order by e.at, e.meeting, e.number
        """;

    private const string AnswersSql = """
        select a.reference as Name, a.number as Part, a.text as Text, a.at as At, a.meeting as Meeting, a.seq as Seq, q.topic as Topic
        from published.question_answer a join published.question q using (reference) where not a.struck order by a.at, a.reference, a.number
        """;

    private const string NotesSql = """
        select n.measure as Name, n.publication_id as Part, n.text as Text, n.published_at as At from published.note n
        where n.text is not null and n.withdrawn_at is null and n.replaced_at is null order by n.publication_id
        """;

    // Every value that the public has known: a text gives the one of its day.
    private const string ValuesSql = """
        select o.period_from as PeriodFrom, o.period_to as PeriodTo, o.value as Value, o.known_from as KnownFrom, nullif(o.known_to, 'infinity') as KnownTo
        from published.series s join published.observation o using (series_id)
        where s.measure = @measure and s.area = @area and s.breakdown = 'total' and s.source = any(@sources) and o.value is not null
        """;

    private readonly Dictionary<string, IReadOnlyList<ValueRow>> values = [];

    public async Task<IReadOnlyList<Quote>> ReadAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        values.Clear();
        var quotes = new List<Quote>();
        quotes.AddRange((await connection.QueryAsync<PackRow>(new CommandDefinition(PacksSql, cancellationToken: cancel))).Select(row => new Quote(
            new FigureName(row.Measure, row.Area, row.Breakdown, new Period(row.PeriodFrom, row.PeriodTo)), row.Value,
            new QuotePlace(PlaceKind.Pack, row.Name, row.Part, string.Create(CultureInfo.InvariantCulture, $"{row.Title}, edition {row.Part}"), row.Detail))));
        foreach (var row in await connection.QueryAsync<MeetingRow>(new CommandDefinition(MeetingsSql, cancellationToken: cancel)))
        {
            var shown = (MeetingAct.FigureShown)MeetingJson.Read("figure-shown", row.Data);
            if (Of(shown) is { } figure)
            {
                quotes.Add(new Quote(figure, shown.Value, new QuotePlace(PlaceKind.Meeting, row.Name, row.Part, row.Title, shown.Sentence) { Seq = row.Seq, Public = row.Public }));
            }
        }

        await AddAnswersAsync(quotes, connection, cancel);
        foreach (var row in await connection.QueryAsync<NoteRow>(new CommandDefinition(NotesSql, cancellationToken: cancel)))
        {
            var title = catalogue.Measures.TryGetValue(row.Name, out var measure) ? $"Commentary on {measure.Value.Name}" : row.Name;
            quotes.AddRange(await InWordsAsync(connection, [row.Name], row.Text, row.At, new QuotePlace(PlaceKind.Commentary, row.Name, row.Part, title, "") { ByWords = true }, cancel));
        }

        return quotes;
    }

    private async Task AddAnswersAsync(List<Quote> quotes, NpgsqlConnection connection, CancellationToken cancel)
    {
        var logs = new Dictionary<string, MeetingProgress?>();
        foreach (var row in await connection.QueryAsync<AnswerRow>(new CommandDefinition(AnswersSql, cancellationToken: cancel)))
        {
            var place = new QuotePlace(PlaceKind.Answer, row.Name, row.Part, $"Answer to question {row.Name}", "");
            if (row is { Meeting: { } meeting, Seq: { } seq })
            {
                if (!logs.TryGetValue(meeting, out var progress))
                {
                    logs[meeting] = progress = await StoredMeetings.FindPublishedAsync(connection, meeting, null, cancel) is { } stored ? MeetingProgress.Of(await MeetingLog.ReadPublishedAsync(connection, stored.Number, 0, cancel)) : null;
                }

                foreach (var (_, shown) in progress is null ? [] : Moments.FiguresBehind(progress, seq))
                {
                    if (Of(shown) is { } figure)
                    {
                        quotes.Add(new Quote(figure, shown.Value, place with { Detail = "shown while it was answered" }));
                    }
                }
            }

            var measures = catalogue.Measures.Where(measure => measure.Value.Value.Priority == row.Topic).Select(measure => measure.Key);
            foreach (var quote in await InWordsAsync(connection, measures, row.Text, row.At, place with { ByWords = true }, cancel))
            {
                // What was on the screen as well is pinned already.
                if (!quotes.Any(other => other.Figure == quote.Figure && other.Place.Key == quote.Place.Key))
                {
                    quotes.Add(quote);
                }
            }
        }
    }

    private async Task<IReadOnlyList<Quote>> InWordsAsync(NpgsqlConnection connection, IEnumerable<string> measures, string text, DateTime at, QuotePlace place, CancellationToken cancel)
    {
        var found = new List<Quote>();
        foreach (var id in text.Any(char.IsAsciiDigit) ? measures : [])
        {
            if (catalogue.Measures.TryGetValue(id, out var measure))
            {
                var known = (await ValuesAsync(connection, id, measure.Value.Sources, cancel)).Where(row => row.KnownFrom <= at && !(row.KnownTo <= at)).Select(row => (new Period(row.PeriodFrom, row.PeriodTo), row.Value));
                found.AddRange(QuotesInWords.Find(text, measure.Value, known).DistinctBy(quoted => quoted.Period).Select(quoted => new Quote(new FigureName(id, area, "total", quoted.Period), quoted.Value, place)));
            }
        }

        return found;
    }

    private async Task<IReadOnlyList<ValueRow>> ValuesAsync(NpgsqlConnection connection, string measure, IReadOnlyList<string> sources, CancellationToken cancel)
    {
        if (!values.TryGetValue(measure, out var known))
        {
            values[measure] = known = (await connection.QueryAsync<ValueRow>(new CommandDefinition(ValuesSql, new { measure, area, sources = sources.ToArray() }, cancellationToken: cancel))).AsList();
        }

        return known;
    }

    private FigureName? Of(MeetingAct.FigureShown shown) =>
        catalogue.Measures.ContainsKey(shown.Measure) && PeriodText.TryParse(shown.Period, PeriodForm.Tidy, out var period) ? new FigureName(shown.Measure, shown.Area, shown.Breakdown, period) : null;

    private sealed record PackRow(string Name, int Part, string Title, string Detail, string Measure, string Area, string Breakdown, DateOnly PeriodFrom, DateOnly PeriodTo, decimal Value);

    private sealed record MeetingRow(string Name, long Part, string Title, string Data, long? Seq, bool Public);

    private sealed record AnswerRow(string Name, int Part, string Text, DateTime At, string? Meeting, long? Seq, string Topic);

    private sealed record NoteRow(string Name, long Part, string Text, DateTime At);

    private sealed record ValueRow(DateOnly PeriodFrom, DateOnly PeriodTo, decimal Value, DateTime KnownFrom, DateTime? KnownTo);
}
