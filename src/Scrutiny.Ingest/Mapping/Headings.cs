using System.Text.RegularExpressions;
using Scrutiny.Ingest.Reading;

namespace Scrutiny.Ingest.Mapping;

/// <summary>The column headings of a table, possibly over several rows, findable by name with or without their footnotes.</summary>
internal sealed partial class Headings
{
    private readonly List<string> names = [];
    private readonly List<string> paths = [];

    /// <param name="rows">Heading rows from the top; the last names the columns.</param>
    public Headings(IReadOnlyList<IReadOnlyList<string>> rows)
    {
        var width = rows.Max(row => row.Count);
        for (var column = 0; column < width; column++)
        {
            var own = Lowest(rows, column);
            names.Add(own);
            // Merged cells hold their text in the first column only, so a parent is carried to the right.
            var parents = rows.SkipLast(1).Select(row => CarriedFromTheLeft(row, column)).Where(text => text.Length > 0 && text != own);
            paths.Add(string.Join(" / ", parents.Append(own)));
        }
    }

    public IReadOnlyList<string> Names => names;

    /// <summary>The column, from 0, that a declaration means by a name or a "parent / name"; -1 where there is none.</summary>
    public int Find(string wanted)
    {
        if (wanted == "@first")
        {
            return 0;
        }

        var exact = names.FindIndex(name => Same(name, wanted));
        return exact >= 0 ? exact : paths.FindIndex(path => Same(path, wanted));
    }

    public static bool Same(string heading, string wanted) =>
        string.Equals(Normal(heading), Normal(wanted), StringComparison.OrdinalIgnoreCase)
        || string.Equals(Normal(WithoutFootnotes(heading)), Normal(wanted), StringComparison.OrdinalIgnoreCase);

    public static string Normal(string text) => WhiteSpace().Replace(text, " ").Trim();

    public static string WithoutFootnotes(string text) => Footnote().Replace(text, "");

    public static IReadOnlyList<string> Texts(Row row)
    {
        var texts = new string[row.Count];
        for (var i = 0; i < texts.Length; i++)
        {
            texts[i] = row[i].Displayed;
        }

        return texts;
    }

    private static string Lowest(IReadOnlyList<IReadOnlyList<string>> rows, int column)
    {
        for (var i = rows.Count - 1; i >= 0; i--)
        {
            if (column < rows[i].Count && Normal(rows[i][column]) is { Length: > 0 } text)
            {
                return text;
            }
        }

        return "";
    }

    private static string CarriedFromTheLeft(IReadOnlyList<string> row, int column)
    {
        for (var i = Math.Min(column, row.Count - 1); i >= 0; i--)
        {
            if (Normal(row[i]) is { Length: > 0 } text)
            {
                return text;
            }
        }

        return "";
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();

    // "fraud3)" "burglary5,6" "Humberside [note 4]" "15/16**" "Home Office^": digits glued to a word, a bracketed note, or marks at the end.
    [GeneratedRegex(@"(?<=[A-Za-z\)])\d{1,2}(,\s?\d{1,2})*(?=[\)\s]|$)|\s*\[note \d+\]|(?<=[A-Za-z0-9\)])[*^~\u2020\u2021]+$", RegexOptions.IgnoreCase)]
    private static partial Regex Footnote();
}
