using System.Text.RegularExpressions;

namespace Scrutiny.Areas;

/// <summary>Finds areas by code or by a name as published files write it.</summary>
public sealed partial class AreaNames
{
    private readonly Dictionary<string, Area> byCode = [];
    private readonly Dictionary<string, List<Area>> byName = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Indexes the areas.</summary>
    /// <param name="areas">Every known area; codes unique.</param>
    public AreaNames(IEnumerable<Area> areas)
    {
        foreach (var area in areas)
        {
            byCode[area.Code] = area;
            foreach (var name in area.Aliases.Append(area.Name).Select(Normal).Distinct(StringComparer.OrdinalIgnoreCase))
            {
                if (!byName.TryGetValue(name, out var sharing))
                {
                    byName[name] = sharing = [];
                }

                sharing.Add(area);
            }
        }
    }

    /// <summary>All areas, by code.</summary>
    public IReadOnlyDictionary<string, Area> ByCode => byCode;

    /// <summary>The areas that a name may mean, widest first (West Midlands is a region and a force); empty where it is not known.</summary>
    /// <param name="text">
    /// The name as it stands in a file. A footnote (<c>Wiltshire3</c>, <c>Greater Manchester8,9</c>, <c>Humberside [note 4]</c>) is stripped
    /// only when what is left is a known name.
    /// </param>
    public IReadOnlyList<Area> Find(string text)
    {
        var name = Normal(text);

        return byName.TryGetValue(name, out var areas) || byName.TryGetValue(Footnote().Replace(name, ""), out areas)
            ? [.. areas.OrderBy(area => area.Kind)]
            : [];
    }

    private static string Normal(string name) => WhiteSpace().Replace(name.Trim(), " ");

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();

    [GeneratedRegex(@"\s*(\[note \d+\]|[\d,\s]+|[*^~\u2020\u2021]+)$", RegexOptions.IgnoreCase)]
    private static partial Regex Footnote();
}
