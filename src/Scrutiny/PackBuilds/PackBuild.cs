using Npgsql;
using Scrutiny.BoardReadings;
using Scrutiny.Boards;
using Scrutiny.Body;
using Scrutiny.Charts;
using Scrutiny.Dashboards;
using Scrutiny.MeetingLogs;
using Scrutiny.Observations;
using Scrutiny.Packs;

namespace Scrutiny.PackBuilds;

/// <summary>Builds packs from what is published, whoever asks: a pack never holds a figure that the public could not read at its data cut.</summary>
/// <param name="published">With a search path of <c>published</c>.</param>
/// <param name="catalogue">The declarations as the public knows them.</param>
/// <param name="body">Who publishes the pack.</param>
/// <param name="charts">Draws the pictures.</param>
public sealed class PackBuild(NpgsqlDataSource published, Catalogue catalogue, BodySettings body, IChartRenderer charts)
{
    /// <summary>What a pack says.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="cancel">Cancels.</param>
    /// <exception cref="SentenceException">It takes a panel that is not there.</exception>
    public async Task<PackContent> ContentAsync(PackPlan plan, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var figures = new BoardFigures(published, catalogue, waiting: false);
        var readings = new Dictionary<string, IReadOnlyDictionary<SeriesName, BoardSeries>>();
        foreach (var needs in PackContent.Needs(plan, catalogue))
        {
            var events = needs.Key.Length == 0 ? [] : catalogue.Boards[needs.Key].Value.Annotations;
            readings[needs.Key] = (await figures.ReadAsync([.. needs], events, plan.Cut, cancel)).Series;
        }

        // A board of words alone needs no figure.
        foreach (var board in plan.Sections.SelectMany(section => section.Panels).Select(panel => panel.Board))
        {
            readings.TryAdd(board, new Dictionary<SeriesName, BoardSeries>());
        }

        await using var connection = await published.OpenConnectionAsync(cancel);
        var promises = plan.Sections.Any(section => section.Promises) ? await PublishedPromises.ReadAsync(connection, catalogue, plan.Area, plan.Cut, cancel) : [];
        var meeting = plan.Meeting is null ? null : await StoredMeetings.FindPublishedAsync(connection, plan.Meeting, null, cancel);
        return PackContent.Of(plan, catalogue, body, readings, promises, meeting?.Meeting.Title);
    }

    /// <summary>The pack's files, the manifest last.</summary>
    /// <param name="content">What it says.</param>
    /// <param name="cancel">Cancels.</param>
    /// <exception cref="SentenceException">Its commentary asks for a figure that is not there.</exception>
    public async Task<IReadOnlyList<PackFile>> FilesAsync(PackContent content, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(content);
        if (content.Faults.FirstOrDefault() is { } fault)
        {
            throw SentenceException.Refused(fault);
        }

        await using var connection = await published.OpenConnectionAsync(cancel);
        var origins = await FigureOrigins.ReadAsync(connection, content.Figures.Select(figure => figure.Point.Receipt), cancel);
        return PackManifest.Complete(content, PackFiles.Of(content, catalogue, origins, charts));
    }
}
