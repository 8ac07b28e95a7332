using System.Text.RegularExpressions;
using Scrutiny.Boards;
using Scrutiny.Dashboards;
using Scrutiny.Measures;
using Scrutiny.Meetings;

namespace Scrutiny.Packs;

/// <summary>
/// A figure inserted into commentary by name, so that it stays bound to the data: <c>{{calls-999-within-10s latest}}</c>,
/// <c>{{recorded-crime sentence part=robbery}}</c>, <c>{{officer-fte 2019-09-30 area=E23000007}}</c>.
/// </summary>
/// <param name="Series">Which series.</param>
/// <param name="Says">What is said of it: one of <see cref="Words"/>, or the key of a period with hyphens for its spaces.</param>
public sealed partial record FigureReference(SeriesName Series, string Says)
{
    /// <summary>What may be said of a series.</summary>
    public static IReadOnlyList<string> Words { get; } = ["latest", "period", "sentence", "change", "signal", "target"];

    /// <summary>Reads what stands between the braces.</summary>
    /// <param name="text">The text.</param>
    /// <param name="area">ONS code of the area that is meant where none is named.</param>
    /// <param name="catalogue">The declarations.</param>
    /// <param name="fault">What is wrong, one sentence; null where nothing is.</param>
    /// <returns>The reference; null where it can't be read.</returns>
    public static FigureReference? Read(string text, string area, Catalogue catalogue, out string? fault)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(catalogue);
        var parts = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var options = parts.Where(part => part.Contains('=', StringComparison.Ordinal)).Select(part => part.Split('=', 2)).ToList();
        var words = parts.Where(part => !part.Contains('=', StringComparison.Ordinal)).ToList();
        fault = null;
        if (words.Count is 0 or > 2)
        {
            fault = $"“{{{{{text}}}}}” names no figure; write a measure and what to say of it, such as {{{{calls-999-within-10s latest}}}}.";
            return null;
        }

        if (!catalogue.Measures.TryGetValue(words[0], out var measure))
        {
            fault = $"There is no measure '{words[0]}'{Hint(words[0], catalogue.Measures.Keys)}";
            return null;
        }

        var (place, part) = (area, SeriesName.Total);
        foreach (var option in options)
        {
            switch (option[0])
            {
                case "area" when catalogue.Areas.ByCode.ContainsKey(option[1]):
                    place = option[1];
                    break;
                case "area":
                    fault = $"There is no area '{option[1]}'; name it by its ONS code.";
                    return null;
                case "part" when measure.Value.Breakdowns.Any(known => known.Key == option[1]):
                    part = option[1];
                    break;
                case "part":
                    fault = $"'{words[0]}' has no part '{option[1]}'{Hint(option[1], measure.Value.Breakdowns.Select(known => known.Key))}";
                    return null;
                default:
                    fault = $"'{option[0]}' can't be chosen for a figure; choose area or part.";
                    return null;
            }
        }

        var says = words.Count == 1 ? Words[0] : words[1];
        if (!Words.Contains(says) && !PeriodKey().IsMatch(says))
        {
            fault = $"'{says}' is nothing that can be said of a figure{Hint(says, Words)} Choose {string.Join(", ", Words)}, or a period such as 2026-09.";
            return null;
        }

        return new FigureReference(new SeriesName(words[0], place, part), says);
    }

    /// <summary>The references in a text of commentary, those that can be read.</summary>
    /// <param name="commentary">Markdown.</param>
    /// <param name="area">ONS code of the area that is meant where none is named.</param>
    /// <param name="catalogue">The declarations.</param>
    public static IEnumerable<FigureReference> In(string commentary, string area, Catalogue catalogue) =>
        Braces().Matches(commentary).Select(match => Read(match.Groups[1].Value, area, catalogue, out _)).OfType<FigureReference>();

    /// <summary>A text in which each reference is written out, as it is sent: what it says does not change any more.</summary>
    /// <param name="text">Markdown.</param>
    /// <param name="area">ONS code of the area that is meant where none is named.</param>
    /// <param name="catalogue">The declarations.</param>
    /// <param name="series">The series of every reference in it.</param>
    public static string Written(string text, string area, Catalogue catalogue, IReadOnlyDictionary<SeriesName, BoardSeries> series) =>
        Braces().Replace(text, match => Read(match.Groups[1].Value, area, catalogue, out _) is { } reference && series.TryGetValue(reference.Series, out var found) && reference.Resolve(found, out _) is { } bound
            ? Markup().Replace(bound.Text, @"\$0")
            : match.Value);

    /// <summary>What it says.</summary>
    /// <param name="series">Its series at the data cut.</param>
    /// <param name="fault">What is missing, one sentence; null where nothing is.</param>
    /// <returns>The words, and the figure on which they rest; null where there is none.</returns>
    public BoundFigure? Resolve(BoardSeries series, out string? fault)
    {
        ArgumentNullException.ThrowIfNull(series);
        var (judged, measure) = (series.Series, series.Measure);
        var value = Words.Contains(Says) ? judged.Latest : judged.Values.FirstOrDefault(one => one.Period.Key(measure.Frequency).Replace(' ', '-') == Says);
        if (value?.Point is not { Value: { } figure } point)
        {
            fault = $"{measure.Name} has no figure {(Words.Contains(Says) ? "at the data cut" : $"for {Says}")}.";
            return null;
        }

        var words = SeriesWords.Of(judged);
        var text = Says switch
        {
            "period" => value.Period.Words(measure.Frequency),
            "sentence" => words.Latest,
            "change" => words.Change,
            "signal" => words.Signal,
            "target" => words.Target,
            _ => FigureText.Words(figure, measure),
        };
        fault = text.Length == 0 ? $"Nothing can be said with '{Says}' of {measure.Name}: it has no such statement." : null;
        return text.Length == 0 ? null : new BoundFigure(this, text, new TableFigure(series, value.Period, point));
    }

    private static string Hint(string word, IEnumerable<string> allowed) => NearestMatch.Hint(word, allowed) is { Length: > 0 } hint ? hint : ".";

    [GeneratedRegex(@"\{\{([^{}]+)\}\}")]
    private static partial Regex Braces();

    // What Markdown would read as something else than itself.
    [GeneratedRegex(@"[\\`*_\[\]<>#|]")]
    private static partial Regex Markup();

    [GeneratedRegex("^(YE-)?[0-9]{4}(-[0-9]{2}(-[0-9]{2})?|-Q[1-4]|/[0-9]{2})?$")]
    private static partial Regex PeriodKey();
}

/// <summary>A figure in commentary.</summary>
/// <param name="Reference">How it was asked for.</param>
/// <param name="Text">What it says.</param>
/// <param name="Figure">The figure on which that rests.</param>
public sealed record BoundFigure(FigureReference Reference, string Text, TableFigure Figure)
{
    /// <summary>The figure as a quotation that stays as it is; null where it has no value.</summary>
    /// <param name="asKnown">As known at which moment, UTC.</param>
    public MeetingAct.FigureShown? Quote(DateTimeOffset asKnown)
    {
        var measure = Figure.Series.Measure;
        return Figure.Point is not { Value: { } value } point ? null : new MeetingAct.FigureShown(
            Reference.Series.Measure, Reference.Series.Area, Reference.Series.Breakdown, Figure.Period.Key(measure.Frequency), value, point.Status, point.Receipt,
            $"{Figure.Period.Opening(measure.Frequency)} it was {FigureText.Words(value, measure)}.", asKnown);
    }
}
