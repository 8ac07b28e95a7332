using Scrutiny.Ingest.Reading;
using Scrutiny.Sources;

namespace Scrutiny.Ingest.Mapping;

/// <summary>Which rows are meant, by the texts of their cells.</summary>
internal sealed class RowConditions(IReadOnlyList<(int Column, Condition Condition)> conditions)
{
    /// <summary>A column holds a few texts many times over; beyond so many different ones they are not remembered.</summary>
    private const int Remembered = 1000;

    private readonly List<(int Column, HashSet<string> Is, HashSet<string> Not, Dictionary<string, bool> Known)> parts =
        [.. conditions.Select(part => (part.Column, Texts(part.Condition.Is), Texts(part.Condition.Not), new Dictionary<string, bool>(StringComparer.Ordinal)))];

    /// <summary>Whether all of them hold.</summary>
    public bool Hold(Row row)
    {
        foreach (var (column, wanted, unwanted, known) in parts)
        {
            var displayed = row[column].Displayed;
            if (!known.TryGetValue(displayed, out var holds))
            {
                var text = displayed.Trim();
                holds = (wanted.Count == 0 || wanted.Contains(text)) && !unwanted.Contains(text);
                if (known.Count < Remembered)
                {
                    known[displayed] = holds;
                }
            }

            if (!holds)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The conditions as a person reads them on a receipt.</summary>
    public IEnumerable<string> Words => conditions.SelectMany(part => Say(part.Condition));

    private static IEnumerable<string> Say(Condition condition)
    {
        if (condition.Is.Count > 0)
        {
            yield return $"{condition.Column} is {string.Join(" or ", condition.Is.Select(text => $"'{text}'"))}";
        }

        if (condition.Not.Count > 0)
        {
            yield return $"{condition.Column} is not {string.Join(" or ", condition.Not.Select(text => $"'{text}'"))}";
        }
    }

    private static HashSet<string> Texts(IReadOnlyList<string> texts) => new(texts.Select(text => text.Trim()), StringComparer.OrdinalIgnoreCase);
}
