using Scrutiny.Measures;

namespace Scrutiny.Quotations;

/// <summary>
/// That a quoted figure is not what is known now, and where it stands. A difference counts where the figure, written as that place writes it, would be
/// written otherwise: a change within the rounding that was shown is none.
/// </summary>
/// <param name="Figure">Which figure.</param>
/// <param name="Old">What was said last.</param>
/// <param name="New">What is known instead; null where no figure stands there any more.</param>
/// <param name="Ready">Whether the public sees the new figure already.</param>
/// <param name="Coming">Whether staff know another one beside a new figure that is public.</param>
/// <param name="Places">Every place that says the old figure.</param>
public sealed record CorrectionNeed(FigureName Figure, decimal Old, decimal? New, bool Ready, bool Coming, IReadOnlyList<Quote> Places)
{
    /// <summary>Compares what was quoted of one figure with what is known.</summary>
    /// <param name="measure">Its measure.</param>
    /// <param name="quotes">Every quotation of it, at least one.</param>
    /// <param name="decided">What was decided about it before, in order.</param>
    /// <param name="published">What the public sees now; null for no figure.</param>
    /// <param name="working">What staff see now; null for no figure.</param>
    /// <returns>Null where nothing has to be corrected.</returns>
    public static CorrectionNeed? Of(Measure measure, IReadOnlyList<Quote> quotes, IReadOnlyList<DecidedCorrection> decided, decimal? published, decimal? working)
    {
        ArgumentNullException.ThrowIfNull(measure);
        ArgumentNullException.ThrowIfNull(quotes);
        ArgumentNullException.ThrowIfNull(decided);
        var known = new[] { (Value: published, Ready: true), (Value: working, Ready: false) };
        foreach (var (value, ready) in known)
        {
            var places = quotes.Where(quote => Differs(measure, quote.Place.Kind, Said(quote, decided), value) && !IsDismissed(measure, quote, decided, value)).ToList();
            if (places.Count > 0)
            {
                var old = Said(places[^1], decided) ?? places[^1].Value;
                return new CorrectionNeed(quotes[0].Figure, old, value, ready, ready && !Same(measure, published, working), places);
            }
        }

        return null;
    }

    // What was published as a correction is what a reader of that place was told last.
    private static decimal? Said(Quote quote, IReadOnlyList<DecidedCorrection> decided) =>
        decided.LastOrDefault(correction => correction.Published && correction.Places.Contains(quote.Place.Key)) is { } told ? told.New : quote.Value;

    private static bool IsDismissed(Measure measure, Quote quote, IReadOnlyList<DecidedCorrection> decided, decimal? value) =>
        decided.LastOrDefault(correction => correction.Places.Contains(quote.Place.Key)) is { Published: false } dismissed && Same(measure, dismissed.New, value);

    // Tables of packs hold every decimal that the measure shows; sentences may hold fewer.
    private static bool Differs(Measure measure, PlaceKind kind, decimal? said, decimal? now) =>
        said is not { } one || now is not { } other ? said != now
        : kind == PlaceKind.Pack ? FigureText.Number(one, measure) != FigureText.Number(other, measure)
        : FigureText.Words(one, measure) != FigureText.Words(other, measure);

    private static bool Same(Measure measure, decimal? one, decimal? other) => !Differs(measure, PlaceKind.Pack, one, other);
}

/// <summary>What was decided about a figure before.</summary>
/// <param name="Published">Whether a correction was published, and not dismissed.</param>
/// <param name="New">What was known instead of what was quoted; null for no figure.</param>
/// <param name="Places">The places that it was about.</param>
public sealed record DecidedCorrection(bool Published, decimal? New, IReadOnlySet<(PlaceKind Kind, string Name, long Part)> Places);
