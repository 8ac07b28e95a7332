using Scrutiny.Dashboards;
using Scrutiny.Ingest.Mapping;
using Scrutiny.Measures;
using Scrutiny.Periods;

namespace Scrutiny.Ingest.Drafting;

/// <summary>Which measure a column may hold, by the words of its heading and of what stands above the table.</summary>
internal sealed class MeasureGuess(Catalogue catalogue, IReadOnlyList<Period> periods, IReadOnlyList<string> about)
{
    private static readonly HashSet<string> Idle = ["a", "all", "and", "at", "by", "for", "from", "in", "number", "of", "on", "police", "table", "the", "to", "total", "year", "years"];

    private readonly List<HashSet<string>> aboutWords = [.. about.Select(Words)];

    /// <summary>A measure and, where the heading names one of its parts, the breakdown; null where no measure is near.</summary>
    public (string Measure, string? Breakdown, bool Sure)? Of(ColumnGuess column)
    {
        var heading = column.Name;
        var words = Words(heading);
        var (best, score) = Candidates().Where(measure => measure.Value.Unit != Unit.Percent || column.MayBePercentages)
            .Select(measure => (Measure: measure, Score: Likeness(words, measure) + (0.25 * About(measure))))
            .OrderByDescending(candidate => candidate.Score).FirstOrDefault();
        var part = Candidates()
            .SelectMany(measure => measure.Value.Breakdowns.Where(breakdown => Headings.Same(heading, breakdown.Name)).Select(breakdown => (Measure: measure, breakdown.Key)))
            .OrderByDescending(candidate => About(candidate.Measure)).FirstOrDefault();
        return part.Measure is not null && score < 0.9 ? (part.Measure.Id, part.Key, About(part.Measure) > 0.3)
            : best is not null && score >= 0.5 ? (best.Id, null, score >= 0.9)
            : null;
    }

    /// <summary>The measure that the table as a whole seems to be about; null where none is near.</summary>
    public string? OfTable() => Candidates().Select(measure => (measure.Id, Score: About(measure))).Where(candidate => candidate.Score >= 0.34).OrderByDescending(candidate => candidate.Score).FirstOrDefault().Id;

    /// <summary>The measure whose breakdowns most of a column's texts are, and that column; null where there is none.</summary>
    public (string Measure, ColumnGuess Column)? ByParts(IEnumerable<ColumnGuess> columns) => columns
        .SelectMany(column => Candidates().Select(measure => (measure.Id, Column: column, Share: (double)column.Distinct.Count(text => measure.Value.Breakdowns.Any(part => Headings.Same(text, part.Name) || part.Key == TableRows.Slug(text))) / column.Distinct.Count)))
        .Where(candidate => candidate.Share >= 0.6).OrderByDescending(candidate => candidate.Share + (0.1 * About(catalogue.Measures[candidate.Id]))).Select(candidate => ((string, ColumnGuess)?)(candidate.Id, candidate.Column)).FirstOrDefault();

    private double About(Declaration<Measure> measure) => aboutWords.Select(words => Likeness(words, measure)).DefaultIfEmpty().Max();

    private IEnumerable<Declaration<Measure>> Candidates() => catalogue.Measures.Values.Where(measure => periods.All(period => period.Suits(measure.Value.Frequency)));

    // Shared words in proportion to all words of the measure's name or id, whichever is nearer.
    private static double Likeness(HashSet<string> words, Declaration<Measure> measure) => new[] { measure.Value.Name, measure.Id.Replace('-', ' ') }.Select(Words)
        .Max(name => name.Count == 0 ? 0 : (double)name.Count(words.Contains) / name.Count * (words.Count == 0 ? 0 : Math.Min(1, (double)(name.Count + 4) / words.Count)));

    private static HashSet<string> Words(string text) =>
        [.. Headings.WithoutFootnotes(text).ToLowerInvariant().Split([.. text.ToLowerInvariant().Where(letter => !char.IsLetterOrDigit(letter)).Distinct()], StringSplitOptions.RemoveEmptyEntries)
            .Where(word => !Idle.Contains(word)).Select(word => word.Length > 3 && word.EndsWith('s') ? word[..^1] : word)];
}
