namespace Scrutiny.Dashboards;

/// <summary>Finds the allowed word that a person most likely meant.</summary>
public static class NearestMatch
{
    /// <summary>A hint such as <c>; did you mean 'measure'?</c>, or an empty string where nothing is near.</summary>
    /// <param name="word">The word as it was typed.</param>
    /// <param name="allowed">The words that would have been right.</param>
    public static string Hint(string word, IEnumerable<string> allowed)
    {
        var best = allowed.Select(candidate => (candidate, distance: Distance(word, candidate))).OrderBy(pair => pair.distance).ThenBy(pair => pair.candidate, StringComparer.Ordinal).FirstOrDefault();

        return best.candidate is not null && best.distance <= Math.Max(2, word.Length / 3) ? $"; did you mean '{best.candidate}'?" : "";
    }

    /// <summary>Levenshtein's distance: the fewest single-character edits from one word to the other.</summary>
    private static int Distance(string from, string to)
    {
        var previous = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var current = new int[to.Length + 1];
            current[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var substitution = previous[j - 1] + (char.ToLowerInvariant(from[i - 1]) == char.ToLowerInvariant(to[j - 1]) ? 0 : 1);
                current[j] = Math.Min(substitution, Math.Min(previous[j], current[j - 1]) + 1);
            }

            previous = current;
        }

        return previous[to.Length];
    }
}
