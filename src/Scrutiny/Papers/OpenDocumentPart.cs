using System.Text.RegularExpressions;
using System.Xml;

namespace Scrutiny.Papers;

/// <summary>Walks through one part of an ODT file, as a word processor reads it: names by their namespace, entities undone.</summary>
internal static partial class OpenDocumentPart
{
    public static void Look(string name, string xml)
    {
        using var reader = XmlReader.Create(new StringReader(xml), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
        while (reader.Read())
        {
            if (reader.NodeType != XmlNodeType.Element)
            {
                continue;
            }

            switch (reader.LocalName)
            {
                case "event-listener" or "dde-source" or "dde-connection":
                case "script" when reader.NamespaceURI.EndsWith(":office:1.0", StringComparison.Ordinal):
                case "form" when reader.NamespaceURI.EndsWith(":form:1.0", StringComparison.Ordinal):
                    throw SentenceException.Refused($"‘{name}’ holds a script, or a field that fetches data from a program; take it out and send it again.");
                case "object-ole" or "plugin" or "applet" or "floating-frame":
                    throw SentenceException.Refused($"‘{name}’ holds another file inside it; take that out, and send it as a paper of its own.");
            }

            // A link that is followed when somebody presses it is the reader's own act.
            var fetches = reader.LocalName != "a";
            for (var more = fetches && reader.MoveToFirstAttribute(); more; more = reader.MoveToNextAttribute())
            {
                if (reader.LocalName != "href" || !Elsewhere().IsMatch(reader.Value))
                {
                    continue;
                }

                throw SentenceException.Refused($"‘{name}’ fetches a picture or other content from elsewhere; put that into it, or take it out.");
            }
        }
    }

    [GeneratedRegex(@"\A\s*([a-z][a-z0-9+.-]*:|//|\\\\)", RegexOptions.IgnoreCase)]
    private static partial Regex Elsewhere();
}
