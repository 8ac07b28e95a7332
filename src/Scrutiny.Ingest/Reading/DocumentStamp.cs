using System.Globalization;
using System.Xml;

namespace Scrutiny.Ingest.Reading;

/// <summary>A document's own "last modified" stamp.</summary>
internal static class DocumentStamp
{
    private const string Terms = "http://purl.org/dc/terms/";
    private const string Elements = "http://purl.org/dc/elements/1.1/";

    /// <summary>The stamp in <c>docProps/core.xml</c> or <c>meta.xml</c>; null where the part or a readable stamp is missing.</summary>
    internal static DateTimeOffset? Read(CheckedArchive archive, string part)
    {
        if (!archive.Contains(part))
        {
            return null;
        }

        try
        {
            using XmlReader reader = archive.OpenXml(part);
            while (reader.Read())
            {
                if (reader.NodeType == XmlNodeType.Element
                    && ((reader.LocalName == "modified" && reader.NamespaceURI == Terms)
                        || (reader.LocalName == "date" && reader.NamespaceURI == Elements)))
                {
                    return Parse(reader.ReadElementContentAsString());
                }
            }

            return null;
        }
        catch (XmlException fault)
        {
            throw SafeXml.Refusal(fault);
        }
    }

    // A stamp without a zone is taken as UTC: it orders editions of one file, and an hour does not change their order.
    private static DateTimeOffset? Parse(string text)
    {
        // LibreOffice writes nine decimals of a second, more than the framework reads.
        int point = text.IndexOf('.', StringComparison.Ordinal);
        if (point >= 0)
        {
            int end = point + 1;
            while (end < text.Length && char.IsAsciiDigit(text[end]))
            {
                end++;
            }

            text = text.Remove(point, end - point);
        }

        return DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset stamp)
            ? stamp
            : null;
    }
}
