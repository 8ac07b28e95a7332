using Microsoft.Extensions.Options;
using Scrutiny.BoardReadings;
using Scrutiny.Boards;
using Scrutiny.Dashboards;
using Scrutiny.Meetings;
using Scrutiny.Packs;
using Scrutiny.Web.Body;
using Scrutiny.Web.Figures;

namespace Scrutiny.Web.Staff;

/// <summary>What staff write in Markdown, with figures by name: the same rules as for commentary in packs, and published figures only.</summary>
internal sealed class StaffWriting(PublishedSide published, CurrentCatalogue current, IOptions<BodySettings> body)
{
    /// <summary>Reads a text with the figures that were public at a moment.</summary>
    /// <param name="markdown">As it was written.</param>
    /// <param name="asKnown">The moment; null for now.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<WrittenText> ReadAsync(string markdown, DateTimeOffset? asKnown, CancellationToken cancel)
    {
        var (catalogue, area) = (current.Value.ForPublic(), body.Value.Area);
        var names = FigureReference.In(markdown, area, catalogue).Select(reference => reference.Series).Distinct().ToList();
        IReadOnlyDictionary<SeriesName, BoardSeries> series = names.Count == 0 ? new Dictionary<SeriesName, BoardSeries>() : (await new BoardFigures(published.Database, catalogue, waiting: false).ReadAsync(names, [], asKnown, cancel)).Series;
        return new WrittenText(CommentaryText.Of(markdown, area, catalogue, series), FigureReference.Written(markdown, area, catalogue, series), catalogue);
    }
}

/// <summary>A text with its figures.</summary>
/// <param name="Read">As a page, with what is wrong in it.</param>
/// <param name="Plain">The same Markdown with each figure written out.</param>
/// <param name="Catalogue">The declarations that it was read by.</param>
internal sealed record WrittenText(CommentaryText Read, string Plain, Catalogue Catalogue)
{
    /// <summary>Whether any of its figures is made up.</summary>
    public bool Synthetic => Read.Figures.Any(bound => bound.Figure.Point is { } point && Catalogue.IsSynthetic(point.Source));

    /// <summary>Its figures as quotations that stay as they are.</summary>
    /// <param name="asKnown">As known at which moment, UTC.</param>
    public IEnumerable<MeetingAct.FigureShown> Quoted(DateTimeOffset asKnown) => Read.Figures.Select(bound => bound.Quote(asKnown)).OfType<MeetingAct.FigureShown>();
}
