using Scrutiny.CorrectionRegister;
using Scrutiny.Dashboards;
using Scrutiny.Measures;
using Scrutiny.Periods;
using Scrutiny.Quotations;

namespace Scrutiny.Web.Figures;

/// <summary>A correction of a quoted figure, for <c>&lt;partial name="_Correction" /&gt;</c>.</summary>
/// <param name="Correction">The correction.</param>
/// <param name="Catalogue">The declarations.</param>
internal sealed record CorrectionView(PublishedCorrection Correction, Catalogue Catalogue)
{
    /// <summary>Whether every place is listed, and not only those of the page on which it stands.</summary>
    public bool AllPlaces { get; init; }

    /// <summary>Which places are those of the page, where it says more of them.</summary>
    public Func<CorrectedPlace, bool>? Here { get; init; }

    /// <summary>What it begins with; null for the measure and the period.</summary>
    public string? Lead { get; init; }

    public string Heading => Lead ?? (Measure is { } measure ? $"{CorrectionWords.Name(measure, Correction.Figure.Breakdown)}, {Correction.Figure.Period.Words(measure.Frequency)}" : "Corrected");

    public IEnumerable<CorrectedPlace> Places => AllPlaces ? Correction.Places : Here is null ? [] : Correction.Places.Where(Here);

    public string? Receipt => Correction.NewReceipt is { } receipt ? $"/receipts/{receipt.ToString(System.Globalization.CultureInfo.InvariantCulture)}" : null;

    /// <summary>By how much; null where one of both is no figure.</summary>
    public string? Size => Measure is { } measure ? CorrectionWords.Size(Correction.Old, Correction.New, measure) : null;

    public string Said(CorrectedPlace place) => Measure is { } measure ? FigureText.Words(place.Quoted, measure) : "";

    private Measure? Measure => Catalogue.Measures.TryGetValue(Correction.Figure.Measure, out var declared) ? declared.Value : null;
}
