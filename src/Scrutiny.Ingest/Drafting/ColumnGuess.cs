using Scrutiny.Areas;
using Scrutiny.Ingest.Mapping;
using Scrutiny.Ingest.Reading;
using Scrutiny.Periods;

namespace Scrutiny.Ingest.Drafting;

/// <summary>What one column of a table seems to hold.</summary>
/// <param name="Index">The column, from 0.</param>
/// <param name="Name">Its heading, white space put right.</param>
/// <param name="AreaCodes">Share of its texts that are codes of known areas, 0 to 1.</param>
/// <param name="AreaNames">Share that are names of known areas.</param>
/// <param name="Form">The form of period that fits most of its texts; null where none does.</param>
/// <param name="Periods">Share of its texts that fit.</param>
/// <param name="Numbers">Share of its texts that are numbers.</param>
/// <param name="Distinct">Its different texts, at most a few hundred.</param>
/// <param name="Markers">Short texts among its numbers.</param>
internal sealed record ColumnGuess(
    int Index, string Name, double AreaCodes, double AreaNames, PeriodForm? Form, double Periods, double Numbers, IReadOnlyCollection<string> Distinct, IReadOnlyCollection<string> Markers)
{
    private const int Kept = 400;
    private const int LongestMarker = 10;

    // The order decides between forms that fit as well: the narrower first.
    private static readonly PeriodForm[] Forms = [PeriodForm.FinancialQuarter, PeriodForm.FinancialYear, PeriodForm.Month, PeriodForm.AsAt, PeriodForm.YearEnding, PeriodForm.Year, PeriodForm.Tidy];

    public double Areas => Math.Max(AreaCodes, AreaNames);

    /// <summary>Whether the column holds figures: numbers, markers aside, that are neither years nor codes.</summary>
    public bool HoldsFigures => Numbers >= 0.5 && !(Form == PeriodForm.Year && Periods > 0.9) && AreaCodes < 0.5;

    /// <summary>Whether every number lies from 0 to 100.</summary>
    public bool MayBePercentages => Distinct.All(text => !Number.TryParse(text, out var number) || number is >= 0 and <= 100);

    public static ColumnGuess Of(TableGuess table, int column, AreaNames areas)
    {
        var texts = table.Column(column).ToList();
        var distinct = texts.Distinct().Take(Kept).ToList();
        var looked = distinct.ToHashSet();
        texts.RemoveAll(text => !looked.Contains(text));
        double Share(Func<string, bool> holds)
        {
            var held = distinct.Where(holds).ToHashSet();
            return texts.Count == 0 ? 0 : (double)texts.Count(held.Contains) / texts.Count;
        }

        var numbers = Share(text => Number.TryParse(text, out _));
        var (form, periods) = Forms.Select(candidate => ((PeriodForm?)candidate, Share(text => PeriodText.TryParse(text, candidate, out _)))).MaxBy(fit => fit.Item2);
        return new ColumnGuess(
            column,
            Headings.Normal(table.Header[column]),
            Share(areas.ByCode.ContainsKey),
            Share(text => areas.Find(text).Count > 0),
            periods > 0.5 ? form : null,
            periods,
            numbers,
            distinct,
            numbers < 0.3 ? [] : [.. distinct.Where(text => text.Length <= LongestMarker && !Number.TryParse(text, out _))]);
    }
}
