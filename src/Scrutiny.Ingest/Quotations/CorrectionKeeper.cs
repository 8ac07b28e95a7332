using System.Globalization;
using Dapper;
using Npgsql;
using Scrutiny.Audit;
using Scrutiny.Dashboards;
using Scrutiny.Ingest.Loading;
using Scrutiny.Quotations;

namespace Scrutiny.Ingest.Quotations;

/// <summary>
/// Compares what was quoted with what is known, and keeps one open correction for each figure that changed: opened, brought to a newer revision, or
/// closed where the figure is again what was quoted. Who looks again and again writes once.
/// </summary>
/// <param name="database">As the ingest role.</param>
/// <param name="catalogue">The declarations.</param>
/// <param name="area">ONS code of the body's own area.</param>
internal sealed class CorrectionKeeper(NpgsqlDataSource database, Catalogue catalogue, string area)
{
    private const string TurnSql = "select pg_advisory_xact_lock(hashtext('scrutiny.quotations'))";

    private const string OpenAlertSql = "select sentence from working.alert where kind = 'correction' and cleared_at is null";

    private const string ClearSql = """
        with cleared as (
          update working.alert set cleared_at = clock_timestamp() where kind = 'correction' and cleared_at is null returning alert_id
        )
        select pg_notify('scrutiny_working', 'alert:' || alert_id) from cleared
        """;

    private const string RaiseSql = """
        with raised as (
          insert into working.alert (kind, source, sentence) values ('correction', 'quoted', @sentence) returning alert_id
        )
        select pg_notify('scrutiny_working', 'alert:' || alert_id) from raised
        """;

    private readonly QuoteReading quotes = new(catalogue, area);

    /// <summary>One at a time, on whichever machine, until the caller's transaction ends. Who also publishes takes the publications' turn first.</summary>
    public static Task TakeTurnAsync(NpgsqlConnection connection, CancellationToken cancel) => connection.ExecuteAsync(new CommandDefinition(TurnSql, cancellationToken: cancel));

    /// <summary>Compares all that was ever quoted.</summary>
    public async Task CompareAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await TakeTurnAsync(connection, cancel);
        var figures = (await quotes.ReadAsync(connection, cancel)).Where(quote => catalogue.Measures.ContainsKey(quote.Figure.Measure)).ToLookup(quote => quote.Figure);
        var kept = await KeptCorrections.ReadAsync(connection, cancel);
        var known = await KnownFigures.ReadAsync(connection, catalogue, [.. figures.Select(figure => figure.Key)], cancel);
        var (opened, changed, closed) = (0, 0, 0);
        foreach (var figure in figures)
        {
            var measure = catalogue.Measures[figure.Key.Measure].Value;
            var places = figure.Reverse().DistinctBy(quote => quote.Place.Key).Reverse().ToList();
            var need = CorrectionNeed.Of(measure, places, kept.DecidedOn(figure.Key), known.Published(figure.Key), known.Working(figure.Key));
            var open = kept.OpenOn(figure.Key);
            if (need is null)
            {
                closed += open is null ? 0 : await KeptCorrections.CloseAsync(connection, open, "The figure is again what was quoted.", cancel);
                continue;
            }

            var reason = await RevisionReason.ReadAsync(connection, need, measure, cancel);
            if (open is null)
            {
                opened += await KeptCorrections.OpenAsync(connection, need, reason, cancel);
            }
            else
            {
                changed += await KeptCorrections.BringAsync(connection, open, need, reason, cancel);
            }
        }

        foreach (var open in kept.Open.Where(open => !figures.Contains(open.Figure)))
        {
            closed += await KeptCorrections.CloseAsync(connection, open, "Nothing that is in use quotes the figure any more.", cancel);
        }

        await TellAsync(connection, cancel);
        if (opened + changed + closed > 0)
        {
            await AuditTrail.AppendAsync(connection, LoadAudit.Process, AuditAct.QuotationsCompared, "correction", "all", new { Opened = opened, Changed = changed, Closed = closed }, cancel);
        }

        await transaction.CommitAsync(cancel);
    }

    /// <summary>Keeps the one alert about corrections that wait, without a figure in it.</summary>
    public static async Task TellAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        var open = await connection.ExecuteScalarAsync<long>(new CommandDefinition("select count(*) from working.correction where state = 'open'", cancellationToken: cancel));
        var sentence = open == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{open:#,##0} figure{(open == 1 ? " that was" : "s that were")} quoted {(open == 1 ? "has" : "have")} changed since. Publish a correction of {(open == 1 ? "it" : "each")}, or say why none is needed.");
        var raised = await connection.ExecuteScalarAsync<string?>(new CommandDefinition(OpenAlertSql, cancellationToken: cancel));
        if (raised == sentence)
        {
            return;
        }

        await connection.ExecuteAsync(new CommandDefinition(ClearSql, cancellationToken: cancel));
        if (sentence is not null)
        {
            await connection.ExecuteAsync(new CommandDefinition(RaiseSql, new { sentence }, cancellationToken: cancel));
        }
    }
}
