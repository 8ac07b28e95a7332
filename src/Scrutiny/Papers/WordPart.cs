using System.Text;
using System.Text.RegularExpressions;
using System.Xml;

namespace Scrutiny.Papers;

/// <summary>Walks through one part of a DOCX file, as Word reads it: names by their namespace, entities undone, a field put together from its runs.</summary>
internal static partial class WordPart
{
    // A link that is followed when somebody presses it is the reader's own act.
    private const string Link = "/hyperlink";
    private static readonly string[] Embedded = ["/aFChunk", "/oleObject", "/package", "/vbaProject", "/control"];

    public static void Look(string name, string xml)
    {
        using var reader = XmlReader.Create(new StringReader(xml), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
        var fields = new Stack<StringBuilder>();
        while (reader.Read())
        {
            if (reader.NodeType != XmlNodeType.Element)
            {
                continue;
            }

            switch (reader.LocalName)
            {
                case "Relationship":
                    LookAtRelationship(name, reader.GetAttribute("Type") ?? "", reader.GetAttribute("TargetMode"));
                    break;
                case "fldSimple":
                    LookAtField(name, Attribute(reader, "instr"));
                    break;
                case "fldChar" when Attribute(reader, "fldCharType") is var kind:
                    if (kind == "begin")
                    {
                        fields.Push(new StringBuilder());
                    }
                    else if (kind == "end" && fields.TryPop(out var field))
                    {
                        LookAtField(name, field.ToString());
                    }

                    break;
                case "instrText" when !reader.IsEmptyElement:
                    reader.Read();
                    if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace)
                    {
                        if (fields.Count == 0)
                        {
                            fields.Push(new StringBuilder());
                        }

                        fields.Peek().Append(reader.Value);
                    }

                    break;
            }
        }

        // Fields that are begun and not ended are some readers' fields all the same.
        foreach (var open in fields)
        {
            LookAtField(name, open.ToString());
        }
    }

    private static void LookAtRelationship(string name, string type, string? mode)
    {
        if (Array.Exists(Embedded, kind => type.EndsWith(kind, StringComparison.OrdinalIgnoreCase)))
        {
            throw SentenceException.Refused($"‘{name}’ holds another file inside it; take that out, and send it as a paper of its own.");
        }

        if (string.Equals(mode?.Trim(), "External", StringComparison.OrdinalIgnoreCase) && !type.EndsWith(Link, StringComparison.Ordinal))
        {
            throw SentenceException.Refused($"‘{name}’ fetches a template, picture or other content from elsewhere; put that into it, or take it out.");
        }
    }

    private static void LookAtField(string name, string? field)
    {
        if (Fetching().IsMatch(field ?? ""))
        {
            throw SentenceException.Refused($"‘{name}’ holds a field that fetches data from a program; take it out and send it again.");
        }
    }

    private static string? Attribute(XmlReader reader, string name)
    {
        string? found = null;
        for (var more = reader.MoveToFirstAttribute(); more && found is null; more = reader.MoveToNextAttribute())
        {
            found = reader.LocalName == name ? reader.Value : null;
        }

        reader.MoveToElement();
        return found;
    }

    [GeneratedRegex(@"\A\W*(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Fetching();
}
