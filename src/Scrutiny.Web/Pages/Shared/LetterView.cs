using Scrutiny.Boards;
using Scrutiny.Body;
using Scrutiny.Dashboards;
using Scrutiny.Meetings;
using Scrutiny.Packs;

namespace Scrutiny.Web.Pages.Shared;

/// <summary>A written challenge as a page shows it, for <c>&lt;partial name="_Letter" /&gt;</c>.</summary>
/// <param name="Meeting">Its head.</param>
/// <param name="Progress">Its log, on the side of whoever looks.</param>
/// <param name="Body">Who writes.</param>
/// <param name="Catalogue">The declarations, for the names of measures.</param>
internal sealed record LetterView(Meeting Meeting, MeetingProgress Progress, BodySettings Body, Catalogue Catalogue)
{
    private static readonly Dictionary<SeriesName, BoardSeries> NoFigures = [];

    public Letter Letter { get; } = Letter.Of(Progress);

    /// <summary>Where a document that came with the reply is found.</summary>
    public required Func<MeetingAct.PaperAdded, string> DocumentAddress { get; init; }

    /// <summary>Address of the public site, where figures are for both sides of a letter; empty on that site itself.</summary>
    public string Site { get; init; } = "";

    /// <summary>What those do who can't read a document, by its id.</summary>
    public IReadOnlyDictionary<string, string> Alternatives { get; init; } = new Dictionary<string, string>();

    /// <summary>Markdown as markup; every text in it is encoded. Its figures were written out when it was sent.</summary>
    public string Html(string markdown) => CommentaryText.Of(markdown, Body.Area, Catalogue, NoFigures).Html;

    public string NameOf(MeetingAct.FigureShown figure) => Catalogue.Measures.TryGetValue(figure.Measure, out var measure) ? measure.Value.Name : figure.Measure;
}
