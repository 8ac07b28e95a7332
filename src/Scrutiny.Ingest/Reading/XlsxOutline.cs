using System.Xml;

namespace Scrutiny.Ingest.Reading;

/// <summary>
/// Which part of the zip each sheet stands in. The library shows a sheet whose part is missing as an empty one, and a load
/// of nothing would pass for good news.
/// </summary>
internal static class XlsxOutline
{
    private const string Folder = "xl/";
    private const string Book = Folder + "workbook.xml";
    private const string Links = Folder + "_rels/workbook.xml.rels";

    /// <summary>The names of the parts in the order of the sheets.</summary>
    /// <exception cref="UnreadableFileException">A sheet, the shared strings or the styles are named and not there.</exception>
    internal static List<string> SheetParts(CheckedArchive archive)
    {
        if (!archive.Contains(Links))
        {
            throw CheckedArchive.Damaged();
        }

        try
        {
            Dictionary<string, string> targets = ReadLinks(archive);
            List<string> parts = [];
            using XmlReader reader = archive.OpenXml(Book);
            while (reader.Read())
            {
                if (reader is { NodeType: XmlNodeType.Element, LocalName: "sheet", Depth: 2 })
                {
                    parts.Add(targets.TryGetValue(LinkOf(reader), out string? part) ? part : throw CheckedArchive.Damaged());
                }
            }

            return parts.Count > 0 ? parts : throw CheckedArchive.Damaged();
        }
        catch (XmlException fault)
        {
            throw SafeXml.Refusal(fault);
        }
    }

    private static Dictionary<string, string> ReadLinks(CheckedArchive archive)
    {
        Dictionary<string, string> targets = new(StringComparer.Ordinal);
        using XmlReader reader = archive.OpenXml(Links);
        while (reader.Read())
        {
            if (reader is not { NodeType: XmlNodeType.Element, LocalName: "Relationship" }
                || reader.GetAttribute("Id") is not string id || reader.GetAttribute("Target") is not string target)
            {
                continue;
            }

            string type = reader.GetAttribute("Type") ?? "";
            string part = Resolve(target);
            bool needed = type.EndsWith("/worksheet", StringComparison.Ordinal)
                || type.EndsWith("/sharedStrings", StringComparison.Ordinal)
                || type.EndsWith("/styles", StringComparison.Ordinal);
            // The library reads some other endings in other ways, past the scan.
            if (needed && !(archive.Contains(part) && part.EndsWith(".xml", StringComparison.OrdinalIgnoreCase)))
            {
                throw CheckedArchive.Damaged();
            }

            targets[id] = part;
        }

        return targets;
    }

    // Transitional and strict files differ in the namespace of this attribute, not in its name.
    private static string LinkOf(XmlReader sheet)
    {
        for (bool more = sheet.MoveToFirstAttribute(); more; more = sheet.MoveToNextAttribute())
        {
            if (sheet.LocalName == "id" && sheet.NamespaceURI.Length > 0)
            {
                return sheet.Value;
            }
        }

        return "";
    }

    private static string Resolve(string target)
    {
        target = target.Replace('\\', '/');
        string path = target.StartsWith('/') ? target[1..] : Folder + target;
        List<string> steps = [];
        foreach (string step in path.Split('/'))
        {
            if (step == ".." && steps.Count > 0)
            {
                steps.RemoveAt(steps.Count - 1);
            }
            else if (step != ".")
            {
                steps.Add(step);
            }
        }

        return string.Join('/', steps);
    }
}
